package io.github.thingseal.core.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.core.internal.ccm.BouncyCastleCcm;
import io.github.thingseal.core.internal.ccm.JdkCcm;
import io.github.thingseal.testsupport.LogLines;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstOfTest {
  private final AeadEngine fallback = AeadEngine.bouncyCastle();
  private final AeadEngine good = AeadEngine.jdk();
  private final LogLines log = new LogLines(AeadEngine.class.getName());

  @AfterEach
  void stopListening() {
    log.close();
  }

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
    assertThat(log.lines())
        .contains(
            "WARNING An AES-CCM engine is not used: java.lang.UnsatisfiedLinkError: no libcrypto",
            "WARNING An AES-CCM engine is not used: java.lang.IllegalStateException: no provider",
            "WARNING AES-CCM is computed by " + JdkCcm.class.getName());
  }

  @Test
  void of_whenNoneIsRight_takesTheFallbackAndWarns() {
    assertThat(first(List.of(() -> new Wrong(0, false), () -> new Wrong(2000, false))))
        .isSameAs(fallback);
    String warning =
        "WARNING "
            + Wrong.class.getName()
            + " fails its self-test and is not used: it computes a wrong AES-CCM";
    assertThat(log.lines())
        .containsExactly(
            warning, warning, "WARNING AES-CCM is computed by " + BouncyCastleCcm.class.getName());
  }

  @Test
  void of_whenTheFirstIsRight_saysItToWhoDebugs() {
    assertThat(first(List.of(() -> good))).isSameAs(good);
    assertThat(log.lines())
        .containsExactly("FINE AES-CCM is computed by " + JdkCcm.class.getName());
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
    assertThat(log.lines()).contains("WARNING AES-CCM is computed by " + Provided.class.getName());
  }

  @Test
  void reason_ofAProviderWhoseClassFails_isWhatFailed() {
    Throwable denied = new IllegalCallerException("no native access");
    assertThat(
            FirstOf.reason(
                new ServiceConfigurationError("wrapped", new ExceptionInInitializerError(denied))))
        .isEqualTo(denied.toString());
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
  public static final class Provided extends PassingEngine {
    public Provided() {
      super(AeadEngine.bouncyCastle());
    }
  }

  /** Writes down how long the messages are. */
  private static final class Watched extends PassingEngine {
    private final List<Integer> lengths;

    Watched(AeadEngine engine, List<Integer> lengths) {
      super(engine);
      this.lengths = lengths;
    }

    @Override
    public void seal(
        byte[] key, byte[] nonce, int tagLengthBytes, byte[] plaintext, byte[] sealed, int offset) {
      lengths.add(plaintext.length);
      super.seal(key, nonce, tagLengthBytes, plaintext, sealed, offset);
    }
  }

  /** Computes a wrong tag of messages from a length on, or takes any tag for right. */
  private static final class Wrong extends PassingEngine {
    private final int from;
    private final boolean takesAnyTag;

    Wrong(int from, boolean takesAnyTag) {
      super(AeadEngine.bouncyCastle());
      this.from = from;
      this.takesAnyTag = takesAnyTag;
    }

    @Override
    public void seal(
        byte[] key, byte[] nonce, int tagLengthBytes, byte[] plaintext, byte[] sealed, int offset) {
      super.seal(key, nonce, tagLengthBytes, plaintext, sealed, offset);
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
      return super.open(key, nonce, tagLengthBytes, sealed, offset, length, plaintext)
          || takesAnyTag;
    }
  }
}
