package io.github.thingseal.cloud.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.internal.call.CallControl;
import io.github.thingseal.cloud.internal.concurrent.SystemTime;
import io.github.thingseal.cloud.internal.concurrent.Time;
import io.github.thingseal.cloud.internal.concurrent.Workers;
import io.github.thingseal.cloud.listener.CallInfo;
import io.github.thingseal.cloud.operation.Operation;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names are looked up without holding on to the thread of the call that needs them. */
@Timeout(180)
class CancellableDnsTest {
  private final Workers workers = new Workers();
  private final Time time = new SystemTime(Clock.systemUTC(), workers);
  private final CountDownLatch never = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);
  private final AtomicInteger lookups = new AtomicInteger();
  private final CancellableDns silent = new CancellableDns(this::silent, workers);

  @AfterEach
  void stop() {
    never.countDown();
    time.close();
    workers.close();
  }

  @Test
  void end_ofTheCall_letsItsThreadGo() throws Exception {
    CallControl<String> control = call();
    CompletableFuture<Throwable> failure = lookUp(control);
    asked.await();
    control.cancel();
    assertThat(failure.get(120, TimeUnit.SECONDS)).isInstanceOf(UnknownHostException.class);
  }

  @Test
  void interrupt_letsTheThreadGoAndStaysSet() {
    CancellableDns.isFor(call());
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> silent.lookup("host")).isInstanceOf(UnknownHostException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void name_whenSeveralNeedIt_isLookedUpOnce() throws Exception {
    CompletableFuture<Throwable> first = lookUp(call());
    asked.await();
    CallControl<String> over = call();
    over.cancel();
    assertThat(lookUp(over).get(120, TimeUnit.SECONDS)).isInstanceOf(UnknownHostException.class);
    assertThat(first).isNotDone();
    assertThat(lookups).hasValue(1);
  }

  @Test
  void outcome_isThatOfTheNames() throws Exception {
    List<InetAddress> addresses = List.of(InetAddress.getLoopbackAddress());
    CancellableDns.isFor(call());
    assertThat(new CancellableDns(host -> addresses, workers).lookup("host")).isEqualTo(addresses);

    CancellableDns.isFor(call());
    assertThatThrownBy(
            () -> new CancellableDns(CancellableDnsTest::unknown, workers).lookup("host"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage("host?");

    CancellableDns.isFor(call());
    assertThatThrownBy(
            () -> new CancellableDns(host -> List.of(addresses.get(1)), workers).lookup("host"))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private CompletableFuture<Throwable> lookUp(CallControl<?> control) {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    workers.execute(
        () -> {
          CancellableDns.isFor(control);
          try {
            silent.lookup("host");
          } catch (UnknownHostException e) {
            failure.complete(e);
          }
        });
    return failure;
  }

  private List<InetAddress> silent(String host) throws UnknownHostException {
    lookups.incrementAndGet();
    asked.countDown();
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return unknown(host);
  }

  private static List<InetAddress> unknown(String host) throws UnknownHostException {
    throw new UnknownHostException(host + "?");
  }

  private CallControl<String> call() {
    CallInfo info = new CallInfo(Operation.custom("/a"), "", "id", Instant.EPOCH);
    return CallControl.begin(time, info, Duration.ofMinutes(1), null, workers, control -> {});
  }
}
