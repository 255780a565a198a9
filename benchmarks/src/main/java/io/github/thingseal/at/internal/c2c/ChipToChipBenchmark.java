package io.github.thingseal.at.internal.c2c;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.c2c.C2cVersion;
import io.github.thingseal.core.secret.SecretBytes;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Encodes and decodes blocks of 255 bytes, the most that a frame takes. One operation is one byte
 * of clear text, so that operations a microsecond are megabytes a second.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(C2cEncoder.MAX_DATA_BYTES)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChipToChipBenchmark {
  private static final int PADDED_BYTES = 256;

  /** The version of the frames. */
  @Param({"V2", "V1"})
  public C2cVersion version = C2cVersion.V2;

  private final SecureRandom random = new SecureRandom();
  private final byte[] secret = random(C2cKeys.LENGTH_BYTES);
  private final byte[] block = random(C2cEncoder.MAX_DATA_BYTES);
  private final byte[] bytes = random(PADDED_BYTES + C2cCipher.HASH_BYTES);
  private final byte[] out = new byte[bytes.length];
  private final SecretKeySpec key = new SecretKeySpec(secret, "AES");
  private final IvParameterSpec iv = new IvParameterSpec(random(C2cCipher.IV_BYTES));
  private Cipher cipher;
  private Mac mac;
  private MessageDigest hash;
  private C2cEncoder encoder;
  private C2cDecoder decoder;
  private byte[] frame;
  private long decoded;

  /** Makes a session of the version that is measured, and a frame to decode. */
  @Setup
  public void setUp() throws GeneralSecurityException {
    cipher = Cipher.getInstance("AES/CBC/NoPadding");
    hash = MessageDigest.getInstance("SHA-256");
    mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    C2cCipher frames = new C2cCipher(keys());
    encoder = new C2cEncoder(frames, random);
    decoder = new C2cDecoder(frames);
    frame = encoder.encode(block, 0, block.length);
  }

  /** A block into a frame. */
  @Benchmark
  public byte[] encode() {
    return encoder.encode(block, 0, block.length);
  }

  /** A frame into its block. */
  @Benchmark
  public long decode() {
    decoder.feed(frame, 0, frame.length, this::take);
    return decoded;
  }

  /** The floor of encode: authenticates and encrypts as many bytes, and nothing else. */
  @Benchmark
  public byte[] bareEncryption() throws GeneralSecurityException {
    cipher.init(Cipher.ENCRYPT_MODE, key, iv);
    return bare();
  }

  /** The floor of decode. */
  @Benchmark
  public byte[] bareDecryption() throws GeneralSecurityException {
    cipher.init(Cipher.DECRYPT_MODE, key, iv);
    return bare();
  }

  private byte[] bare() throws GeneralSecurityException {
    boolean v2 = version == C2cVersion.V2;
    cipher.doFinal(bytes, 0, v2 ? PADDED_BYTES : PADDED_BYTES + C2cCipher.HASH_BYTES, out, 0);
    if (v2) {
      mac.update(out, 0, C2cCipher.IV_BYTES + PADDED_BYTES);
      mac.update(secret);
      return mac.doFinal();
    }
    hash.update(out, 0, PADDED_BYTES);
    return hash.digest();
  }

  private boolean take(byte[] clear, int length) {
    decoded += length;
    return true;
  }

  private C2cKeys keys() {
    SecretBytes same = SecretBytes.copyOf(secret);
    return version == C2cVersion.V2 ? C2cKeys.of(same, same, same) : C2cKeys.v1(same, same);
  }

  private byte[] random(int length) {
    byte[] some = new byte[length];
    random.nextBytes(some);
    return some;
  }
}
