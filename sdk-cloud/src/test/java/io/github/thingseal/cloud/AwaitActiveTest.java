package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.error.CallTimeoutException;
import io.github.thingseal.cloud.error.NotInPlanException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.RotPublicUid;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting for a feature, in virtual time. */
@Timeout(180)
class AwaitActiveTest {
  private static final RotPublicUid UID = RotPublicUid.of("0a04f008003c9623");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private FakeService service;
  private SecurityServices services;

  @BeforeEach
  void start() throws IOException {
    service = FakeService.overHttp();
    services = service.services();
  }

  @AfterEach
  void stop() {
    services.close();
    service.close();
  }

  @Test
  void feature_whenActiveAfterAHeartbeat_isWaitedFor() {
    service.enqueue(200, status(false, true, true));
    service.enqueue(
        200,
        "{\"ROTPublicUID\":\""
            + UID
            + "\",\"Features\":["
            + "{\"Name\":\"LocalC2C\",\"Active\":false,\"Requested\":true},"
            + "{\"Name\":\"ZTP\",\"Active\":true}]}");
    service.enqueue(200, status(true, true, true));
    List<FeatureStatus> seen = new ArrayList<>();

    FeatureStatus active =
        services.features().awaitActive(UID, Feature.LOCAL_C2C, DAY, HOUR, seen::add).execute();

    assertThat(active).isEqualTo(new FeatureStatus(Feature.LOCAL_C2C, true, true));
    FeatureStatus pending = new FeatureStatus(Feature.LOCAL_C2C, false, true);
    assertThat(seen).containsExactly(pending, pending);
    assertThat(pending.pending()).isTrue();
    assertThat(service.time.pauses).containsExactly(HOUR, HOUR);
  }

  @Test
  void feature_whenActiveAlready_isAnsweredAtOnce() {
    service.enqueue(200, status(true, false, false));

    assertThat(services.features().awaitActive(UID, Feature.LOCAL_C2C, DAY).execute().active())
        .isTrue();
    assertThat(service.time.pauses).isEmpty();
  }

  @Test
  void feature_whenNotActiveInTime_isATimeOutThatNamesTheHeartbeat() {
    service.answerWith(request -> FakeService.json(200, status(false, true, true)).build());

    assertThatThrownBy(
            () ->
                services
                    .features()
                    .awaitActive(UID, Feature.LOCAL_C2C, DAY, Duration.ofHours(10), seen -> {})
                    .execute())
        .isInstanceOf(CallTimeoutException.class)
        .hasMessageContaining("LocalC2C of RoTPublicUID 0a04f008003c9623")
        .hasMessageContaining("the next heartbeat of the device");
    assertThat(service.businessRequests()).hasSize(3);
  }

  @Test
  void feature_whenAQuestionFails_isAskedForAgain() {
    service.enqueue(503, "{}");
    service.enqueue(200, status(true, true, true));

    assertThat(services.features().awaitActive(UID, Feature.LOCAL_C2C, DAY).execute().active())
        .isTrue();
  }

  @Test
  void feature_whenThePlanLacksIt_isRefused() {
    service.enqueue(200, status(false, true, false));

    assertThatThrownBy(() -> services.features().awaitActive(UID, Feature.LOCAL_C2C, DAY).execute())
        .isInstanceOf(NotInPlanException.class)
        .hasMessageContaining("price plan");
    assertThat(service.businessRequests()).hasSize(1);
  }

  @Test
  void feature_whenNotRequested_isRefused() {
    service.enqueue(200, status(false, false, true));
    service.enqueue(200, "{\"Features\":[]}");

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(
              () -> services.features().awaitActive(UID, Feature.LOCAL_C2C, DAY).execute())
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("activate");
    }
  }

  @Test
  void wait_whenCancelledByItsProgress_asksNoMore() {
    CompletableFuture<CompletableFuture<FeatureStatus>> handle = new CompletableFuture<>();
    service.answerWith(
        request -> {
          handle.join();
          return FakeService.json(200, status(false, true, true)).build();
        });
    CompletableFuture<FeatureStatus> future =
        services
            .features()
            .awaitActive(UID, Feature.LOCAL_C2C, DAY, HOUR, seen -> handle.join().cancel(false))
            .submit();
    handle.complete(future);

    assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
    assertThat(service.businessRequests()).hasSize(1);
  }

  @Test
  void progress_whenItThrows_doesNotEndTheWait() {
    service.enqueue(200, status(false, true, true));
    service.enqueue(200, status(false, true, true));
    service.enqueue(200, status(true, true, true));
    AtomicInteger shown = new AtomicInteger();

    FeatureStatus active =
        services
            .features()
            .awaitActive(
                UID,
                Feature.LOCAL_C2C,
                DAY,
                HOUR,
                seen -> {
                  if (shown.incrementAndGet() == 1) {
                    throw new NoClassDefFoundError("of the test");
                  }
                  throw new IllegalStateException("of the test");
                })
            .execute();

    assertThat(active.active()).isTrue();
  }

  @Test
  void activation_whenThePlanLacksIt_isTyped() {
    service.enqueue(403, "{\"message\":\"The plan lacks it\",\"Code\":\"NotInPlan\"}");

    assertThatThrownBy(() -> services.features().activate(UID, Feature.LOCAL_C2C).execute())
        .isInstanceOfSatisfying(
            NotInPlanException.class, e -> assertThat(e.details().code()).contains("NotInPlan"));
  }

  private static String status(boolean active, boolean requested, boolean available) {
    return "{\"ROTPublicUID\":\""
        + UID
        + "\",\"Features\":[{\"Name\":\"LocalC2C\",\"Active\":"
        + active
        + ",\"Requested\":"
        + requested
        + ",\"Available\":"
        + available
        + "}]}";
  }
}
