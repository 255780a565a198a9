package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.AtStrings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Checks command lines before anything is sent, and names them in messages. */
final class CommandLine {
  static final int MAX_LENGTH = AtStrings.MAX_LINE_LENGTH;

  private static final int FIRST_PRINTABLE = 0x20;
  private static final int LAST_PRINTABLE = 0x7e;

  private static final String EXTENDED = "+^%#*$";
  private static final String PARAMETER = "0123456789=?,";
  private static final String DIALLING = "DAO";
  private static final List<String> SECRET_REPLIES = List.of("+USEC", "+URDFILE", "+URDBLOCK");
  private static final List<String> MESSAGES =
      List.of("+CMG", "+CMS", "+CNM", "+CPMS", "+CSC", "+CSM");

  private CommandLine() {}

  /** The line, or of a secret one what stands before its first parameter. */
  static String nameOf(String line, boolean secret) {
    int end = parameters(line);
    return secret && end < line.length() ? line.substring(0, end) + "…" : line;
  }

  /** Where the parameters begin: behind the first equals sign, or with what is dialled. */
  static int parameters(String line) {
    int i = 0;
    while (i < line.length() && line.charAt(i) != '*' && line.charAt(i) != '=') {
      i++;
    }
    return i < line.length() && line.charAt(i) == '=' ? i + 1 : i;
  }

  /** Whether lines with a prefix carry secrets, even where no one waits for them. */
  static boolean isSecretReply(String prefix) {
    String upper = prefix.toUpperCase(Locale.ROOT);
    return SECRET_REPLIES.stream().anyMatch(upper::startsWith);
  }

  /** The bytes that go out, carriage return included. */
  static byte[] encode(String line, boolean secret) {
    AtStrings.requireLine(line, secret);
    return (line + '\r').getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The commands of a line, in capitals and without blanks, such as {@code E0} and {@code +CMEE=2};
   * basic ones stand behind one another, extended ones end with a semicolon.
   */
  static List<String> parts(String line) {
    List<String> parts = new ArrayList<>();
    String rest = line.substring(Math.min(2, line.length())).replace(" ", "");
    String upper = rest.toUpperCase(Locale.ROOT);
    int i = 0;
    while (i < upper.length()) {
      int end = endOfPart(upper, i);
      if (end > i) {
        parts.add(upper.substring(i, end));
      }
      i = end < upper.length() && upper.charAt(end) == ';' ? end + 1 : end;
    }
    return parts;
  }

  private static int endOfPart(String line, int from) {
    char first = line.charAt(from);
    if (first == ';') {
      return from;
    }
    if (first == 'D') {
      // The rest is what is dialled.
      return line.length();
    }
    if (EXTENDED.indexOf(first) >= 0) {
      return endOfExtended(line, from);
    }
    int i = from + (first == '&' || first == '\\' ? 2 : 1);
    while (i < line.length() && PARAMETER.indexOf(line.charAt(i)) >= 0) {
      i++;
    }
    return Math.min(i, line.length());
  }

  private static int endOfExtended(String line, int from) {
    boolean quoted = false;
    int i = from;
    while (i < line.length() && (quoted || line.charAt(i) != ';')) {
      quoted ^= line.charAt(i) == '"';
      i++;
    }
    return i;
  }

  /** Whether a line may open a call, or go back to one: {@code ATD}, {@code ATA}, {@code ATO}. */
  static boolean dials(String line) {
    return parts(line).stream().anyMatch(part -> DIALLING.indexOf(part.charAt(0)) >= 0);
  }

  /** Whether a line is about short messages, whose errors are {@code +CMS ERROR} (27.005). */
  static boolean isAboutMessages(String line) {
    return parts(line).stream().anyMatch(part -> MESSAGES.stream().anyMatch(part::startsWith));
  }

  /** The text with whatever could upset a log shown as a dot. */
  static String printable(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = (c >= FIRST_PRINTABLE && c <= LAST_PRINTABLE) || c == '…';
      shown.append(plain ? c : '.');
    }
    return shown.toString();
  }
}
