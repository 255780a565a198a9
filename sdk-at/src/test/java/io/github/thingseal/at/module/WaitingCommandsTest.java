package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.EncryptionLostException;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testsupport.Waits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands that wait, for the line or for a configuration, while the session ends. */
@Timeout(120)
class WaitingCommandsTest {
  private final C2cBench bench = new C2cBench("01B");
  private final SimulatedModule silicon = bench.silicon;
  private final WatchedLine line = bench.line;
  private final SharedTime time = bench.time;
  private final SecurityModule module = bench.open(ModuleOptions.builder().encryption(bench.keys));

  WaitingCommandsTest() {
    line.forget();
  }

  @AfterEach
  void stop() {
    module.close();
    bench.close();
  }

  @Test
  void submit_behindARestart_saysNothingInTheClear() throws Exception {
    silicon.faults(C2cBench.healthy(ModuleFault.delay("+CFUN", Duration.ofSeconds(5))));
    CompletableFuture<?> restart = module.submit(RawCommand.of("AT+CFUN=16"));
    CompletableFuture<String> behind = module.submit(Identification.IMEI);
    restart.get();
    assertThat(behind.get()).isEqualTo(ModuleBench.IMEI);
    assertWorksEncrypted();
  }

  @Test
  void execute_whenTheSessionEndedOnItsWayToTheLine_saysNothingInTheClear() {
    Overtaken command = new Overtaken(this::restartAndNotice);
    assertThat(module.execute(command)).isEqualTo(ModuleBench.IMEI);
    assertWorksEncrypted();
  }

  @Test
  void submit_ofManyWhenTheModuleIsRestarting_doesNotTakeLongForEach() throws Exception {
    silicon.powerCycle();
    Instant start = silicon.now();
    List<CompletableFuture<String>> queued = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      queued.add(module.submit(Identification.IMEI));
    }
    assertThat(queued.remove(0)).failsWithin(Duration.ofMinutes(2));
    for (CompletableFuture<String> command : queued) {
      assertThat(command.get()).isEqualTo(ModuleBench.IMEI);
    }
    assertThat(Duration.between(start, silicon.now())).isLessThan(Duration.ofSeconds(150));
    assertThat(line.countSent("AT+CGSN")).isZero();
    assertWorksEncrypted();
  }

  @Test
  void submit_behindACommandThatTakesTooLong_worksWithinTheSession() throws Exception {
    silicon.faults(C2cBench.healthy(ModuleFault.silence("+CCLK")));
    CompletableFuture<?> first = module.submit(RawCommand.of("AT+CCLK?"));
    CompletableFuture<String> behind = module.submit(Identification.IMEI);
    assertThat(first).failsWithin(Duration.ofMinutes(2));
    assertThat(behind.get()).isEqualTo(ModuleBench.IMEI);
    assertWorksEncrypted();
  }

  @Test
  void submit_behindARestartOfASessionThatNoOptionWants_isRefusedAndLaterOnesAreNot()
      throws Exception {
    try (SecurityModule unbound = unbound()) {
      silicon.faults(C2cBench.healthy(ModuleFault.delay("+CFUN", Duration.ofSeconds(5))));
      time.hold();
      CompletableFuture<?> restart = unbound.submit(RawCommand.of("AT+CFUN=16"));
      CompletableFuture<String> behind = unbound.submit(Identification.IMEI);
      CompletableFuture<?> payload =
          unbound.submit(RawCommand.builder("AT+USECE2EDATAENC=3").payload(new byte[3]).build());
      time.goOn();
      restart.get();
      assertIsRefused(behind);
      assertIsRefused(payload);
      assertThat(line.countSent("AT+CGSN")).isZero();
      assertThat(line.countSent("AT+USECE2E")).isZero();
      time.settle(Duration.ofSeconds(15));
      assertThat(unbound.submit(Identification.IMEI).get()).isEqualTo(ModuleBench.IMEI);
      assertThat(line.countSent("AT+CGSN")).isEqualTo(1);
    }
  }

  @Test
  void submit_duringAResetOfASessionThatNoOptionWants_isRefused() throws Exception {
    try (SecurityModule unbound = unbound()) {
      silicon.faults(C2cBench.healthy(ModuleFault.delay("+CFUN", Duration.ofSeconds(5))));
      AtomicReference<CompletableFuture<String>> behind = new AtomicReference<>();
      bench.onSent =
          text -> {
            if (text.startsWith("AT+CFUN=16")) {
              time.hold();
              new Thread(() -> submitAndGoOn(unbound, behind)).start();
            }
          };
      unbound.power().reset();
      assertIsRefused(Objects.requireNonNull(behind.get()));
      assertThat(line.countSent("AT+CGSN")).isZero();
      assertThat(unbound.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    }
  }

  @Test
  void submit_behindAClose_goesOnInTheClearAsTheCallerOfThatWants() throws Exception {
    try (SecurityModule unbound = unbound()) {
      silicon.faults(C2cBench.healthy(ModuleFault.delay("+CCLK", Duration.ofSeconds(5))));
      CompletableFuture<?> first = unbound.submit(RawCommand.of("AT+CCLK?"));
      Thread closing = new Thread(() -> unbound.c2c().close());
      CompletableFuture<String> behind;
      time.hold();
      closing.start();
      Waits.until(() -> closing.getState() == Thread.State.WAITING);
      behind = unbound.submit(Identification.IMEI);
      time.goOn();
      first.get();
      closing.join();
      assertThat(behind.get()).isEqualTo(ModuleBench.IMEI);
      assertThat(line.countSent("AT+CGSN")).isEqualTo(1);
    }
  }

  private void submitAndGoOn(
      SecurityModule unbound, AtomicReference<CompletableFuture<String>> given) {
    given.set(unbound.submit(Identification.IMEI));
    time.goOn();
  }

  /** A driver whose session its caller opens. */
  private SecurityModule unbound() {
    module.c2c().close();
    module.close();
    SecurityModule unbound = bench.open(ModuleOptions.builder());
    unbound.c2c().open(bench.keys);
    line.forget();
    return unbound;
  }

  private static void assertIsRefused(CompletableFuture<?> given) {
    assertThat(given)
        .failsWithin(Duration.ofMinutes(2))
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            EncryptionLostException.class,
            lost -> assertThat(lost.mayHaveBeenCarriedOut()).isFalse())
        .withMessageContaining("has ended since");
  }

  @Test
  void off_whileOthersSubmit_saysNothingOfTheirsInTheClear() throws Exception {
    AtomicReference<CompletableFuture<String>> behind = new AtomicReference<>();
    line.beforeSending(
        text -> {
          if (text.startsWith("AT+CPWROFF")) {
            // What the thread submits that turns the module off would be a part of that.
            Thread other = new Thread(() -> behind.set(module.submit(Identification.IMEI)));
            other.start();
            joinOf(other);
          }
        });
    module.power().off();
    assertThat(behind.get()).failsWithin(Duration.ofMinutes(2));
    assertThat(line.countSent("AT+CGSN")).isZero();
  }

  @Test
  void submit_whenTheModuleIsToBeConfiguredFirst_isAbortedByCancelling() throws Exception {
    restartAndNotice();
    silicon.faults(C2cBench.healthy(ModuleFault.delay("+CCLK", Duration.ofSeconds(5))));
    CountDownLatch sent = new CountDownLatch(1);
    CountDownLatch aborted = new CountDownLatch(1);
    bench.onSent =
        text -> {
          if (text.equals("AT+CCLK?")) {
            time.hold();
            sent.countDown();
          } else if (text.equals("<abort>")) {
            aborted.countDown();
          }
        };
    CompletableFuture<?> scan = module.submit(RawCommand.builder("AT+CCLK?").abortable().build());
    sent.await();
    scan.cancel(true);
    time.goOn();
    assertThat(aborted.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void submit_ofManyWhenTheModuleIsToBeConfiguredFirst_takesOneThreadForAll() throws Exception {
    restartAndNotice();
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    line.beforeSending(
        text -> {
          writing.countDown();
          awaitOrFail(goOn);
        });
    List<CompletableFuture<String>> waiting = new ArrayList<>();
    waiting.add(submitOnAnotherThread());
    writing.await();
    for (int i = 0; i < 49; i++) {
      waiting.add(module.submit(Identification.IMEI));
    }
    long threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("thingseal-module-" + module.name()))
            .count();
    goOn.countDown();
    assertThat(threads).isLessThanOrEqualTo(2);
    for (CompletableFuture<String> command : waiting) {
      assertThat(command.get()).isEqualTo(ModuleBench.IMEI);
    }
    assertWorksEncrypted();
  }

  @Test
  void execute_whenInterruptedWhileAnotherThreadConfigures_endsAtOnce() throws Exception {
    restartAndNotice();
    CountDownLatch configuring = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    line.beforeSending(
        text -> {
          if (text.startsWith("ATE0")) {
            configuring.countDown();
            awaitOrFail(goOn);
          }
        });
    CompletableFuture<String> first = submitOnAnotherThread();
    configuring.await();
    CompletableFuture<String> second = new CompletableFuture<>();
    Thread waiting = new Thread(() -> executeInto(second));
    waiting.start();
    waiting.interrupt();
    try {
      assertThat(second)
          .failsWithin(Duration.ofMinutes(2))
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(CommandInterruptedException.class);
    } finally {
      goOn.countDown();
    }
    assertThat(first.get()).isEqualTo(ModuleBench.IMEI);
    assertWorksEncrypted();
  }

  /** Who submits may have to write what others have to say, and be held up by that. */
  private CompletableFuture<String> submitOnAnotherThread() {
    return CompletableFuture.supplyAsync(
        () -> module.submit(Identification.IMEI).join(), task -> new Thread(task).start());
  }

  private void executeInto(CompletableFuture<String> result) {
    try {
      result.complete(module.execute(Identification.IMEI));
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  private static void joinOf(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitOrFail(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Someone else finds that the module has restarted. */
  private void restartAndNotice() {
    bench.restart();
    assertThatThrownBy(() -> module.execute(RawCommand.of("AT+CCLK?")))
        .isInstanceOf(EncryptionLostException.class);
    // The next one would configure it.
    assertThat(line.countSent("AT+USECC2C=1")).isZero();
  }

  private void assertWorksEncrypted() {
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertThat(module.c2c().isOpen()).isTrue();
    assertThat(line.countSent("AT+CGSN")).isZero();
  }

  /** A command that something comes before, though it was let pass already. */
  private record Overtaken(Runnable by) implements AtCommand<String> {
    @Override
    public String line() {
      by.run();
      return Identification.IMEI.line();
    }

    @Override
    public boolean secret() {
      return false;
    }

    @Override
    public boolean outlivesPort() {
      return true;
    }

    @Override
    public ReplyShape reply() {
      return Identification.IMEI.reply();
    }

    @Override
    public String read(List<InfoLine> lines) {
      return Identification.IMEI.read(lines);
    }
  }
}
