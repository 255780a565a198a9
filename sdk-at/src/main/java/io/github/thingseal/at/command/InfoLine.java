package io.github.thingseal.at.command;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One information line or unsolicited result code, taken apart: prefix and parameters.
 *
 * <p>{@code +USECPSK: "1101…","7066…"} has the prefix {@code +USECPSK} and two parameters; a line
 * without a prefix is one parameter. Quotes are stripped, blanks around unquoted parameters too.
 * Parameters are bytes; most are read as text.
 */
public final class InfoLine {
  private final String prefix;
  private final List<byte[]> fields;

  /**
   * Puts a line together; for the channel, and for tests of commands.
   *
   * @param prefix the prefix without colon, empty if there is none
   * @param fields the parameters, unquoted
   */
  public InfoLine(String prefix, List<byte[]> fields) {
    this.prefix = Arguments.required(prefix, "prefix");
    this.fields = List.copyOf(Arguments.requiredElements(fields, "fields"));
  }

  /**
   * The prefix.
   *
   * @return such as {@code +USECPSK}, empty if the line has none
   */
  public String prefix() {
    return prefix;
  }

  /**
   * The number of parameters.
   *
   * @return 0 or more
   */
  public int size() {
    return fields.size();
  }

  /**
   * A parameter as text.
   *
   * @param index which, from 0
   * @return the text, Latin-1
   * @throws UnexpectedReplyException if there is no such parameter
   */
  public String text(int index) {
    return new String(field(index), StandardCharsets.ISO_8859_1);
  }

  /**
   * A parameter as a decimal number.
   *
   * @param index which, from 0
   * @return the number
   * @throws UnexpectedReplyException if there is no such parameter or it is no number
   */
  public int integer(int index) {
    try {
      return Integer.parseInt(text(index));
    } catch (NumberFormatException e) {
      throw new UnexpectedReplyException(
          "Parameter " + index + " of " + prefix + " is not a decimal number");
    }
  }

  /**
   * A parameter as it came.
   *
   * @param index which, from 0
   * @return a copy of its bytes
   * @throws UnexpectedReplyException if there is no such parameter
   */
  public byte[] bytes(int index) {
    return field(index).clone();
  }

  /**
   * A parameter that firmware may leave out or empty.
   *
   * @param index which, from 0
   * @return the text, or empty if it is absent or has no characters
   */
  public Optional<String> optionalText(int index) {
    return index < fields.size() && fields.get(index).length > 0
        ? Optional.of(text(index))
        : Optional.empty();
  }

  /** Overwrites the parameters, after a secret was read from them. */
  public void wipe() {
    fields.forEach(field -> Arrays.fill(field, (byte) 0));
  }

  private byte[] field(int index) {
    if (index >= fields.size()) {
      throw new UnexpectedReplyException(
          prefix + " came with " + fields.size() + " parameters; number " + index + " is missing");
    }
    return fields.get(index);
  }

  /**
   * Names the prefix and the number of parameters; the parameters may be secret.
   *
   * @return such as {@code InfoLine[+USECPSK, 2 parameters]}
   */
  @Override
  public String toString() {
    return "InfoLine[" + prefix + ", " + fields.size() + " parameters]";
  }
}
