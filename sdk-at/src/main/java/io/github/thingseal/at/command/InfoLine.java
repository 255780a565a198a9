package io.github.thingseal.at.command;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * One information line or unsolicited result code, taken apart: prefix and parameters.
 *
 * <p>{@code +USECPSK: "1101…","7066…"} has the prefix {@code +USECPSK} and two parameters; a line
 * without a prefix is one parameter. Quotes are stripped, blanks around unquoted parameters too.
 * Parameters are bytes; most are read as text. They are counted from 0. A parameter that is absent,
 * or of another form than is asked for, is reported as {@link UnexpectedReplyException}.
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

  /** {@return the prefix, such as {@code +USECPSK}, empty if the line has none} */
  public String prefix() {
    return prefix;
  }

  /** {@return the number of parameters, 0 or more} */
  public int size() {
    return fields.size();
  }

  /**
   * {@return a parameter as text, Latin-1}
   *
   * @param index which, from 0
   */
  public String text(int index) {
    return new String(field(index), StandardCharsets.ISO_8859_1);
  }

  /** {@return all parameters as text, for replies whose form is not public} */
  public List<String> texts() {
    return IntStream.range(0, size()).mapToObj(this::text).toList();
  }

  /**
   * {@return a parameter as text, empty where firmware leaves it out or without characters}
   *
   * @param index which, from 0
   */
  public Optional<String> optionalText(int index) {
    return index < size() && fields.get(index).length > 0
        ? Optional.of(text(index))
        : Optional.empty();
  }

  /**
   * {@return a parameter as a decimal number}
   *
   * @param index which, from 0
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
   * {@return a parameter as a decimal number, empty where firmware leaves it out or empty}
   *
   * @param index which, from 0
   */
  public OptionalInt optionalInteger(int index) {
    return optionalText(index).isPresent() ? OptionalInt.of(integer(index)) : OptionalInt.empty();
  }

  /**
   * {@return whether a parameter that is 0 or 1 is 1}
   *
   * @param index which, from 0
   */
  public boolean flag(int index) {
    int flag = integer(index);
    if (flag != 0 && flag != 1) {
      throw new UnexpectedReplyException(
          "Parameter " + index + " of " + prefix + " is 0 or 1, but came as " + flag);
    }
    return flag == 1;
  }

  /**
   * {@return a copy of the bytes of a parameter}
   *
   * @param index which, from 0
   */
  public byte[] bytes(int index) {
    return field(index).clone();
  }

  /**
   * {@return a copy of the last parameter, as long as the one before it says; see {@link
   * ReplyShape#binary}}
   */
  public byte[] countedBytes() {
    if (size() < 2) {
      throw new UnexpectedReplyException("Bytes and their number belong into " + prefix);
    }
    int announced = integer(size() - 2);
    byte[] bytes = bytes(size() - 1);
    if (bytes.length != announced) {
      throw new UnexpectedReplyException(
          announced + " bytes were announced, but " + bytes.length + " came");
    }
    return bytes;
  }

  /** Overwrites the parameters, after a secret was read from them. */
  public void wipe() {
    fields.forEach(field -> Arrays.fill(field, (byte) 0));
  }

  private byte[] field(int index) {
    if (index < 0 || index >= size()) {
      throw new UnexpectedReplyException(
          prefix + " came with " + size() + " parameters; number " + index + " is missing");
    }
    return fields.get(index);
  }

  /** Shows no parameter: they may be secret. */
  @Override
  public String toString() {
    return "InfoLine[" + prefix + ", " + size() + " parameters]";
  }
}
