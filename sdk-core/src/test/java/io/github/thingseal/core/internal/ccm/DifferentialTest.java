package io.github.thingseal.core.internal.ccm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JDK's engine beside Bouncy Castle's: every tag, nonce and length gives the same bytes. */
class DifferentialTest {
  private static final long SEED = 20260101;
  private static final int SHORT = 450;
  private static final int LARGE = 1700;
  private static final int THREADS = 1000;

  private final Ccm oracle = new BouncyCastleCcm();
  private final Random random = new Random(SEED);

  static Stream<JdkCcm> engines() {
    return Stream.of(
        new JdkCcm(false), new JdkCcm(true), new JdkCcm(false, 0), new JdkCcm(false, 1 << 20));
  }

  static List<Integer> lengths() {
    List<Integer> lengths = new ArrayList<>(IntStream.rangeClosed(0, 300).boxed().toList());
    for (int around : new int[] {SHORT, LARGE, 4096 - 16, 4096, 4096 + 16, 8192, 16_384}) {
      IntStream.rangeClosed(around - 17, around + 17).forEach(lengths::add);
    }
    return lengths;
  }

  @ParameterizedTest
  @MethodSource("engines")
  void seal_whenOfAnyLength_makesWhatBouncyCastleMakes(JdkCcm engine) {
    for (int length : lengths()) {
      for (int tag = 4; tag <= 16; tag += 2) {
        check(engine, bytes(7 + length % 7), tag, bytes(length));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void seal_whenOfAnyNonce_makesWhatBouncyCastleMakes(JdkCcm engine) {
    for (int nonce = 7; nonce <= 13; nonce++) {
      for (int tag = 4; tag <= 16; tag += 2) {
        check(engine, bytes(nonce), tag, bytes(random.nextInt(2000)));
      }
    }
  }

  private void check(JdkCcm engine, byte[] nonce, int tag, byte[] plaintext) {
    byte[] key = bytes(16);
    int offset = random.nextInt(20);
    byte[] expected = bytes(offset + plaintext.length + tag);
    byte[] sealed = expected.clone();
    oracle.seal(key, nonce, tag, plaintext, expected, offset);
    engine.seal(key, nonce, tag, plaintext, sealed, offset);
    assertThat(sealed).as("%s bytes, tag %s", plaintext.length, tag).isEqualTo(expected);

    byte[] opened = new byte[plaintext.length];
    assertThat(engine.open(key, nonce, tag, sealed, offset, sealed.length - offset, opened))
        .isTrue();
    assertThat(opened).isEqualTo(plaintext);

    int bit = random.nextInt((plaintext.length + tag) * Byte.SIZE);
    sealed[offset + bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    assertThat(engine.open(key, nonce, tag, sealed, offset, sealed.length - offset, opened))
        .isFalse();
  }

  @ParameterizedTest
  @MethodSource("engines")
  void open_whenAnySingleBitIsFlipped_refuses(JdkCcm engine) {
    byte[] key = bytes(16);
    byte[] nonce = bytes(13);
    byte[] sealed = new byte[48 + 16];
    engine.seal(key, nonce, 16, bytes(48), sealed, 0);
    for (int bit = 0; bit < sealed.length * Byte.SIZE; bit++) {
      byte[] flipped = sealed.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertThat(engine.open(key, nonce, 16, flipped, 0, flipped.length, new byte[48])).isFalse();
    }
    assertThat(engine.open(key, nonce, 16, sealed, 0, sealed.length, new byte[48])).isTrue();
  }

  /** They begin together, half of them with messages that go the way for long ones. */
  @Test
  void engine_whenUsedByAThousandThreads_mixesNothingUp() throws Exception {
    JdkCcm engine = new JdkCcm(false);
    CountDownLatch together = new CountDownLatch(THREADS);
    List<Callable<Boolean>> uses = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      byte[] key = bytes(16);
      byte[] nonce = bytes(13);
      byte[] plaintext = bytes(i % 2 == 0 ? i : LARGE + i);
      byte[] sealed = new byte[plaintext.length + 8];
      oracle.seal(key, nonce, 8, plaintext, sealed, 0);
      uses.add(
          () -> {
            together.countDown();
            together.await();
            byte[] opened = new byte[plaintext.length];
            return engine.open(key, nonce, 8, sealed, 0, sealed.length, opened)
                && Arrays.equals(opened, plaintext);
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (Future<Boolean> use : threads.invokeAll(uses)) {
        assertThat(use.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
