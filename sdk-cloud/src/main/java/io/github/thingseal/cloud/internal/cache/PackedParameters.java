package io.github.thingseal.cloud.internal.cache;

import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.Arrays;
import java.util.Optional;

/**
 * The layout of protection parameters in {@value #LENGTH_BYTES} bytes, which the one who has them
 * wipes. The identity that they belong to is held apart.
 */
public final class PackedParameters {
  /** The length in bytes. */
  public static final int LENGTH_BYTES = 40;

  private static final int KEY_BYTES = 16;
  private static final int NONCE = KEY_BYTES;
  private static final int NONCE_BYTES = 29;
  private static final int TAG_BYTES = 30;
  private static final int NAMES_MODULE = 31;
  private static final int MODULE = 32;
  private static final int SMALLEST_NONCE_BYTES = 7;
  private static final int LARGEST_NONCE_BYTES = 13;

  private PackedParameters() {}

  /**
   * Packs parameters.
   *
   * @param parameters the parameters, left open
   * @return the bytes, or empty if these are not of AES-128-CCM
   */
  public static Optional<byte[]> of(ProtectionParameters parameters) {
    int nonceBytes = parameters.nonce().lengthBytes();
    if (!parameters.cipherSuite().equals(ProtectionParameters.AES_128_CCM)
        || parameters.key().lengthBytes() != KEY_BYTES
        || nonceBytes < SMALLEST_NONCE_BYTES
        || nonceBytes > LARGEST_NONCE_BYTES) {
      return Optional.empty();
    }
    byte[] packed = new byte[LENGTH_BYTES];
    parameters.key().exposeInto(packed, 0);
    parameters.nonce().exposeInto(packed, NONCE);
    packed[NONCE_BYTES] = (byte) nonceBytes;
    packed[TAG_BYTES] = (byte) parameters.macLengthBytes();
    parameters
        .rotPublicUid()
        .ifPresent(
            uid -> {
              packed[NAMES_MODULE] = 1;
              System.arraycopy(uid.toBytes(), 0, packed, MODULE, RotPublicUid.LENGTH_BYTES);
            });
    return Optional.of(packed);
  }

  /**
   * Unpacks parameters.
   *
   * @param keyIdentity the identity that they belong to
   * @param packed the bytes
   * @return parameters that the caller closes
   */
  public static ProtectionParameters parameters(KeyIdentity keyIdentity, byte[] packed) {
    byte[] key = Arrays.copyOf(packed, KEY_BYTES);
    byte[] nonce = Arrays.copyOfRange(packed, NONCE, NONCE + packed[NONCE_BYTES]);
    return ProtectionParameters.builder(
            keyIdentity, SecretBytes.takeFrom(key), SecretBytes.takeFrom(nonce))
        .macLengthBits(packed[TAG_BYTES] * Byte.SIZE)
        .rotPublicUid(rotPublicUid(packed).map(RotPublicUid::hex).orElse(""))
        .build();
  }

  /**
   * The module that packed parameters belong to.
   *
   * @param packed the bytes
   * @return its identity, or empty if the service did not name it in the known form
   */
  public static Optional<RotPublicUid> rotPublicUid(byte[] packed) {
    return packed[NAMES_MODULE] == 0
        ? Optional.empty()
        : Optional.of(RotPublicUid.of(Arrays.copyOfRange(packed, MODULE, LENGTH_BYTES)));
  }

  /** The length of the nonce. */
  public static int nonceBytes(byte[] packed) {
    return packed[NONCE_BYTES];
  }

  /** The length of the tag. */
  public static int tagBytes(byte[] packed) {
    return packed[TAG_BYTES];
  }
}
