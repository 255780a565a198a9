package io.github.thingseal.core.internal.ccm;

import io.github.thingseal.core.e2e.AeadEngine;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.secret.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.modes.CCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Decrypts and verifies one message, which has a key of its own, and a tag of 16 bytes. Measured in
 * many stretches that are shorter than the time slices of a busy machine, so that the quickest one
 * was not interrupted. Warms up in many stretches as well: the JIT compiler comes to an end between
 * two of them, and with 5 it often had not.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 15, time = 150, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 200, time = 2, timeUnit = TimeUnit.MILLISECONDS)
public class ProtectionBenchmark {
  private static final int MESSAGES = 64;
  private static final int HEADER = 16;
  private static final int TAG = 16;
  private static final byte[] NONE = {};
  private static final IvParameterSpec NO_IV = new IvParameterSpec(new byte[16]);

  /** How long the plaintext is. */
  @Param({"16", "64", "256", "1024", "16384"})
  public int bytes;

  private final byte[][] keys = new byte[MESSAGES][];
  private final byte[][] nonces = new byte[MESSAGES][];
  private final byte[][] sealed = new byte[MESSAGES][];
  private final String[] keysAsSent = new String[MESSAGES];
  private final String[] noncesAsSent = new String[MESSAGES];
  private final E2eMessage[] messages = new E2eMessage[MESSAGES];
  private final ProtectionParameters[] parameters = new ProtectionParameters[MESSAGES];

  private final Ccm jdk = new JdkCcm(false);
  private final Ccm byBlock = new JdkCcm(false, Integer.MAX_VALUE);
  private final Ccm byRun = new JdkCcm(false, 0);
  private final Ccm wiping = new JdkCcm(true);
  private final AeadEngine standard = AeadEngine.standard();
  private final E2eCipher cipher = E2eCipher.standard();
  private final CCMModeCipher bouncyCastle = CCMBlockCipher.newInstance(AESEngine.newInstance());
  private Cipher ecb;
  private Cipher ctr;
  private Cipher cbc;
  private byte[] plaintext;
  private byte[] blocks;
  private byte[] stream;
  private final byte[] mac = new byte[16];
  private int next;

  /** Makes the messages. */
  @Setup(Level.Trial)
  public void messages() throws GeneralSecurityException {
    ecb = Cipher.getInstance("AES/ECB/NoPadding");
    ctr = Cipher.getInstance("AES/CTR/NoPadding");
    cbc = Cipher.getInstance("AES/CBC/NoPadding");
    plaintext = new byte[bytes];
    blocks = new byte[bytes + 32];
    stream = new byte[bytes + 32];
    Random random = new Random(1);
    for (int i = 0; i < MESSAGES; i++) {
      keys[i] = random(random, 16);
      nonces[i] = random(random, 13);
      sealed[i] = Arrays.copyOf(random(random, HEADER), HEADER + bytes + TAG);
      sealed[i][0] = 0x11;
      new BouncyCastleCcm().seal(keys[i], nonces[i], TAG, random(random, bytes), sealed[i], HEADER);
      keysAsSent[i] = Base64.getEncoder().encodeToString(keys[i]);
      noncesAsSent[i] = Base64.getEncoder().encodeToString(nonces[i]);
      messages[i] = E2eMessage.parse(sealed[i]);
      parameters[i] = parameters(messages[i], i);
    }
  }

  /** Bouncy Castle, one object for all messages. */
  @Benchmark
  public byte[] bouncyCastle() throws InvalidCipherTextException {
    int i = next();
    bouncyCastle.init(
        false, new AEADParameters(new KeyParameter(keys[i]), TAG * Byte.SIZE, nonces[i], NONE));
    ((CCMBlockCipher) bouncyCastle).processPacket(sealed[i], HEADER, bytes + TAG, plaintext, 0);
    return plaintext;
  }

  /** Eclipse Californium's, which is made of the JDK's AES as well. */
  @Benchmark
  public byte[] californium() throws GeneralSecurityException {
    int i = next();
    return org.eclipse.californium.scandium.dtls.cipher.CCMBlockCipher.decrypt(
        new SecretKeySpec(keys[i], "AES"), nonces[i], NONE, sealed[i], HEADER, bytes + TAG, TAG);
  }

  /** The JDK's AES, one key schedule. */
  @Benchmark
  public byte[] jdkByBlock() {
    return open(byBlock);
  }

  /** The JDK's AES, two key schedules. */
  @Benchmark
  public byte[] jdkByRun() {
    return open(byRun);
  }

  /** The JDK's AES, the way that suits the length. */
  @Benchmark
  public byte[] jdk() {
    return open(jdk);
  }

  /** The same, and each key schedule is overwritten after the message. */
  @Benchmark
  public byte[] jdkWipingKeys() {
    return open(wiping);
  }

  /** What {@link AeadEngine#standard} chose: the JDK's, or another module's. */
  @Benchmark
  public byte[] standard() {
    int i = next();
    return opened(
        standard.open(keys[i], nonces[i], TAG, sealed[i], HEADER, bytes + TAG, plaintext));
  }

  /** The SDK around it: a message and parameters as they come, a new array, everything wiped. */
  @Benchmark
  public byte[] sdk() {
    int i = next();
    E2eMessage message = E2eMessage.parse(sealed[i]);
    try (ProtectionParameters asSent = parameters(message, i)) {
      return cipher.unprotect(message, asSent);
    }
  }

  /** Parsed already, into the caller's buffer. */
  @Benchmark
  public int sdkIntoBuffer() {
    int i = next();
    return cipher.unprotect(messages[i], parameters[i], plaintext, 0);
  }

  /** The same calls of the JDK's ciphers, without anything around: what they allocate. */
  @Benchmark
  public byte[] providerByBlock() throws GeneralSecurityException {
    int whole = (bytes + 15) / 16 * 16;
    ecb.init(Cipher.ENCRYPT_MODE, new Lent(keys[next()]));
    ecb.update(blocks, 0, whole + 16, stream, 0);
    for (int at = 0; at <= whole; at += 16) {
      ecb.update(blocks, at, 16, mac, 0);
    }
    return mac;
  }

  /** As above, two key schedules. */
  @Benchmark
  public byte[] providerByRun() throws GeneralSecurityException {
    int i = next();
    SecretKey key = new Lent(keys[i]);
    ctr.init(Cipher.ENCRYPT_MODE, key, NO_IV);
    cbc.init(Cipher.ENCRYPT_MODE, key, NO_IV);
    ctr.update(blocks, 0, 16, mac, 0);
    ctr.doFinal(sealed[i], HEADER, bytes, plaintext, 0);
    cbc.update(blocks, 0, 16, mac, 0);
    for (int at = 0; at < bytes; at += 4096) {
      cbc.update(plaintext, at, Math.min(4096, bytes - at), stream, 0);
    }
    return mac;
  }

  private byte[] open(Ccm engine) {
    int i = next();
    return opened(engine.open(keys[i], nonces[i], TAG, sealed[i], HEADER, bytes + TAG, plaintext));
  }

  private byte[] opened(boolean right) {
    if (!right) {
      throw new IllegalStateException("A right tag was refused");
    }
    return plaintext;
  }

  private ProtectionParameters parameters(E2eMessage message, int i) {
    return ProtectionParameters.builder(
            message.keyIdentity(),
            SecretBytes.fromBase64(keysAsSent[i]),
            SecretBytes.fromBase64(noncesAsSent[i]))
        .build();
  }

  private int next() {
    next = (next + 1) % MESSAGES;
    return next;
  }

  private static byte[] random(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A key as the engine lends it. */
  private static final class Lent implements SecretKey {
    private static final long serialVersionUID = 1L;
    private final transient byte[] key;

    Lent(byte[] key) {
      this.key = key;
    }

    @Override
    public String getAlgorithm() {
      return "AES";
    }

    @Override
    public String getFormat() {
      return "RAW";
    }

    @Override
    public byte[] getEncoded() {
      return key.clone();
    }
  }
}
