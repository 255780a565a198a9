package io.github.thingseal.testkit;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.psk.PskSize;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.internal.module.security.DeviceCredentials;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.jspecify.annotations.Nullable;

/**
 * The simulated root of trust of one module, as the module and the service both know it.
 *
 * <p><strong>The derivation is our own</strong> (HKDF with SHA-256 from a random vendor secret):
 * that of the silicon is not public and no host needs it. Identities follow what was observed:
 * their first eight bytes are the RoTPublicUID with the format in its top nibble, six bytes vary;
 * {@code 0000} follows in V1. The first of the varying bytes is the number of the key set. In a PSK
 * identity the last bit of the last byte encodes the size of the key. Both are our own.
 */
public final class RootOfTrust implements AutoCloseable {
  private static final int SECRET_BYTES = 32;
  private static final int KEY_BYTES = 16;
  private static final int NONCE_BYTES = 13;
  private static final byte[] NO_CONTEXT = {};
  private static final int VARYING_BYTES = 6;
  private static final int PSK_IDENTITY_BYTES = RotPublicUid.LENGTH_BYTES + VARYING_BYTES;

  private final RotPublicUid uid;
  private final SecretBytes secret;
  private final SecretBytes rootSecret;
  private final SecretBytes issuerSecret;
  private @Nullable DeviceCredentials credentials;

  private RootOfTrust(
      RotPublicUid uid, SecretBytes secret, SecretBytes rootSecret, SecretBytes issuerSecret) {
    this.uid = uid;
    this.secret = secret;
    this.rootSecret = rootSecret;
    this.issuerSecret = issuerSecret;
  }

  /**
   * Derives the root of trust of one module.
   *
   * @param vendorSecret what the simulated vendor puts into all of its modules' making
   * @param uid the module's identity
   * @return its root of trust
   */
  public static RootOfTrust derive(SecretBytes vendorSecret, RotPublicUid uid) {
    Arguments.required(vendorSecret, "vendorSecret");
    Arguments.required(uid, "uid");
    return new RootOfTrust(
        uid,
        SecretBytes.takeFrom(hkdf(vendorSecret, "root of trust", uid.toBytes(), SECRET_BYTES)),
        SecretBytes.takeFrom(hkdf(vendorSecret, "device root", NO_CONTEXT, SECRET_BYTES)),
        SecretBytes.takeFrom(hkdf(vendorSecret, "device issuer", NO_CONTEXT, SECRET_BYTES)));
  }

  /**
   * A random identity with zero as its top nibble, as all that were seen have.
   *
   * @param random the source of randomness
   * @return the identity
   */
  public static RotPublicUid randomUid(SecureRandom random) {
    Arguments.required(random, "random");
    byte[] bytes = new byte[RotPublicUid.LENGTH_BYTES];
    random.nextBytes(bytes);
    bytes[0] &= 0x0F;
    return RotPublicUid.of(bytes);
  }

  /**
   * The identity of the module.
   *
   * @return the identity
   */
  public RotPublicUid uid() {
    return uid;
  }

  /**
   * A fresh key identity for a message.
   *
   * @param version the format of the message
   * @param keySet the number of the key set in force
   * @param random the source of the varying bytes
   * @return the identity
   */
  public KeyIdentity newKeyIdentity(E2eVersion version, int keySet, SecureRandom random) {
    Arguments.required(version, "version");
    Arguments.required(random, "random");
    byte[] bytes = new byte[version.keyIdentityBytes()];
    int varying = Math.min(VARYING_BYTES, bytes.length - RotPublicUid.LENGTH_BYTES);
    fillIdentity(bytes, version.nibble(), keySet, varying, random);
    return KeyIdentity.of(bytes);
  }

  /**
   * A fresh identity for a pre-shared key.
   *
   * @param size the size of the key
   * @param keySet the number of the key set in force
   * @param random the source of the varying bytes
   * @return the identity, 14 bytes
   */
  public PskIdentity newPskIdentity(PskSize size, int keySet, SecureRandom random) {
    Arguments.required(size, "size");
    Arguments.required(random, "random");
    byte[] bytes = new byte[PSK_IDENTITY_BYTES];
    fillIdentity(bytes, E2eVersion.V1.nibble(), keySet, VARYING_BYTES, random);
    int last = bytes.length - 1;
    bytes[last] = (byte) ((bytes[last] & 0xFE) | (size == PskSize.BYTES_32 ? 1 : 0));
    return PskIdentity.of(bytes);
  }

  /**
   * Whether an identity was made by this root of trust.
   *
   * @param identity the bytes of a key identity or of a PSK identity
   * @return whether its first eight bytes, but for the top nibble, are those of the RoTPublicUID
   */
  public boolean owns(byte[] identity) {
    Arguments.required(identity, "identity");
    if (identity.length < RotPublicUid.LENGTH_BYTES) {
      return false;
    }
    byte[] head = Arrays.copyOf(identity, RotPublicUid.LENGTH_BYTES);
    byte[] mine = uid.toBytes();
    head[0] &= 0x0F;
    mine[0] &= 0x0F;
    return Arrays.equals(head, mine);
  }

  /**
   * Key and nonce of an uplink message.
   *
   * @param identity its key identity
   * @return AES_128_CCM, a tag of 128 bits; the caller closes them
   */
  public ProtectionParameters uplink(KeyIdentity identity) {
    Arguments.required(identity, "identity");
    return parameters("uplink", identity);
  }

  /**
   * Key and nonce of a downlink message.
   *
   * @param identity its key identity
   * @return AES_128_CCM, a tag of 128 bits; the caller closes them
   */
  public ProtectionParameters downlink(KeyIdentity identity) {
    Arguments.required(identity, "identity");
    return parameters("downlink", identity);
  }

  /**
   * The pre-shared key of an identity.
   *
   * @param identity made by {@link #newPskIdentity}
   * @return the key; the caller closes it
   * @throws InvalidInputException if the identity is not one of this root of trust
   */
  public Psk psk(PskIdentity identity) {
    Arguments.required(identity, "identity");
    byte[] bytes = identity.toBytes();
    if (bytes.length != PSK_IDENTITY_BYTES || !owns(bytes)) {
      throw new InvalidInputException("PSK identity " + identity + " is not one of module " + uid);
    }
    PskSize size = (bytes[bytes.length - 1] & 1) == 1 ? PskSize.BYTES_32 : PskSize.BYTES_16;
    return Psk.of(identity, SecretBytes.takeFrom(hkdf(secret, "psk", bytes, size.bytes())));
  }

  /**
   * The certificate at the top of those that zero-touch provisioning puts into modules. All modules
   * of one vendor secret share its key and name; trust it to verify {@link #certificate()}.
   *
   * @return the root, self-signed
   */
  public X509Certificate certificateAuthority() {
    return credentials().root().certificate();
  }

  /**
   * The module's own certificate, on a key of P-256, issued below {@link #certificateAuthority()}
   * by one that stands between. Its common name is the RoTPublicUID.
   *
   * @return the certificate; the same from each object of the same secrets
   */
  public X509Certificate certificate() {
    return credentials().device().certificate();
  }

  /**
   * The module's own certificate, as {@code AT+USECDEVCERT=1} returns it.
   *
   * @return PEM with LF line ends
   */
  public String certificatePem() {
    return credentials().device().certificatePem();
  }

  /**
   * Issuer and root of the module's certificate, as {@code AT+USECDEVCERT=2} returns them.
   *
   * @return two blocks of PEM with LF line ends, the root last
   */
  public String certificateAuthoritiesPem() {
    DeviceCredentials credentials = credentials();
    return credentials.issuer().certificatePem() + credentials.root().certificatePem();
  }

  /**
   * The private key of the module's certificate, as {@code AT+USECDEVCERT=0} returns it.
   *
   * @return PKCS #8 as PEM in ASCII, with LF line ends; the caller closes it
   */
  public SecretBytes certificateKeyPem() {
    String pem = credentials().device().privateKeyPem();
    return SecretBytes.takeFrom(pem.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * The key of local data protection, which never leaves a module.
   *
   * @return 16 bytes; the caller closes it
   */
  public SecretBytes localKey() {
    return SecretBytes.takeFrom(hkdf(secret, "local data", uid.toBytes(), KEY_BYTES));
  }

  /** Made once: it takes its time, and a module returns the same certificate each time. */
  private synchronized DeviceCredentials credentials() {
    if (credentials == null) {
      byte[] deviceSecret = hkdf(secret, "device certificate", uid.toBytes(), SECRET_BYTES);
      credentials =
          rootSecret.expose(
              root ->
                  issuerSecret.expose(
                      issuer -> new DeviceCredentials(root, issuer, deviceSecret, uid.hex())));
    }
    return credentials;
  }

  /** Wipes the secrets. */
  @Override
  public synchronized void close() {
    credentials = null;
    secret.close();
    rootSecret.close();
    issuerSecret.close();
  }

  /**
   * Names the module.
   *
   * @return such as {@code RootOfTrust[0a04f008003c9623]}
   */
  @Override
  public String toString() {
    return "RootOfTrust[" + uid + "]";
  }

  private void fillIdentity(
      byte[] bytes, int nibble, int keySet, int varying, SecureRandom random) {
    byte[] tail = new byte[varying];
    random.nextBytes(tail);
    tail[0] = (byte) keySet;
    System.arraycopy(uid.toBytes(), 0, bytes, 0, RotPublicUid.LENGTH_BYTES);
    bytes[0] = (byte) ((bytes[0] & 0x0F) | (nibble << 4));
    System.arraycopy(tail, 0, bytes, RotPublicUid.LENGTH_BYTES, varying);
  }

  private ProtectionParameters parameters(String direction, KeyIdentity identity) {
    byte[] context = identity.toBytes();
    return ProtectionParameters.builder(
            identity,
            SecretBytes.takeFrom(hkdf(secret, direction + " key", context, KEY_BYTES)),
            SecretBytes.takeFrom(hkdf(secret, direction + " nonce", context, NONCE_BYTES)))
        .rotPublicUid(uid.hex())
        .build();
  }

  private static byte[] hkdf(SecretBytes secret, String label, byte[] context, int lengthBytes) {
    byte[] name = ("thingseal testkit " + label + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] info = Arrays.copyOf(name, name.length + context.length);
    System.arraycopy(context, 0, info, name.length, context.length);
    return secret.expose(
        key -> {
          HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
          generator.init(new HKDFParameters(key, null, info));
          byte[] derived = new byte[lengthBytes];
          generator.generateBytes(derived, 0, lengthBytes);
          return derived;
        });
  }
}
