package io.github.thingseal.core.internal.ccm;

import static io.github.thingseal.core.internal.ccm.CcmBlocks.BLOCK;

import io.github.thingseal.core.internal.pool.KeyHolder;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The JDK's AES, put together to CCM, for one message at a time; not thread-safe.
 *
 * <p>CCM is counter mode for secrecy and CBC-MAC for integrity (NIST SP 800-38C), which the JDK
 * does not offer together. Two ways, with equal results:
 *
 * <ul>
 *   <li>short messages: one AES/ECB cipher, which is AES itself. It encrypts all counter blocks in
 *       one call, and the blocks of the CBC-MAC one by one. One key schedule, which is what a short
 *       message costs most;
 *   <li>long messages: AES/CTR for the message and AES/CBC, of which the last block is the MAC. Two
 *       key schedules, and the processor's instructions for whole runs of blocks.
 * </ul>
 *
 * <p>Neither use of ECB or CBC is what scanners warn of: no message is encrypted in ECB, and the
 * blocks of CBC never leave this class.
 */
final class CcmCiphers extends KeyHolder {
  /** A run of blocks that fits in the first-level cache of a processor. */
  private static final int RUN = 4096;

  private static final byte[] NO_KEY = new byte[BLOCK];
  private static final IvParameterSpec NO_IV = new IvParameterSpec(NO_KEY);

  private final Cipher ecb;
  private final Cipher ctr;
  private final Cipher cbc;
  private final byte[] counters = new byte[RUN];
  private final byte[] stream = new byte[RUN];
  private final byte[] mac = new byte[BLOCK];
  private final byte[] block = new byte[BLOCK];
  private final byte[] mask = new byte[BLOCK];
  private final Counter counter = new Counter();
  private final BorrowedKey borrowed = new BorrowedKey();
  private final int shortBytes;
  private int dirtyBytes;
  private int dirtyCounterBytes;
  private boolean ecbUsed;
  private boolean runsUsed;
  private boolean usedOfLate;

  /** Messages of fewer bytes take the way for short ones. */
  CcmCiphers(AesModes aes, int shortBytes) {
    this.ecb = aes.ecb();
    this.ctr = aes.ctr();
    this.cbc = aes.cbc();
    this.shortBytes = shortBytes;
  }

  /** Encrypts a message, and writes its tag behind it. */
  void seal(
      byte[] key,
      byte[] nonce,
      int tagBytes,
      byte[] associatedData,
      byte[] plaintext,
      byte[] sealed,
      int offset) {
    byte[] associated = CcmBlocks.associated(associatedData);
    try {
      begin(key, nonce, tagBytes, associated.length > 0, plaintext.length);
      if (isShort(plaintext.length)) {
        cryptByBlock(plaintext, 0, sealed, offset, plaintext.length);
        absorbByBlock(associated, associated.length);
        absorbByBlock(plaintext, plaintext.length);
      } else {
        macByRun(associated, plaintext, plaintext.length);
        ctr.doFinal(plaintext, 0, plaintext.length, sealed, offset);
      }
      CcmBlocks.xor(mac, 0, mask, 0, sealed, offset + plaintext.length, tagBytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES cannot encrypt whole blocks", e);
    } finally {
      forget();
    }
  }

  /** Decrypts a message, and returns whether its tag is right. */
  boolean open(
      byte[] key,
      byte[] nonce,
      int tagBytes,
      byte[] associatedData,
      byte[] sealed,
      int offset,
      int length,
      byte[] plaintext) {
    byte[] associated = CcmBlocks.associated(associatedData);
    int bytes = length - tagBytes;
    try {
      begin(key, nonce, tagBytes, associated.length > 0, bytes);
      if (isShort(bytes)) {
        cryptByBlock(sealed, offset, plaintext, 0, bytes);
        absorbByBlock(associated, associated.length);
        absorbByBlock(plaintext, bytes);
      } else {
        ctr.doFinal(sealed, offset, bytes, plaintext, 0);
        macByRun(associated, plaintext, bytes);
      }
      CcmBlocks.xorBlock(mac, mask, 0, mac);
      return CcmBlocks.equal(mac, sealed, offset + bytes, tagBytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES cannot encrypt whole blocks", e);
    } finally {
      forget();
    }
  }

  /** Overwrites the key schedules of the last message. */
  @Override
  public void wipe() {
    try {
      SecretKeySpec none = new SecretKeySpec(NO_KEY, "AES");
      if (ecbUsed) {
        ecb.init(Cipher.ENCRYPT_MODE, none);
        ecbUsed = false;
      }
      if (runsUsed) {
        ctr.init(Cipher.ENCRYPT_MODE, none, NO_IV);
        cbc.init(Cipher.ENCRYPT_MODE, none, NO_IV);
        runsUsed = false;
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES takes any key of 16 bytes", e);
    }
  }

  /** Whether a key schedule of a message is left in here. */
  boolean holdsKey() {
    return ecbUsed || runsUsed;
  }

  /** Whether a message used them since this was asked before. */
  @Override
  public boolean usedOfLate() {
    boolean used = usedOfLate;
    usedOfLate = false;
    return used;
  }

  private boolean isShort(int length) {
    return length < shortBytes;
  }

  /** Sets the key, and makes B_0 in {@link #block}. */
  private void begin(byte[] key, byte[] nonce, int tagBytes, boolean associated, int length)
      throws GeneralSecurityException {
    usedOfLate = true;
    dirtyBytes = Math.min(RUN - 3 * BLOCK, length) + 3 * BLOCK;
    counter.of(nonce);
    counter.first(tagBytes, associated, length, block);
    Key spec = borrowed.lend(key);
    if (isShort(length)) {
      ecbUsed = true;
      dirtyCounterBytes = dirtyBytes;
      ecb.init(Cipher.ENCRYPT_MODE, spec);
    } else {
      runsUsed = true;
      dirtyCounterBytes = 0;
      ctr.init(Cipher.ENCRYPT_MODE, spec, counter);
      cbc.init(Cipher.ENCRYPT_MODE, spec, NO_IV);
      ctr.update(NO_KEY, 0, BLOCK, mask, 0);
    }
    borrowed.giveBack();
  }

  /** Encrypts B_0, A_0 and the counters of the message, as many at once as there is room for. */
  private void cryptByBlock(byte[] in, int inAt, byte[] out, int outAt, int length)
      throws GeneralSecurityException {
    int total = 2 * BLOCK + length;
    for (int done = 0; done < total; done += RUN) {
      int run = Math.min(RUN, total - done);
      int whole = (run + BLOCK - 1) / BLOCK * BLOCK;
      counter.blocks(done / BLOCK - 1, counters, whole);
      int skipped = 0;
      if (done == 0) {
        skipped = 2 * BLOCK;
        CcmBlocks.copyBlock(block, 0, counters);
      }
      ecb.update(counters, 0, whole, stream, 0);
      if (done == 0) {
        CcmBlocks.copyBlock(stream, 0, mac);
        CcmBlocks.copyBlock(stream, BLOCK, mask);
      }
      int at = done + skipped - 2 * BLOCK;
      CcmBlocks.xor(in, inAt + at, stream, skipped, out, outAt + at, run - skipped);
    }
  }

  /** From one array into another: for a block in place, the JDK makes a copy. */
  private void absorbByBlock(byte[] data, int length) throws GeneralSecurityException {
    int whole = length / BLOCK * BLOCK;
    for (int at = 0; at < whole; at += BLOCK) {
      CcmBlocks.xorBlock(mac, data, at, block);
      ecb.update(block, 0, BLOCK, mac, 0);
    }
    if (whole < length) {
      CcmBlocks.copyBlock(mac, 0, block);
      CcmBlocks.xor(mac, 0, data, whole, block, 0, length - whole);
      ecb.update(block, 0, BLOCK, mac, 0);
    }
  }

  /**
   * B_0 goes by way of the stream as well. The copy behind it clears the wide registers: without
   * it, the next run took twice as long on a Xeon with AVX-512 (JDK 25).
   */
  private void macByRun(byte[] associated, byte[] message, int length)
      throws GeneralSecurityException {
    absorbByRun(block, BLOCK);
    absorbByRun(associated, associated.length);
    absorbByRun(message, length);
  }

  private void absorbByRun(byte[] data, int length) throws GeneralSecurityException {
    for (int at = 0; at < length; at += RUN) {
      int run = Math.min(RUN, length - at);
      int whole = run / BLOCK * BLOCK;
      if (whole > 0) {
        cbc.update(data, at, whole, stream, 0);
        System.arraycopy(stream, whole - BLOCK, mac, 0, BLOCK);
      }
      if (whole < run) {
        Arrays.fill(block, (byte) 0);
        System.arraycopy(data, at + whole, block, 0, run - whole);
        cbc.update(block, 0, BLOCK, mac, 0);
      }
    }
  }

  /**
   * Overwrites what depends on the message; the key schedule stays for the next of the same key.
   */
  private void forget() {
    borrowed.giveBack();
    counter.wipe();
    Arrays.fill(stream, 0, dirtyBytes, (byte) 0);
    Arrays.fill(counters, 0, dirtyCounterBytes, (byte) 0);
    CcmBlocks.wipeBlock(mac);
    CcmBlocks.wipeBlock(block);
    CcmBlocks.wipeBlock(mask);
  }
}
