package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.AtStrings;
import java.util.Locale;

/** Knows the echo of a command line, whole or with its beginning or end lost. */
final class Echo {
  private static final int MIN_LENGTH = 2;
  private static final int MAX_LENGTH = AtStrings.MAX_LINE_LENGTH;

  private Echo() {}

  static boolean isOf(String command, ReceivedLine line) {
    if (line.length() < MIN_LENGTH || line.length() > MAX_LENGTH || line.hasWindow()) {
      return false;
    }
    String text = line.text();
    return command.startsWith(text) || command.endsWith(text);
  }

  /** Whether a line is the whole of it, maybe behind noise, which no answer of a module is. */
  static boolean isWhole(String command, ReceivedLine line) {
    int noise = line.length() - command.length();
    return noise >= 0
        && !line.hasWindow()
        && line.text().endsWith(command)
        && (noise == 0 || hasNoise(line, noise));
  }

  private static boolean hasNoise(ReceivedLine line, int end) {
    for (int i = 0; i < end; i++) {
      if (line.at(i) < ' ' || line.at(i) > '~') {
        return true;
      }
    }
    return false;
  }

  static boolean isRemnant(ReceivedLine line) {
    return !line.hasPrefix() && (looksLikeCommand(line) || hasNoise(line, line.length()));
  }

  /** Whether a line can be nothing but someone's echo: no answer begins with AT. */
  static boolean looksLikeCommand(ReceivedLine line) {
    return line.length() >= MIN_LENGTH
        && line.length() <= MAX_LENGTH
        && line.text().substring(0, MIN_LENGTH).toUpperCase(Locale.ROOT).equals("AT");
  }
}
