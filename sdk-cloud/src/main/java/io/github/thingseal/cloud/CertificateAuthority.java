package io.github.thingseal.cloud;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A certificate authority of the account (fields assumed). */
public final class CertificateAuthority {
  private final CertificateAuthorityUid uid;
  private final String name;
  private final boolean isPrivate;
  private final @Nullable X509Certificate certificate;

  private CertificateAuthority(Builder builder) {
    this.uid = builder.uid;
    this.name = builder.name;
    this.isPrivate = builder.isPrivate;
    this.certificate = builder.certificate;
  }

  /**
   * Begins an authority, for tests of code that takes one.
   *
   * @param uid its identity
   * @param name its display name
   * @return a builder of an authority that is not private and has no certificate
   */
  public static Builder builder(CertificateAuthorityUid uid, String name) {
    return new Builder(Arguments.required(uid, "uid"), Arguments.required(name, "name"));
  }

  /**
   * Its identity.
   *
   * @return the identity
   */
  public CertificateAuthorityUid uid() {
    return uid;
  }

  /**
   * Its display name.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Whether it is the account's own.
   *
   * @return the flag; false if the service does not say
   */
  public boolean isPrivate() {
    return isPrivate;
  }

  /**
   * Its certificate, which those who check certificates of devices trust.
   *
   * @return the certificate, or empty if the service does not give it
   */
  public Optional<X509Certificate> certificate() {
    return Optional.ofNullable(certificate);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CertificateAuthority that
        && uid.equals(that.uid)
        && name.equals(that.name)
        && isPrivate == that.isPrivate
        && Objects.equals(certificate, that.certificate);
  }

  @Override
  public int hashCode() {
    return Objects.hash(uid, name, isPrivate, certificate);
  }

  /**
   * Names the authority.
   *
   * @return such as {@code CertificateAuthority[ca-1, Meters CA, private]}
   */
  @Override
  public String toString() {
    return "CertificateAuthority[" + uid + ", " + name + (isPrivate ? ", private" : "") + "]";
  }

  /** Builds a {@link CertificateAuthority}. */
  public static final class Builder {
    private final CertificateAuthorityUid uid;
    private final String name;
    private boolean isPrivate;
    private @Nullable X509Certificate certificate;

    private Builder(CertificateAuthorityUid uid, String name) {
      this.uid = uid;
      this.name = name;
    }

    /**
     * Sets whether it is the account's own.
     *
     * @param own whether it is
     * @return this builder
     */
    public Builder isPrivate(boolean own) {
      this.isPrivate = own;
      return this;
    }

    /**
     * Sets its certificate.
     *
     * @param own the certificate
     * @return this builder
     */
    public Builder certificate(X509Certificate own) {
      this.certificate = Arguments.required(own, "own");
      return this;
    }

    /**
     * Builds the authority.
     *
     * @return the authority
     */
    public CertificateAuthority build() {
      return new CertificateAuthority(this);
    }
  }
}
