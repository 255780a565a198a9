package io.github.thingseal.testkit;

import static io.github.thingseal.testkit.ModuleBench.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each fault, one at a time. */
class ModuleFaultTest {
  private static final String OK = lines("OK");

  private static ModuleBench with(ModuleFault... faults) {
    ModuleBench bench = ModuleBench.sealed();
    set(bench, faults);
    return bench;
  }

  private static void set(ModuleBench bench, ModuleFault... faults) {
    bench.module.faults(List.of(faults));
  }

  @Test
  void delay_ofOneCommand_delaysItAndKeepsWhatIsTypedMeanwhile() {
    try (ModuleBench bench = with(ModuleFault.delay("+cgmi", Duration.ofSeconds(2)))) {
      assertThat(bench.send("AT+CGMI\rAT+CGMM\r")).isEmpty();
      bench.module.advance(Duration.ofMillis(1999));
      assertThat(bench.read()).isEmpty();
      bench.module.advance(Duration.ofMillis(1));
      assertThat(bench.read()).isEqualTo(lines("u-blox", "OK", "SARA-R510M8S", "OK"));
    }
  }

  @Test
  void delay_ofAPayloadCommand_comesBeforePromptAndReply() {
    try (ModuleBench bench = with(ModuleFault.delay("+USECE2EDATAENC", Duration.ofSeconds(1)))) {
      assertThat(bench.send("AT+USECE2EDATAENC=1\r")).isEmpty();
      bench.seconds(1);
      assertThat(bench.read()).isEqualTo("\r\n>");
      assertThat(bench.send("x")).isEmpty();
      bench.seconds(1);
      assertThat(bench.read()).startsWith("\r\n+USECE2EDATAENC: 33,\"").endsWith("\"\r\n" + OK);
    }
  }

  @Test
  void silence_ofOneCommand_leavesTheOthersAlone() {
    try (ModuleBench bench = with(ModuleFault.silence("+CGMI"))) {
      assertThat(bench.send("AT+CGMI\r")).isEmpty();
      bench.seconds(1000);
      assertThat(bench.read()).isEmpty();
      assertThat(bench.send("AT\r")).isEqualTo(OK);
      set(bench, ModuleFault.silence(ModuleFault.ANY_COMMAND));
      assertThat(bench.send("AT\r")).isEmpty();
      set(bench);
      assertThat(bench.send("AT\r")).isEqualTo(OK);
    }
  }

  @Test
  void restart_underACommand_takesItsAnswerAndWhatWasSet() {
    try (ModuleBench bench = with(ModuleFault.restart("+CGMI", Duration.ofSeconds(2)))) {
      assertThat(bench.send("AT+CMEE=2\r")).isEqualTo(OK);
      assertThat(bench.send("AT+CGMI\r")).isEmpty();
      bench.seconds(1);
      assertThat(bench.send("AT\r")).isEmpty();
      set(bench);
      bench.seconds(60);
      bench.read();
      bench.send("ATE0\r");
      assertThat(bench.send("AT+CMEE?\r")).isEqualTo(lines("+CMEE: 0") + OK);
    }
  }

  @Test
  void result_ofOnesOwn_replacesTheAnswerAndTheEffect() {
    try (ModuleBench bench =
        with(
            ModuleFault.result("+CFUN", "ERROR"),
            ModuleFault.result("AT", "+CME ERROR: SIM busy"))) {
      assertThat(bench.send("AT+CFUN=4\r")).isEqualTo(lines("ERROR"));
      assertThat(bench.send("AT\r")).isEqualTo(lines("+CME ERROR: SIM busy"));
      set(bench);
      assertThat(bench.send("AT+CFUN?\r")).isEqualTo(lines("+CFUN: 1", "OK"));
    }
  }

  @Test
  void garbage_insteadOfAnAnswer_hasTheLengthWanted() {
    try (ModuleBench bench = with(ModuleFault.garbage("+CGMM", 100))) {
      assertThat(bench.send("AT+CGMM\r")).hasSize(100).doesNotEndWith(OK);
    }
  }

  @Test
  void urc_beforeResponseAndBetweenLines_standsAtLineBoundaries() {
    try (ModuleBench bench =
        with(
            ModuleFault.urc("+CEREG: 1", UrcMoment.BEFORE_RESPONSE, 1),
            ModuleFault.urc("+CEREG: 2", UrcMoment.BETWEEN_LINES, 2))) {
      assertThat(bench.send("AT+CEREG?\r"))
          .isEqualTo(lines("+CEREG: 1", "+CEREG: 0,1", "+CEREG: 2", "+CEREG: 2", "OK"));
      assertThat(bench.send("AT\r")).isEqualTo(lines("+CEREG: 1", "OK"));
    }
  }

  @Test
  void urc_afterThePrompt_comesOnItsHeels() {
    try (ModuleBench bench = with(ModuleFault.urc("+CSCON: 1", UrcMoment.AFTER_PROMPT, 1))) {
      assertThat(bench.send("AT+USECE2EDATAENC=1\r")).isEqualTo("\r\n>" + lines("+CSCON: 1"));
      assertThat(bench.send("x")).endsWith(OK);
    }
  }

  @Test
  void urc_insideABinaryWindow_makesItLongerThanAnnounced() {
    try (ModuleBench bench = with(ModuleFault.urc("+CSCON: 1", UrcMoment.INSIDE_BINARY, 1))) {
      bench.send("AT+USECE2EDATAENC=1\r");
      String reply = bench.send("x");
      assertThat(reply).contains(lines("+CSCON: 1"));
      assertThat(reply)
          .hasSize(
              "\r\n+USECE2EDATAENC: 33,\"\"\r\n".length() + 33 + 6 + lines("+CSCON: 1").length());
    }
  }

  @Test
  void urc_asAFlood_comesAsOftenAsWanted() {
    try (ModuleBench bench =
        with(ModuleFault.urc("+CEREG: 1", UrcMoment.BEFORE_RESPONSE, 10_000))) {
      assertThat(bench.send("AT\r")).isEqualTo(lines("+CEREG: 1").repeat(10_000) + OK);
    }
  }

  @Test
  void truncatedBinary_losesItsEndAndTheQuote() {
    try (ModuleBench bench = with(ModuleFault.truncatedBinary(10))) {
      bench.send("AT+USECE2EDATAENC=20\r");
      assertThat(bench.send("x".repeat(20)))
          .startsWith("\r\n+USECE2EDATAENC: 52,\"")
          .hasSize("\r\n+USECE2EDATAENC: 52,\"\r\n".length() + 42 + 6)
          .endsWith("\r\n" + OK);
    }
  }

  @Test
  void fragments_comeOneByOneInTheirTime() {
    try (ModuleBench bench = with(ModuleFault.fragments(4, Duration.ofMillis(10)))) {
      assertThat(bench.send("AT\r")).isEqualTo("\r\nOK");
      bench.module.advance(Duration.ofMillis(9));
      assertThat(bench.read()).isEmpty();
      bench.module.advance(Duration.ofMillis(1));
      assertThat(bench.read()).isEqualTo("\r\n");
      set(bench, ModuleFault.fragments(1, Duration.ZERO));
      assertThat(bench.send("AT\r")).isEqualTo(OK);
    }
  }

  @Test
  void disconnect_endsTheStreams() throws IOException {
    try (ModuleBench bench = with(ModuleFault.disconnect(3))) {
      assertThat(bench.send("AT\r")).isEqualTo("\r\nO");
      assertThat(bench.port.input().read()).isEqualTo(-1);
      assertThatThrownBy(() -> bench.port.output().write('A')).isInstanceOf(IOException.class);
    }
  }

  @Test
  void secBusy_lastsAsLongAsWanted() {
    try (ModuleBench bench = with(ModuleFault.secBusy(Duration.ofSeconds(30)))) {
      bench.module.powerCycle();
      bench.seconds(32);
      bench.send("ATE0+CMEE=1\r");
      assertThat(bench.send("AT+USECROTUID\r")).isEqualTo(lines("+CME ERROR: SEC busy"));
      bench.seconds(1);
      assertThat(bench.send("AT+USECROTUID\r")).endsWith(OK);
    }
  }

  @Test
  void loseResult_ofPowerOff_losesTheOkButNotTheEffect() {
    try (ModuleBench bench = with(ModuleFault.loseResult("+CPWROFF"))) {
      assertThat(bench.send("AT+CPWROFF\r")).isEmpty();
      bench.seconds(1);
      assertThat(bench.kinds()).contains(SimulatedModuleEvent.Kind.POWERED_OFF);
    }
  }

  @Test
  void nulsAtBoot_standInFrontOfEverything() {
    try (ModuleBench bench = with(ModuleFault.nulsAtBoot(3))) {
      bench.module.powerCycle();
      bench.seconds(3);
      assertThat(bench.read()).isEqualTo("\0\0\0");
      assertThat(bench.send("\0AT\r")).isEqualTo("\0AT\r" + OK);
    }
  }

  @Test
  void fault_whenAskedForTheImpossible_saysSo() {
    assertThatThrownBy(() -> ModuleFault.truncatedBinary(-1))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> ModuleFault.secBusy(Duration.ofMillis(-1)))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void faults_whenTwoAreAboutTheSame_theLaterAndTheNamedWin() {
    try (ModuleBench bench =
        with(
            ModuleFault.result("+CGMI", "ERROR"),
            ModuleFault.result("+CGMI", "+CME ERROR: SIM busy"),
            ModuleFault.result(ModuleFault.ANY_COMMAND, "NO CARRIER"))) {
      assertThat(bench.send("AT+CGMI\r")).isEqualTo(lines("+CME ERROR: SIM busy"));
      assertThat(bench.send("AT\r")).isEqualTo(lines("NO CARRIER"));
    }
  }

  @Test
  void faults_areThoseThatWereSet_andSayWhatTheyAre() {
    try (ModuleBench bench = ModuleBench.booted()) {
      ModuleFault silence = ModuleFault.silence("+cgmi");
      bench.module.faults(List.of(silence));
      assertThat(bench.module.faults()).containsExactly(silence);
      assertThat(silence).hasToString("ModuleFault[Silence[command=+CGMI]]");
    }
  }
}
