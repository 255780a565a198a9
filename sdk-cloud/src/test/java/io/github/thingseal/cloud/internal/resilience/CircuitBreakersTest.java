package io.github.thingseal.cloud.internal.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.thingseal.cloud.error.ConnectionFailedException;
import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.cloud.internal.concurrent.SystemTime;
import io.github.thingseal.cloud.internal.concurrent.Time;
import io.github.thingseal.cloud.resilience.CircuitBreakerSettings;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is logged of a circuit breaker's states, also where two threads change them. */
class CircuitBreakersTest {
  private static final Duration OPEN_FOR = Duration.ofSeconds(10);
  private static final String OPENED = "The service fails at psk.get";
  private static final String CLOSED = "The service is back at psk.get";

  private final TurnedClock clock = new TurnedClock();
  private final Time time = new SystemTime(clock, Runnable::run);
  private final CircuitBreaker breaker =
      new CircuitBreakers(new CircuitBreakerSettings(50, 2, OPEN_FOR), time).of("psk.get");
  private final Logger logger = Logger.getLogger(CircuitBreakers.class.getName());
  private final Lines lines = new Lines();

  @BeforeEach
  void listen() {
    logger.addHandler(lines);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void stop() {
    logger.removeHandler(lines);
    logger.setUseParentHandlers(true);
    time.close();
  }

  @Test
  void states_whenTheyChange_areLoggedOnceEach() {
    open();
    clock.turn(OPEN_FOR.plusMillis(1));
    for (int trial = 1; trial <= 3; trial++) {
      assertThat(breaker.tryAcquirePermission()).isTrue();
    }
    for (int trial = 1; trial <= 3; trial++) {
      CircuitBreakers.count(breaker, 1, null);
    }

    assertThat(lines.written).containsExactly(OPENED, CLOSED);
  }

  @Test
  void trial_ofAnotherThreadWhileALateOutcomeIsCounted_isNoWarning() {
    open();
    clock.turn(OPEN_FOR.plusMillis(1));

    CircuitBreakers.count(triedMeanwhile(), 1, null);

    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.HALF_OPEN);
    assertThat(lines.written).containsExactly(OPENED);
  }

  private void open() {
    for (int call = 1; call <= 2; call++) {
      CircuitBreakers.count(
          breaker,
          1,
          new ConnectionFailedException("down", FailureDetails.withoutAnswer("psk.get"), null));
    }
    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
  }

  /** The breaker, which another thread tries at the moment when a success is counted. */
  private CircuitBreaker triedMeanwhile() {
    return (CircuitBreaker)
        Proxy.newProxyInstance(
            CircuitBreaker.class.getClassLoader(),
            new Class<?>[] {CircuitBreaker.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("onSuccess")) {
                assertThat(CompletableFuture.supplyAsync(breaker::tryAcquirePermission).join())
                    .isTrue();
              }
              return method.invoke(breaker, arguments);
            });
  }

  private static final class Lines extends Handler {
    private final List<String> written = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void publish(LogRecord line) {
      written.add(line.getMessage().replaceAll(":.*", ""));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static final class TurnedClock extends Clock {
    private Instant now = Instant.EPOCH;

    synchronized void turn(Duration by) {
      now = now.plus(by);
    }

    @Override
    public synchronized Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
