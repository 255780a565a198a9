package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.error.Attempt;
import io.github.thingseal.cloud.error.ServiceUnavailableException;
import io.github.thingseal.cloud.listener.CallInfo;
import io.github.thingseal.cloud.listener.CallListener;
import io.github.thingseal.cloud.listener.CallObserver;
import io.github.thingseal.cloud.listener.CallResult;
import io.github.thingseal.cloud.resilience.RetrySettings;
import io.github.thingseal.core.id.RotPublicUid;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who listens hears of every call, in order, and can neither change nor leak anything. */
class CallListenerTest {
  private static final RotPublicUid UID = RotPublicUid.of("0a04f008003c9623");

  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private FakeService service;

  @BeforeEach
  void start() throws IOException {
    service = FakeService.overHttp();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void call_whenRepeated_isHeardOfStepByStepAndBeforeItsCallerIsBack() {
    service.enqueue(503, "{}");
    service.enqueue(200, "{}");
    try (SecurityServices services = service.builder().listener(this::listen).build()) {
      services.authenticate();
      heard.clear();
      services.whitelist().add(UID).execute();
      assertThat(heard)
          .containsExactly(
              "whitelist.add begins",
              "whitelist.add sends 1",
              "whitelist.add got status 503",
              "whitelist.add sends 2",
              "whitelist.add got status 200",
              "whitelist.add success, attempts: 2");
    }
  }

  @Test
  void signIn_isACallOfItsOwn() {
    service.enqueue(200, "{}");
    try (SecurityServices services = service.builder().listener(this::listen).build()) {
      services.call("/a", "{}").execute();
    }
    assertThat(heard)
        .containsExactly(
            "/a begins",
            "authenticate begins",
            "authenticate sends 1",
            "authenticate got status 200",
            "authenticate success, attempts: 1",
            "/a sends 1",
            "/a got status 200",
            "/a success, attempts: 1");
  }

  @Test
  void timeout_whileAnAttemptIsUnderWay_isTheLastEvent() {
    service.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE));
    try (SecurityServices services = service.builder().listener(this::listen).build()) {
      services.authenticate();
      heard.clear();
      service.onRequest("/a", () -> service.time.advance(Duration.ofSeconds(3)));
      assertThatThrownBy(() -> services.call("/a", "{}").timeout(Duration.ofSeconds(3)).execute())
          .isNotNull();
    }
    assertThat(heard)
        .containsExactly("/a begins", "/a sends 1", "/a CallTimeoutException, attempts: 1");
  }

  @Test
  void audit_seesEveryCallWithWhatItIsAboutAndNoSecret() {
    service.enqueue(200, "{}");
    service.enqueue(503, "{\"message\":\"" + FakeService.ACCESS_SECRET + "\"}");
    List<String> log = Collections.synchronizedList(new ArrayList<>());
    try (SecurityServices services =
        service
            .builder()
            .retry(RetrySettings.off())
            .listener(
                CallListener.audit(
                    (call, result) -> log.add(call + " " + result + " " + result.attempts())))
            .build()) {
      services.whitelist().add(UID).execute();
      assertThatThrownBy(() -> services.devices().list().execute())
          .isInstanceOf(ServiceUnavailableException.class);
    }
    assertThat(log).hasSize(3);
    assertThat(log.get(0)).contains("authenticate", "success");
    assertThat(log.get(1)).contains("whitelist.add", "subject=RoTPublicUID " + UID, "success");
    assertThat(log.get(2)).contains("device.list", "ServiceUnavailableException", "status 503");
    assertThat(log.toString()).doesNotContain("fakeSecretOfTests", "c2lnbmF0dXJl");
  }

  @Test
  void listener_whenItThrows_changesNothing() {
    requireUnharmed(
        () -> {
          throw new IllegalStateException("of the test");
        });
    requireUnharmed(
        () -> {
          throw new NoClassDefFoundError("of the test");
        });
  }

  private void requireUnharmed(Runnable fault) {
    heard.clear();
    service.enqueue(200, "{}");
    try (SecurityServices services =
        service
            .builder()
            .listener(
                call -> {
                  fault.run();
                  return failing(fault);
                })
            .listener(call -> failing(fault))
            .listener(this::listen)
            .build()) {
      assertThat(services.call("/a", "{}").execute()).isEqualTo("{}");
    }
    assertThat(heard).hasSize(8);
  }

  private static CallObserver failing(Runnable fault) {
    return new CallObserver() {
      @Override
      public void attemptStarted(int number) {
        fault.run();
      }

      @Override
      public void attemptEnded(Attempt attempt) {
        fault.run();
      }

      @Override
      public void callEnded(CallResult result) {
        fault.run();
      }
    };
  }

  private CallObserver listen(CallInfo call) {
    String name = call.operation().name();
    heard.add(name + " begins");
    return new CallObserver() {
      @Override
      public void attemptStarted(int number) {
        heard.add(name + " sends " + number);
      }

      @Override
      public void attemptEnded(Attempt attempt) {
        heard.add(name + " got " + attempt.reason());
      }

      @Override
      public void callEnded(CallResult result) {
        heard.add(name + " " + result.outcome() + ", attempts: " + result.attempts().size());
      }
    };
  }
}
