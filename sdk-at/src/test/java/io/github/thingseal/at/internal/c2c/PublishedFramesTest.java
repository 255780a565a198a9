package io.github.thingseal.at.internal.c2c;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.core.secret.SecretBytes;
import java.io.ByteArrayOutputStream;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Frames that the vendor's own implementation made; they lie beside the repository. */
class PublishedFramesTest {
  private static final String NAME = "THINGSEAL_VECTORS";
  private static final HexFormat HEX = HexFormat.of();
  private static final Pattern OBJECT = Pattern.compile("\\{([^}]*)\\}");
  private static final Pattern PAIR = Pattern.compile("\"(\\w+)\"\\s*:\\s*\"?([0-9a-fA-F]*)\"?");

  @Test
  void encode_withTheIvOfEachVector_givesTheVendorsFrames() {
    assertThat(vectors())
        .isNotEmpty()
        .allSatisfy(
            vector -> {
              byte[] clear = HEX.parseHex(vector.get("clear"));
              byte[] iv = HEX.parseHex(vector.get("iv"));
              C2cEncoder encoder =
                  new C2cEncoder(new C2cCipher(keys(vector)), new C2cVectorsTest.FixedRandom(iv));
              assertThat(HEX.formatHex(encoder.encode(clear, 0, clear.length)))
                  .isEqualToIgnoringCase(vector.get("frames"));
            });
  }

  @Test
  void feed_inEverySplit_givesTheVendorsClearBytes() {
    assertThat(vectors())
        .isNotEmpty()
        .allSatisfy(
            vector -> {
              byte[] frames = HEX.parseHex(vector.get("frames"));
              for (int split = 0; split <= frames.length; split++) {
                C2cDecoder decoder = new C2cDecoder(new C2cCipher(keys(vector)));
                ByteArrayOutputStream clear = new ByteArrayOutputStream();
                C2cDecoder.Output output =
                    (bytes, length) -> {
                      clear.write(bytes, 0, length);
                      return true;
                    };
                decoder.feed(frames, 0, split, output);
                decoder.feed(frames, split, frames.length - split, output);
                assertThat(HEX.formatHex(clear.toByteArray()))
                    .isEqualToIgnoringCase(vector.get("clear"));
              }
            });
  }

  private static C2cKeys keys(Map<String, String> vector) {
    SecretBytes teSecret = secret(vector, "teSecret");
    SecretBytes key = secret(vector, "key");
    return "1".equals(vector.get("version"))
        ? C2cKeys.v1(teSecret, key)
        : C2cKeys.of(teSecret, key, secret(vector, "hmacKey"));
  }

  private static SecretBytes secret(Map<String, String> vector, String name) {
    return SecretBytes.fromHex(vector.getOrDefault(name, ""));
  }

  private static List<Map<String, String>> vectors() {
    List<Map<String, String>> vectors = new ArrayList<>();
    try {
      String json = Files.readString(folder().resolve("c2c-frames.json"), StandardCharsets.UTF_8);
      Matcher object = OBJECT.matcher(json);
      while (object.find()) {
        Map<String, String> vector = new HashMap<>();
        Matcher pair = PAIR.matcher(object.group(1));
        while (pair.find()) {
          vector.put(pair.group(1), pair.group(2));
        }
        vectors.add(vector);
      }
    } catch (IOException e) {
      throw new AssertionError("The published frames cannot be read", e);
    }
    return vectors;
  }

  private static Path folder() {
    return named()
        .or(PublishedFramesTest::besideTheRepository)
        .orElseThrow(
            () ->
                new TestAbortedException(
                    "No folder shared/vectors beside the repository, and "
                        + NAME
                        + " names none: the published frames are skipped"));
  }

  private static Optional<Path> named() {
    String property = System.getProperty(NAME);
    String name = property != null ? property : System.getenv(NAME);
    return Optional.ofNullable(name).map(Path::of);
  }

  private static Optional<Path> besideTheRepository() {
    for (Path at = Path.of("").toAbsolutePath(); at.getParent() != null; at = at.getParent()) {
      Path candidate = at.resolveSibling("shared").resolve("vectors");
      if (Files.isDirectory(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
