package io.github.thingseal.testkit;

import static io.github.thingseal.testkit.ModuleBench.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.secret.SecretBytes;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates and keys: those of zero-touch provisioning, the store, TLS profiles, local data. */
class SimulatedModuleCredentialsTest {
  private static final String OK = lines("OK");
  private static final String REFUSED = lines("+CME ERROR: operation not allowed");
  private static final String NOT_FOUND = lines("+CME ERROR: not found");
  private static final String BAD_FORMAT =
      lines("+CME ERROR: USECMNG invalid certificate/key format");
  private static final String TE_SECRET = "000102030405060708090A0B0C0D0E0F";

  private static String certificate() {
    return new HeldCertificate.Builder()
        .commonName("An MQTT broker")
        .validityInterval(
            Instant.parse("2022-10-18T08:23:32Z").toEpochMilli(),
            Instant.parse("2032-10-18T08:23:32Z").toEpochMilli())
        .build()
        .certificatePem();
  }

  private static String store(ModuleBench bench, int type, String name, String content) {
    String command = "AT+USECMNG=0," + type + ",\"" + name + "\"," + content.length() + "\r";
    String prompt = bench.send(command);
    return prompt.equals("\r\n>") ? bench.send(content) : prompt;
  }

  private static String md5(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
  }

  private static String pem(ModuleBench bench, int type) {
    String reply = bench.send("AT+USECDEVCERT=" + type + "\r");
    Matcher form =
        Pattern.compile(
                "\r\n\\+USECDEVCERT: " + type + ",\"(-----BEGIN [^\"]*-----\n)\"\r\n\r\nOK\r\n")
            .matcher(reply);
    assertThat(form.matches()).as(reply).isTrue();
    return form.group(1);
  }

  private static ModuleBench sealedWithoutChipToChip(
      UnaryOperator<SimulatedModule.Builder> options) {
    FakeAir air = new FakeAir();
    air.features = EnumSet.complementOf(EnumSet.of(DeviceFeature.LOCAL_C2C));
    ModuleBench bench = ModuleBench.configured(air, options);
    bench.seconds(10);
    bench.send(ModuleBench.SEAL);
    bench.seconds(8);
    bench.read();
    return bench;
  }

  private static List<X509Certificate> certificates(String pem) throws Exception {
    List<X509Certificate> all = new ArrayList<>();
    byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
    for (var one :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(bytes))) {
      all.add((X509Certificate) one);
    }
    return all;
  }

  @Test
  void deviceCertificate_whenSealed_isARealChainAndFitsItsKey() throws Exception {
    try (ModuleBench bench = sealedWithoutChipToChip(b -> b)) {
      X509Certificate device = certificates(pem(bench, 1)).get(0);
      List<X509Certificate> authorities = certificates(pem(bench, 2));
      assertThat(authorities).hasSize(2);
      device.verify(authorities.get(0).getPublicKey());
      authorities.get(0).verify(authorities.get(1).getPublicKey());
      X509Certificate root = bench.rootOfTrust.certificateAuthority();
      authorities.get(1).verify(root.getPublicKey());
      assertThat(device.getSubjectX500Principal().getName()).isEqualTo("CN=0a04f008003c9623");
      assertThat(root.getBasicConstraints()).isEqualTo(1);

      String key = pem(bench, 0).replaceAll("-----[A-Z ]+-----|\\s", "");
      PrivateKey privateKey =
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key)));
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(privateKey);
      signature.update((byte) 1);
      byte[] signed = signature.sign();
      signature.initVerify(device);
      signature.update((byte) 1);
      assertThat(signature.verify(signed)).isTrue();
    }
  }

  @Test
  void certificateAuthority_ofTwoModulesOfOneVendor_isTheSame() {
    try (SecretBytes vendor = SecretBytes.copyOf(new byte[32]);
        RootOfTrust one = ModuleBench.newRootOfTrust();
        RootOfTrust other =
            RootOfTrust.derive(
                vendor, io.github.thingseal.core.id.RotPublicUid.of("0A04F008003C9624"))) {
      assertThat(one.certificateAuthority().getPublicKey())
          .isEqualTo(other.certificateAuthority().getPublicKey());
      assertThat(one.certificate().getPublicKey()).isNotEqualTo(other.certificate().getPublicKey());
      assertThat(one.certificate().getPublicKey()).isEqualTo(one.certificate().getPublicKey());
    }
  }

  @Test
  void deviceCertificate_whenNotProvisioned_isRefused() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.seconds(10);
      assertThat(bench.send("AT+USECDEVCERT=1\r")).isEqualTo(REFUSED);
      assertThat(bench.send("AT+USECDEVCERT?\r")).isEqualTo(lines("+USECDEVCERT: 0", "OK"));
    }
    FakeAir air = new FakeAir();
    air.features = Set.of(DeviceFeature.LOCAL_C2C);
    try (ModuleBench bench = ModuleBench.configured(air, b -> b)) {
      bench.seconds(10);
      bench.send(ModuleBench.SEAL);
      bench.seconds(8);
      assertThat(bench.send("AT+USECDEVCERT=1\r")).isEqualTo(REFUSED);
    }
    try (ModuleBench bench = sealedWithoutChipToChip(b -> b)) {
      assertThat(bench.send("AT+USECDEVCERT?\r")).isEqualTo(lines("+USECDEVCERT: 1", "OK"));
      assertThat(bench.send("AT+USECDEVCERT=3\r"))
          .isEqualTo(lines("+CME ERROR: incorrect parameters"));
    }
    try (ModuleBench bench = sealedWithoutChipToChip(b -> b.pemCrLf(true))) {
      assertThat(bench.send("AT+USECDEVCERT=1\r")).contains("-----BEGIN CERTIFICATE-----\r\n");
    }
  }

  /** Whether it was paired makes no difference, as long as chip-to-chip is enabled. */
  @Test
  void deviceCertificate_whenChipToChipIsEnabled_takesASession() {
    for (String firmware : List.of("00B", "01B")) {
      try (ModuleBench bench = ModuleBench.sealed(b -> b.firmware(firmware))) {
        assertThat(bench.send("AT+USECDEVCERT=1\r")).isEqualTo(REFUSED);
        assertThat(bench.send("AT+USECDEVCERT?\r")).isEqualTo(lines("+USECDEVCERT: 1", "OK"));
      }
    }
    try (ModuleBench bench = sealedWithoutChipToChip(b -> b.firmware("00B"))) {
      assertThat(bench.send("AT+USECC2C=0,\"" + TE_SECRET + "\"\r")).endsWith(OK);
      assertThat(pem(bench, 1)).startsWith("-----BEGIN CERTIFICATE-----");
    }
  }

  @Test
  void deviceCertificate_ofAFamilyWithoutChipToChip_takesNoSession() {
    try (ModuleBench bench = ModuleBench.sealed(b -> b.model(SimulatedModuleModel.LARA_R6001))) {
      assertThat(pem(bench, 1)).startsWith("-----BEGIN CERTIFICATE-----");
    }
  }

  @Test
  void tlsSession_isToldAsTheProfileWants() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.module.tlsSession(1);
      assertThat(bench.read()).isEmpty();

      bench.send("AT+USECPRF=1,13,1\r");
      bench.module.tlsSession(0);
      assertThat(bench.read()).isEmpty();
      bench.module.tlsSession(1);
      String head = "\r\n\\+UUSECPRF: 1,13,";
      String secrets = "[A-Za-z0-9+/]{43}=,[A-Za-z0-9+/]{64}\r\n";
      assertThat(bench.read()).matches(head + "1,0\r\n" + head + "2," + secrets);

      bench.send("AT+USECPRF=1,13,12\r");
      bench.module.tlsSession(1);
      assertThat(bench.read()).isEqualTo("\r\n+UUSECPRF: 1,13,12,1,80\r\n");

      bench.send("AT+USECPRF=1\r");
      bench.module.tlsSession(1);
      assertThat(bench.read()).isEmpty();
      assertThatThrownBy(() -> bench.module.tlsSession(5))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("0 to 4");
    }
  }

  @Test
  void store_importsListsDigestsAndDeletes(@TempDir Path folder) throws Exception {
    String certificate = certificate();
    String key = new HeldCertificate.Builder().commonName("client").build().privateKeyPkcs8Pem();
    try (ModuleBench bench = ModuleBench.configured(b -> b.storage(folder))) {
      assertThat(store(bench, 0, "ThawteCA", certificate))
          .isEqualTo(lines("+USECMNG: 1,0,\"ThawteCA\",\"" + md5(certificate) + "\"", "OK"));
      assertThat(store(bench, 2, "client_key", key)).endsWith(OK);
    }
    try (ModuleBench bench = ModuleBench.configured(b -> b.storage(folder))) {
      String ca = "CA,\"ThawteCA\",\"An MQTT broker\",\"2032/10/18 08:23:32\"";
      assertThat(bench.send("AT+USECMNG=3\r"))
          .isEqualTo("\r\n" + ca + "\r\nPK,\"client_key\"\r\n" + OK);
      assertThat(bench.send("AT+USECMNG=3,0\r")).isEqualTo(lines(ca, "OK"));
      assertThat(bench.send("AT+USECMNG=4,0,\"ThawteCA\"\r"))
          .isEqualTo(lines("+USECMNG: 4,0,\"ThawteCA\",\"" + md5(certificate) + "\"", "OK"));
      assertThat(bench.send("AT+USECMNG=2,0,\"ThawteCA\"\r")).isEqualTo(OK);
      assertThat(bench.send("AT+USECMNG=2,0,\"ThawteCA\"\r")).isEqualTo(NOT_FOUND);
      assertThat(bench.send("AT+USECMNG=4,0,\"ThawteCA\"\r")).isEqualTo(NOT_FOUND);
      assertThat(bench.send("AT+USECMNG=3\r")).isEqualTo(lines("PK,\"client_key\"", "OK"));
    }
  }

  @Test
  void store_fromAFile_takesWhatWasDownloaded() throws Exception {
    String certificate = certificate();
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send("AT+USECMNG=1,0,\"ca\",\"ca.pem\"\r")).isEqualTo(NOT_FOUND);
      assertThat(bench.send("AT+UDWNFILE=\"ca.pem\"," + certificate.length() + "\r"))
          .isEqualTo("\r\n>");
      assertThat(bench.send(certificate)).isEqualTo(OK);
      assertThat(bench.send("AT+ULSTFILE\r")).isEqualTo(lines("+ULSTFILE: \"ca.pem\"", "OK"));
      assertThat(bench.send("AT+USECMNG=1,0,\"ca\",\"ca.pem\"\r"))
          .isEqualTo(lines("+USECMNG: 1,0,\"ca\",\"" + md5(certificate) + "\"", "OK"));
      assertThat(bench.send("AT+UDELFILE=\"ca.pem\"\r")).isEqualTo(OK);
      assertThat(bench.send("AT+UDELFILE=\"ca.pem\"\r")).isEqualTo(NOT_FOUND);
    }
  }

  @Test
  void store_whenTheFormatIsWrong_refusesByItsNumber() {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(store(bench, 0, "ca", "no certificate")).isEqualTo(BAD_FORMAT);
      assertThat(store(bench, 0, "ca", "0\u0002xx")).endsWith(OK);
      assertThat(store(bench, 0, "ca", "0\u0003xx")).isEqualTo(BAD_FORMAT);
      bench.send("AT+CMEE=1\r");
      assertThat(store(bench, 0, "ca", "0\u0082")).isEqualTo(lines("+CME ERROR: 1912"));
      assertThat(store(bench, 6, "ca", "x")).isEqualTo(lines("+CME ERROR: 50"));
      assertThat(store(bench, 0, "", "x")).isEqualTo(lines("+CME ERROR: 50"));
      assertThat(store(bench, 0, "n".repeat(201), "x")).isEqualTo(lines("+CME ERROR: 24"));
    }
  }

  @Test
  void store_onAFreshR422_isCuredByOneListOfFiles() {
    String certificate = certificate();
    try (ModuleBench bench = ModuleBench.configured(b -> b.model(SimulatedModuleModel.SARA_R422))) {
      assertThat(store(bench, 0, "ca", certificate)).isEqualTo(BAD_FORMAT);
      assertThat(bench.send("AT+ULSTFILE\r")).isEqualTo(lines("+ULSTFILE:", "OK"));
      assertThat(store(bench, 0, "ca", certificate)).endsWith(OK);
    }
  }

  @Test
  void store_onAFastLineOfTheFirstFirmware_fails() {
    try (ModuleBench bench = ModuleBench.configured(b -> b.firmware("00B"))) {
      bench.send("AT+IPR=460800\r");
      assertThat(store(bench, 0, "ca", certificate())).isEqualTo(BAD_FORMAT);
      bench.send("AT+IPR=115200\r");
      assertThat(store(bench, 0, "ca", certificate())).endsWith(OK);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 3 | 1",
        "1 | 3 | 0",
        "2 | 3 | 0",
        "3 | \"ca\" | \"\"",
        "4 | \"example.com\" | \"\"",
        "5 | \"cert\" | \"\"",
        "6 | \"key\" | \"\"",
        "10 | \"sni\" | \"\"",
        "11 | 1 | 0",
        "13 | 1 | 0",
        "14 | 2 | 0"
      })
  void profile_remembersEachOperationUntilItIsReset(int operation, String value, String initial) {
    try (ModuleBench bench = ModuleBench.configured()) {
      String read = "AT+USECPRF=1," + operation + "\r";
      String head = "+USECPRF: 1," + operation + ",";
      assertThat(bench.send(read)).isEqualTo(lines(head + initial, "OK"));
      assertThat(bench.send("AT+USECPRF=1," + operation + "," + value + "\r")).isEqualTo(OK);
      assertThat(bench.send(read)).isEqualTo(lines(head + value, "OK"));
      assertThat(bench.send("AT+USECPRF=1\r")).isEqualTo(OK);
      assertThat(bench.send(read)).isEqualTo(lines(head + initial, "OK"));
    }
  }

  @Test
  void profile_withListsSecretsAndNonsense_answersAccordingly() {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send("AT+USECPRF=0,2,100,\"C030\",0\r")).isEqualTo(OK);
      assertThat(bench.send("AT+USECPRF=0,2,100,\"009F\",0\r")).isEqualTo(OK);
      assertThat(bench.send("AT+USECPRF=0,2\r"))
          .isEqualTo(lines("+USECPRF: 0,2,100,\"C030;009F\"", "OK"));
      assertThat(bench.send("AT+USECPRF=0,2,100,\"C030\",1\r")).isEqualTo(OK);
      assertThat(bench.send("AT+USECPRF=0,2\r"))
          .isEqualTo(lines("+USECPRF: 0,2,100,\"009F\"", "OK"));
      assertThat(bench.send("AT+USECPRF=0,8,\"0011\"\r")).isEqualTo(OK);
      assertThat(bench.send("AT+USECPRF=0,8,\"0011\",1\r")).isEqualTo(OK);
      assertThat(bench.send("AT+USECPRF=0,8\r")).isEqualTo(lines("+USECPRF: 0,8,\"\"", "OK"));
      assertThat(bench.send("AT+USECPRF=0,9,\"0011\",1\r")).isEqualTo(OK);
      assertThat(bench.send("AT+USECPRF=0,9\r")).isEqualTo(lines("+USECPRF: 0,9,\"0011\"", "OK"));
      assertThat(bench.send("AT+USECPRF=0,12,1\r"))
          .isEqualTo(lines("+CME ERROR: operation not supported"));
      for (String wrong : List.of("5", "0,15", "0,0,9", "0,3,4", "0,11,2")) {
        assertThat(bench.send("AT+USECPRF=" + wrong + "\r"))
            .isEqualTo(lines("+CME ERROR: incorrect parameters"));
      }
    }
  }

  @Test
  void firmwareUpdate_whenOneWaits_isInstalledOnceAndRestartsTheRootOfTrust() {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send("AT+USECFW=0\r")).isEqualTo(lines("+USECFW: 0", "OK"));
    }
    try (ModuleBench bench = ModuleBench.configured(b -> b.rotFirmware(RotFirmware.FILE_ABSENT))) {
      assertThat(bench.send("AT+USECFW=0\r")).isEqualTo(lines("+USECFW: 3", "OK"));
    }
    try (ModuleBench bench =
        ModuleBench.configured(b -> b.rotFirmware(RotFirmware.UPDATE_WAITING))) {
      assertThat(bench.send("AT+USECFW=0\r")).isEqualTo(lines("+USECFW: 1", "OK"));
      assertThat(bench.send("AT+USECFW=1\r")).isEqualTo(lines("+USECFW: 0", "OK"));
      assertThat(bench.send("AT+USECROTUID\r")).isEqualTo(lines("+CME ERROR: SEC busy"));
      bench.seconds(3);
      assertThat(bench.send("AT+USECFW=0\r")).isEqualTo(lines("+USECFW: 0", "OK"));
    }
  }

  private static String payload(ModuleBench bench, String command, String payload) {
    assertThat(bench.send("AT" + command + "=" + payload.length() + "\r")).isEqualTo("\r\n>");
    return bench.send(payload);
  }

  @Test
  void localData_whatTheModuleSealed_itAloneOpens() {
    try (ModuleBench bench = ModuleBench.sealed()) {
      String head = "\r\n+USECDATAENC: 33,\"";
      String reply = payload(bench, "+USECDATAENC", "hello");
      assertThat(reply).startsWith(head).endsWith("\"\r\n" + OK);
      String sealed = reply.substring(head.length(), head.length() + 33);
      assertThat(payload(bench, "+USECDATADEC", sealed))
          .isEqualTo(lines("+USECDATADEC: 5,\"hello\"", "OK"));
      assertThat(payload(bench, "+USECDATADEC", "x" + sealed.substring(1))).isEqualTo(REFUSED);
      assertThat(payload(bench, "+USECDATADEC", "short")).isEqualTo(REFUSED);
    }
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send("AT+USECDATAENC=5\r")).isEqualTo(REFUSED);
    }
  }

  @Test
  void fileForms_ofBothProtections_convertFiles() {
    try (ModuleBench bench = ModuleBench.sealed()) {
      bench.send("AT+UDWNFILE=\"in\",5\r");
      bench.send("hello");
      assertThat(bench.send("AT+USECFILEENC=\"in\",\"out\"\r"))
          .isEqualTo(lines("+USECFILEENC: 33", "OK"));
      assertThat(bench.send("AT+USECFILEDEC=\"out\"\r")).isEqualTo(lines("+USECFILEDEC: 5", "OK"));
      assertThat(bench.send("AT+USECE2EFILEENC=\"in\",\"out\"\r"))
          .isEqualTo(lines("+USECE2EFILEENC: 37", "OK"));
      assertThat(bench.send("AT+USECE2EFILEDEC=\"out\"\r")).isEqualTo(REFUSED);
      assertThat(bench.send("AT+USECE2EFILEENC=\"none\"\r")).isEqualTo(NOT_FOUND);
    }
  }
}
