package io.github.thingseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.DeviceSerialNumber;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Authorities, certificate profiles, and what the module serves of them. */
class CertificatesTest {
  private static final Set<DeviceFeature> FEATURES =
      EnumSet.complementOf(EnumSet.of(DeviceFeature.LOCAL_C2C));

  private final TurnedClock clock = new TurnedClock();
  private final SimulatedServices services =
      SimulatedServices.builder().clock(clock).features(FEATURES).whitelistRequired(false).start();
  private final Portal portal = services.portal();
  private final RestClient client = RestClient.authenticated(services);
  private String authority = "";

  @AfterEach
  void close() {
    services.close();
  }

  @Test
  void certificate_ofAPrivateAuthority_isServedByTheModuleFromItsNextHeartbeatOn()
      throws GeneralSecurityException {
    try (LiveModule module = sealed()) {
      assertThat(certificate(module, 1).getIssuerX500Principal().getName())
          .isEqualTo("CN=Thingseal simulated device issuer");
      X509Certificate authority = parse(createAuthority("Meters CA").path("Certificate").asText());
      profile("\"ValidityDays\":365,\"Subject\":\"CN={uid},SERIALNUMBER={serial},O=Meters\"");
      assertThat(certificate(module, 1).getIssuerX500Principal().getName())
          .isEqualTo("CN=Thingseal simulated device issuer");

      module.send("AT+USECCONN");

      X509Certificate own = certificate(module, 1);
      assertThat(certificate(module, 2)).isEqualTo(authority);
      validate(authority, own);
      assertThat(own.getPublicKey()).isEqualTo(module.root().certificate().getPublicKey());
      assertThat(own.getSubjectX500Principal().getName("RFC1779"))
          .contains("CN=" + module.root().uid())
          .endsWith("O=Meters");
      assertThat(own.getNotBefore().toInstant()).isEqualTo(clock.instant());
      assertThat(own.getNotAfter().toInstant())
          .isEqualTo(clock.instant().plus(Duration.ofDays(365)));
      assertThat(portal.certificates(module.root().uid())).containsExactly(own);
    }
  }

  @Test
  void list_hasTheVendorsUntilAPrivateOneIsIssued_newestFirst() {
    try (LiveModule module = sealed()) {
      JsonNode vendors = list(module);
      assertThat(vendors).hasSize(1);
      assertThat(vendors.get(0).path("Certificate").asText())
          .isEqualTo(module.root().certificatePem());
      assertThat(vendors.get(0).path("Subject").asText()).isEqualTo("CN=" + module.root().uid());

      createAuthority("One");
      profile("\"ValidityDays\":365");
      module.send("AT+USECCONN");
      JsonNode first = list(module);
      createAuthority("Two");
      profile("\"ValidityDays\":365");
      module.pass(Duration.ofDays(7));
      client.authorization(client.authenticate(services).path("AuthToken").asText());

      assertThat(first).hasSize(1);
      JsonNode second = list(module);
      assertThat(second).hasSize(2);
      assertThat(second.get(1)).isEqualTo(first.get(0));
      assertThat(second.get(0).path("Issuer").asText()).isEqualTo("CN=Two");
      assertThat(second.get(0).path("NotBefore").asText()).startsWith("2026-11-29T12:");
      assertThat(second.get(0).path("SerialNumber").asText()).matches("[0-9a-f]+");
    }
  }

  @Test
  void certificate_isRenewedWhenAThirdOfItsLifeIsLeft_andNotBefore() {
    try (LiveModule module = sealed()) {
      createAuthority("Meters CA");
      profile("\"ValidityDays\":30");
      for (int week = 1; week <= 3; week++) {
        module.pass(Duration.ofDays(7));
      }
      assertThat(portal.certificates(module.root().uid())).hasSize(1);

      module.pass(Duration.ofDays(7));

      assertThat(portal.certificates(module.root().uid())).hasSize(2);
      assertThat(types()).filteredOn("CertificateIssued"::equals).hasSize(2);
    }
  }

  @Test
  void feature_thatIsSwitchedOff_takesTheCertificateAway() {
    try (LiveModule module = sealed()) {
      createAuthority("Meters CA");
      profile("\"ValidityDays\":30");
      module.send("AT+USECCONN");
      portal.setFeatures(module.root().uid(), Set.of());
      module.pass(Duration.ofDays(7));
      assertThat(module.send("AT+USECDEVCERT=1")).startsWith("ERROR");

      portal.setFeatures(module.root().uid(), Set.of(DeviceFeature.ZTP));
      module.pass(Duration.ofDays(7));

      assertThat(certificate(module, 1)).isEqualTo(portal.certificates(module.root().uid()).get(0));
      assertThat(portal.certificates(module.root().uid())).hasSize(2);
    }
  }

  @Test
  void certificate_doesNotOutliveItsAuthority() {
    SimulatedCertificateAuthority authority = portal.createCertificateAuthority("Short", 10);
    portal.setCertificateProfile(
        new SimulatedCertificateProfile(
            services.deviceProfile(), authority.uid(), 365, "CN={uid}"));
    TestDevice device = TestDevice.owned(services);

    X509Certificate issued = portal.certificates(device.uid()).get(0);
    assertThat(issued.getNotAfter()).isEqualTo(authority.certificate().getNotAfter());
    clock.turn(Duration.ofDays(10));
    device.heartbeat();

    assertThat(portal.certificates(device.uid())).containsExactly(issued);
  }

  @Test
  void subject_withASerialNumberThatNeedsEscapes_isOneName() {
    SimulatedCertificateAuthority authority = portal.createCertificateAuthority("Meters CA", 10);
    portal.setCertificateProfile(
        new SimulatedCertificateProfile(
            services.deviceProfile(), authority.uid(), 5, "CN={serial},O=M"));
    TestDevice device = TestDevice.manufacture(services);
    device.bootstrap();
    services
        .air()
        .seal(
            device.uid(),
            device.instance(),
            services.deviceProfile(),
            DeviceSerialNumber.of("a+O=Other"));

    assertThat(portal.certificates(device.uid()).get(0).getSubjectX500Principal().getName())
        .isEqualTo("CN=a\\+O\\=Other,O=M");
  }

  @Test
  void authorities_areTheVendorsAndFifteenOfTheAccountAtMost() {
    for (int i = 1; i <= 15; i++) {
      portal.createCertificateAuthority("CA " + i, 3650);
    }

    JsonNode all = client.call("/certificate/authority/list", "{}").path("CertificateAuthorities");

    assertThat(all).hasSize(16);
    assertThat(all.get(0).path("Private").asBoolean()).isFalse();
    assertThat(all.get(0).path("CertificateAuthorityUID").asText()).isEqualTo("vendor");
    assertThat(all.get(15).path("Private").asBoolean()).isTrue();
    assertThat(all.toString()).doesNotContain("PRIVATE");
    assertThat(client.post("/certificate/authority/create", "{\"Name\":\"16th\"}").body())
        .contains("\"Code\":\"CertificateAuthorityLimit\"");
    assertThatThrownBy(() -> portal.createCertificateAuthority("16th", 1))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void profile_thatWasNeverSet_isTheVendorsTerms_andCanBeSetAgain() {
    JsonNode vendors = client.call("/certificate/profile/get", uid());
    assertThat(vendors.path("CertificateAuthorityUID").asText()).isEqualTo("vendor");
    createAuthority("Meters CA");
    profile("\"ValidityDays\":30");
    TestDevice device = TestDevice.owned(services);
    assertThat(device.heartbeat().certificates()).isPresent();

    assertThat(client.call("/certificate/profile/update", vendors.toString())).isEqualTo(vendors);

    assertThat(client.call("/certificate/profile/get", uid())).isEqualTo(vendors);
    assertThat(device.heartbeat().certificates()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"ValidityDays\":30 | 400 | CertificateAuthorityUID is missing",
        "\"CertificateAuthorityUID\":\"vendor\" | 400 | ValidityDays is missing",
        "\"CertificateAuthorityUID\":\"vendor\",\"ValidityDays\":1 | 400 | The vendor's authority",
        "\"CertificateAuthorityUID\":\"ca-0\",\"ValidityDays\":1 | 404 | The account has no such",
        "\"CertificateAuthorityUID\":\"ca-0\",\"ValidityDays\":0 | 400 | ValidityDays must be",
        "\"CertificateAuthorityUID\":\"ca-0\",\"ValidityDays\":1,\"Subject\":\"x\" | 400 | Subject",
        "\"CertificateAuthorityUID\":\"ca\",\"ValidityDays\":1,\"Subject\":\"CN=\\uD800\" | 400 | Subj",
      })
  void update_thatIsMalformed_isRefused(String fields, int status, String message) {
    var response =
        client.post(
            "/certificate/profile/update",
            "{\"DeviceProfileUID\":\"" + services.deviceProfile().value() + "\"," + fields + "}");

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(RestClient.json(response).path("message").asText()).startsWith(message);
  }

  @Test
  void restart_withStorage_keepsAuthoritiesTermsAndCertificates(@TempDir Path folder) {
    List<X509Certificate> before;
    List<SimulatedCertificateAuthority> authorities;
    TestDevice device;
    try (SimulatedServices stored = open(folder)) {
      SimulatedCertificateAuthority authority =
          stored.portal().createCertificateAuthority("CA", 100);
      stored
          .portal()
          .setCertificateProfile(
              new SimulatedCertificateProfile(
                  stored.deviceProfile(), authority.uid(), 50, "CN={uid}"));
      device = TestDevice.owned(stored);
      before = stored.portal().certificates(device.uid());
      authorities = stored.portal().certificateAuthorities();
    }
    try (SimulatedServices stored = open(folder)) {
      TestDevice same = new TestDevice(stored, device.uid(), device.instance());
      assertThat(stored.portal().certificateAuthorities()).isEqualTo(authorities);
      assertThat(same.heartbeat().certificates()).isPresent();
      assertThat(stored.portal().certificates(device.uid())).isEqualTo(before).hasSize(1);
      clock.turn(Duration.ofDays(45));
      same.heartbeat();
      assertThat(stored.portal().certificates(device.uid())).hasSize(2).endsWith(before.get(0));
    }
  }

  private SimulatedServices open(Path folder) {
    return SimulatedServices.builder().clock(clock).storage(folder).start();
  }

  private LiveModule sealed() {
    LiveModule module = LiveModule.bootstrapped(clock, services);
    module.seal();
    module.pass(Duration.ofSeconds(10));
    return module;
  }

  private JsonNode createAuthority(String name) {
    JsonNode made =
        client.call(
            "/certificate/authority/create", "{\"Name\":\"" + name + "\",\"ValidityDays\":3650}");
    authority = made.path("CertificateAuthorityUID").asText();
    return made;
  }

  private void profile(String fields) {
    client.call(
        "/certificate/profile/update",
        "{\"DeviceProfileUID\":\""
            + services.deviceProfile().value()
            + "\",\"CertificateAuthorityUID\":\""
            + authority
            + "\","
            + fields
            + "}");
  }

  private String uid() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return json.put("DeviceProfileUID", services.deviceProfile().value()).toString();
  }

  private JsonNode list(LiveModule module) {
    return client.call("/certificate/list", module.json()).path("Certificates");
  }

  private List<String> types() {
    return portal.events().stream().map(ServiceEvent::type).toList();
  }

  private static X509Certificate certificate(LiveModule module, int type) {
    String reply = module.send("AT+USECDEVCERT=" + type);
    return parse(reply.substring(reply.indexOf('"') + 1, reply.lastIndexOf('"')));
  }

  private static X509Certificate parse(String pem) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(pem, e);
    }
  }

  private void validate(X509Certificate anchor, X509Certificate leaf)
      throws GeneralSecurityException {
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(clock.instant().plus(Duration.ofDays(1))));
    Object unused =
        CertPathValidator.getInstance("PKIX")
            .validate(
                CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf)),
                parameters);
  }
}
