package io.github.thingseal.cloud.internal.csv;

import io.github.thingseal.core.id.RotPublicUid;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a RoTPublicUID from a cell, or says what a spreadsheet did to it. */
final class UidCell {
  private static final Pattern UID = Pattern.compile("[0-9a-fA-F]{16}");
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");
  private static final Pattern SCIENTIFIC =
      Pattern.compile("[+-]?[0-9]{1,40}(?:[.,][0-9]{0,40})?[eE][+-]?[0-9]{1,10}");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?[0-9]{1,40}(?:[.,'\u00a0\u202f ][0-9]{1,40}){1,20}");
  private static final Pattern ROUNDED = Pattern.compile("[1-9][0-9]{14}0");

  /**
   * How text is marked: {@code '0a…}, {@code "0a…"}, {@code ="0a…"}; and the prefix of an export.
   */
  private static final Pattern MARKED = Pattern.compile("=?\"(.*)\"|'([^']*)'?|0[xX](.*)");

  private static final String AS_TEXT =
      "; format the column as text before the digits are entered, and take them from their source"
          + " again";

  private UidCell() {}

  static Optional<RotPublicUid> uid(String cell) {
    String digits = digits(cell);
    return UID.matcher(digits).matches() ? Optional.of(RotPublicUid.of(digits)) : Optional.empty();
  }

  /** Whether it is an identity, or was one before a spreadsheet read it as a number. */
  static boolean resemblesUid(String cell) {
    String digits = digits(cell);
    return UID.matcher(digits).matches() || SCIENTIFIC.matcher(digits).matches();
  }

  /** What is to be checked about an identity, or empty. */
  static String doubt(RotPublicUid uid) {
    return ROUNDED.matcher(uid.hex()).matches()
        ? "16 decimal digits that end with 0: check that no spreadsheet rounded them"
        : "";
  }

  /** Why it is no identity. */
  static String fault(String cell) {
    String digits = digits(cell);
    int length = digits.length();
    if (digits.isEmpty()) {
      return "the cell is empty";
    }
    if (Column.isName(digits)) {
      return "the name of the column, not an identity";
    }
    if (SCIENTIFIC.matcher(digits).matches()) {
      return "scientific notation: a spreadsheet read the digits as a number and lost some"
          + AS_TEXT;
    }
    if (HEX.matcher(digits).matches()) {
      return length < 16
          ? length + " digits, not 16: a spreadsheet drops leading zeros of numbers" + AS_TEXT
          : length + " digits, not 16: a RoTPublicUID is what AT+USECROTUID prints";
    }
    if (DECIMAL.matcher(digits).matches()) {
      return "a decimal number: a spreadsheet read the digits as one" + AS_TEXT;
    }
    return "not 16 hexadecimal digits, which AT+USECROTUID prints";
  }

  private static String digits(String cell) {
    String text = strip(cell);
    var marked = MARKED.matcher(text);
    if (!marked.matches()) {
      return text;
    }
    for (int group = 1; group < 3; group++) {
      String inner = marked.group(group);
      if (inner != null) {
        return withoutPrefix(strip(inner));
      }
    }
    return withoutPrefix(text);
  }

  private static String withoutPrefix(String text) {
    return text.toLowerCase(Locale.ROOT).startsWith("0x") ? text.substring(2) : text;
  }

  /**
   * Without what is not seen around it, such as blanks, byte order marks and marks of direction.
   */
  private static String strip(String text) {
    int begin = 0;
    int end = text.length();
    while (begin < end && isBlank(text.charAt(begin))) {
      begin++;
    }
    while (end > begin && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(begin, end);
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.FORMAT;
  }
}
