package io.github.thingseal.at.module;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.c2c.C2cKeyBlob;
import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.channel.Scheduler;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.EncryptionLostException;
import io.github.thingseal.at.command.FixedCommand;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.SimulatedModule;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No one knows whether the module encrypts: driver and simulated module in one virtual time. */
@Timeout(120)
class ChipToChipInDoubtTest {
  private final C2cBench bench = new C2cBench("01B");
  private final SimulatedModule silicon = bench.silicon;
  private final WatchedLine line = bench.line;
  private final LooseCable cable = bench.cable;
  private final SharedTime time = bench.time;
  private final C2cKeys keys = bench.keys;
  private SecurityModule module = bench.open(ModuleOptions.builder());

  @AfterEach
  void stop() {
    module.close();
    bench.close();
  }

  /** Spoils the answer to a command that goes out in the clear. */
  private void spoilAnswerTo(String command, String spoilt) {
    line.beforeSending(
        text -> {
          if (text.startsWith(command)) {
            line.beforeSending(later -> {});
            cable.spoilNext(block -> spoilt.getBytes(ISO_8859_1));
          }
        });
  }

  private void assertWorksEncrypted() {
    line.forget();
    assertThat(module.c2c().isOpen()).isTrue();
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertThat(line.countSent("AT+CGSN")).isZero();
    line.forget();
    assertThat(module.rotPublicUid()).isEqualTo(ModuleBench.UID);
    assertThat(line.countSent("AT")).isZero();
  }

  private void assertWorksInClear() {
    line.forget();
    assertThat(module.c2c().isOpen()).isFalse();
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertThat(module.rotPublicUid()).isEqualTo(ModuleBench.UID);
    assertThat(line.countSent("AT+CGSN")).isEqualTo(1);
  }

  /** A module takes 8 pairings only: this one is not to be lost. */
  @Test
  void pair_whenTheOkOfTheConfirmationIsLost_hasHandedOverTheKeys() {
    SecretBytes wrappingKey = SecretBytes.copyOf(new byte[C2cKeyBlob.WRAPPING_KEY_BYTES]);
    SecretBytes secret =
        SecretBytes.copyOf(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6});
    AtomicReference<byte[]> stored = new AtomicReference<>();
    spoilAnswerTo("AT+USECC2C=4", "");
    assertThatThrownBy(
            () ->
                module.c2c().pair(secret, fresh -> stored.set(C2cKeyBlob.seal(fresh, wrappingKey))))
        .isInstanceOf(CommandTimeoutException.class);
    assertThatThrownBy(secret::exposeCopy).isInstanceOf(InvalidInputException.class);
    try (C2cKeys kept = C2cKeyBlob.open(requireNonNull(stored.get()), wrappingKey)) {
      module.c2c().open(kept);
    }
    assertWorksEncrypted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\nO\0K\r\n", "\r\n\0OK\r\n", "OK\r\n", "\r\nOK\r", "\r\nKO\r\n"})
  void open_whenItsOkIsLostOrDamaged_isOpen(String spoilt) {
    spoilAnswerTo("AT+USECC2C=1", spoilt);
    module.c2c().open(keys);
    assertWorksEncrypted();
  }

  @Test
  void open_whenModuleHeardNothing_saysThatThereIsNoSession() {
    silicon.faults(C2cBench.healthy(ModuleFault.silence("+USECC2C")));
    assertThatThrownBy(() -> module.c2c().open(keys))
        .isInstanceOf(EncryptionLostException.class)
        .hasMessageContaining("bench")
        .hasMessageContaining("still answers in the clear")
        .hasMessageContaining("Open it again")
        .satisfies(
            lost ->
                assertThat(lost.getSuppressed())
                    .singleElement()
                    .isInstanceOf(CommandTimeoutException.class));
    silicon.faults(C2cBench.healthy());
    assertWorksInClear();
    module.c2c().open(keys);
    assertWorksEncrypted();
  }

  @Test
  void open_whenModuleDies_saysWhatToDoAndAsksAgainBeforeTheNextCommand() {
    line.beforeSending(text -> silicon.powerOff());
    assertThatThrownBy(() -> module.c2c().open(keys))
        .isInstanceOf(CommandTimeoutException.class)
        .hasMessageContaining("neither in the chip-to-chip session nor in the clear")
        .hasMessageContaining("power-cycle it");
    line.beforeSending(text -> {});
    line.forget();
    assertThatThrownBy(() -> module.execute(Identification.IMEI))
        .isInstanceOf(CommandTimeoutException.class);
    assertThat(line.countSent("AT+CGSN")).isZero();

    silicon.powerOn();
    silicon.advance(Duration.ofSeconds(10));
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertWorksInClear();
  }

  @Test
  void open_whenThePortVanishesBehindIt_isNotSentAgainAndTheModuleIsAskedNext() {
    line.beforeSending(
        text -> {
          if (text.startsWith("AT+USECC2C=1")) {
            line.beforeSending(later -> {});
            cable.spoilNext(
                block -> {
                  cable.pull();
                  return new byte[0];
                });
          }
        });
    line.forget();
    assertThatThrownBy(() -> module.c2c().open(keys))
        .isInstanceOfSatisfying(
            ChannelClosedException.class,
            lost -> assertThat(lost.mayHaveBeenCarriedOut()).isTrue());
    assertThat(line.countSent("AT+USECC2C=1")).isEqualTo(1);
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    // With whichever probe: a channel that looks for its step after the loss asks first.
    assertThat(line.countSent("AT\r\u00f9") + line.countSent("AT+CMEE?\r\u00f9"))
        .as("%s", line)
        .isPositive();
    assertThat(line.countSent("AT+USECC2C=1")).isEqualTo(1);
    assertWorksEncrypted();
  }

  @Test
  void open_whenTheModuleIsBusy_isSentAgain() {
    silicon.faults(List.of(ModuleFault.secBusy(Duration.ofSeconds(8))));
    module.c2c().open(keys);
    assertWorksEncrypted();
  }

  @Test
  void close_whenItsOkIsLost_isClosed() {
    module.c2c().open(keys);
    line.beforeSending(
        text -> {
          line.beforeSending(later -> {});
          cable.spoilNext(block -> new byte[0]);
        });
    module.c2c().close();
    assertWorksInClear();
  }

  @Test
  void off_whenTheModuleRefuses_leavesTheSessionOpen() {
    module.c2c().open(keys);
    silicon.faults(
        List.of(
            ModuleFault.result("+USECC2C", "+CME ERROR: operation not allowed"),
            ModuleFault.result("+CPWROFF", "+CME ERROR: operation not allowed")));
    assertThatThrownBy(module.power()::off).isInstanceOf(CommandRejectedException.class);
    silicon.faults(List.of());
    assertWorksEncrypted();
  }

  @Test
  void close_whenModuleHeardNothing_leavesItOpen() {
    module.c2c().open(keys);
    silicon.faults(C2cBench.healthy(ModuleFault.silence("+USECC2C")));
    assertThatThrownBy(module.c2c()::close).isInstanceOf(CommandTimeoutException.class);
    assertWorksEncrypted();
  }

  @Test
  void close_whenModuleRefuses_leavesItOpen() {
    module.c2c().open(keys);
    silicon.faults(
        C2cBench.healthy(ModuleFault.result("+USECC2C", "+CME ERROR: operation not allowed")));
    assertThatThrownBy(module.c2c()::close).isInstanceOf(CommandRejectedException.class);
    assertWorksEncrypted();
  }

  @Test
  void close_whenModuleDiesAndComesBack_goesOnInTheClearAsTheCallerWanted() {
    module.c2c().open(keys);
    line.beforeSending(text -> silicon.powerOff());
    assertThatThrownBy(module.c2c()::close).isInstanceOf(CommandTimeoutException.class);
    line.beforeSending(text -> {});
    silicon.powerOn();
    silicon.advance(Duration.ofSeconds(10));
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertWorksInClear();
  }

  @Test
  void execute_whenNoiseComesAfterTheSessionWasLost_isNotConfiguredAgain() throws Exception {
    module.c2c().open(keys);
    bench.restart();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> module.execute(Identification.IMEI))
          .isInstanceOf(EncryptionLostException.class);
    }
    line.forget();
    silicon.urc("\u00f8");
    time.settle(Duration.ofSeconds(1));
    while (line.countSent("AT+CMEE?") == 0) {
      assertThatThrownBy(() -> module.execute(Identification.IMEI))
          .isInstanceOf(EncryptionLostException.class);
    }
    assertThat(line.countSent("ATE0")).isZero();
  }

  @Test
  void execute_whenACommandWithinHadNoAnswer_goesOnEncrypted() {
    module.c2c().open(keys);
    silicon.faults(C2cBench.healthy(ModuleFault.silence("+CGSN")));
    assertThatThrownBy(() -> module.execute(Identification.IMEI))
        .isInstanceOf(CommandTimeoutException.class);
    silicon.faults(C2cBench.healthy());
    assertWorksEncrypted();
  }

  /** After a time-out the channel looks for its step before it asks. */
  private void assertIsAskedOnce() {
    line.forget();
    assertThatThrownBy(() -> module.execute(Identification.IMEI))
        .isInstanceOf(EncryptionLostException.class);
    assertThat(line.countSent("AT+CMEE?\r\u00f9")).as("%s", line).isEqualTo(1);
    assertThat(line.countSent("AT\r\u00f9")).as("%s", line).isEqualTo(1);
  }

  private void assertIsLostUntilTheCallerKnows() {
    for (int i = 0; i < 2; i++) {
      line.forget();
      assertThatThrownBy(() -> module.execute(Identification.IMEI))
          .isInstanceOfSatisfying(
              EncryptionLostException.class,
              lost -> assertThat(lost.mayHaveBeenCarriedOut()).isFalse())
          .hasMessageContaining("bench")
          .hasMessageContaining("c2c().sessionLost()");
      assertThat(line.countSent("AT+CGSN")).isZero();
    }
    assertThat(line.countSent("AT")).isZero();
    assertThat(module.submit(Identification.IMEI))
        .failsWithin(60, TimeUnit.SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(EncryptionLostException.class);
    assertThat(line.countSent("AT+CGSN")).isZero();
    assertThat(module.c2c().isOpen()).isFalse();

    module.c2c().sessionLost();
    assertWorksInClear();
  }

  @Test
  void execute_whenModuleHasRestartedAndEchoes_failsAtOnceAndIsRefusedUntilTheCallerKnows()
      throws Exception {
    BlockingQueue<RestartSign> signs = new LinkedBlockingQueue<>();
    module.onRestart(signs::add);
    module.c2c().open(keys);
    bench.restart();
    assertThatThrownBy(() -> module.rotPublicUid())
        .isInstanceOfSatisfying(
            EncryptionLostException.class,
            lost -> assertThat(lost.mayHaveBeenCarriedOut()).isTrue())
        .hasMessageContaining("AT+USECROTUID on bench has no answer")
        .hasMessageContaining("what was sent came back")
        .hasMessageContaining("is asked before the next command");
    assertThat(module.c2c().isOpen()).isTrue();
    assertIsAskedOnce();
    assertThat(line.countSent("ATE0")).isEqualTo(1);
    bench.time.settle(Duration.ofSeconds(1));
    assertThat(signs.poll()).isEqualTo(RestartSign.ECHO);
    assertIsLostUntilTheCallerKnows();
  }

  @Test
  void submit_whenModuleHasRestartedAndEchoes_failsAtOnce() {
    module.c2c().open(keys);
    bench.restart();
    assertThat(module.submit(Identification.IMEI))
        .failsWithin(60, TimeUnit.SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(EncryptionLostException.class);
    assertIsLostUntilTheCallerKnows();
  }

  @Test
  void seal_whenModuleHasRestartedAndEchoes_saysThatItsOutcomeIsUnknown() {
    bench.serviceReachable = true;
    module.network().connect(Duration.ofMinutes(3));
    module.sealing().awaitBootstrapped(Duration.ofMinutes(5), SealingProgress.NONE);
    module.c2c().open(keys);
    AtomicInteger sent = new AtomicInteger();
    line.beforeSending(
        text -> {
          if (sent.incrementAndGet() == 3) {
            bench.restart();
          }
        });
    assertThatThrownBy(
            () -> module.sealing().seal(ModuleBench.UID, ModuleBench.PROFILE, ModuleBench.SERIAL))
        .isInstanceOf(SealOutcomeUnknownException.class)
        .hasCauseInstanceOf(EncryptionLostException.class);
    assertIsLostUntilTheCallerKnows();
  }

  @Test
  void execute_whenModuleHasRestartedAndGivesNoSign_isToldAfterItsLimitAndAskedOnce() {
    module.execute(FixedCommand.STORE_PROFILE);
    module.c2c().open(keys);
    bench.restart();
    assertThatThrownBy(() -> module.execute(Identification.IMEI))
        .isInstanceOf(CommandTimeoutException.class);
    assertIsAskedOnce();
    assertIsLostUntilTheCallerKnows();
  }

  @Test
  void execute_whenModuleRestartsAmidACommandAndGreets_failsThen() {
    module.close();
    module = bench.open(ModuleOptions.builder().setGreeting("Module has booted."));
    module.execute(RawCommand.of("AT+IPR=115200"));
    module.execute(FixedCommand.STORE_PROFILE);
    module.c2c().open(keys);
    silicon.faults(C2cBench.healthy(ModuleFault.silence("+USECROTUID")));
    Scheduler.Scheduled unused = time.schedule(silicon::powerCycle, Duration.ofSeconds(2));
    assertThatThrownBy(() -> module.rotPublicUid())
        .isInstanceOf(EncryptionLostException.class)
        .hasMessageContaining("its greeting came in the clear");
    silicon.faults(C2cBench.healthy());
    assertIsLostUntilTheCallerKnows();
  }

  @Test
  void execute_whenTheModuleGreetedMeanwhile_isAskedFirst() throws Exception {
    module.close();
    module = bench.open(ModuleOptions.builder().setGreeting("Module has booted."));
    module.execute(RawCommand.of("AT+IPR=115200"));
    module.execute(FixedCommand.STORE_PROFILE);
    module.c2c().open(keys);
    line.forget();
    bench.restart();
    time.settle(Duration.ofSeconds(1));
    assertThatThrownBy(() -> module.execute(Identification.IMEI))
        .isInstanceOfSatisfying(
            EncryptionLostException.class,
            lost -> assertThat(lost.mayHaveBeenCarriedOut()).isFalse());
    assertIsLostUntilTheCallerKnows();
  }

  @Test
  void execute_whenSomebodyElseSpeaksInTheClear_isAnsweredAndTheModuleIsAskedNext() {
    module.c2c().open(keys);
    cable.spoilNext(block -> joined("\r\n+CREG: 1\r\n".getBytes(ISO_8859_1), block));
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    line.forget();
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertThat(line.countSent("AT\r\u00f9")).isEqualTo(1);
    assertWorksEncrypted();
  }

  @Test
  void execute_whenThereWasNoiseOnly_asksNothing() {
    module.c2c().open(keys);
    cable.spoilNext(block -> joined(new byte[] {0, 'x', (byte) 0xF9, '\r', '\n', 0}, block));
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    line.forget();
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertThat(line.countSent("AT")).isZero();
    assertWorksEncrypted();
  }

  @Test
  void execute_whenTheLineGivesBackWhatWasSent_failsAndGoesOnEncrypted() {
    module.c2c().open(keys);
    line.beforeSending(
        text -> {
          line.beforeSending(later -> {});
          cable.spoilNext(block -> joined(text.getBytes(ISO_8859_1), block));
        });
    assertThatThrownBy(() -> module.execute(Identification.IMEI))
        .isInstanceOf(EncryptionLostException.class);
    assertWorksEncrypted();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Test
  void close_whenModuleHasRestarted_isClosed() {
    module.c2c().open(keys);
    bench.restart();
    module.c2c().close();
    assertWorksInClear();
  }

  @Test
  void close_whenTheSessionIsKnownToBeLost_isClosed() {
    module.c2c().open(keys);
    bench.restart();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> module.execute(Identification.IMEI))
          .isInstanceOf(EncryptionLostException.class);
    }
    module.c2c().close();
    assertWorksInClear();
  }

  @Test
  void open_whenTheSessionWasLostAndTheModuleRefusesAnother_isRefusedAsBefore() {
    module.c2c().open(keys);
    bench.restart();
    assertThatThrownBy(() -> module.execute(Identification.IMEI))
        .isInstanceOf(EncryptionLostException.class);
    silicon.faults(
        C2cBench.healthy(ModuleFault.result("+USECC2C", "+CME ERROR: operation not allowed")));
    assertThatThrownBy(() -> module.c2c().open(keys)).isInstanceOf(CommandRejectedException.class);
    assertIsLostUntilTheCallerKnows();
  }

  @Test
  void open_whenTheSessionWasLostAndTheModuleHearsNothing_isRefusedAsBefore() {
    module.c2c().open(keys);
    bench.restart();
    assertThatThrownBy(() -> module.execute(Identification.IMEI))
        .isInstanceOf(EncryptionLostException.class);
    silicon.faults(C2cBench.healthy(ModuleFault.silence("+USECC2C")));
    assertThatThrownBy(() -> module.c2c().open(keys))
        .isInstanceOf(EncryptionLostException.class)
        .hasMessageContaining("still answers in the clear");
    assertIsLostUntilTheCallerKnows();
  }

  @Test
  void execute_whenARestartWasAskedForAndThePortVanishesWithIt_isInTheClear() throws Exception {
    module.c2c().open(keys);
    module.execute(RawCommand.of("AT+CFUN=16"));
    assertThat(module.c2c().isOpen()).isFalse();
    bench.pullTheCableOf(module);
    silicon.advance(Duration.ofSeconds(20));
    assertWorksInClear();
  }

  @Test
  void execute_whenModuleLeftTheSessionButKeptItsSettings_isRefusedAllTheSame() throws Exception {
    BlockingQueue<RestartSign> signs = new LinkedBlockingQueue<>();
    module.onRestart(signs::add);
    module.c2c().open(keys);
    cable.spoilNext(block -> new byte[0]);
    assertThatThrownBy(() -> module.execute(RawCommand.of("AT+USECC2C=2")))
        .isInstanceOf(CommandTimeoutException.class);
    line.forget();
    assertThatThrownBy(() -> module.execute(Identification.IMEI))
        .isInstanceOf(EncryptionLostException.class);
    assertThat(line.countSent("AT+CGSN")).isZero();
    bench.time.settle(Duration.ofSeconds(1));
    assertThat(signs.poll()).isEqualTo(RestartSign.SESSION_LOST);
  }

  @Test
  void open_whenTheSessionWasLost_opensAnother() {
    module.c2c().open(keys);
    bench.restart();
    assertThatThrownBy(() -> module.execute(Identification.IMEI))
        .isInstanceOf(EncryptionLostException.class);
    module.c2c().open(keys);
    assertWorksEncrypted();
  }

  @Test
  void execute_whenTheCableWasPulledAndTheModuleStaysWithin_goesOnEncrypted() throws Exception {
    module.c2c().open(keys);
    line.forget();
    bench.pullTheCableOf(module);
    assertThat(module.execute(RawCommand.builder("AT").repeatable().build())).isEmpty();
    assertThat(line.countSent("ATE0")).isZero();
    assertWorksEncrypted();
  }

  @Test
  void execute_whenTheCableWasPulledAndTheModuleRestarted_isRefusedUntilTheCallerKnows()
      throws Exception {
    module.c2c().open(keys);
    bench.pullTheCableOf(module);
    bench.restart();
    assertThatThrownBy(() -> module.execute(Identification.IMEI))
        .isInstanceOf(EncryptionLostException.class);
    assertThat(line.countSent("AT+CGSN")).isZero();
    module.c2c().sessionLost();
    assertWorksInClear();
  }

  @Test
  void execute_whenEchoWasTurnedOnWithin_staysEncrypted() {
    module.c2c().open(keys);
    module.execute(RawCommand.of("ATE1"));
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertWorksEncrypted();
  }
}
