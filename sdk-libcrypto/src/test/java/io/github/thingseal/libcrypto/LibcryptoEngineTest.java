package io.github.thingseal.libcrypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.e2e.AeadEngine;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** OpenSSL's engine beside Bouncy Castle's. */
class LibcryptoEngineTest {
  private final AeadEngine engine = new LibcryptoEngine();
  private final AeadEngine oracle = AeadEngine.bouncyCastle();
  private final Random random = new Random(20260102);

  @Test
  void standard_whereThisModuleIsOnThePath_isThisEngine() {
    assertThat(AeadEngine.standard()).isInstanceOf(LibcryptoEngine.class);
  }

  @Test
  void constructor_whereTheLibraryIsMissing_saysWhatToDo() {
    assertThatThrownBy(() -> new LibcryptoEngine("libcrypto.so.999"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("libcrypto.so.999")
        .hasMessageContaining("install it");
  }

  @Test
  void constructor_whereTheLibraryIsAnother_saysWhatIsMissing() {
    assertThatThrownBy(() -> new LibcryptoEngine("libc.so.6"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has no EVP_");
  }

  @Test
  void functions_whereTheProviderLacksOne_sayWhich() {
    Map<Integer, MemorySegment> none = Map.of();
    assertThatThrownBy(() -> new CcmFunctions(MemorySegment.NULL, none))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no function 1 for AES-128-CCM");
  }

  @Test
  void seal_ofAKnownMessage_isWhatAnotherImplementationMade() {
    byte[] key = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
    byte[] fox = "The quick brown fox jumps over the lazy dog.".getBytes(StandardCharsets.US_ASCII);
    byte[] sealed = new byte[fox.length + 16];
    engine.seal(key, Arrays.copyOf(key, 13), 16, fox, sealed, 0);
    assertThat(HexFormat.of().formatHex(sealed))
        .isEqualTo(
            "425cd1a8227c93e131b751d5f24370f8856f7c021c581c965fdf912ce920eb6f"
                + "bd306f24b4d6de581de2c202e0f78ed6d92a9c478b0cc203f231d588");
  }

  @Test
  void sealAndOpen_ofAnyTagNonceAndLength_doWhatBouncyCastleDoes() {
    List<Integer> lengths = new ArrayList<>(IntStream.rangeClosed(0, 300).boxed().toList());
    lengths.addAll(List.of(449, 450, 1023, 1024, 1025, 1700, 4095, 4096, 4097, 16_384, 65_535));
    for (int length : lengths) {
      for (int tag = 4; tag <= 16; tag += 2) {
        check(bytes(length == 65_535 ? 13 : 7 + (length + tag) % 7), tag, bytes(length));
      }
    }
  }

  private void check(byte[] nonce, int tag, byte[] plaintext) {
    byte[] key = bytes(16);
    int offset = random.nextInt(20);
    byte[] expected = bytes(offset + plaintext.length + tag);
    byte[] sealed = expected.clone();
    oracle.seal(key, nonce, tag, plaintext, expected, offset);
    engine.seal(key, nonce, tag, plaintext, sealed, offset);
    assertThat(sealed).as("%s bytes, tag %s", plaintext.length, tag).isEqualTo(expected);

    byte[] opened = bytes(plaintext.length + 3);
    byte[] before = opened.clone();
    assertThat(engine.open(key, nonce, tag, sealed, offset, sealed.length - offset, opened))
        .as("%s bytes, tag %s", plaintext.length, tag)
        .isTrue();
    assertThat(Arrays.copyOf(opened, plaintext.length)).isEqualTo(plaintext);
    assertThat(opened).endsWith(Arrays.copyOfRange(before, plaintext.length, before.length));

    int bit = random.nextInt((plaintext.length + tag) * Byte.SIZE);
    sealed[offset + bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    assertThat(engine.open(key, nonce, tag, sealed, offset, sealed.length - offset, opened))
        .isFalse();
  }

  @Test
  void open_whenAnySingleBitIsFlipped_refusesAndTakesTheRightMessageNext() {
    byte[] key = bytes(16);
    byte[] nonce = bytes(13);
    byte[] plaintext = bytes(48);
    byte[] sealed = new byte[64];
    engine.seal(key, nonce, 16, plaintext, sealed, 0);
    for (int bit = 0; bit < sealed.length * Byte.SIZE; bit++) {
      byte[] flipped = sealed.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      byte[] opened = new byte[48];
      assertThat(engine.open(key, nonce, 16, flipped, 0, 64, opened)).isFalse();
      assertThat(opened).as("plaintext of a wrong tag").isNotEqualTo(plaintext);
      assertThat(engine.open(key, nonce, 16, sealed, 0, 64, opened)).isTrue();
      assertThat(opened).isEqualTo(plaintext);
    }
  }

  @Test
  void wipe_afterAMessage_leavesNoKey() {
    Context context = new Context(Libcrypto.load(""));
    context.seal(bytes(16), bytes(13), 16, new byte[0], bytes(5), new byte[21], 0);
    assertThat(context.holdsKey()).isTrue();
    context.wipe();
    assertThat(context.holdsKey()).isFalse();
    context.wipe();
    byte[] wrong = new byte[21];
    assertThat(context.open(bytes(16), bytes(13), 16, new byte[0], wrong, 0, 21, new byte[5]))
        .isFalse();
    assertThat(context.holdsKey()).as("after a wrong tag").isFalse();
  }

  @Test
  void engine_whenUsedByAThousandThreads_mixesNothingUp() throws Exception {
    List<Callable<Boolean>> uses = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      byte[] key = bytes(16);
      byte[] nonce = bytes(13);
      byte[] plaintext = bytes(i);
      byte[] sealed = new byte[i + 8];
      oracle.seal(key, nonce, 8, plaintext, sealed, 0);
      uses.add(
          () -> {
            byte[] opened = new byte[plaintext.length];
            return engine.open(key, nonce, 8, sealed, 0, sealed.length, opened)
                && Arrays.equals(opened, plaintext);
          });
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> use : threads.invokeAll(uses)) {
        assertThat(use.get()).isTrue();
      }
    }
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
