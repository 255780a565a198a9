package io.github.thingseal.core.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testsupport.Garbage;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/**
 * Decrypting into a caller's buffer makes no garbage of its own: with an engine that makes none,
 * none.
 */
class AllocationTest {
  private final E2eCipher cipher = E2eCipher.standard().withEngine(new NoGarbage());
  private final E2eMessage message = E2eMessage.parse(message());
  private final ProtectionParameters parameters =
      ProtectionParameters.builder(
              message.keyIdentity(),
              SecretBytes.copyOf(new byte[16]),
              SecretBytes.copyOf(new byte[13]))
          .build();

  @Test
  void unprotect_intoAnArray_allocatesNothing() {
    byte[] plaintext = new byte[1000];
    assertThat(Garbage.bytesOf(() -> cipher.unprotect(message, parameters, plaintext, 0))).isZero();
  }

  @Test
  void unprotect_intoAByteBuffer_allocatesNothing() {
    ByteBuffer plaintext = ByteBuffer.allocateDirect(1000);
    assertThat(Garbage.bytesOf(() -> cipher.unprotect(message, parameters, plaintext.clear())))
        .isZero();
  }

  private static byte[] message() {
    byte[] bytes = new byte[16 + 1000 + 16];
    bytes[0] = 0x11;
    return bytes;
  }

  /** Takes any tag. */
  private static final class NoGarbage implements AeadEngine {
    @Override
    public void seal(
        byte[] key,
        byte[] nonce,
        int tagLengthBytes,
        byte[] plaintext,
        byte[] sealed,
        int offset) {}

    @Override
    public boolean open(
        byte[] key,
        byte[] nonce,
        int tagLengthBytes,
        byte[] sealed,
        int offset,
        int length,
        byte[] plaintext) {
      return true;
    }
  }
}
