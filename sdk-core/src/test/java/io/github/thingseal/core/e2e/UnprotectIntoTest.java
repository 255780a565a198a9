package io.github.thingseal.core.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.e2e.SpyEngine.Verdict;
import io.github.thingseal.core.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decrypting into buffers of the caller's. */
class UnprotectIntoTest {
  private static final KeyIdentity V1 = KeyIdentity.fromHex("11010008003f97203b08c787d1b20000");
  private static final KeyIdentity V2 = KeyIdentity.of(v2());
  private static final byte[] KEY = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
  private static final byte[] NONCE = Arrays.copyOf(KEY, 13);
  private static final int TAG = 8;

  private final E2eCipher cipher = E2eCipher.standard();
  private final Random random = new Random(7);

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 15, 16, 64, 449, 450, 451, 1699, 1700, 1701, 1024, 4096, 16_384, 65_535})
  void unprotect_intoAnArray_writesThePlaintextAndNothingElse(int length) {
    byte[] plaintext = bytes(length);
    byte[] out = bytes(length + 9);
    byte[] before = out.clone();

    int written = cipher.unprotect(message(V1, plaintext), parameters(V1), out, 4);

    assertThat(written).isEqualTo(length);
    assertThat(out).startsWith(Arrays.copyOf(before, 4));
    assertThat(Arrays.copyOfRange(out, 4, 4 + length)).isEqualTo(plaintext);
    assertThat(out).endsWith(Arrays.copyOfRange(before, 4 + length, before.length));
  }

  @Test
  void unprotect_ofV2IntoAnArray_leavesTheLeadingByteOut() {
    byte[] out = new byte[3];
    E2eMessage message = message(V2, new byte[] {0x77, 1, 2, 3});

    assertThat(cipher.plaintextLengthBytes(message, parameters(V2))).isEqualTo(3);
    assertThat(cipher.unprotect(message, parameters(V2), out, 0)).isEqualTo(3);
    assertThat(out).containsExactly(1, 2, 3);
    ByteBuffer buffer = ByteBuffer.allocate(3);
    assertThat(cipher.unprotect(message, parameters(V2), buffer)).isEqualTo(3);
    assertThat(buffer.array()).containsExactly(1, 2, 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 15, 16, 17, 24})
  void unprotect_intoTheArrayOfTheMessage_works(int offset) {
    byte[] plaintext = bytes(1000);
    byte[] array = message(V1, plaintext).toBytes();

    cipher.unprotect(E2eMessage.parse(array), parameters(V1), array, offset);

    assertThat(Arrays.copyOfRange(array, offset, offset + 1000)).isEqualTo(plaintext);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void unprotect_intoAByteBuffer_movesItsPosition(boolean direct) {
    byte[] plaintext = bytes(70);
    ByteBuffer room = direct ? ByteBuffer.allocateDirect(100) : ByteBuffer.allocate(100);
    ByteBuffer out = room.position(3).slice().position(5);

    assertThat(cipher.unprotect(message(V1, plaintext), parameters(V1), out)).isEqualTo(70);

    assertThat(out.position()).isEqualTo(75);
    byte[] written = new byte[70];
    out.get(5, written);
    assertThat(written).isEqualTo(plaintext);
    assertThat(out.get(4)).isZero();
    assertThat(out.get(75)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 1000})
  void unprotect_whenAnySingleBitIsFlipped_leavesTheBuffersAsTheyAre(int length) {
    byte[] sealed = message(V1, bytes(length)).toBytes();
    byte[] out = bytes(length);
    byte[] before = out.clone();
    ByteBuffer buffer = ByteBuffer.wrap(out);
    ProtectionParameters parameters = parameters(V1);
    int step = length < 100 ? 1 : 101;
    for (int bit = 16 * Byte.SIZE; bit < sealed.length * Byte.SIZE; bit += step) {
      byte[] flipped = sealed.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      E2eMessage message = E2eMessage.parse(flipped);
      assertThatThrownBy(() -> cipher.unprotect(message, parameters, out, 0))
          .isInstanceOf(MessageAuthenticationException.class);
      assertThatThrownBy(() -> cipher.unprotect(message, parameters, buffer))
          .isInstanceOf(MessageAuthenticationException.class);
    }
    assertThat(out).isEqualTo(before);
    assertThat(buffer.position()).isZero();
  }

  @Test
  void unprotect_whereThePlaintextDoesNotFit_isRefusedBeforeAnythingIsDecrypted() {
    SpyEngine spy = new SpyEngine(Verdict.HONEST);
    E2eCipher spied = cipher.withEngine(spy);
    E2eMessage message = message(V1, bytes(10));
    ProtectionParameters parameters = parameters(V1);
    assertThatThrownBy(() -> spied.unprotect(message, parameters, new byte[10], 1))
        .isExactlyInstanceOf(InvalidInputException.class)
        .hasMessageContaining("does not fit");
    assertThatThrownBy(() -> spied.unprotect(message, parameters, new byte[10], -1))
        .isExactlyInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> spied.unprotect(message, parameters, ByteBuffer.allocate(9)))
        .isExactlyInstanceOf(InvalidInputException.class);
    ByteBuffer readOnly = ByteBuffer.allocate(10).asReadOnlyBuffer();
    assertThatThrownBy(() -> spied.unprotect(message, parameters, readOnly))
        .isExactlyInstanceOf(InvalidInputException.class)
        .hasMessageContaining("read-only");
    assertThat(spy.secrets).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HONEST", "REFUSES", "FAILS"})
  void unprotect_whateverTheProviderDoes_wipesItsArrays(Verdict verdict) {
    SpyEngine spy = new SpyEngine(verdict);
    byte[] out = new byte[100];
    try {
      cipher.withEngine(spy).unprotect(message(V1, bytes(100)), parameters(V1), out, 0);
    } catch (RuntimeException expected) {
      assertThat(out).containsOnly(0);
    }
    assertThat(spy.secrets).hasSize(2).allSatisfy(bytes -> assertThat(bytes).containsOnly(0));
    assertThat(spy.plaintexts)
        .singleElement()
        .satisfies(bytes -> assertThat(bytes).isNotSameAs(out).containsOnly(0));
  }

  private static byte[] v2() {
    byte[] bytes = new byte[E2eVersion.V2.keyIdentityBytes()];
    bytes[0] = 0x20;
    return bytes;
  }

  private static ProtectionParameters parameters(KeyIdentity identity) {
    return ProtectionParameters.builder(
            identity, SecretBytes.copyOf(KEY), SecretBytes.copyOf(NONCE))
        .macLengthBits(TAG * Byte.SIZE)
        .build();
  }

  private static E2eMessage message(KeyIdentity identity, byte[] plaintext) {
    byte[] header = identity.toBytes();
    byte[] bytes = Arrays.copyOf(header, header.length + plaintext.length + TAG);
    AeadEngine.bouncyCastle().seal(KEY, NONCE, TAG, plaintext, bytes, header.length);
    return E2eMessage.parse(bytes);
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
