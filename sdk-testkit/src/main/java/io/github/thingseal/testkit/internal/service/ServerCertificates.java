package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.testkit.internal.certificates.CertificateIssuer;
import io.github.thingseal.testkit.internal.certificates.KeyedCertificate;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.bouncycastle.asn1.x509.GeneralName;

/** A certificate authority of our own, and what it issued for loopback. */
public final class ServerCertificates {
  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
  private static final Duration SERVER_LIFE = Duration.ofDays(365);

  /** Clocks of clients may be behind. */
  private static final Duration BEFORE = Duration.ofHours(1);

  private static final List<GeneralName> LOOPBACK =
      List.of(
          new GeneralName(GeneralName.dNSName, "localhost"),
          new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
          new GeneralName(GeneralName.iPAddress, "::1"));

  private final KeyedCertificate authority;
  private final SSLSocketFactory sockets;

  private ServerCertificates(KeyedCertificate authority) {
    this.authority = authority;
    Instant now = Instant.now();
    KeyedCertificate server =
        CertificateIssuer.signedBy(authority, now.minus(BEFORE), now.plus(SERVER_LIFE))
            .leaf(
                "localhost",
                CertificateIssuer.freshKeys(),
                CertificateIssuer.freshSerial(),
                LOOPBACK);
    this.sockets = socketsOf(server);
  }

  static ServerCertificates create() {
    Instant now = Instant.now();
    return new ServerCertificates(
        CertificateIssuer.selfSigned(now.minus(BEFORE), now.plus(AUTHORITY_LIFE))
            .authority(
                "Thingseal simulated services",
                CertificateIssuer.freshKeys(),
                CertificateIssuer.freshSerial(),
                0));
  }

  private static SSLSocketFactory socketsOf(KeyedCertificate server) {
    try {
      // It stays in memory, where the encryption of PKCS12 would only cost time.
      KeyStore store = KeyStore.getInstance("JKS");
      store.load(null, null);
      store.setKeyEntry(
          "server", server.privateKey(), new char[0], new Certificate[] {server.certificate()});
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("This Java cannot serve TLS", e);
    }
  }

  /** Takes up an authority that was written down. */
  static ServerCertificates ofPem(String pem) {
    return new ServerCertificates(KeyedCertificate.ofPem(pem));
  }

  /** The authority with its private key. */
  String toPem() {
    return authority.toPem();
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
