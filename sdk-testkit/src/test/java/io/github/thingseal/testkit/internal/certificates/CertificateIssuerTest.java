package io.github.thingseal.testkit.internal.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import okhttp3.tls.HeldCertificate;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;

class CertificateIssuerTest {
  private static final Instant BEGIN = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2060-12-31T23:59:59Z");

  private final KeyedCertificate root =
      authority("root", CertificateIssuer.selfSigned(BEGIN, END), 1);
  private final KeyedCertificate issuer =
      authority("issuer", CertificateIssuer.signedBy(root, BEGIN, END), 0);

  private static KeyedCertificate authority(String name, CertificateIssuer by, int pathLength) {
    return by.authority(
        name, CertificateIssuer.freshKeys(), CertificateIssuer.freshSerial(), pathLength);
  }

  private static KeyedCertificate leafOf(KeyedCertificate authority) {
    return CertificateIssuer.signedBy(authority, BEGIN, END)
        .leaf(
            "leaf",
            CertificateIssuer.freshKeys(),
            BigInteger.valueOf(7),
            List.of(
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
  }

  private static void validate(KeyedCertificate anchor, KeyedCertificate... path)
      throws GeneralSecurityException {
    PKIXParameters parameters =
        new PKIXParameters(Set.of(new TrustAnchor(anchor.certificate(), null)));
    parameters.setRevocationEnabled(false);
    Object unused =
        CertPathValidator.getInstance("PKIX")
            .validate(
                CertificateFactory.getInstance("X.509")
                    .generateCertPath(
                        List.of(path).stream().map(KeyedCertificate::certificate).toList()),
                parameters);
  }

  @Test
  void leaf_belowTwoAuthorities_isTrusted() throws GeneralSecurityException {
    KeyedCertificate leaf = leafOf(issuer);

    validate(root, leaf, issuer);

    assertThat(leaf.certificate().getSerialNumber()).isEqualTo(7);
    assertThat(leaf.certificate().getNotBefore()).isEqualTo(BEGIN);
    assertThat(leaf.certificate().getNotAfter()).isEqualTo(END);
    assertThat(leaf.certificate().getSubjectAlternativeNames())
        .containsExactlyInAnyOrder(List.of(2, "localhost"), List.of(7, "127.0.0.1"));
    assertThat(leaf).hasToString("CN=leaf");
  }

  @Test
  void leaf_thatIssuesOrIsIssuedTooDeep_isNotTrusted() {
    KeyedCertificate tooDeep = authority("deep", CertificateIssuer.signedBy(issuer, BEGIN, END), 0);
    KeyedCertificate last = authority("last", CertificateIssuer.signedBy(tooDeep, BEGIN, END), 0);

    assertThatThrownBy(() -> validate(root, leafOf(last), last, tooDeep, issuer))
        .isInstanceOf(CertPathValidatorException.class);
    KeyedCertificate noAuthority = leafOf(issuer);
    assertThatThrownBy(() -> validate(root, leafOf(noAuthority), noAuthority, issuer))
        .isInstanceOf(CertPathValidatorException.class);
  }

  @Test
  void certificates_haveWhatStrictClientsAskFor() {
    for (KeyedCertificate each : List.of(root, issuer, leafOf(issuer))) {
      assertThat(each.certificate().getNonCriticalExtensionOIDs())
          .contains("2.5.29.14", "2.5.29.35");
      assertThat(each.certificate().getCriticalExtensionOIDs())
          .containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
    }
  }

  @Test
  void certificate_issuedTwiceByTheSame_isTheSame() {
    var keys = CertificateIssuer.freshKeys();
    CertificateIssuer issuing = CertificateIssuer.selfSigned(BEGIN, END);

    assertThat(issuing.authority("same", keys, BigInteger.TWO, 0))
        .isEqualTo(issuing.authority("same", keys, BigInteger.TWO, 0));
  }

  @Test
  void pem_isReadByOthersAndByUs() {
    HeldCertificate read = HeldCertificate.decode(issuer.toPem());
    assertThat(read.certificate()).isEqualTo(issuer.certificate());
    assertThat(read.keyPair().getPrivate()).isEqualTo(issuer.privateKey());

    HeldCertificate made = new HeldCertificate.Builder().commonName("other").build();
    assertThat(KeyedCertificate.ofPem(made.certificatePem() + made.privateKeyPkcs8Pem()))
        .isEqualTo(new KeyedCertificate(made.certificate(), made.keyPair().getPrivate()));
  }

  @Test
  void pem_thatIsNone_isRefused() {
    for (String pem : List.of("", issuer.certificatePem(), issuer.privateKeyPem())) {
      assertThatThrownBy(() -> KeyedCertificate.ofPem(pem))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("There is no");
    }
    assertThatThrownBy(() -> KeyedCertificate.ofPem(issuer.toPem().replace("MI", "MA")))
        .isInstanceOf(InvalidInputException.class);
  }
}
