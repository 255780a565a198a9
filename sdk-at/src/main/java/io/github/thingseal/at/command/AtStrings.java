package io.github.thingseal.at.command;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** String parameters of command lines. */
public final class AtStrings {
  /** The longest command line. Published for SARA-R4, taken for all. */
  public static final int MAX_LINE_LENGTH = 1024;

  private static final int SHOWN_AT_MOST = 40;
  private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");
  private static final Pattern UNQUOTABLE = Pattern.compile("[^ -~]|[\",]");
  private static final Pattern PARAMETERS = Pattern.compile("[^A-Za-z0-9+;].*");

  private AtStrings() {}

  /**
   * {@return a string parameter between quotes}
   *
   * <p>AT command lines know no escapes, so that what cannot be carried is refused: quotes, commas,
   * control characters and whatever is not ASCII. Evidence: published for SARA-R4, taken for all.
   *
   * @param what what the string is, for the message, such as {@code The access point name}
   * @param text the string; it is not repeated in any message
   * @throws InvalidInputException naming the first character that cannot be carried and its place
   */
  public static String quote(String what, String text) {
    return quote(what, text, false);
  }

  /**
   * {@return a secret string parameter between quotes; see {@link #quote}} The message does not
   * name the character either.
   *
   * @param what what the string is, for the message, such as {@code The password of a key}
   * @param secret the string, one byte a character; it stays open
   * @throws InvalidInputException naming the place of the first character that cannot be carried
   */
  public static String quoteSecret(String what, SecretBytes secret) {
    Arguments.required(secret, "secret");
    return secret.expose(
        bytes -> quote(what, new String(bytes, StandardCharsets.ISO_8859_1), true));
  }

  private static String quote(String what, String text, boolean secret) {
    Arguments.required(what, "what");
    Arguments.required(text, "text");
    Matcher odd = UNQUOTABLE.matcher(text);
    if (odd.find()) {
      throw new InvalidInputException(
          String.format(
              "%s cannot hold %s at position %s: a string parameter of an AT command is"
                  + " printable ASCII without quotes and commas, and has no escapes",
              what, name(odd, secret), odd.start()));
    }
    return '"' + text + '"';
  }

  /**
   * Checks that a command line can be sent, as one line.
   *
   * @param line the line without the carriage return that ends it
   * @param secret whether the message must show nothing of its parameters
   * @throws InvalidInputException if the line does not begin with {@code AT}, is longer than {@link
   *     #MAX_LINE_LENGTH} or has a character beyond printable ASCII, such as a line break
   */
  public static void requireLine(String line, boolean secret) {
    Arguments.required(line, "line");
    if (!line.regionMatches(true, 0, "AT", 0, 2)) {
      throw new InvalidInputException(
          "A command line begins with AT, not with " + beginning(line, secret));
    }
    if (line.length() > MAX_LINE_LENGTH) {
      throw new InvalidInputException(
          String.format(
              "A command line has at most %s characters, but this one has %s: %s",
              MAX_LINE_LENGTH, line.length(), beginning(line, secret)));
    }
    Matcher odd = UNPRINTABLE.matcher(line);
    if (odd.find()) {
      throw new InvalidInputException(
          String.format(
              "The command line %s cannot hold %s at position %s: it is one line of printable"
                  + " ASCII, and has no escapes; send each command alone",
              beginning(line, secret), name(odd, secret), odd.start()));
    }
  }

  private static String name(Matcher odd, boolean secret) {
    return secret ? "the character" : String.format("U+%04X", (int) odd.group().charAt(0));
  }

  /** What is safe to show of a line, in a log, too. */
  private static String beginning(String line, boolean secret) {
    String start = line.substring(0, Math.min(line.length(), SHOWN_AT_MOST));
    String shown = UNPRINTABLE.matcher(start).replaceAll(".");
    return secret ? PARAMETERS.matcher(shown).replaceFirst("…") : shown;
  }
}
