package io.github.thingseal.core.internal.ccm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.core.e2e.AeadEngine;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FirstOfTest {
  private final AeadEngine fallback = new BouncyCastleCcm();
  private final AeadEngine good = new JdkCcm(false);

  @Test
  void atHand_whenNothingElseIsProvided_isTheJdks() {
    assertThat(AeadEngine.standard()).isInstanceOf(JdkCcm.class);
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
    assertThat(first(List.of(() -> new Wrong(0, false), () -> new Wrong(1000, false))))
        .isSameAs(fallback);
  }

  @Test
  void of_whenOneTakesEveryTag_passesItOver() {
    assertThat(first(List.of(() -> new Wrong(Integer.MAX_VALUE, true)))).isSameAs(fallback);
  }

  private AeadEngine first(List<Supplier<AeadEngine>> candidates) {
    return FirstOf.of(candidates, fallback);
  }

  /** Computes a wrong tag of messages from a length on, or takes any tag for right. */
  private record Wrong(int from, boolean takesAnyTag) implements AeadEngine {
    private static final AeadEngine RIGHT = new BouncyCastleCcm();

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
