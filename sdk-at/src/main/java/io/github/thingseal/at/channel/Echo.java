package io.github.thingseal.at.channel;

import java.util.Locale;

/** Knows the echo of a command line, whole or with its beginning or end lost. */
final class Echo {
  private static final int MIN_LENGTH = 2;
  private static final int MAX_LENGTH = CommandLine.MAX_LENGTH;

  private Echo() {}

  static boolean isOf(String command, RawLine line) {
    if (line.length() < MIN_LENGTH || line.length() > MAX_LENGTH || line.hasWindow()) {
      return false;
    }
    String text = line.text();
    return command.startsWith(text) || command.endsWith(text);
  }

  /** Whether a line can be nothing but somebody's echo: no answer begins with AT. */
  static boolean looksLikeCommand(RawLine line) {
    return line.length() >= MIN_LENGTH
        && line.length() <= MAX_LENGTH
        && line.text().substring(0, MIN_LENGTH).toUpperCase(Locale.ROOT).equals("AT");
  }
}
