package io.github.thingseal.examples.kafkaunprotect;

import io.github.thingseal.core.e2e.AeadEngine;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.RootOfTrust;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A device that protects its readings with a simulated root of trust: in format V1 with a key of
 * its own for each, in V2 with one key for a hundred ("keep the key"). How a real module varies
 * what it encrypts under a key that it keeps is not published; this one repeats key and nonce.
 */
final class SimulatedDevice implements AutoCloseable {
  static final int MESSAGES_PER_KEY = 100;
  private static final int READING_BYTES = 64;

  private final AeadEngine engine;
  private final RootOfTrust root;
  private final E2eVersion version;
  private final SecureRandom random;
  private final byte[] key;
  private @Nullable ProtectionParameters kept;
  private int sent;

  SimulatedDevice(RootOfTrust root, E2eVersion version, AeadEngine engine, SecureRandom random) {
    this.root = root;
    this.version = version;
    this.engine = engine;
    this.random = random;
    this.key = root.uid().hex().getBytes(StandardCharsets.US_ASCII);
  }

  RotPublicUid uid() {
    return root.uid();
  }

  /** The key of its records: its RoTPublicUID. */
  byte[] recordKey() {
    return key.clone();
  }

  /** How many readings it has sent. */
  int sent() {
    return sent;
  }

  /** Its next reading, protected. */
  byte[] send() {
    byte[] message = protect(Reading.text(uid(), sent, READING_BYTES));
    sent++;
    return message;
  }

  /** Another message of the same key, with a bit of its tag turned over. */
  byte[] sendAltered() {
    byte[] message = protect(Reading.text(uid(), sent, READING_BYTES));
    message[message.length - 1] ^= 1;
    return message;
  }

  private byte[] protect(byte[] reading) {
    ProtectionParameters parameters = parameters();
    int leading = version.leadingBytes();
    byte[] content = new byte[leading + reading.length];
    System.arraycopy(reading, 0, content, leading, reading.length);
    byte[] header = parameters.keyIdentity().toBytes();
    int tag = parameters.macLengthBytes();
    byte[] message = Arrays.copyOf(header, header.length + content.length + tag);
    byte[] secret = parameters.key().exposeCopy();
    byte[] nonce = parameters.nonce().exposeCopy();
    engine.seal(secret, nonce, tag, content, message, header.length);
    Arrays.fill(secret, (byte) 0);
    return message;
  }

  private ProtectionParameters parameters() {
    int life = version == E2eVersion.V1 ? 1 : MESSAGES_PER_KEY;
    if (kept == null || sent % life == 0) {
      close();
      kept = root.uplink(root.newKeyIdentity(version, 0, random));
    }
    return kept;
  }

  @Override
  public void close() {
    if (kept != null) {
      kept.close();
    }
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "SimulatedDevice[%s, %s, %d sent]", uid(), version, sent);
  }
}
