package io.github.thingseal.testkit;

import static io.github.thingseal.testkit.ModuleBench.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens on the wires: modem lines, speeds, sleep. */
class SimulatedModuleLineTest {
  private static final String OK = lines("OK");

  @Test
  void dtr_underUpsv3_putsTheUartToSleepAndWakesItAfterAMoment() {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send("AT+UPSV=3\r")).isEqualTo(OK);
      assertThat(bench.send("AT\r")).isEqualTo(OK);
      bench.port.dtr(false);
      assertThat(bench.send("AT\r")).isEmpty();
      bench.port.dtr(true);
      bench.module.advance(Duration.ofMillis(14));
      assertThat(bench.send("AT\r")).isEmpty();
      bench.module.advance(Duration.ofMillis(1));
      assertThat(bench.send("AT\r")).isEqualTo(OK);
    }
  }

  @Test
  void dtr_underAnotherMode_doesNotMatter() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.port.dtr(false);
      assertThat(bench.send("AT\r")).isEqualTo(OK);
    }
  }

  @Test
  void rts_whenOff_holdsBackWhatTheModuleSaysAndUnderUpsv2LosesWhatItHears() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.port.rts(false);
      assertThat(bench.send("AT\r")).isEmpty();
      bench.port.rts(true);
      assertThat(bench.read()).isEqualTo(OK);
      assertThat(bench.send("AT+UPSV=2\r")).isEqualTo(OK);
      bench.port.rts(false);
      bench.write("AT\r");
      bench.port.rts(true);
      bench.seconds(1);
      assertThat(bench.read()).isEmpty();
      assertThat(bench.send("AT\r")).isEqualTo(OK);
    }
  }

  @Test
  void baudRate_whenItIsNotThatOfTheModule_isGarbageBothWays() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.port.baudRate(115_200);
      assertThat(bench.send("AT\r")).isEqualTo(OK);
      assertThat(bench.send("AT+IPR=9600\r")).isEqualTo(OK);
      assertThat(bench.send("AT\r")).isEmpty();
      bench.module.urc("+UUPSMR: 1");
      assertThat(bench.read()).hasSize(14).doesNotContain("UUPSMR");
      bench.port.baudRate(9600);
      assertThat(bench.send("AT\r")).isEqualTo(OK);
      assertThatThrownBy(() -> bench.port.baudRate(-1)).isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void hostBaudRate_asAFault_strikesEveryPortThatSaysNothingElse() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.send("AT+IPR=115200\r");
      bench.module.faults(List.of(ModuleFault.hostBaudRate(9600)));
      assertThat(bench.send("AT\r")).isEmpty();
      bench.port.baudRate(115_200);
      assertThat(bench.send("AT\r")).isEqualTo(OK);
    }
  }

  @Test
  void autobauding_takesNoMixedCaseAndKeepsUrcsUntilTheFirstCommand() {
    try (ModuleBench bench = ModuleBench.booted()) {
      bench.module.urc("+UUPSMR: 1");
      assertThat(bench.read()).isEmpty();
      assertThat(bench.send("aT\r")).isEqualTo("aT\r");
      assertThat(bench.send("at\r")).isEqualTo("at\r" + OK + lines("+UUPSMR: 1"));
      assertThat(bench.send("aT\r")).isEqualTo("aT\r" + OK);
    }
  }

  @Test
  void urc_inTheGapBetweenLines_standsBetweenLinesOfInformation() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.send("AT+UDWNFILE=\"k\",4\r");
      bench.send("0\u0002xx");
      bench.send("AT+USECMNG=1,2,\"a\",\"k\"\r");
      bench.send("AT+USECMNG=1,2,\"b\",\"k\"\r");
      bench.module.faults(List.of(ModuleFault.urc("+CSCON: 1", UrcMoment.LINE_GAP, 1)));
      assertThat(bench.send("AT+USECMNG=3\r"))
          .isEqualTo("\r\nPK,\"a\"\r\n" + lines("+CSCON: 1") + "PK,\"b\"\r\n" + OK);
    }
  }

  @Test
  void deepSleep_whenIdleAndRegistered_reportsItAndTakesThePowerButtonToWake() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.seconds(10);
      assertThat(bench.send("AT+UPSMR=1\r")).isEqualTo(OK);
      assertThat(bench.send("AT+CPSMS=1,,,\"00100001\",\"00000101\"\r")).isEqualTo(OK);
      assertThat(bench.send("AT+CPSMS?\r"))
          .isEqualTo(lines("+CPSMS: 1,,,\"00100001\",\"00000101\"", "OK"));
      bench.seconds(9);
      assertThat(bench.send("AT\r")).isEqualTo(OK);
      bench.seconds(9);
      assertThat(bench.read()).isEmpty();
      bench.seconds(1);
      assertThat(bench.read()).isEqualTo(lines("+UUPSMR: 1"));
      bench.seconds(1);
      assertThat(bench.send("AT\r")).isEmpty();
      bench.module.powerOn();
      bench.seconds(4);
      assertThat(bench.send("AT\r")).isEqualTo("AT\r" + OK);
      assertThat(bench.send("AT+CPSMS=0,,,\"2\"\r")).endsWith(lines("ERROR"));
    }
  }

  @Test
  void deepSleep_whileTheRootOfTrustIsAtWork_waits() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.send("AT+CPSMS=1,,,,\"00000001\"\r");
      bench.seconds(4);
      assertThat(bench.kinds()).doesNotContain(SimulatedModuleEvent.Kind.POWERED_OFF);
      bench.seconds(20);
      assertThat(bench.kinds())
          .containsSubsequence(
              SimulatedModuleEvent.Kind.BOOTSTRAPPED, SimulatedModuleEvent.Kind.POWERED_OFF);
    }
  }
}
