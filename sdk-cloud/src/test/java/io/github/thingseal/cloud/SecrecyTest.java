package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.cloud.error.ServiceFailure;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Makes calls that work and calls that fail, at the loudest, and looks for every secret. */
class SecrecyTest {
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZg==";
  private static final String NONCE = "bm9uY2Ugb2YgMTMgYg==";
  private static final String PSK = "cHJlLXNoYXJlZC1rZXktb2YtMzItYnl0ZXMtbG9uZy4=";
  private static final String PROFILE = "AgbCtixjwqLjwV3VWpfPyz";
  private static final RotPublicUid UID = RotPublicUid.of("0a04f008003c9623");
  private static final KeyIdentity IDENTITY =
      KeyIdentity.fromHex("11010008003f97203b08c787d1b20000");
  private static final PskIdentity PSK_IDENTITY = PskIdentity.fromHex("1101");

  /** The beginning of each, so that half a secret counts. */
  private static final List<String> SECRETS =
      List.of(
          "fakeSecretOfTests",
          "MDEyMzQ1",
          "bm9uY2U",
          "cHJlLXNo",
          PROFILE,
          "refresh-of-tests",
          "c2lnbmF0dXJl",
          "0123456789abcdef");

  private final List<String> written = Collections.synchronizedList(new ArrayList<>());
  private final Handler everything = new Capture(written);
  private final Logger root = Logger.getLogger("");
  private final List<Handler> quieted = new ArrayList<>();
  private final Level before = root.getLevel();
  private final List<Logger> okHttp =
      List.of(
          Logger.getLogger("okhttp3.OkHttpClient"),
          Logger.getLogger("okhttp3.internal.http2.Http2"),
          Logger.getLogger("okhttp3.internal.concurrent.TaskRunner"));

  private FakeService service;

  @BeforeEach
  void listen() throws IOException {
    service = FakeService.overTls();
    for (Handler handler : root.getHandlers()) {
      quieted.add(handler);
      root.removeHandler(handler);
    }
    root.setLevel(Level.ALL);
    okHttp.forEach(logger -> logger.setLevel(Level.ALL));
    root.addHandler(everything);
  }

  @AfterEach
  void stop() {
    root.removeHandler(everything);
    root.setLevel(before);
    okHttp.forEach(logger -> logger.setLevel(null));
    quieted.forEach(root::addHandler);
    service.close();
  }

  @Test
  void everyCall_whenItWorks_showsNoSecret() {
    service.enqueue(200, parameters());
    service.enqueue(200, "{\"PSK\":\"" + PSK + "\"}");
    service.enqueue(
        200,
        "{\"ROTPublicUID\":\"a\",\"State\":\"OWNED\",\"DeviceProfileUID\":\"" + PROFILE + "\"}");
    try (SecurityServices services = services();
        ProtectionParameters parameters = services.e2e().uplinkParameters(IDENTITY).execute();
        Psk psk = services.psk().get(PSK_IDENTITY).execute()) {
      Device device = services.devices().get(UID).execute();
      show(services, parameters, psk, device, service.builder(), services.catalogue());
    }

    assertThat(all()).contains("e2e.uplink attempt 1: status 200", "psk.get", "authenticate");
    assertNoSecret();
  }

  @Test
  void everyCall_whenTheServiceEchoesSecretsInErrors_showsNone() {
    List<String> bodies =
        List.of(
            parameters(),
            parameters().substring(0, 90),
            "{\"PSK\":\"" + PSK + "\",\"note\":\"" + PSK + "\"}",
            "{\"message\":\"bad {\\\"Key\\\":\\\""
                + KEY
                + "\\\",\\\"APISecret\\\": \\\""
                + FakeService.ACCESS_SECRET
                + "\\\"}\"}",
            "<html>Authorization: " + token(1) + " Bearer " + token(1) + "</html>",
            token(1),
            "{\"DeviceProfileUID\":\"" + PROFILE + "\"",
            FakeService.ACCESS_SECRET.replace("/", "\\/") + " " + FakeService.ACCESS_SECRET);
    try (SecurityServices services = services()) {
      List<Callable<?>> calls =
          List.of(
              () -> services.e2e().uplinkParameters(IDENTITY).execute(),
              () -> services.e2e().downlinkParameters(UID).execute(),
              () -> services.psk().get(PSK_IDENTITY).execute(),
              () -> services.devices().list(DeviceProfileUid.of(PROFILE)).execute(),
              () -> services.call("/any", "{}").execute());
      for (String body : bodies) {
        for (int status : new int[] {200, 400, 403, 404, 418, 429, 500, 503}) {
          for (Callable<?> call : calls) {
            service.answerWith(request -> echo(status, body));
            show(catchThrowable(call::call));
          }
        }
      }
    }
    assertNoSecret();
  }

  @Test
  void signIn_whenTheServiceEchoesTheRequest_showsNoSecret() {
    for (int status : new int[] {200, 400, 401, 403, 404, 500, 503}) {
      service.signInAnswers.clear();
      for (int i = 0; i < 3; i++) {
        service.signInAnswers.add(
            echo(
                status,
                "{\"You\":\"sent "
                    + FakeService.ACCESS_SECRET
                    + "\",\"AuthToken\":5,"
                    + "\"RefreshToken\":\"refresh-of-tests-1\"}"));
      }
      try (SecurityServices services = services()) {
        show(catchThrowable(services::authenticate));
      }
    }
    assertNoSecret();
  }

  /** Nothing in such a token, or in a profile, shows that it is a secret. */
  @Test
  void everyCall_whenTheServiceEchoesWhatIsOpaque_showsNone() {
    service.signInAnswers.add(
        FakeService.json(200, "{\"AuthToken\":\"opaque-token-of-tests\"}").build());
    String echoed =
        "{\"message\":\"opaque-token-of-tests may not see "
            + PROFILE
            + " by "
            + FakeService.ACCESS_SECRET
            + "\"}";
    try (SecurityServices services = services()) {
      for (int status : new int[] {200, 400, 403, 404, 418, 429, 500, 503}) {
        service.answerWith(
            request -> FakeService.json(status, echoed).addHeader("x-request-id", PROFILE).build());
        show(catchThrowable(() -> services.devices().list(DeviceProfileUid.of(PROFILE)).execute()));
      }
    }
    assertThat(all()).contains("*** may not see ***").doesNotContain("opaque-token");
    assertNoSecret();
  }

  @Test
  void callsForSecrets_whenTheAnswerIsNotAsPromised_quoteNothingOfIt() {
    String body = "{\"Unheard\":\"of-before\"}";
    try (SecurityServices services = services()) {
      List<Callable<?>> calls =
          List.of(
              () -> services.e2e().uplinkParameters(IDENTITY).execute(),
              () -> services.e2e().downlinkParameters(UID).execute(),
              () -> services.psk().get(PSK_IDENTITY).execute());
      for (Callable<?> call : calls) {
        service.enqueue(200, body);
        show(catchThrowable(call::call));
      }
      service.enqueue(200, "[" + body);
      show(catchThrowable(() -> services.call("/any", "{}").execute()));
    }
    service.signInAnswers.add(FakeService.json(200, body).build());
    try (SecurityServices services = services()) {
      show(catchThrowable(services::authenticate));
    }
    assertThat(all()).contains("without the field AuthToken").doesNotContain("of-before");
  }

  private SecurityServices services() {
    return service
        .builder()
        .trustedCertificates(service.certificate.certificate())
        .withoutCircuitBreaker()
        .withoutAdaptiveRateLimit()
        .build();
  }

  private static mockwebserver3.MockResponse echo(int status, String body) {
    return FakeService.json(status, body).addHeader("x-request-id", token(1)).build();
  }

  private void show(Object... values) {
    for (Object value : values) {
      written.add(String.valueOf(value));
      if (value instanceof Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        written.add(trace.toString());
      }
      if (value instanceof ServiceFailure failure) {
        written.add(failure.details() + failure.details().body());
        written.add(failure.details().requestId().orElse(""));
      }
    }
  }

  private String all() {
    return String.join("\n", new ArrayList<>(written));
  }

  private void assertNoSecret() {
    assertThat(new ArrayList<>(written))
        .filteredOn(text -> SECRETS.stream().anyMatch(text::contains))
        .isEmpty();
  }

  private static String token(int number) {
    return FakeService.token(number, VirtualTime.START.plusSeconds(3600));
  }

  private static String parameters() {
    return "{\"Nonce\":\""
        + NONCE
        + "\",\"MACLength\":128,\"CipherSuite\":\"AES_128_CCM\",\"ROTPublicUID\":\"x\",\"Key\":\""
        + KEY
        + "\"}";
  }

  private static final class Capture extends Handler {
    private final List<String> written;
    private final SimpleFormatter formatter = new SimpleFormatter();

    Capture(List<String> written) {
      this.written = written;
      setLevel(Level.ALL);
    }

    @Override
    public void publish(LogRecord logged) {
      written.add(formatter.format(logged));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
