package io.github.thingseal.testsupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** Reads published AES-CCM vectors, which lie beside the repository and not in it. */
final class CcmVectors {
  private static final String NAME = "THINGSEAL_VECTORS";

  /** One vector; {@code sealed} is ciphertext and tag. Vectors are never compared. */
  @SuppressWarnings("ArrayRecordComponent")
  record Vector(
      String name,
      byte[] key,
      byte[] nonce,
      byte[] associatedData,
      byte[] plaintext,
      byte[] sealed,
      int tagLengthBytes,
      boolean authentic) {}

  private CcmVectors() {}

  /** The vectors of RFC 3610 section 8. */
  static List<Vector> rfc3610() {
    List<Vector> vectors = new ArrayList<>();
    try {
      JsonNode root = new ObjectMapper().readTree(folder().resolve("rfc3610_ccm.json").toFile());
      for (JsonNode vector : root.get("vectors")) {
        vectors.add(
            new Vector(
                "RFC 3610 packet vector " + vector.get("n").asInt(),
                hex(vector, "key"),
                hex(vector, "nonce"),
                hex(vector, "aad"),
                hex(vector, "msg"),
                hex(vector, "out"),
                vector.get("tagLen").asInt(),
                true));
      }
    } catch (IOException e) {
      throw new AssertionError("The vectors of RFC 3610 cannot be read", e);
    }
    return vectors;
  }

  /** The vectors of one response file of NIST's CAVP. */
  static List<Vector> cavp(String file) {
    List<Map<String, String>> blocks = new ArrayList<>();
    Map<String, String> common = new HashMap<>();
    Map<String, String> current = common;
    for (String line : lines(folder().resolve("nist-cavp-ccm").resolve(file))) {
      if (line.startsWith("[")) {
        current = common;
        for (String pair : line.replaceAll("[\\[\\]]", "").split(",", -1)) {
          put(current, pair);
        }
      } else if (line.startsWith("Count")) {
        current = new HashMap<>(common);
        blocks.add(current);
        put(current, line);
      } else if (line.contains(" = ")) {
        put(current, line);
      }
    }
    return blocks.stream().map(block -> vector(file, block)).toList();
  }

  private static Vector vector(String file, Map<String, String> block) {
    boolean authentic = !"Fail".equals(block.get("Result"));
    return new Vector(
        file + " " + block,
        hex(block, "Key"),
        hex(block, "Nonce"),
        number(block, "Alen") == 0 ? new byte[0] : hex(block, "Adata"),
        !authentic || number(block, "Plen") == 0 ? new byte[0] : hex(block, "Payload"),
        hex(block, "CT"),
        number(block, "Tlen"),
        authentic);
  }

  private static void put(Map<String, String> block, String pair) {
    int equals = pair.indexOf('=');
    block.put(pair.substring(0, equals).trim(), pair.substring(equals + 1).trim());
  }

  private static byte[] hex(Map<String, String> block, String name) {
    return HexFormat.of().parseHex(value(block, name));
  }

  private static int number(Map<String, String> block, String name) {
    return Integer.parseInt(value(block, name));
  }

  private static String value(Map<String, String> block, String name) {
    String value = block.get(name);
    if (value == null) {
      throw new AssertionError("No " + name + " in " + block);
    }
    return value;
  }

  private static byte[] hex(JsonNode vector, String name) {
    return HexFormat.of().parseHex(vector.get(name).asText());
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new AssertionError(file.getFileName() + " cannot be read", e);
    }
  }

  private static Path folder() {
    return named()
        .or(CcmVectors::besideTheRepository)
        .orElseThrow(
            () ->
                new TestAbortedException(
                    "No folder shared/vectors beside the repository, and "
                        + NAME
                        + " names none: the published vectors are skipped"));
  }

  private static Optional<Path> named() {
    String property = System.getProperty(NAME);
    String name = property != null ? property : System.getenv(NAME);
    return Optional.ofNullable(name).map(Path::of);
  }

  private static Optional<Path> besideTheRepository() {
    Path folder = Path.of("").toAbsolutePath();
    for (Path at = folder; at.getParent() != null; at = at.getParent()) {
      Path candidate = at.resolveSibling("shared").resolve("vectors");
      if (Files.isDirectory(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
