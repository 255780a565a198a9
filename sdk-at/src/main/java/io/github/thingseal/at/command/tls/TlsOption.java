package io.github.thingseal.at.command.tls;

/** The options of a TLS profile that have a name here. Evidence: published. */
public enum TlsOption {
  /** How far the server's certificate is checked. */
  CERTIFICATE_CHECK(0),
  /** The lowest version of TLS. */
  MINIMUM_VERSION(1),
  /** The cipher suites; {@link ReadCipherSuites} reads them. */
  CIPHER_SUITE(2),
  /** The name of the authority's certificate in the credential store. */
  CA_CERTIFICATE(3),
  /** The host name that the server's certificate must have. */
  SERVER_NAME(4),
  /** The name of the client's certificate in the credential store. */
  CLIENT_CERTIFICATE(5),
  /** The name of the client's private key in the credential store. */
  CLIENT_KEY(6),
  /** The password of that key. */
  CLIENT_KEY_PASSWORD(7),
  /** A pre-shared key. */
  PSK(8),
  /** Its identity. */
  PSK_IDENTITY(9),
  /** The host name that is sent to the server (server name indication). */
  SERVER_NAME_INDICATION(10),
  /** A pre-shared key that the root of trust makes, and the host never sees. */
  ROT_PSK(11),
  /** Resumption of sessions. */
  SESSION_RESUMPTION(13),
  /** The certificate of zero-touch provisioning. */
  ZTP_CERTIFICATE(14);

  final int number;

  TlsOption(int number) {
    this.number = number;
  }

  boolean isSecret() {
    return this == CLIENT_KEY_PASSWORD || this == PSK || this == PSK_IDENTITY;
  }
}
