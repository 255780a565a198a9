package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.channel.ChannelListener;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.Reconnection;
import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.EncryptionLostException;
import io.github.thingseal.at.command.Identification;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModuleFaults;
import io.github.thingseal.testkit.SimulatedModulePort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands that wait, for the line or for a configuration, while the session ends. */
@Timeout(60)
class WaitingCommandsTest {
  private final RootOfTrust rootOfTrust =
      RootOfTrust.derive(SecretBytes.copyOf(new byte[32]), ModuleBench.UID);
  private final SimulatedModule silicon;
  private final WatchedLine line;
  private final SharedTime time;
  private final C2cKeys keys;
  private SecurityModule module;
  private volatile Consumer<String> sending = text -> {};

  WaitingCommandsTest() {
    silicon =
        SimulatedModule.builder(rootOfTrust)
            .virtualTime(Instant.parse("2026-11-22T12:00:00Z"))
            .insecureSeed(1)
            .imei(ModuleBench.IMEI)
            .faults(healthy().build())
            .build();
    silicon.advance(Duration.ofMinutes(1));
    SimulatedModulePort port = silicon.openStreams();
    WatchedLine watched = new WatchedLine(StreamTransport.of("bench", port.input(), port.output()));
    line = watched;
    time = new SharedTime(silicon, () -> watched.isIdle(port), Thread.currentThread());
    time.start();
    LooseCable cable = new LooseCable(watched);
    Reconnection patient = Reconnection.waiting(Duration.ofMinutes(1));
    module = SecurityModule.open(cable, options(ModuleOptions.builder()), patient);
    keys = module.c2c().pair();
    module.close();
    module = SecurityModule.open(cable, options(ModuleOptions.builder().encryption(keys)), patient);
    line.forget();
  }

  private static SimulatedModuleFaults.Builder healthy() {
    return SimulatedModuleFaults.builder().secBusy(Duration.ZERO);
  }

  private ModuleOptions options(ModuleOptions.Builder options) {
    return options
        .channel(ChannelOptions.builder().scheduler(time).listener(listener()).build())
        .configuration(family -> List.of())
        .build();
  }

  private ChannelListener listener() {
    return new ChannelListener() {
      @Override
      public void onSent(String text) {
        sending.accept(text);
      }
    };
  }

  @AfterEach
  void stop() {
    module.close();
    line.close();
    keys.close();
    silicon.close();
    rootOfTrust.close();
    time.close();
  }

  @Test
  void submit_behindARestart_saysNothingInTheClear() throws Exception {
    silicon.faults(healthy().latency("+CFUN", Duration.ofSeconds(5)).build());
    CompletableFuture<?> restart = module.submit(RawCommand.of("AT+CFUN=16"));
    CompletableFuture<String> behind = module.submit(Identification.IMEI);
    restart.get();
    assertNotSent(behind);
    assertThat(line.countSent("AT+CGSN")).isZero();
    time.settle(Duration.ofSeconds(15));
    assertWorksEncrypted();
  }

  @Test
  void execute_whenTheSessionEndedOnItsWayToTheLine_saysNothingInTheClear() {
    Overtaken command = new Overtaken(this::restartAndNotice);
    assertThatThrownBy(() -> module.execute(command)).isInstanceOf(EncryptionLostException.class);
    assertThat(line.countSent("AT+CGSN")).isZero();
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
    for (CompletableFuture<String> command : queued) {
      assertThat(command).failsWithin(Duration.ofSeconds(30));
    }
    assertThat(Duration.between(start, silicon.now())).isLessThan(Duration.ofSeconds(150));
    assertThat(line.countSent("AT+CGSN")).isZero();
    assertWorksEncrypted();
  }

  @Test
  void submit_behindACommandThatTakesTooLong_worksWithinTheSession() throws Exception {
    silicon.faults(healthy().silence("+CCLK").build());
    CompletableFuture<?> first = module.submit(RawCommand.of("AT+CCLK?"));
    CompletableFuture<String> behind = module.submit(Identification.IMEI);
    assertThat(first).failsWithin(Duration.ofSeconds(30));
    assertThat(behind.get()).isEqualTo(ModuleBench.IMEI);
    assertWorksEncrypted();
  }

  @Test
  void off_whileOthersSubmit_saysNothingOfTheirsInTheClear() throws Exception {
    AtomicReference<CompletableFuture<String>> behind = new AtomicReference<>();
    line.beforeSending(
        text -> {
          if (text.startsWith("AT+CPWROFF")) {
            behind.compareAndSet(null, module.submit(Identification.IMEI));
          }
        });
    module.power().off();
    assertThat(behind.get()).failsWithin(Duration.ofSeconds(30));
    assertThat(line.countSent("AT+CGSN")).isZero();
  }

  @Test
  void submit_whenTheModuleIsToBeConfiguredFirst_isAbortedByCancelling() throws Exception {
    restartAndNotice();
    CountDownLatch sent = new CountDownLatch(1);
    silicon.faults(healthy().latency("+CCLK", Duration.ofSeconds(5)).build());
    sending = text -> countDownAt("AT+CCLK?", text, sent);
    CompletableFuture<?> scan = module.submit(RawCommand.builder("AT+CCLK?").abortable().build());
    sent.await();
    CountDownLatch aborted = new CountDownLatch(1);
    sending = text -> countDownAt("<abort>", text, aborted);
    scan.cancel(true);
    assertThat(aborted.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void submit_ofManyWhenTheModuleIsToBeConfiguredFirst_takesOneThreadForAll() throws Exception {
    restartAndNotice();
    CountDownLatch goOn = new CountDownLatch(1);
    line.beforeSending(text -> awaitOrFail(goOn));
    List<CompletableFuture<String>> waiting = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
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
    CompletableFuture<String> first = module.submit(Identification.IMEI);
    configuring.await();
    CompletableFuture<String> second = new CompletableFuture<>();
    Thread waiting = new Thread(() -> executeInto(second));
    waiting.start();
    waiting.interrupt();
    try {
      assertThat(second)
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(CommandInterruptedException.class);
    } finally {
      goOn.countDown();
    }
    assertThat(first.get()).isEqualTo(ModuleBench.IMEI);
    assertWorksEncrypted();
  }

  private void executeInto(CompletableFuture<String> result) {
    try {
      result.complete(module.execute(Identification.IMEI));
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  private static void awaitOrFail(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void countDownAt(String wanted, String text, CountDownLatch latch) {
    if (text.equals(wanted)) {
      latch.countDown();
    }
  }

  /** Somebody else finds that the module has restarted. */
  private void restartAndNotice() {
    silicon.powerCycle();
    silicon.advance(Duration.ofSeconds(10));
    assertThatThrownBy(() -> module.execute(RawCommand.of("AT+CCLK?")))
        .isInstanceOf(EncryptionLostException.class);
    // The next one would configure it.
    assertThat(line.countSent("AT+USECC2C=1")).isZero();
  }

  private static void assertNotSent(CompletableFuture<String> command) {
    assertThat(command)
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            EncryptionLostException.class, e -> assertThat(e.mayHaveBeenCarriedOut()).isFalse());
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
    public ReplyShape reply() {
      return Identification.IMEI.reply();
    }

    @Override
    public String read(List<InfoLine> lines) {
      return Identification.IMEI.read(lines);
    }
  }
}
