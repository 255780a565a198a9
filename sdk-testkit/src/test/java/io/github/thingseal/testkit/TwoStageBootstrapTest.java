package io.github.thingseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.testkit.SimulatedModuleEvent.Kind;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Modules that bootstrap before they are sealed, and heartbeats: both sides of the air. */
class TwoStageBootstrapTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final TurnedClock clock = new TurnedClock();
  private final SimulatedServices services =
      SimulatedServices.builder().clock(clock).whitelistRequired(false).start();
  private final LiveModule module = LiveModule.bootstrapped(clock, services);
  private final RestClient client = RestClient.authenticated(services);

  @AfterEach
  void close() {
    module.close();
    services.close();
  }

  @Test
  void bootstrap_beforeItIsSealed_leavesTheDeviceUnowned() {
    assertThat(module.device().state()).isEqualTo(SimulatedDeviceState.BOOTSTRAPPED);
    assertThat(module.device().profile()).isEmpty();
    assertThat(module.state()).isEqualTo("1,0,1");
  }

  @Test
  void seal_byTheModule_assignsIt() {
    assertThat(module.seal()).isEqualTo("OK");
    module.pass(Duration.ofSeconds(10));

    assertThat(module.device().state()).isEqualTo(SimulatedDeviceState.OWNED);
    assertThat(module.device().profile()).contains(services.deviceProfile());
    assertThat(module.state()).isEqualTo("1,1,1");
    assertThat(module.count(Kind.SEALED)).isEqualTo(1);
  }

  @Test
  void seal_inTheService_reachesTheModuleWithItsNextHeartbeat() {
    HttpResponse<String> sealed = seal(services.deviceProfile().value(), "42");

    assertThat(sealed.statusCode()).isEqualTo(200);
    assertThat(RestClient.json(sealed).path("State").asText()).isEqualTo("OWNED");
    assertThat(RestClient.json(sealed).path("SerialNumber").asText()).isEqualTo("42");
    assertThat(module.device().active().features()).isEmpty();
    assertThat(module.state()).isEqualTo("1,0,1");
    assertThat(module.send("AT+USECPSK=16")).startsWith("ERROR");

    assertThat(module.send("AT+USECCONN")).isEqualTo("OK");

    assertThat(module.state()).isEqualTo("1,1,1");
    assertThat(module.count(Kind.SEALED)).isEqualTo(1);
    assertThat(module.device().active().features()).hasSize(DeviceFeature.values().length);
    assertThat(module.send("AT+USECPSK=16")).startsWith("+USECPSK: ");
    assertThat(module.seal()).startsWith("ERROR");
  }

  @Test
  void seal_inTheService_outlivesThePowerOfTheModule() {
    seal(services.deviceProfile().value(), "42");
    module.send("AT+USECCONN");
    module.send("AT+CFUN=16");
    module.pass(Duration.ofSeconds(30));

    assertThat(module.state()).isEqualTo("1,1,1");
    assertThat(module.count(Kind.SEALED)).isEqualTo(1);
  }

  @Test
  void seal_inTheService_isConfirmedOnlyToTheSameValues() {
    seal(services.deviceProfile().value(), "42");

    assertThat(seal(services.deviceProfile().value(), "42").statusCode()).isEqualTo(200);
    HttpResponse<String> other = seal(services.deviceProfile().value(), "43");
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(RestClient.json(other).path("Code").asText()).isEqualTo("AlreadySealed");
    module.seal();
    module.pass(Duration.ofSeconds(10));
    assertThat(module.count(Kind.SEAL_REJECTED)).isEqualTo(1);
    assertThat(module.state()).isEqualTo("1,0,1");
    module.send("AT+USECCONN");
    assertThat(module.state()).isEqualTo("1,1,1");
  }

  @Test
  void seal_inTheService_ofWhatItDoesNotKnow_isNotFound() {
    assertThat(seal("AgbCtixjwqLjwV3VWpfPyz", "42").statusCode()).isEqualTo(404);
    TestDevice fresh = TestDevice.manufacture(services);
    String body =
        "{\"ROTPublicUID\":\""
            + fresh.uid()
            + "\",\"DeviceProfileUID\":\""
            + services.deviceProfile().value()
            + "\",\"SerialNumber\":\"1\"}";
    assertThat(client.post("/device/seal", body).statusCode()).isEqualTo(404);
    assertThat(module.device().state()).isEqualTo(SimulatedDeviceState.BOOTSTRAPPED);
  }

  @Test
  void heartbeatPeriod_ofTheDevice_isObeyedFromTheNextHeartbeatOn() {
    module.seal();
    module.pass(Duration.ofSeconds(10));
    module.pass(DAY);
    assertThat(module.count(Kind.HEARTBEAT)).isZero();

    assertThat(
            client
                .call("/device/update", update("\"HeartbeatSeconds\":86400"))
                .path("HeartbeatSeconds")
                .asInt())
        .isEqualTo(86400);
    module.pass(DAY.multipliedBy(5));
    assertThat(module.count(Kind.HEARTBEAT)).isZero();
    assertThat(module.device().active().heartbeatPeriod()).isEqualTo(Duration.ofDays(7));

    module.pass(DAY);
    assertThat(module.count(Kind.HEARTBEAT)).isEqualTo(1);
    module.pass(DAY.multipliedBy(3));
    assertThat(module.count(Kind.HEARTBEAT)).isEqualTo(4);
    module.send("AT+CFUN=16");
    module.pass(Duration.ofSeconds(60));
    module.pass(DAY.multipliedBy(2));
    assertThat(module.count(Kind.HEARTBEAT)).isEqualTo(6);
  }

  @Test
  void heartbeatPeriod_ofTheProfile_isObeyedFromTheSealOn() {
    ProfileSettings settings = services.portal().profile(services.deviceProfile()).settings();
    services
        .portal()
        .updateProfile(
            services.deviceProfile(),
            settings.toBuilder().heartbeatPeriod(Duration.ofHours(6)).build());
    module.seal();

    module.pass(DAY);

    assertThat(module.count(Kind.HEARTBEAT)).isEqualTo(3);
  }

  @Test
  void keySet_thatIsRotated_isInForceFromTheNextHeartbeatOn() {
    module.seal();
    module.pass(Duration.ofSeconds(10));
    String before = module.send("AT+USECPSK=16");

    RestClient fresh = RestClient.authenticated(services);
    assertThat(fresh.call("/e2e/keyset/rotate", module.json()).toString())
        .isEqualTo("{\"ROTPublicUID\":\"" + module.root().uid() + "\",\"KeySet\":1}");

    assertThat(keySetOf(before)).isEqualTo("00");
    assertThat(keySetOf(module.send("AT+USECPSK=16"))).isEqualTo("00");
    module.send("AT+USECCONN");
    assertThat(keySetOf(module.send("AT+USECPSK=16"))).isEqualTo("01");
    assertThat(psk(fresh, before).statusCode()).isEqualTo(200);
  }

  private static String keySetOf(String reply) {
    return reply.substring("+USECPSK: \"".length() + 16, "+USECPSK: \"".length() + 18);
  }

  private static HttpResponse<String> psk(RestClient client, String reply) {
    String identity = reply.substring("+USECPSK: \"".length(), "+USECPSK: \"".length() + 28);
    return client.post("/psk/get", "{\"PSKIdentity\":\"" + identity + "\"}");
  }

  private String update(String change) {
    client.authorization(client.authenticate(services).path("AuthToken").asText());
    return "{\"ROTPublicUID\":\"" + module.root().uid() + "\"," + change + "}";
  }

  private HttpResponse<String> seal(String profile, String serial) {
    return client.post(
        "/device/seal",
        "{\"ROTPublicUID\":\""
            + module.root().uid()
            + "\",\"DeviceProfileUID\":\""
            + profile
            + "\",\"SerialNumber\":\""
            + serial
            + "\"}");
  }
}
