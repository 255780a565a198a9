package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.AtStrings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Checks command lines before anything is sent, and takes them apart. */
final class CommandLine {
  /**
   * What is dialled takes the rest of the line; extended commands end with a semicolon, unless it
   * is quoted; basic ones stand behind one another.
   */
  private static final Pattern PART =
      Pattern.compile(
          ";|D.*|[+^%#*$](?:[^;\"]++|\"[^\"]*+\"?+)*+|[&\\\\]?.[0-9=?,]*", Pattern.DOTALL);

  private static final String DIALLING = "DAO";
  private static final List<String> SECRET_REPLIES = List.of("+USEC", "+URDFILE", "+URDBLOCK");
  private static final List<String> MESSAGES =
      List.of("+CMG", "+CMS", "+CNM", "+CPMS", "+CSC", "+CSM");

  private CommandLine() {}

  /** Whether lines with a prefix carry secrets, even where no one waits for them. */
  static boolean isSecretReply(String prefix) {
    String upper = prefix.toUpperCase(Locale.ROOT);
    return SECRET_REPLIES.stream().anyMatch(upper::startsWith);
  }

  static byte[] encode(String line, boolean secret) {
    AtStrings.requireLine(line, secret);
    return (line + '\r').getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The commands of a line, in capitals and without blanks, such as {@code E0}, {@code +CMEE=2}.
   */
  static List<String> parts(String line) {
    String all =
        line.substring(Math.min(2, line.length())).replace(" ", "").toUpperCase(Locale.ROOT);
    if (all.startsWith("+") && all.indexOf(';') < 0) {
      return List.of(all);
    }
    return PART.matcher(all)
        .results()
        .map(MatchResult::group)
        .filter(part -> !part.equals(";"))
        .toList();
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
      shown.append((c >= ' ' && c <= '~') || c == '…' ? c : '.');
    }
    return shown.toString();
  }
}
