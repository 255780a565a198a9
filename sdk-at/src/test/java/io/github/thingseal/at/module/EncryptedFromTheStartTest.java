package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.ConfigurationFailedException;
import io.github.thingseal.at.command.EncryptionLostException;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.SimulatedModule;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules that are opened with the keys of a session, in the clear or within it. */
@ParameterizedClass
@ValueSource(strings = {"00B", "01B"}) // V1, V2
@Timeout(120)
class EncryptedFromTheStartTest {
  private final C2cBench bench;
  private final SimulatedModule silicon;
  private final WatchedLine line;
  private final SharedTime time;
  private final C2cKeys keys;
  private SecurityModule module;

  /** A module that was paired, and is in the clear. */
  EncryptedFromTheStartTest(String firmware) {
    bench = new C2cBench(firmware);
    silicon = bench.silicon;
    line = bench.line;
    time = bench.time;
    keys = bench.keys;
    module = bench.open(ModuleOptions.builder());
  }

  private SecurityModule open(C2cKeys with) {
    return bench.open(ModuleOptions.builder().encryption(with));
  }

  /** The program ends, and says nothing to the module. */
  private void crash() {
    module.close();
    line.forget();
  }

  private void openEncrypted() {
    module = open(keys);
  }

  @AfterEach
  void stop() {
    module.close();
    bench.close();
  }

  private void assertWorksEncrypted() {
    line.forget();
    assertThat(module.c2c().isOpen()).isTrue();
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertThat(module.rotPublicUid()).isEqualTo(ModuleBench.UID);
    assertThat(line.countSent("AT+CGSN")).isZero();
    assertThat(line.countSent("AT+USECROTUID")).isZero();
  }

  private void assertWorksInClear() {
    line.forget();
    assertThat(module.c2c().isOpen()).isFalse();
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertThat(line.countSent("AT+CGSN")).isEqualTo(1);
  }

  @Test
  void open_whenModuleIsInTheSessionOfAProgramThatCrashed_goesOnWithinIt() {
    module.c2c().open(keys);
    crash();
    openEncrypted();
    assertThat(line.countSent("AT\r\u00f9")).isPositive();
    assertThat(line.countSent("ATE0")).isZero();
    assertThat(line.countSent("AT+USECC2C")).isZero();
    assertWorksEncrypted();

    module.c2c().close();
    assertWorksInClear();
  }

  @Test
  void open_whenModuleIsInTheClear_opensASession() {
    crash();
    openEncrypted();
    assertThat(line.countSent("ATE0")).isEqualTo(1);
    assertThat(line.countSent("AT+USECC2C=1")).isEqualTo(1);
    assertWorksEncrypted();

    module.c2c().close();
    assertWorksInClear();
  }

  @Test
  void open_onATransportThatDoesNotComeBack_doesTheSame() {
    module.c2c().open(keys);
    crash();
    module = bench.openOnce(ModuleOptions.builder().encryption(keys));
    assertThat(line.countSent("ATE0")).isZero();
    assertWorksEncrypted();
  }

  @Test
  void open_whenModuleIsInASessionOfOtherKeys_saysWhatToDo() {
    module.c2c().open(keys);
    crash();
    try (C2cKeys others = strange()) {
      assertThatThrownBy(() -> open(others))
          .isInstanceOf(TransientException.class)
          .hasMessageContaining("ModuleOptions.encryption");
    }
    openEncrypted();
    assertWorksEncrypted();
  }

  @Test
  void open_withKeysOfNoPairing_isRefused() {
    crash();
    try (C2cKeys others = strange()) {
      assertThatThrownBy(() -> open(others)).isInstanceOf(CommandRejectedException.class);
    }
  }

  private C2cKeys strange() {
    SecretBytes hmacKey = keys.hmacKey().expose(SecretBytes::copyOf);
    return C2cKeys.of(secret(1), secret(2), hmacKey);
  }

  private static SecretBytes secret(int fill) {
    byte[] bytes = new byte[C2cKeys.LENGTH_BYTES];
    Arrays.fill(bytes, (byte) fill);
    return SecretBytes.takeFrom(bytes);
  }

  @Test
  void open_whenTheKeysWereClosed_isRefused() {
    crash();
    keys.close();
    assertThatThrownBy(this::openEncrypted).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void execute_whenTheKeysWereClosedAfterOpening_worksAlsoAfterARestart() throws Exception {
    crash();
    openEncrypted();
    keys.close();
    bench.restart();
    assertThatThrownBy(() -> module.execute(Identification.IMEI))
        .isInstanceOf(EncryptionLostException.class);
    assertWorksEncrypted();
  }

  @Test
  void execute_whenModuleHasRestarted_opensAnotherSessionFirst() throws Exception {
    crash();
    openEncrypted();
    for (int i = 0; i < 2; i++) {
      bench.restart();
      assertThatThrownBy(() -> module.execute(Identification.IMEI))
          .isInstanceOf(EncryptionLostException.class);
      line.forget();
      assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
      assertThat(line.countSent("ATE0")).isEqualTo(1);
      assertThat(line.countSent("AT+USECC2C=1")).isEqualTo(1);
      assertThat(line.countSent("AT+CGSN")).isZero();
      assertWorksEncrypted();
    }
  }

  @Test
  void execute_whenModuleRefusesAnotherSession_failsWithTheReasonUntilItDoesNot() throws Exception {
    crash();
    openEncrypted();
    bench.restart();
    assertThatThrownBy(() -> module.execute(Identification.IMEI))
        .isInstanceOf(EncryptionLostException.class);
    silicon.faults(
        C2cBench.healthy(ModuleFault.result("+USECC2C", "+CME ERROR: operation not allowed")));
    line.forget();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> module.execute(Identification.IMEI))
          .isInstanceOf(ConfigurationFailedException.class)
          .hasCauseInstanceOf(CommandRejectedException.class)
          .hasMessageContaining("AT+USECC2C=");
    }
    assertThat(line.countSent("AT+CGSN")).isZero();
    silicon.faults(C2cBench.healthy());
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertWorksEncrypted();
  }

  @Test
  void execute_whenTheCableWasPulledAndTheModuleStaysWithin_goesOnEncrypted() throws Exception {
    crash();
    openEncrypted();
    bench.pullTheCableOf(module);
    line.forget();
    assertThatCode(() -> module.execute(RawCommand.builder("AT").repeatable().build()))
        .doesNotThrowAnyException();
    assertThat(line.countSent("AT+USECC2C")).isZero();
    assertThat(line.countSent("ATE0")).isZero();
    assertWorksEncrypted();
  }

  @Test
  void execute_whenTheCableWasPulledAndTheModuleRestarted_opensAnotherSessionFirst()
      throws Exception {
    crash();
    openEncrypted();
    bench.pullTheCableOf(module);
    silicon.powerCycle();
    line.forget();
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertThat(line.countSent("AT+USECC2C=1")).isEqualTo(1);
    assertThat(line.countSent("AT+CGSN")).isZero();
    assertWorksEncrypted();
  }

  @Test
  void reset_afterwards_isInASessionAgain() {
    crash();
    openEncrypted();
    module.power().reset();
    assertWorksEncrypted();
  }

  @Test
  void reset_whenModuleDoesNotComeBack_saysNothingInTheClearUntilItIsInASessionAgain()
      throws Exception {
    crash();
    openEncrypted();
    line.beforeSending(
        text -> {
          line.beforeSending(later -> {});
          var unused = time.schedule(silicon::powerOff, Duration.ofSeconds(2));
        });
    assertThatThrownBy(() -> module.power().reset()).isInstanceOf(TransientException.class);
    line.forget();
    assertThatThrownBy(() -> module.execute(Identification.IMEI))
        .isInstanceOf(TransientException.class);
    assertThat(line.countSent("AT+CGSN")).isZero();
    silicon.powerOn();
    time.settle(Duration.ofSeconds(10));
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertWorksEncrypted();
  }

  @Test
  void reset_whenTheModuleSaidOkAndStayedInTheSession_isFoundWithinItByTheNextCommand() {
    crash();
    openEncrypted();
    silicon.faults(C2cBench.healthy(ModuleFault.result("+CFUN", "OK")));
    assertThatThrownBy(() -> module.power().reset()).isInstanceOf(TransientException.class);
    silicon.faults(C2cBench.healthy());
    line.forget();
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertThat(line.countSent("AT+CGSN")).isZero();
    assertThat(line.countSent("ATE0")).isZero();
    assertThat(line.countSent("AT+USECC2C")).isZero();
    assertWorksEncrypted();
  }

  @Test
  void execute_whenAModuleThatStayedInTheSessionComesBackAtAnotherPort_isFoundWithinIt()
      throws Exception {
    crash();
    openEncrypted();
    silicon.faults(C2cBench.healthy(ModuleFault.result("+CFUN", "OK")));
    module.execute(RawCommand.of("AT+CFUN=16"));
    silicon.faults(C2cBench.healthy());
    bench.pullTheCableOf(module);
    line.forget();
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertThat(line.countSent("ATE0")).isZero();
    assertWorksEncrypted();
  }

  @Test
  void off_whenTheModuleIsTurnedOnAgain_isInASessionAgain() throws Exception {
    crash();
    openEncrypted();
    module.power().off();
    silicon.powerOn();
    time.settle(Duration.ofSeconds(10));
    line.forget();
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertThat(line.countSent("AT+CGSN")).isZero();
    assertWorksEncrypted();
  }

  @Test
  void off_whenTheModuleRefuses_isInASessionAgain() {
    crash();
    openEncrypted();
    silicon.faults(C2cBench.healthy(ModuleFault.result("+CPWROFF", "ERROR")));
    assertThatThrownBy(() -> module.power().off()).isInstanceOf(CommandRejectedException.class);
    silicon.faults(C2cBench.healthy());
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertWorksEncrypted();
  }

  @Test
  void execute_whenTheCallerRestartsTheModuleByARawCommand_opensAnotherSessionFirst()
      throws Exception {
    crash();
    openEncrypted();
    module.execute(RawCommand.of("AT+CFUN=16"));
    time.settle(Duration.ofSeconds(15));
    line.forget();
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertThat(line.countSent("AT+CGSN")).isZero();
    assertWorksEncrypted();
  }

  @Test
  void close_untilTheNextRestart_isInTheClear() throws Exception {
    crash();
    openEncrypted();
    module.c2c().close();
    assertWorksInClear();
    bench.restart();
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertWorksEncrypted();
  }

  @Test
  void close_whenModuleRefusesAnotherSessionAfterARestart_saysNothingMoreInTheClear()
      throws Exception {
    crash();
    openEncrypted();
    module.c2c().close();
    bench.restart();
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    silicon.faults(
        C2cBench.healthy(ModuleFault.result("+USECC2C", "+CME ERROR: operation not allowed")));
    line.forget();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> module.execute(Identification.IMEI))
          .isInstanceOf(ConfigurationFailedException.class)
          .hasCauseInstanceOf(CommandRejectedException.class);
    }
    assertThat(line.countSent("AT+CGSN")).isZero();
  }

  @Test
  void sessionLost_whenSaidByTheCaller_goesOnInTheClear() throws Exception {
    crash();
    openEncrypted();
    bench.restart();
    module.c2c().sessionLost();
    assertWorksInClear();
  }

  @Test
  void execute_whenModuleIsSilentAfterARestart_isAskedAgainBeforeTheNextCommand() {
    crash();
    openEncrypted();
    silicon.powerOff();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> module.execute(Identification.IMEI))
          .isInstanceOf(CommandTimeoutException.class);
    }
    silicon.powerOn();
    silicon.advance(Duration.ofSeconds(10));
    line.forget();
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertThat(line.countSent("AT+CGSN")).isZero();
    assertWorksEncrypted();
  }
}
