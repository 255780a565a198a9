package io.github.thingseal.at.internal.pem;

import io.github.thingseal.core.InvalidInputException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /** An element: its tag, where its content begins, where it ends. */
  private record Element(int tag, int content, int end) {}

  /**
   * Refuses what is no single sequence, is cut or damaged, or is nested too deeply; {@code what}
   * names it in the message.
   */
  public static void requireReadable(byte[] der, String what) {
    Der reader = new Der(der, what);
    Element whole = reader.element(0, der.length);
    if (whole == null || whole.tag != SEQUENCE || whole.end != der.length) {
      throw reader.damaged();
    }
    reader.walk(0, der.length, 0, true);
  }

  /** The content of the first element with a tag, in a sequence that was found readable. */
  static Optional<byte[]> child(byte[] sequence, int tag) {
    Der reader = new Der(sequence, "The sequence");
    Element parent = reader.element(0, sequence.length);
    int at = parent == null ? sequence.length : parent.content;
    Element child = reader.element(at, sequence.length);
    while (child != null && child.tag != tag) {
      child = reader.element(child.end, sequence.length);
    }
    return Optional.ofNullable(child)
        .map(found -> Arrays.copyOfRange(sequence, found.content, found.end));
  }

  /** What strings hold may be elements, as in extensions, or anything else. */
  private void walk(int from, int to, int depth, boolean strict) {
    if (depth > MAX_DEPTH) {
      throw new InvalidInputException(
          what + " is nested deeper than the " + MAX_DEPTH + " levels that are read");
    }
    int at = from;
    while (at < to) {
      Element element = element(at, to);
      if (element == null) {
        if (strict) {
          throw damaged();
        }
        return;
      }
      if ((element.tag & CONSTRUCTED) != 0) {
        walk(element.content, element.end, depth + 1, strict);
      } else if (element.tag == OCTET_STRING) {
        walk(element.content, element.end, depth + 1, false);
      } else if (element.tag == BIT_STRING && element.content < element.end) {
        walk(element.content + 1, element.end, depth + 1, false);
      }
      at = element.end;
    }
  }

  private InvalidInputException damaged() {
    return new InvalidInputException(what + " is cut or damaged, or is no DER");
  }

  /** The element that begins at a place; null if it does not end within the bounds. */
  private @Nullable Element element(int at, int to) {
    int i = at + 1;
    if (at < to && (der[at] & MULTI_BYTE_TAG) == MULTI_BYTE_TAG) {
      while (i < to && (der[i] & LONG_FORM) != 0) {
        i++;
      }
      i++;
    }
    if (i >= to) {
      return null;
    }
    long length = der[i++] & 0xFF;
    if (length >= LONG_FORM) {
      int bytes = (int) length - LONG_FORM;
      if (bytes == 0 || bytes > MAX_LENGTH_BYTES || i + bytes > to) {
        // Among them the indefinite lengths of BER, which DER does not have.
        return null;
      }
      length = 0;
      for (int end = i + bytes; i < end; i++) {
        length = (length << Byte.SIZE) | (der[i] & 0xFF);
      }
    }
    return length <= to - i ? new Element(der[at] & 0xFF, i, (int) (i + length)) : null;
  }
}
