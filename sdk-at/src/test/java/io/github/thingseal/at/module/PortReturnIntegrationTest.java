package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.EncryptionLostException;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testsupport.Waits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands that are under way while the port vanishes, and signs within a session. */
@Timeout(120)
class PortReturnIntegrationTest {
  private final C2cBench bench = new C2cBench("01B");
  private final SimulatedModule silicon = bench.silicon;
  private final WatchedLine line = bench.line;
  private final SharedTime time = bench.time;
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private SecurityModule module = bench.open(ModuleOptions.builder());

  @AfterEach
  void stop() {
    module.close();
    bench.close();
  }

  @Test
  void submit_whenStillQueuedAsThePortVanishes_goesOutOnceTheModuleIsConfigured() throws Exception {
    CountDownLatch waiting = letTheFirstCommandWait();
    CompletableFuture<?> first = module.submit(RawCommand.of("AT+CCLK?"));
    CompletableFuture<String> queued = module.submit(Identification.IMEI);
    waiting.await();
    bench.cable.pull();
    assertThat(first)
        .failsWithin(Duration.ofMinutes(2))
        .withThrowableThat()
        .withCauseInstanceOf(ChannelClosedException.class);
    time.goOn();
    assertThat(queued.get()).isEqualTo(ModuleBench.IMEI);
    assertThat(sent).containsSubsequence("AT+CCLK?\r", "ATE0\r", "AT+CGSN\r");
    assertThat(sent).containsOnlyOnce("AT+CCLK?\r", "AT+CGSN\r");
  }

  @Test
  void execute_whenStillQueuedAsThePortVanishes_goesOutOnceTheModuleIsConfigured()
      throws Exception {
    CountDownLatch waiting = letTheFirstCommandWait();
    CompletableFuture<?> first = module.submit(RawCommand.of("AT+CCLK?"));
    waiting.await();
    CompletableFuture<String> queued = new CompletableFuture<>();
    Thread thread = new Thread(() -> queued.complete(module.execute(Identification.IMEI)));
    thread.start();
    Waits.until(() -> thread.getState() == Thread.State.WAITING);
    bench.cable.pull();
    assertThat(first).failsWithin(Duration.ofMinutes(2));
    time.goOn();
    assertThat(queued.get()).isEqualTo(ModuleBench.IMEI);
    assertThat(sent).containsSubsequence("AT+CCLK?\r", "ATE0\r", "AT+CGSN\r");
  }

  /** It is never answered, and no time passes once it was sent. */
  private CountDownLatch letTheFirstCommandWait() {
    silicon.faults(C2cBench.healthy(ModuleFault.silence("+CCLK")));
    CountDownLatch waiting = new CountDownLatch(1);
    line.beforeSending(
        text -> {
          sent.add(text);
          if (text.startsWith("AT+CCLK?")) {
            time.hold();
            waiting.countDown();
          }
        });
    return waiting;
  }

  @Test
  void submit_whenTheSessionIsLost_isRefusedBeforeItWaitsForTheLine() {
    module.c2c().open(bench.keys);
    bench.restart();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> module.execute(Identification.IMEI))
          .isInstanceOf(EncryptionLostException.class);
    }
    assertThat(module.submit(Identification.IMEI))
        .failsWithin(Duration.ofMinutes(2))
        .withThrowableThat()
        .withMessageContaining("c2c().sessionLost()");
  }

  @Test
  void execute_whenEchoCameWithinTheSession_configuresWithoutAskingInTheClear() {
    module.c2c().open(bench.keys);
    module.execute(RawCommand.of("ATE1"));
    line.forget();
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertThat(line.countSent("AT")).isZero();
  }

  @Test
  void execute_whenEchoCameWithinAndThenThePortWasLost_saysNothingInTheClear() throws Exception {
    module.c2c().open(bench.keys);
    CountDownLatch echoed = new CountDownLatch(1);
    module.onRestart(sign -> echoed.countDown());
    module.execute(RawCommand.of("ATE1"));
    assertThat(module.execute(RawCommand.of("AT"))).isEmpty();
    echoed.await();
    bench.cable.pull();
    bench.restart();
    line.forget();
    for (int i = 0; i < 3; i++) {
      try {
        assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
      } catch (TransientException e) {
        assertThat(e).isInstanceOf(TransientException.class);
      }
    }
    assertThat(line.countSent("AT+CGSN")).isZero();
  }

  @Test
  void reset_afterTheCallerClosedTheSession_saysNothingInTheClearIfTheModuleStaysAway()
      throws Exception {
    module.close();
    module = bench.open(ModuleOptions.builder().encryption(bench.keys));
    module.c2c().close();
    line.beforeSending(
        text -> {
          if (text.startsWith("AT+CFUN=")) {
            line.beforeSending(later -> {});
            var unused = time.schedule(silicon::powerOff, Duration.ofSeconds(2));
          }
        });
    assertThatThrownBy(() -> module.power().reset()).isInstanceOf(TransientException.class);
    silicon.powerOn();
    time.settle(Duration.ofSeconds(10));
    line.forget();
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertThat(line.countSent("AT+CGSN")).isZero();
    assertThat(module.c2c().isOpen()).isTrue();
  }
}
