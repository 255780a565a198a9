package io.github.thingseal.at.command.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.Lines;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialCommandsTest {
  private static final CredentialName NAME = CredentialName.of("ThawteCA");
  private static final String MD5 = "8ccadc0b22cef5be72ac411a11a8d812";

  @Test
  void importing_whenAnswered_isTheMd5WhateverOperationIsEchoed() {
    ImportCredential command =
        new ImportCredential(
            CredentialType.CA_CERTIFICATE, NAME, new byte[] {1, 2, 3}, Optional.empty());
    assertThat(command.line()).isEqualTo("AT+USECMNG=0,0,\"ThawteCA\",3");
    assertThat(command.payload()).hasValue(new byte[] {1, 2, 3});
    assertThat(command.secret()).isFalse();
    for (int operation = 0; operation < 2; operation++) {
      assertThat(
              command.read(Lines.of("+USECMNG: " + operation + ",0,\"ThawteCA\",\"" + MD5 + "\"")))
          .isEqualTo(MD5);
    }
  }

  @Test
  void importing_ofAnEncryptedKey_isSecret() {
    ImportCredential command =
        new ImportCredential(
            CredentialType.CLIENT_PRIVATE_KEY,
            NAME,
            new byte[1],
            Optional.of(SecretBytes.copyOf("hush".getBytes(US_ASCII))));
    assertThat(command.line()).isEqualTo("AT+USECMNG=0,2,\"ThawteCA\",1,\"hush\"");
    assertThat(command.secret()).isTrue();
    assertThat(command.toString()).doesNotContain("hush");
  }

  @Test
  void commands_whenALineCannotCarryThem_areRefused() {
    assertThatThrownBy(
            () ->
                new ImportCredential(
                    CredentialType.CA_CERTIFICATE, NAME, new byte[0], Optional.empty()))
        .isInstanceOf(InvalidInputException.class);
    for (String name : List.of("", "a\"b", "a,b", "a\rb", "x".repeat(201))) {
      assertThatThrownBy(() -> CredentialName.of(name)).isInstanceOf(InvalidInputException.class);
    }
    assertThatThrownBy(() -> new ImportCredentialFile(CredentialType.CA_CERTIFICATE, NAME, "a\"b"))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void others_whenSent_areThoseOfTheFacts() {
    assertThat(new ImportCredentialFile(CredentialType.PUBLIC_KEY, NAME, "ca.pem").line())
        .isEqualTo("AT+USECMNG=1,5,\"ThawteCA\",\"ca.pem\"");
    assertThat(new DeleteCredential(CredentialType.CLIENT_CERTIFICATE, NAME).line())
        .isEqualTo("AT+USECMNG=2,1,\"ThawteCA\"");
    assertThat(new ReadCredentialHash(CredentialType.SERVER_CERTIFICATE, NAME).line())
        .isEqualTo("AT+USECMNG=4,3,\"ThawteCA\"");
    assertThat(new ListCredentials().line()).isEqualTo("AT+USECMNG=3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "8ccadc0b", "zccadc0b22cef5be72ac411a11a8d812"})
  void md5_whenMalformed_isUnexpected(String md5) {
    assertThatThrownBy(
            () ->
                new ReadCredentialHash(CredentialType.CA_CERTIFICATE, NAME)
                    .read(Lines.of("+USECMNG: 4,0,\"ThawteCA\",\"" + md5 + "\"")))
        .isInstanceOf(UnexpectedReplyException.class);
  }

  @Test
  void list_whenAnswered_isReadWithoutAPrefix() {
    List<StoredCredential> list =
        new ListCredentials()
            .read(
                Lines.of(
                    "CA,\"ca_cert\",\"An MQTT broker\",\"2032/10/18 08:23:32\"",
                    "CC,\"client\",\"Me, myself\",\"2032/10/18 08:23:32\"",
                    "PK,\"client_key\""));
    assertThat(list)
        .containsExactly(
            new StoredCredential(
                CredentialType.CA_CERTIFICATE,
                "ca_cert",
                Optional.of("An MQTT broker"),
                Optional.of("2032/10/18 08:23:32")),
            new StoredCredential(
                CredentialType.CLIENT_CERTIFICATE,
                "client",
                Optional.of("Me, myself"),
                Optional.of("2032/10/18 08:23:32")),
            new StoredCredential(
                CredentialType.CLIENT_PRIVATE_KEY,
                "client_key",
                Optional.empty(),
                Optional.empty()));
    assertThat(new ListCredentials().read(List.of())).isEmpty();
    assertThatThrownBy(() -> new ListCredentials().read(Lines.of("CA,nothing")))
        .isInstanceOf(UnexpectedReplyException.class);
  }

  @Test
  void profile_whenBuilt_isTheOptionsInOrder() {
    Psk psk = Psk.of(PskIdentity.fromHex("110100"), SecretBytes.fromHex("0f".repeat(16)));
    TlsProfile profile =
        TlsProfile.builder(2)
            .certificateCheck(1)
            .minimumVersion(3)
            .cipherSuite(5)
            .cipherSuite("C030")
            .addCipherSuite("c02b")
            .removeCipherSuite("c02b")
            .caCertificate(CredentialName.of("ca"))
            .serverName("example.com")
            .clientCertificate(CredentialName.of("cc"))
            .clientKey(CredentialName.of("pk"))
            .clientKeyPassword(SecretBytes.copyOf("hush".getBytes(US_ASCII)))
            .psk(psk)
            .serverNameIndication("example.com")
            .rotPsk(true)
            .sessionResumption(1, 1)
            .ztpCertificate(TlsProfile.ZtpCertificate.WITHOUT_AUTHORITIES)
            .build();
    assertThat(profile.options())
        .extracting(SetTlsOption::line)
        .containsExactly(
            "AT+USECPRF=2,0,1",
            "AT+USECPRF=2,1,3",
            "AT+USECPRF=2,2,5",
            "AT+USECPRF=2,2,99,\"C0\",\"30\"",
            "AT+USECPRF=2,2,100,\"c0\",\"2b\",0",
            "AT+USECPRF=2,2,100,\"c0\",\"2b\",1",
            "AT+USECPRF=2,3,\"ca\"",
            "AT+USECPRF=2,4,\"example.com\"",
            "AT+USECPRF=2,5,\"cc\"",
            "AT+USECPRF=2,6,\"pk\"",
            "AT+USECPRF=2,7,\"hush\"",
            "AT+USECPRF=2,8,\"" + "0F".repeat(16) + "\",1",
            "AT+USECPRF=2,9,\"110100\",1",
            "AT+USECPRF=2,10,\"example.com\"",
            "AT+USECPRF=2,11,1",
            "AT+USECPRF=2,13,1,1",
            "AT+USECPRF=2,14,2");
    assertThat(profile.options())
        .filteredOn(SetTlsOption::secret)
        .extracting(SetTlsOption::line)
        .allMatch(line -> line.matches("AT\\+USECPRF=2,[789],.*"))
        .hasSize(3);
    assertThat(profile.toString()).doesNotContain("hush").doesNotContain("0F0F");
    assertThat(profile.sets(TlsOption.ROT_PSK)).isTrue();
    assertThat(TlsProfile.builder(0).build().sets(TlsOption.ROT_PSK)).isFalse();
  }

  @Test
  void profile_whenItCannotBe_isRefused() {
    assertThatThrownBy(() -> TlsProfile.builder(5)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> TlsProfile.builder(0).cipherSuite("C30"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> TlsProfile.builder(0).serverName("a,b"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> TlsProfile.builder(0).sessionResumption())
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new ResetTlsProfile(-1)).isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+USECPRF: 1,14,2", "+USECPRF: 1,2", "+USECPRF: 0,2"})
  void tlsOption_whenAnswered_isTheLastParameter(String line) {
    ReadTlsOption command = new ReadTlsOption(1, TlsOption.ZTP_CERTIFICATE);
    assertThat(command.line()).isEqualTo("AT+USECPRF=1,14");
    assertThat(command.read(Lines.of(line))).isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+USECPRF: 0,13,9", "+USECPRF: 1,0,9", "+USECPRF: 0,13,1,1"})
  void tlsOption_whenTheAnswerIsAboutAnother_isUnexpected(String line) {
    ReadTlsOption command = new ReadTlsOption(0, TlsOption.CERTIFICATE_CHECK);
    assertThatThrownBy(() -> command.read(Lines.of(line)))
        .isInstanceOf(UnexpectedReplyException.class)
        .hasMessageContaining("another came");
  }
}
