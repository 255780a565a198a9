package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line as the lexer lent it, taken apart when someone asks. Not to be kept. */
final class ReceivedLine {
  private static final String PREFIX_SIGNS = "+^%#*$";

  private final byte[] bytes;
  private final int offset;
  private final int length;
  private final int windowOffset;
  private final int windowLength;
  private final int prefixLength;
  private @Nullable InfoLine parsed;

  ReceivedLine(byte[] bytes, int offset, int length, int windowOffset, int windowLength) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
    this.windowOffset = windowOffset;
    this.windowLength = windowLength;
    this.prefixLength = findPrefix();
  }

  int length() {
    return length;
  }

  byte at(int index) {
    return bytes[offset + index];
  }

  boolean isAt(byte[] other, int from) {
    return Arrays.equals(bytes, offset, offset + length, other, from, from + length);
  }

  boolean hasPrefix() {
    return prefixLength > 0;
  }

  boolean hasPrefix(String prefix) {
    return prefixLength == prefix.length() && prefix().equalsIgnoreCase(prefix);
  }

  /** Whether a colon follows the prefix; a line that is nothing but a prefix may be a name. */
  boolean hasParameters() {
    return prefixLength > 0 && prefixLength < length;
  }

  String prefix() {
    return latin1(0, prefixLength);
  }

  boolean hasWindow() {
    return windowOffset >= 0;
  }

  boolean isInWindow(int index) {
    return hasWindow() && index >= windowOffset && index < windowEnd();
  }

  /** Where what stands behind the raw bytes begins, with the quote that closes them. */
  int windowEnd() {
    return windowOffset + windowLength;
  }

  boolean is(String text) {
    return length == text.length() && text().equals(text);
  }

  String text() {
    return latin1(0, length);
  }

  /** Prefix and parameters; a line without a prefix is one parameter. */
  InfoLine info() {
    InfoLine known = parsed;
    if (known == null) {
      known = new InfoLine(prefix(), hasPrefix() ? fields() : List.of(copy(0, length)));
      parsed = known;
    }
    return known;
  }

  InfoLine whole() {
    return new InfoLine("", List.of(copy(0, length)));
  }

  boolean fits(ReplyShape.Prefixed shape) {
    return hasPrefix(shape.prefix())
        && hasSize(info(), shape)
        && startsWithNumbers(shape.leadingNumbers());
  }

  /**
   * Whether the parameters are those of a reply that has its prefix on an earlier line. Such a line
   * begins with a number or a string in quotes; one that begins with a word is news: {@code Module
   * has booted.}
   */
  boolean fitsAsContinuation(ReplyShape.Prefixed shape) {
    return beginsWithParameter() && hasSize(asContinuation(shape.prefix()), shape);
  }

  private boolean beginsWithParameter() {
    int first = skipBlanks(0);
    return first < length && "\"-0123456789".indexOf(at(first)) >= 0;
  }

  private static boolean hasSize(InfoLine info, ReplyShape.Prefixed shape) {
    return info.size() >= shape.minFields() && info.size() <= shape.maxFields();
  }

  /** Parameters of a line that leaves out the prefix which the line before it had. */
  InfoLine asContinuation(String prefix) {
    return new InfoLine(prefix, fields());
  }

  /** Whether the first parameters are decimal numbers without quotes. */
  private boolean startsWithNumbers(int count) {
    int i = prefixLength + 1;
    for (int left = count; left > 0; left--) {
      int start = skipBlanks(i);
      int end = find(',', start);
      if (!isNumber(start, trimEnd(start, end))) {
        return false;
      }
      i = end + 1;
    }
    return true;
  }

  private boolean isNumber(int from, int to) {
    for (int i = from; i < to; i++) {
      if (at(i) < '0' || at(i) > '9') {
        return false;
      }
    }
    return from < to;
  }

  /**
   * The length of {@code +NAME} if the line is {@code +NAME} or begins with {@code +NAME:}. Vendors
   * have other characters than the plus sign of the standards.
   */
  private int findPrefix() {
    if (length < 2 || PREFIX_SIGNS.indexOf(at(0)) < 0) {
      return 0;
    }
    int i = 1;
    while (i < length && isNameCharacter(at(i))) {
      i++;
    }
    return i > 1 && (i == length || at(i) == ':') ? i : 0;
  }

  private static boolean isNameCharacter(byte b) {
    return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '_';
  }

  private List<byte[]> fields() {
    List<byte[]> fields = new ArrayList<>();
    int i = hasPrefix() ? prefixLength + 1 : 0;
    if (skipBlanks(i) >= length) {
      return fields;
    }
    while (i <= length) {
      int start = skipBlanks(i);
      int end;
      if (start == windowOffset - 1) {
        fields.add(copy(windowOffset, windowEnd()));
        end = find(',', windowEnd());
      } else if (start < length && at(start) == '"') {
        int quote = find('"', start + 1);
        fields.add(copy(start + 1, quote));
        end = find(',', quote);
      } else {
        end = find(',', start);
        fields.add(copy(start, trimEnd(start, end)));
      }
      i = end + 1;
    }
    return fields;
  }

  private int skipBlanks(int from) {
    int i = from;
    while (i < length && at(i) == ' ') {
      i++;
    }
    return i;
  }

  private int trimEnd(int start, int end) {
    int i = end;
    while (i > start && at(i - 1) == ' ') {
      i--;
    }
    return i;
  }

  private int find(char sign, int from) {
    int i = Math.min(from, length);
    while (i < length && at(i) != sign) {
      i++;
    }
    return i;
  }

  private byte[] copy(int from, int to) {
    return Arrays.copyOfRange(bytes, offset + from, offset + to);
  }

  private String latin1(int from, int to) {
    return new String(bytes, offset + from, to - from, StandardCharsets.ISO_8859_1);
  }
}
