package io.github.thingseal.core.e2e;

import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.Wiping;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.BiFunction;

/**
 * The parameters of one key identity, which decrypt or protect one message: key, nonce, length of
 * the tag and cipher suite.
 *
 * <p>Owns key and nonce; close it when the message is done. Parameters are good for one message.
 * {@link E2eCipher#protect} closes them, and refuses any that it or {@link E2eCipher#unprotect} has
 * used before, because a second message under the same key and nonce would reveal both. To decrypt
 * the same message again does no harm.
 */
public final class ProtectionParameters implements AutoCloseable {
  /** The one cipher suite whose name is known, and the only one that this SDK can work with. */
  public static final String AES_128_CCM = "AES_128_CCM";

  /** The shortest tag of AES-CCM, in bytes. */
  static final int MIN_MAC_BYTES = 4;

  private static final int MAX_MAC_BYTES = 16;

  /** An object fewer for each message than with an {@code AtomicBoolean}. */
  private static final AtomicIntegerFieldUpdater<ProtectionParameters> SPENT =
      AtomicIntegerFieldUpdater.newUpdater(ProtectionParameters.class, "spent");

  private final KeyIdentity keyIdentity;
  private final SecretBytes key;
  private final SecretBytes nonce;
  private final int macLengthBits;
  private final String cipherSuite;
  private final String rotPublicUid;
  private volatile int spent;

  private ProtectionParameters(Builder builder) {
    this.keyIdentity = builder.keyIdentity;
    this.key = builder.key;
    this.nonce = builder.nonce;
    this.macLengthBits = builder.macLengthBits;
    this.cipherSuite = builder.cipherSuite;
    this.rotPublicUid = builder.rotPublicUid;
  }

  /**
   * Begins a set of parameters.
   *
   * @param keyIdentity the identity that they belong to
   * @param key the key; owned by the parameters once built
   * @param nonce the nonce; owned by the parameters once built
   * @return a builder: tag of 128 bits, AES_128_CCM, no RoTPublicUID
   */
  public static Builder builder(KeyIdentity keyIdentity, SecretBytes key, SecretBytes nonce) {
    Arguments.required(keyIdentity, "keyIdentity");
    Arguments.required(key, "key");
    Arguments.required(nonce, "nonce");
    return new Builder(keyIdentity, key, nonce);
  }

  /**
   * The identity that the parameters belong to, and the header of a downlink message made with
   * them.
   *
   * @return the key identity
   */
  public KeyIdentity keyIdentity() {
    return keyIdentity;
  }

  /**
   * The key, still owned by the parameters.
   *
   * @return the key; 16 bytes for AES_128_CCM
   */
  public SecretBytes key() {
    return key;
  }

  /**
   * The nonce, still owned by the parameters.
   *
   * @return the nonce; 7 to 13 bytes for AES_128_CCM
   */
  public SecretBytes nonce() {
    return nonce;
  }

  /**
   * The length of the tag as the service states it, in bits.
   *
   * @return a multiple of 16 from 32 to 128 for AES_128_CCM
   */
  public int macLengthBits() {
    return macLengthBits;
  }

  /**
   * The length of the tag in bytes.
   *
   * @return 4 to 16 for AES_128_CCM
   */
  public int macLengthBytes() {
    return macLengthBits / Byte.SIZE;
  }

  /**
   * The name of the cipher suite.
   *
   * @return such as {@link #AES_128_CCM}
   */
  public String cipherSuite() {
    return cipherSuite;
  }

  /**
   * The module that the key belongs to, where the service names it in the known form.
   *
   * @return its identity, or empty if {@link #rotPublicUidText()} is not 16 hexadecimal digits
   */
  public Optional<RotPublicUid> rotPublicUid() {
    return rotPublicUid.matches("[0-9a-fA-F]{16}")
        ? Optional.of(RotPublicUid.of(rotPublicUid))
        : Optional.empty();
  }

  /**
   * The module that the key belongs to, in whatever form the service names it.
   *
   * @return the text as received, empty if there was none
   */
  public String rotPublicUidText() {
    return rotPublicUid;
  }

  /** Claims key and nonce for one message; true for the first caller only. */
  boolean spend() {
    return SPENT.compareAndSet(this, 0, 1);
  }

  /** Claims key and nonce permanently, for any number of messages to decrypt. */
  void spendForUnprotect() {
    if (spent == 0) {
      SPENT.lazySet(this, 1);
    }
  }

  /** Lends key and nonce to a function, which sees copies that are wiped as soon as it returns. */
  <T> T expose(BiFunction<byte[], byte[], T> use) {
    byte[] keyCopy = key.exposeCopy();
    try {
      byte[] nonceCopy = nonce.exposeCopy();
      try {
        return use.apply(keyCopy, nonceCopy);
      } finally {
        Wiping.wipe(nonceCopy);
      }
    } finally {
      Wiping.wipe(keyCopy);
    }
  }

  /** Wipes key and nonce. */
  @Override
  public void close() {
    key.close();
    nonce.close();
  }

  /**
   * Names everything but key and nonce.
   *
   * @return such as {@code ProtectionParameters[1101…, AES_128_CCM, tag 128 bits, of 0a04…]}
   */
  @Override
  public String toString() {
    return "ProtectionParameters["
        + keyIdentity
        + ", "
        + cipherSuite
        + ", tag "
        + macLengthBits
        + " bits, of "
        + rotPublicUid
        + "]";
  }

  /** Builds {@link ProtectionParameters}. */
  public static final class Builder {
    private final KeyIdentity keyIdentity;
    private final SecretBytes key;
    private final SecretBytes nonce;
    private int macLengthBits = MAX_MAC_BYTES * Byte.SIZE;
    private String cipherSuite = AES_128_CCM;
    private String rotPublicUid = "";

    private Builder(KeyIdentity keyIdentity, SecretBytes key, SecretBytes nonce) {
      this.keyIdentity = keyIdentity;
      this.key = key;
      this.nonce = nonce;
    }

    /**
     * Sets the length of the tag.
     *
     * @param bits the length in bits, as the service states it
     * @return this builder
     */
    public Builder macLengthBits(int bits) {
      this.macLengthBits = bits;
      return this;
    }

    /**
     * Sets the cipher suite.
     *
     * @param name its name, as the service states it
     * @return this builder
     */
    public Builder cipherSuite(String name) {
      this.cipherSuite = Arguments.required(name, "name");
      return this;
    }

    /**
     * Sets the module that the key belongs to.
     *
     * @param text its RoTPublicUID, as the service states it
     * @return this builder
     */
    public Builder rotPublicUid(String text) {
      this.rotPublicUid = Arguments.required(text, "text");
      return this;
    }

    /**
     * Builds the parameters. An unknown cipher suite is accepted here and refused by {@link
     * E2eCipher}, which names it.
     *
     * @return the parameters, now owners of key and nonce
     * @throws PermanentException if suite is AES_128_CCM and key, nonce or tag length do not fit
     *     it; key and nonce are closed then
     */
    public ProtectionParameters build() {
      if (cipherSuite.equals(AES_128_CCM)) {
        require(key.lengthBytes() == 16, "a key of 16 bytes", key.lengthBytes());
        int nonceBytes = nonce.lengthBytes();
        require(nonceBytes >= 7 && nonceBytes <= 13, "a nonce of 7 to 13 bytes", nonceBytes);
        boolean macFits =
            macLengthBits % 16 == 0
                && macLengthBits >= MIN_MAC_BYTES * Byte.SIZE
                && macLengthBits <= MAX_MAC_BYTES * Byte.SIZE;
        require(macFits, "a tag of 32, 48, … 128 bits", macLengthBits);
      }
      return new ProtectionParameters(this);
    }

    private void require(boolean fits, String need, int actual) {
      if (!fits) {
        key.close();
        nonce.close();
        throw new PermanentException(
            AES_128_CCM
                + " takes "
                + need
                + ", but key identity "
                + keyIdentity
                + " came with "
                + actual);
      }
    }
  }
}
