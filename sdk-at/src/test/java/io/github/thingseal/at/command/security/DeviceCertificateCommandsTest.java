package io.github.thingseal.at.command.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.command.tls.PemCertificates;
import io.github.thingseal.at.command.tls.Pems;
import io.github.thingseal.core.InvalidInputException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceCertificateCommandsTest {
  private static final ReadDeviceCertificates DEVICE = ReadDeviceCertificates.DEVICE;
  private static final ReadDeviceCertificates AUTHORITIES = ReadDeviceCertificates.AUTHORITIES;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void deviceCertificate_withAnyLineEnd_isNormalisedAndParsed(String lineEnd) {
    PemCertificates pem = DEVICE.read(reply("1", Pems.DEVICE.replace("\n", lineEnd)));
    assertThat(pem.pem()).isEqualTo(Pems.DEVICE);
    assertThat(pem.certificates())
        .singleElement()
        .satisfies(
            certificate ->
                assertThat(certificate.getSubjectX500Principal().getName())
                    .isEqualTo("CN=0a04f008003c9623"));
  }

  @Test
  void authorities_whenThereAreSeveral_areAllParsed() {
    PemCertificates pem = AUTHORITIES.read(reply("2", Pems.AUTHORITY + Pems.DEVICE));
    assertThat(pem.certificates()).hasSize(2);
  }

  @Test
  void certificates_whenTheyEndWithNul_areRead() {
    assertThat(DEVICE.read(reply("1", Pems.DEVICE + "\0")).pem()).isEqualTo(Pems.DEVICE);
  }

  @Test
  void certificates_whenMalformed_areUnexpected() {
    assertThatThrownBy(() -> DEVICE.read(List.of())).isInstanceOf(UnexpectedReplyException.class);
    for (String text :
        List.of(
            "", "hello", Pems.EC_KEY, Pems.DEVICE.substring(0, 200), Pems.DEVICE + Pems.EC_KEY)) {
      assertThatThrownBy(() -> DEVICE.read(reply("1", text)))
          .isInstanceOf(UnexpectedReplyException.class);
    }
    assertThatThrownBy(() -> DEVICE.read(reply("2", Pems.DEVICE)))
        .isInstanceOf(UnexpectedReplyException.class)
        .hasMessageContaining("type 1");
  }

  @Test
  void certificates_whenTheContentIsDamaged_failWhenParsed() {
    PemCertificates pem =
        DEVICE.read(reply("1", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"));
    assertThatThrownBy(pem::certificates).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void privateKey_inEveryForm_isParsed() throws GeneralSecurityException {
    try (DevicePrivateKey key = new ReadDevicePrivateKey().read(reply("0", Pems.EC_KEY))) {
      assertThat(key.toPrivateKey()).isInstanceOf(ECPrivateKey.class);
      String pem = key.exposePem(bytes -> new String(bytes, US_ASCII));
      assertThat(pem).isEqualTo(Pems.EC_KEY);
      assertThat(key.toString()).isEqualTo("DevicePrivateKey");
    }
    assertThat(parsed("EC", "PRIVATE KEY", 0)).isTrue();
    assertThat(parsed("RSA", "PRIVATE KEY", 0)).isTrue();
    assertThat(parsed("RSA", "RSA PRIVATE KEY", 26)).isTrue();
  }

  /** Writes a key as PEM, leaves out so many bytes of its PKCS#8, and reads it again. */
  private static boolean parsed(String algorithm, String label, int skipped)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize("EC".equals(algorithm) ? 256 : 2048);
    KeyPair pair = generator.generateKeyPair();
    byte[] der = pair.getPrivate().getEncoded();
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(Arrays.copyOfRange(der, skipped, der.length));
    String pem = "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    try (DevicePrivateKey key = new ReadDevicePrivateKey().read(reply("0", pem))) {
      PrivateKey read = key.toPrivateKey();
      return read.equals(pair.getPrivate());
    }
  }

  @Test
  void privateKey_whenMalformed_isUnexpectedAndNotShown() {
    String body = Pems.EC_KEY.substring(32, 90);
    for (String text :
        List.of(
            "",
            Pems.DEVICE,
            Pems.EC_KEY.substring(0, 120),
            Pems.EC_KEY + Pems.EC_KEY,
            Pems.EC_KEY.replace("EC PRIVATE", "ENCRYPTED PRIVATE"))) {
      assertThatThrownBy(() -> new ReadDevicePrivateKey().read(reply("0", text)))
          .isInstanceOf(UnexpectedReplyException.class)
          .hasMessageNotContaining(body);
    }
  }

  @Test
  void privateKey_whenDamaged_failsWhenParsedAndIsNotShown() {
    String damaged = Pems.EC_KEY.replace("\nMHcC", "\nMHcD").replace("\nMHg", "\nMHh");
    for (String text :
        List.of(
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
            "-----BEGIN EC PRIVATE KEY-----\nMAMC\n-----END EC PRIVATE KEY-----\n",
            "-----BEGIN EC PRIVATE KEY-----\nMA\n-----END EC PRIVATE KEY-----\n",
            "-----BEGIN EC PRIVATE KEY-----\n\n-----END EC PRIVATE KEY-----\n",
            "-----BEGIN RSA PRIVATE KEY-----\nMAMC\n-----END RSA PRIVATE KEY-----\n",
            damaged)) {
      try (DevicePrivateKey key = new ReadDevicePrivateKey().read(reply("0", text))) {
        assertThatThrownBy(key::toPrivateKey).isInstanceOf(InvalidInputException.class);
      }
    }
  }

  @Test
  void privateKey_whenClosed_isGone() {
    DevicePrivateKey key = new ReadDevicePrivateKey().read(reply("0", Pems.EC_KEY));
    key.close();
    assertThatThrownBy(key::toPrivateKey).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void secret_ofThePrivateKeyOnly_isTrue() {
    assertThat(new ReadDevicePrivateKey().secret()).isTrue();
    assertThat(DEVICE.secret()).isFalse();
  }

  private static List<InfoLine> reply(String type, String text) {
    return List.of(
        new InfoLine("+USECDEVCERT", List.of(type.getBytes(US_ASCII), text.getBytes(ISO_8859_1))));
  }
}
