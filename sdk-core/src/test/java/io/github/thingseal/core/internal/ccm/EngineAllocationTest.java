package io.github.thingseal.core.internal.ccm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.testsupport.Garbage;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import org.junit.jupiter.api.Test;

/** The JDK's engine makes no garbage beyond what the provider makes in the same calls. */
class EngineAllocationTest {
  private static final int TAG = 16;
  private static final int BYTES = 320;
  private static final int BLOCK = 16;

  private final byte[][] keys = {new byte[16], new byte[16]};
  private final byte[] nonce = new byte[13];
  private final byte[] sealed = new byte[BYTES + TAG];
  private final byte[] opened = new byte[BYTES];
  private final byte[] scratch = new byte[BYTES + BLOCK];
  private final byte[] mac = new byte[BYTES + BLOCK];
  private final BorrowedKey key = new BorrowedKey();
  private final IvParameterSpec noIv = new IvParameterSpec(new byte[BLOCK]);
  private int next;

  EngineAllocationTest() {
    keys[1][0] = 1;
  }

  @Test
  void open_byBlock_allocatesWhatTheProviderDoes() throws GeneralSecurityException {
    Cipher ecb = Cipher.getInstance("AES/ECB/NoPadding");
    long provider = Garbage.bytesOf(() -> byBlock(ecb));
    assertThat(garbageOf(new JdkCcm(false, Integer.MAX_VALUE))).isLessThanOrEqualTo(provider);
  }

  @Test
  void open_byRun_allocatesWhatTheProviderDoes() throws GeneralSecurityException {
    Cipher ctr = Cipher.getInstance("AES/CTR/NoPadding");
    Cipher cbc = Cipher.getInstance("AES/CBC/NoPadding");
    long provider = Garbage.bytesOf(() -> byRun(ctr, cbc));
    assertThat(garbageOf(new JdkCcm(false, 0))).isLessThanOrEqualTo(provider);
  }

  private long garbageOf(JdkCcm engine) {
    return Garbage.bytesOf(
        () -> engine.open(nextKey(), nonce, TAG, sealed, 0, sealed.length, opened));
  }

  private void byBlock(Cipher ecb) {
    try {
      ecb.init(Cipher.ENCRYPT_MODE, key.lend(nextKey()));
      ecb.update(scratch, 0, BYTES + BLOCK, mac, 0);
      for (int i = 0; i <= BYTES; i += BLOCK) {
        ecb.update(scratch, i, BLOCK, mac, 0);
      }
      key.giveBack();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void byRun(Cipher ctr, Cipher cbc) {
    try {
      ctr.init(Cipher.ENCRYPT_MODE, key.lend(nextKey()), noIv);
      cbc.init(Cipher.ENCRYPT_MODE, key, noIv);
      ctr.update(scratch, 0, BLOCK, mac, 0);
      ctr.doFinal(sealed, 0, BYTES, opened, 0);
      cbc.update(scratch, 0, BLOCK, mac, 0);
      cbc.update(opened, 0, BYTES, mac, 0);
      key.giveBack();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A key that is not the one before, for which the JDK would make no key schedule. */
  private byte[] nextKey() {
    next ^= 1;
    return keys[next];
  }
}
