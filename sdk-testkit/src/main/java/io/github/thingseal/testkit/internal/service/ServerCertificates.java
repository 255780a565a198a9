package io.github.thingseal.testkit.internal.service;

import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A certificate authority of our own, and what it issued for loopback. */
public final class ServerCertificates {
  private static final long AUTHORITY_DAYS = 3650;
  private static final long SERVER_DAYS = 365;

  private final HeldCertificate authority;
  private final SSLSocketFactory sockets;

  private ServerCertificates(HeldCertificate authority) {
    this.authority = authority;
    HeldCertificate server =
        new HeldCertificate.Builder()
            .commonName("localhost")
            .addSubjectAlternativeName("localhost")
            .addSubjectAlternativeName("127.0.0.1")
            .addSubjectAlternativeName("::1")
            .duration(SERVER_DAYS, TimeUnit.DAYS)
            .signedBy(authority)
            .build();
    this.sockets =
        new HandshakeCertificates.Builder().heldCertificate(server).build().sslSocketFactory();
  }

  static ServerCertificates create() {
    return new ServerCertificates(
        new HeldCertificate.Builder()
            .commonName("Thingseal simulated services")
            .certificateAuthority(0)
            .duration(AUTHORITY_DAYS, TimeUnit.DAYS)
            .build());
  }

  /** Takes up an authority that was written down. */
  static ServerCertificates ofPem(String pem) {
    return new ServerCertificates(HeldCertificate.decode(pem));
  }

  /** The authority with its private key. */
  String toPem() {
    return authority.certificatePem() + authority.privateKeyPkcs8Pem();
  }

  /** The certificate of the authority. */
  public X509Certificate certificate() {
    return authority.certificate();
  }

  /** The certificate of the authority as PEM. */
  public String certificatePem() {
    return authority.certificatePem();
  }

  /** Sockets for the server. */
  public SSLSocketFactory sockets() {
    return sockets;
  }
}
