package io.github.thingseal.testkit;

import static io.github.thingseal.testkit.ModuleBench.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.Air.Verdict;
import io.github.thingseal.testkit.SimulatedModuleEvent.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Boot, registration, bootstrap, sealing, heartbeats, memory: by virtual time. */
class SimulatedModuleLifeTest {
  private static final String NOT_ALLOWED = "\r\n+CME ERROR: operation not allowed\r\n";
  private static final String OK = "\r\nOK\r\n";

  private static String info(ModuleBench bench) {
    return bench
        .send("AT+USECDEVINFO?\r")
        .replaceAll("(?s)\r\n\\+USECDEVINFO: (.*)\r\n\r\nOK\r\n", "$1");
  }

  @Test
  void heartbeatPeriod_thatIsTooShortOrTooLong_isOneSecondOrAYear() {
    try (ModuleBench bench = ModuleBench.sealed()) {
      bench.air.heartbeatPeriod = Duration.ofNanos(1);
      bench.send("AT+USECCONN\r");
      bench.air.calls.clear();
      bench.seconds(10);
      assertThat(bench.air.calls).hasSize(10);

      bench.air.heartbeatPeriod = Duration.ofSeconds(Long.MAX_VALUE);
      bench.seconds(1);
      bench.air.calls.clear();
      bench.module.advance(Duration.ofDays(364));
      assertThat(bench.air.calls).isEmpty();
      bench.module.advance(Duration.ofDays(1));
      assertThat(bench.air.calls).hasSize(1);
    }
  }

  @Test
  void waitForClient_looksForANetworkFromTheFirstByteOn() {
    try (ModuleBench bench = ModuleBench.booted(SimulatedModule.Builder::waitForClient)) {
      bench.seconds(1000);
      assertThat(bench.kinds()).doesNotContain(SimulatedModuleEvent.Kind.CONNECTED);
      assertThat(bench.send("AT+USECC2C=0,\"000102030405060708090A0B0C0D0E0F\"\r"))
          .contains("+USECC2C: 0,");
      bench.seconds(2);
      assertThat(bench.kinds()).contains(SimulatedModuleEvent.Kind.CONNECTED);
      bench.module.powerCycle();
      bench.seconds(5);
      assertThat(bench.kinds()).filteredOn(SimulatedModuleEvent.Kind.CONNECTED::equals).hasSize(2);
    }
  }

  @Test
  void boot_untilItIsDone_isDeafAndMute() {
    try (ModuleBench bench = ModuleBench.booted()) {
      bench.module.powerCycle();
      bench.module.advance(Duration.ofMillis(2999));
      assertThat(bench.send("AT\r")).isEmpty();
      bench.module.advance(Duration.ofMillis(1));
      assertThat(bench.send("AT\r")).isEqualTo("AT\r" + lines("OK"));
    }
  }

  @Test
  void nextEvent_whileBooting_isTheEndOfTheBoot() {
    try (ModuleBench bench = ModuleBench.booted()) {
      bench.module.powerCycle();
      bench.module.advance(Duration.ofMillis(1));
      assertThat(bench.module.nextEvent()).contains(bench.module.now().plusMillis(2999));
    }
  }

  @Test
  void nextEvent_withoutPower_isNone() {
    try (ModuleBench bench = ModuleBench.booted()) {
      bench.module.powerOff();
      assertThat(bench.module.nextEvent()).isEmpty();
    }
  }

  @Test
  void nextEvent_ofAModuleInRealTime_isRefused() {
    try (RootOfTrust rootOfTrust = ModuleBench.newRootOfTrust();
        SimulatedModule module = SimulatedModule.builder(rootOfTrust).build()) {
      assertThatThrownBy(module::nextEvent).isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void boot_whenItTakesNoTime_isDoneAtOnce() {
    try (ModuleBench bench =
        ModuleBench.booted(
            options -> options.bootTime(Duration.ZERO).virtualTime(ModuleBench.START))) {
      bench.module.powerCycle();
      assertThat(bench.send("AT\r")).isEqualTo("AT\r" + lines("OK"));
    }
  }

  @Test
  void securityCommands_rightAfterBoot_areBusyForThreeSeconds() {
    try (ModuleBench bench = ModuleBench.booted()) {
      bench.module.powerCycle();
      bench.seconds(3);
      bench.send("ATE0\r");
      assertThat(bench.send("AT+USECROTUID\r")).isEqualTo(lines("ERROR"));
      bench.send("AT+CMEE=2\r");
      assertThat(bench.send("AT+USECROTUID\r")).isEqualTo(lines("+CME ERROR: SEC busy"));
      assertThat(bench.send("AT+USECDEVINFO?\r")).isEqualTo(lines("+CME ERROR: SEC busy"));
      bench.seconds(3);
      assertThat(bench.send("AT+USECROTUID\r")).endsWith(OK);
    }
  }

  @Test
  void registration_whenUrcsAreOn_isReportedAsItChanges() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.send("AT+CEREG=2;+CREG=1;+CSCON=1;+CGEREP=1\r");
      assertThat(bench.send("AT+CFUN=4\r"))
          .isEqualTo(lines("OK", "+CREG: 0", "+CEREG: 0", "+CSCON: 0", "+CGEV: ME PDN DEACT 1"));
      assertThat(bench.send("AT+CGATT?\r")).isEqualTo(lines("+CGATT: 0", "OK"));
      assertThat(bench.send("AT+CFUN=1\r")).isEqualTo(OK);
      assertThat(bench.send("AT+CEREG?\r")).isEqualTo(lines("+CEREG: 2,2", "OK"));
      bench.seconds(2);
      assertThat(bench.read())
          .isEqualTo(
              lines(
                  "+CREG: 1",
                  "+CEREG: 1,\"0001\",\"01a2d001\",7",
                  "+CSCON: 1",
                  "+CGEV: ME PDN ACT 1"));
      bench.send("AT+CEREG=4\r");
      assertThat(bench.send("AT+CEREG?\r"))
          .isEqualTo(
              lines("+CEREG: 4,1,\"0001\",\"01a2d001\",\"1\",7,,,\"00100010\",\"10111110\"", "OK"));
    }
  }

  @Test
  void urc_whileACommandIsBeingTyped_waitsForItsEnd() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.write("AT+CG");
      bench.module.urc("+UUPSMR: 1");
      assertThat(bench.read()).isEmpty();
      assertThat(bench.send("MI\r")).isEqualTo(lines("u-blox", "OK", "+UUPSMR: 1"));
    }
  }

  @Test
  void bootstrap_whenConnected_runsThroughFourPhasesByItself() {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(info(bench)).isEqualTo("0,0,0");
      bench.module.advance(Duration.ofMillis(1500));
      assertThat(info(bench)).isEqualTo("1,0,0");
      bench.module.advance(Duration.ofMillis(2500));
      assertThat(info(bench)).isEqualTo("1,0,1");
      assertThat(bench.air.calls)
          .containsExactly("bootstrap 1", "bootstrap 2", "bootstrap 3", "bootstrap 4");
      assertThat(bench.kinds())
          .containsExactly(
              Kind.BOOTED,
              Kind.CONNECTED,
              Kind.BOOTSTRAP_PHASE,
              Kind.BOOTSTRAP_PHASE,
              Kind.BOOTSTRAP_PHASE,
              Kind.BOOTSTRAP_PHASE,
              Kind.BOOTSTRAPPED);
      assertThat(bench.events.get(5).bootstrapPhase()).isEqualTo(4);
    }
  }

  @Test
  void bootstrap_whenInterrupted_beginsAgainAtTheFirstPhase() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.seconds(2);
      bench.send("AT+CFUN=4\r");
      assertThat(info(bench)).isEqualTo("0,0,0");
      bench.seconds(60);
      bench.send("AT+CFUN=1\r");
      bench.seconds(4);
      bench.module.powerCycle();
      bench.seconds(10);
      assertThat(bench.air.calls)
          .containsExactly(
              "bootstrap 1",
              "bootstrap 2",
              "bootstrap 1",
              "bootstrap 1",
              "bootstrap 2",
              "bootstrap 3",
              "bootstrap 4");
      assertThat(bench.kinds()).contains(Kind.BOOTSTRAP_INTERRUPTED, Kind.BOOTSTRAPPED);
    }
  }

  @Test
  void bootstrap_whenTheServiceIsUnreachable_isTriedAgainLater() {
    FakeAir air = new FakeAir();
    air.verdict = Verdict.UNREACHABLE;
    try (ModuleBench bench = ModuleBench.configured(air, b -> b)) {
      bench.seconds(10);
      assertThat(info(bench)).isEqualTo("0,0,0");
      air.verdict = Verdict.ACCEPTED;
      bench.seconds(60);
      assertThat(info(bench)).isEqualTo("1,0,1");
    }
  }

  @Test
  void bootstrap_ofAClone_isRejectedForGood() {
    FakeAir air = new FakeAir();
    try (ModuleBench owner = ModuleBench.configured(air, b -> b);
        ModuleBench clone = ModuleBench.booted(air, b -> b.insecureSeed(2))) {
      owner.seconds(10);
      clone.send("ATE0\r");
      clone.send("AT+CMEE=2\r");
      clone.seconds(100);
      assertThat(info(owner)).isEqualTo("1,0,1");
      assertThat(info(clone)).isEqualTo("0,0,0");
      assertThat(clone.kinds()).contains(Kind.BOOTSTRAP_REJECTED);
      assertThat(clone.send(ModuleBench.SEAL)).isEqualTo(NOT_ALLOWED);
    }
  }

  @Test
  void seal_whenAccepted_completesInTheBackgroundAndForGood() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.seconds(10);
      assertThat(bench.send(ModuleBench.SEAL)).isEqualTo(OK);
      assertThat(info(bench)).isEqualTo("1,0,1");
      assertThat(bench.send(ModuleBench.SEAL)).isEqualTo(NOT_ALLOWED);
      bench.seconds(8);
      assertThat(info(bench)).isEqualTo("1,1,1");
      assertThat(bench.send(ModuleBench.SEAL)).isEqualTo(NOT_ALLOWED);
      assertThat(bench.air.calls)
          .contains("seal AgbCtixjwqLjwV3VWpfPyz 357862090123456")
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void seal_beforeBootstrapIsDone_waitsForIt() {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send(ModuleBench.SEAL)).isEqualTo(OK);
      bench.seconds(3);
      assertThat(info(bench)).isEqualTo("1,1,0");
      bench.seconds(10);
      assertThat(info(bench)).isEqualTo("1,1,1");
    }
  }

  @Test
  void seal_withoutConnection_isRefused() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.send("AT+CFUN=4\r");
      assertThat(bench.send(ModuleBench.SEAL)).isEqualTo(NOT_ALLOWED);
    }
  }

  @Test
  void seal_whenTheProfileIsRefused_canBeTriedWithAnother() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.seconds(10);
      bench.air.verdict = Verdict.REJECTED;
      bench.send(ModuleBench.SEAL);
      bench.seconds(8);
      assertThat(bench.kinds()).contains(Kind.SEAL_REJECTED);
      assertThat(info(bench)).isEqualTo("1,0,1");
      bench.air.verdict = Verdict.ACCEPTED;
      assertThat(bench.send(ModuleBench.SEAL)).isEqualTo(OK);
    }
  }

  @Test
  void seal_withTextThatCannotBe_isRefused() {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send("AT+USECDEVINFO=\"abc\",\"12345678901234567\"\r"))
          .isEqualTo(lines("+CME ERROR: text string too long"));
      for (String arguments :
          Set.of("\"abc\"", "abc,\"123\"", "\"a,c\",\"123\"", "\"abc\",\"\"", "\"abc,\"123\"")) {
        assertThat(bench.send("AT+USECDEVINFO=" + arguments + "\r"))
            .isEqualTo(lines("+CME ERROR: incorrect parameters"));
      }
      bench.seconds(60);
      assertThat(info(bench)).isEqualTo("1,0,1");
    }
  }

  @Test
  void heartbeat_onSaraR5_isAllowedOnceADay() {
    try (ModuleBench bench = ModuleBench.sealed()) {
      assertThat(bench.send("AT+USECCONN\r")).isEqualTo(OK);
      assertThat(bench.send("AT+USECCONN\r")).isEqualTo(NOT_ALLOWED);
      bench.module.advance(Duration.ofHours(24).minusSeconds(1));
      assertThat(bench.send("AT+USECCONN\r")).isEqualTo(NOT_ALLOWED);
      bench.seconds(1);
      assertThat(bench.send("AT+USECCONN\r")).isEqualTo(OK);
    }
  }

  @Test
  void heartbeat_onOtherModels_isAllowedEveryFiveMinutes() {
    try (ModuleBench bench = ModuleBench.sealed(b -> b.model(SimulatedModuleModel.SARA_R422))) {
      assertThat(bench.send("AT+USECCONN\r")).isEqualTo(OK);
      bench.seconds(299);
      assertThat(bench.send("AT+USECCONN\r")).isEqualTo(NOT_ALLOWED);
      bench.seconds(1);
      assertThat(bench.send("AT+USECCONN\r")).isEqualTo(OK);
    }
  }

  @Test
  void heartbeat_byItself_comesEverySevenDaysAndBringsFeatures() {
    try (ModuleBench bench = ModuleBench.sealed()) {
      bench.air.features = Set.of(DeviceFeature.E2E_DATA_PROTECTION);
      assertThat(bench.send("AT+USECPSK=16\r")).endsWith(OK);
      bench.module.advance(Duration.ofDays(7));
      assertThat(bench.air.calls).containsOnlyOnce("heartbeat");
      assertThat(bench.send("AT+USECPSK=16\r")).isEqualTo(NOT_ALLOWED);
      bench.module.advance(Duration.ofDays(21));
      assertThat(bench.air.calls).filteredOn("heartbeat"::equals).hasSize(4);
    }
  }

  @Test
  void heartbeat_whenTheServiceIsUnreachable_isAnErrorThatDoesNotCount() {
    try (ModuleBench bench = ModuleBench.sealed()) {
      bench.air.verdict = Verdict.UNREACHABLE;
      assertThat(bench.send("AT+USECCONN\r")).isEqualTo(lines("+CME ERROR: network timeout"));
      bench.air.verdict = Verdict.ACCEPTED;
      assertThat(bench.send("AT+USECCONN\r")).isEqualTo(OK);
    }
  }

  @Test
  void memory_overAPowerCycle_keepsWhatModulesKeep() {
    try (ModuleBench bench = ModuleBench.sealed()) {
      bench.send("AT+USECOPCMD=\"e2e_enc\",1;+UMNOPROF=90;+CSCON=1;+UPSMR=1;+CFUN=4\r");
      bench.module.powerCycle();
      bench.seconds(6);
      assertThat(bench.send("AT+CMEE?\r")).isEqualTo("AT+CMEE?\r" + lines("+CMEE: 0", "OK"));
      bench.send("ATE0\r");
      assertThat(info(bench)).isEqualTo("1,1,1");
      assertThat(bench.send("AT+USECOPCMD=\"e2e_enc\"\r"))
          .isEqualTo(lines("+USECOPCMD: \"e2e_enc\",1", "OK"));
      assertThat(bench.send("AT+CFUN?;+UMNOPROF?;+UPSMR?;+CSCON?\r"))
          .isEqualTo(lines("+CFUN: 4", "+UMNOPROF: 90,2,1,1", "+UPSMR: 0", "+CSCON: 0,0", "OK"));
    }
  }

  @Test
  void memory_whenTheProfileIsStored_bootsWithIt() {
    try (ModuleBench bench = ModuleBench.booted()) {
      bench.send("ATE0&K0&W\r");
      bench.module.powerCycle();
      bench.seconds(6);
      assertThat(bench.send("AT\r")).isEqualTo(OK);
      assertThat(bench.send("AT&K?\r")).isEqualTo(lines("0", "OK"));
      assertThat(bench.send("AT&F\r")).isEqualTo(OK);
      assertThat(bench.send("ATZ\r")).isEqualTo("ATZ\r" + OK);
      assertThat(bench.send("AT\r")).isEqualTo(OK);
    }
  }

  @Test
  void memory_onDisk_outlivesTheModule(@TempDir Path folder) throws IOException {
    FakeAir air = new FakeAir();
    try (ModuleBench first = ModuleBench.configured(air, b -> b.storage(folder))) {
      first.seconds(10);
      first.send(ModuleBench.SEAL);
      first.seconds(8);
      assertThatThrownBy(() -> ModuleBench.configured(air, b -> b.storage(folder)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("another simulated module");
    }
    try (ModuleBench second = ModuleBench.configured(air, b -> b.storage(folder).insecureSeed(2))) {
      assertThat(info(second)).isEqualTo("1,1,1");
      assertThat(second.send("AT+USECCONN\r")).isEqualTo(OK);
    }
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("module.properties", "module.lock");
    }
  }

  @Test
  void memory_ofAnotherRootOfTrust_isNotTouched(@TempDir Path folder) {
    ModuleBench.booted(b -> b.storage(folder)).close();
    try (RootOfTrust other =
        RootOfTrust.derive(SecretBytes.copyOf(new byte[32]), RotPublicUid.of("0A04F008003C9624"))) {
      SimulatedModule.Builder builder = SimulatedModule.builder(other).storage(folder);
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(builder::build)
            .isInstanceOf(InvalidInputException.class)
            .hasMessageContaining("0a04f008003c9623");
      }
    }
  }

  @Test
  void greeting_whenSet_isSentAtBoot() {
    try (ModuleBench bench = ModuleBench.configured(b -> b.model(SimulatedModuleModel.SARA_R422))) {
      bench.send("AT+CSGT=1,\"Module has booted.\"\r");
      bench.module.powerCycle();
      bench.seconds(3);
      assertThat(bench.read()).isEqualTo(lines("Module has booted."));
    }
  }

  @Test
  void greeting_whileTheSpeedIsUnknown_waitsForTheFirstAt() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.send("AT+CSGT=1,\"Module has booted.\"\r");
      bench.module.powerCycle();
      bench.seconds(3);
      assertThat(bench.read()).isEmpty();
      assertThat(bench.send("AT\r")).isEqualTo("AT\r" + lines("OK", "Module has booted."));
    }
  }

  @Test
  void powerOff_byCommand_answersAndGoesAndComesBackIfSomebodyPullsThePin() {
    try (ModuleBench bench =
        ModuleBench.configured(b -> b.powerOnAgainAfter(Duration.ofSeconds(20)))) {
      assertThat(bench.send("AT+CPWROFF\r")).isEqualTo(OK);
      bench.seconds(1);
      assertThat(bench.send("AT\r")).isEmpty();
      assertThat(bench.kinds()).contains(Kind.POWERED_OFF);
      bench.seconds(23);
      assertThat(bench.send("AT\r")).isEqualTo("AT\r" + OK);
    }
  }

  @Test
  void reset_byCommand_answersAndBootsAgain() {
    for (String command : Set.of("AT+CFUN=16\r", "AT+CFUN=15\r", "AT+CFUN=1,1\r")) {
      try (ModuleBench bench = ModuleBench.configured()) {
        assertThat(bench.send(command)).isEqualTo(OK);
        bench.seconds(1);
        assertThat(bench.send("AT\r")).isEmpty();
        bench.seconds(3);
        assertThat(bench.send("AT\r")).isEqualTo("AT\r" + OK);
      }
    }
  }

  @Test
  void uartSleep_whenIdleForLong_losesWhatWakesIt() {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send("AT+UPSV=1,1300\r")).isEqualTo(OK);
      assertThat(bench.send("AT+UPSV?\r")).isEqualTo(lines("+UPSV: 1,1300", "OK"));
      bench.seconds(5);
      assertThat(bench.send("AT\r")).isEqualTo(OK);
      bench.seconds(7);
      assertThat(bench.send("AT\r")).isEmpty();
      bench.module.advance(Duration.ofMillis(100));
      assertThat(bench.send("AT\r")).isEqualTo(OK);
    }
  }

  @Test
  void networkless_whenThereIsNoAir_searchesForEver() {
    try (RootOfTrust rootOfTrust = ModuleBench.newRootOfTrust();
        SimulatedModule module =
            SimulatedModule.builder(rootOfTrust).virtualTime(ModuleBench.START).build()) {
      SimulatedModulePort port = module.openStreams();
      module.advance(Duration.ofDays(1));
      assertThat(module.now()).isEqualTo(ModuleBench.START.plus(Duration.ofDays(1)));
      assertThatThrownBy(() -> module.advance(Duration.ofSeconds(-1)))
          .isInstanceOf(InvalidInputException.class);
      port.close();
    }
  }

  @Test
  void operatorScan_whenACharacterComes_isAborted() {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send("AT+COPS=?\r")).isEmpty();
      assertThat(bench.send(" ")).isEqualTo(lines("Command aborted"));
      bench.send("AT+COPS=?\r");
      bench.seconds(15);
      assertThat(bench.read())
          .isEqualTo(
              lines("+COPS: (2,\"Thingseal\",\"Thingseal\",\"00101\",7),,(0-4),(0-2)", "OK"));
    }
  }
}
