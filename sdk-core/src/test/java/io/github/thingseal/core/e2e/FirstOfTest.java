package io.github.thingseal.core.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.core.internal.ccm.JdkCcm;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstOfTest {
  private final AeadEngine fallback = AeadEngine.bouncyCastle();
  private final AeadEngine good = AeadEngine.jdk();

  @Test
  void atHand_whenNothingElseIsProvided_isTheJdks() {
    assertThat(AeadEngine.standard()).hasToString(JdkCcm.class.getName());
  }

  @Test
  void of_whenOneCannotStart_takesTheNext() {
    assertThat(
            first(
                List.of(
                    () -> {
                      throw new UnsatisfiedLinkError("no libcrypto");
                    },
                    () -> {
                      throw new IllegalStateException("no provider");
                    },
                    () -> good)))
        .isSameAs(good);
  }

  @Test
  void of_whenNoneIsRight_takesTheFallback() {
    assertThat(first(List.of(() -> new Wrong(0, false), () -> new Wrong(2000, false))))
        .isSameAs(fallback);
  }

  @Test
  void of_whenOneTakesEveryTag_passesItOver() {
    assertThat(first(List.of(() -> new Wrong(Integer.MAX_VALUE, true)))).isSameAs(fallback);
  }

  /** Such as sdk-libcrypto on JDK 17, beside one that is misspelt. */
  @Test
  void provided_whereSomeCannotBeLoaded_passesThemOverAndFindsTheNext(@TempDir Path folder)
      throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(AeadEngine.class.getName()),
        "TooNew\nMissing\n" + Provided.class.getName() + "\n");
    Files.write(folder.resolve("TooNew.class"), HexFormat.of().parseHex("cafebabe0000ffff0000"));
    URL[] path = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, Provided.class.getClassLoader())) {
      assertThat(FirstOf.of(FirstOf.provided(loader), fallback)).isInstanceOf(Provided.class);
    }
  }

  @Test
  void selfTest_ofTheJdksEngine_goesBothWays() {
    List<Integer> lengths = new ArrayList<>();
    assertThat(SelfTest.passes(new Watched(AeadEngine.jdk(), lengths))).isTrue();
    assertThat(lengths)
        .anyMatch(length -> length < JdkCcm.SHORT_BYTES)
        .anyMatch(length -> length >= JdkCcm.SHORT_BYTES);
  }

  private AeadEngine first(List<Supplier<AeadEngine>> candidates) {
    return FirstOf.of(candidates, fallback);
  }

  /** A provider that a class loader finds. */
  public static final class Provided implements AeadEngine {
    private final AeadEngine engine = AeadEngine.bouncyCastle();

    @Override
    public void seal(
        byte[] key, byte[] nonce, int tagLengthBytes, byte[] plaintext, byte[] sealed, int offset) {
      engine.seal(key, nonce, tagLengthBytes, plaintext, sealed, offset);
    }

    @Override
    public boolean open(
        byte[] key,
        byte[] nonce,
        int tagLengthBytes,
        byte[] sealed,
        int offset,
        int length,
        byte[] plaintext) {
      return engine.open(key, nonce, tagLengthBytes, sealed, offset, length, plaintext);
    }
  }

  /** Writes down how long the messages are. */
  private record Watched(AeadEngine engine, List<Integer> lengths) implements AeadEngine {
    @Override
    public void seal(
        byte[] key, byte[] nonce, int tagLengthBytes, byte[] plaintext, byte[] sealed, int offset) {
      lengths.add(plaintext.length);
      engine.seal(key, nonce, tagLengthBytes, plaintext, sealed, offset);
    }

    @Override
    public boolean open(
        byte[] key,
        byte[] nonce,
        int tagLengthBytes,
        byte[] sealed,
        int offset,
        int length,
        byte[] plaintext) {
      return engine.open(key, nonce, tagLengthBytes, sealed, offset, length, plaintext);
    }
  }

  /** Computes a wrong tag of messages from a length on, or takes any tag for right. */
  private record Wrong(int from, boolean takesAnyTag) implements AeadEngine {
    private static final AeadEngine RIGHT = AeadEngine.bouncyCastle();

    @Override
    public void seal(
        byte[] key, byte[] nonce, int tagLengthBytes, byte[] plaintext, byte[] sealed, int offset) {
      RIGHT.seal(key, nonce, tagLengthBytes, plaintext, sealed, offset);
      if (plaintext.length >= from) {
        sealed[sealed.length - 1] ^= 1;
      }
    }

    @Override
    public boolean open(
        byte[] key,
        byte[] nonce,
        int tagLengthBytes,
        byte[] sealed,
        int offset,
        int length,
        byte[] plaintext) {
      return RIGHT.open(key, nonce, tagLengthBytes, sealed, offset, length, plaintext)
          || takesAnyTag;
    }
  }
}
