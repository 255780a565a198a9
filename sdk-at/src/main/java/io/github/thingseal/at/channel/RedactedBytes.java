package io.github.thingseal.at.channel;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes as they went over the wire, of which some are hidden: of those only the number is shown.
 * Immutable.
 */
public final class RedactedBytes {
  /** Takes the parts, in order. */
  public interface Visitor {
    /**
     * Bytes that may be shown.
     *
     * @param bytes a copy
     */
    void clear(byte[] bytes);

    /**
     * Bytes that may not.
     *
     * @param lengthBytes how many
     */
    void hidden(int lengthBytes);
  }

  /** Text in Latin-1, or empty text and a number of hidden bytes. */
  private record Part(String text, int hiddenBytes) {}

  private final List<Part> parts;

  private RedactedBytes(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * How many bytes there are, hidden ones included.
   *
   * @return 1 or more
   */
  public int lengthBytes() {
    return parts.stream().mapToInt(part -> part.text.length() + part.hiddenBytes).sum();
  }

  /**
   * Goes through the parts.
   *
   * @param visitor called for each, in order
   */
  public void accept(Visitor visitor) {
    Arguments.required(visitor, "visitor");
    for (Part part : parts) {
      if (part.hiddenBytes > 0) {
        visitor.hidden(part.hiddenBytes);
      } else {
        visitor.clear(part.text.getBytes(StandardCharsets.ISO_8859_1));
      }
    }
  }

  /**
   * Reports the length only.
   *
   * @return such as {@code RedactedBytes[12 bytes]}
   */
  @Override
  public String toString() {
    return "RedactedBytes[" + lengthBytes() + " bytes]";
  }

  /** Puts bytes together, each shown or hidden. */
  static final class Builder {
    private final List<Part> parts = new ArrayList<>();
    private final ByteArrayOutputStream clear = new ByteArrayOutputStream();
    private int hidden;

    Builder clear(byte b) {
      endHidden();
      clear.write(b);
      return this;
    }

    Builder hidden(int bytes) {
      if (bytes > 0) {
        endClear();
        hidden += bytes;
      }
      return this;
    }

    private void endClear() {
      if (clear.size() > 0) {
        parts.add(new Part(clear.toString(StandardCharsets.ISO_8859_1), 0));
        clear.reset();
      }
    }

    private void endHidden() {
      if (hidden > 0) {
        parts.add(new Part("", hidden));
        hidden = 0;
      }
    }

    boolean isEmpty() {
      return parts.isEmpty() && clear.size() == 0 && hidden == 0;
    }

    RedactedBytes build() {
      endClear();
      endHidden();
      return new RedactedBytes(parts);
    }
  }
}
