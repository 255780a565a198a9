package io.github.thingseal.at.internal.pem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** PEM (RFC 7468) as modules send it: several blocks, and line ends of any kind. */
public final class PemText {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  /** One block: its label, such as {@code CERTIFICATE}, and what is between the markers. */
  public record Block(String label, String base64) {}

  private PemText() {}

  /** Line ends become {@code \n}, and the last line has one. */
  public static String normalised(String pem) {
    String text = pem.replace("\r\n", "\n").replace('\r', '\n').replace("\0", "").strip();
    return text.isEmpty() ? "" : text + "\n";
  }

  /** The blocks of a text; empty if any is cut. */
  public static Optional<List<Block>> blocks(String pem) {
    List<Block> blocks = new ArrayList<>();
    int at = pem.indexOf(BEGIN);
    while (at >= 0) {
      int labelEnd = pem.indexOf(DASHES, at + BEGIN.length());
      if (labelEnd < 0) {
        return Optional.empty();
      }
      String label = pem.substring(at + BEGIN.length(), labelEnd);
      String marker = END + label + DASHES;
      int content = labelEnd + DASHES.length();
      int end = pem.indexOf(marker, content);
      if (end < 0) {
        return Optional.empty();
      }
      blocks.add(new Block(label, pem.substring(content, end)));
      at = pem.indexOf(BEGIN, end + marker.length());
    }
    return Optional.of(List.copyOf(blocks));
  }
}
