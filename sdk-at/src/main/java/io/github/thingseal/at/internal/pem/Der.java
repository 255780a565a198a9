package io.github.thingseal.at.internal.pem;

import io.github.thingseal.core.InvalidInputException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Looks through DER before the JDK reads it, whose readers call themselves for each element within
 * an element: some kilobytes of nothing but beginnings overflow their stack.
 */
public final class Der {
  /** Certificates and keys have about a dozen levels. */
  private static final int MAX_DEPTH = 32;

  private static final int SEQUENCE = 0x30;
  private static final int CONSTRUCTED = 0x20;
  private static final int MULTI_BYTE_TAG = 0x1F;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int LONG_FORM = 0x80;
  private static final int MAX_LENGTH_BYTES = 4;

  private final byte[] der;
  private final String what;

  private Der(byte[] der, String what) {
    this.der = der;
    this.what = what;
  }

  /**
   * Refuses what is no single sequence, is cut or damaged, or is nested too deeply; {@code what}
   * names it in the message.
   */
  public static void requireReadable(byte[] der, String what) {
    Der reader = new Der(der, what);
    if (der.length == 0 || (der[0] & 0xFF) != SEQUENCE || reader.end(0, der.length) != der.length) {
      throw reader.damaged();
    }
    reader.walk(0, der.length, 0, true);
  }

  /** The content of the first element with a tag, in a sequence that was found readable. */
  static Optional<byte[]> child(byte[] sequence, int tag) {
    Der reader = new Der(sequence, "The sequence");
    int end = sequence.length;
    for (int at = reader.content(0, end); at < end; at = reader.end(at, end)) {
      if ((sequence[at] & 0xFF) == tag) {
        int content = reader.content(at, end);
        return Optional.of(Arrays.copyOfRange(sequence, content, reader.end(at, end)));
      }
    }
    return Optional.empty();
  }

  /** What strings hold may be elements, as in extensions, or anything else. */
  private void walk(int from, int to, int depth, boolean strict) {
    if (depth > MAX_DEPTH) {
      throw new InvalidInputException(
          what + " is nested deeper than the " + MAX_DEPTH + " levels that are read");
    }
    int at = from;
    int end = at < to ? end(at, to) : at;
    while (at < to && end >= 0) {
      int tag = der[at] & 0xFF;
      int content = content(at, end);
      if ((tag & CONSTRUCTED) != 0) {
        walk(content, end, depth + 1, strict);
      } else if (tag == OCTET_STRING) {
        walk(content, end, depth + 1, false);
      } else if (tag == BIT_STRING && content < end) {
        walk(content + 1, end, depth + 1, false);
      }
      at = end;
      end = at < to ? end(at, to) : at;
    }
    if (end < 0 && strict) {
      throw damaged();
    }
  }

  private InvalidInputException damaged() {
    return new InvalidInputException(what + " is cut or damaged, or is no DER");
  }

  /** Where the element's content begins. */
  private int content(int at, int to) {
    int i = afterTag(at, to);
    int first = der[i] & 0xFF;
    return i + 1 + (first < LONG_FORM ? 0 : first - LONG_FORM);
  }

  private int afterTag(int at, int to) {
    int i = at + 1;
    if ((der[at] & MULTI_BYTE_TAG) == MULTI_BYTE_TAG) {
      while (i < to && (der[i] & LONG_FORM) != 0) {
        i++;
      }
      i++;
    }
    return i;
  }

  /** Where the element ends, or -1 if it does not within the bounds. */
  private int end(int at, int to) {
    int i = afterTag(at, to);
    if (i >= to) {
      return -1;
    }
    int first = der[i++] & 0xFF;
    long length = first;
    if (first >= LONG_FORM) {
      int bytes = first - LONG_FORM;
      if (bytes == 0 || bytes > MAX_LENGTH_BYTES || i + bytes > to) {
        // Among them the indefinite lengths of BER, which DER does not have.
        return -1;
      }
      length = 0;
      for (int end = i + bytes; i < end; i++) {
        length = (length << Byte.SIZE) | (der[i] & 0xFF);
      }
    }
    return length <= to - i ? (int) (i + length) : -1;
  }
}
