package io.github.thingseal.testkit;

import static io.github.thingseal.testkit.ModuleBench.exchange;
import static io.github.thingseal.testkit.ModuleBench.lines;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What {@code AT+USECDEVINFO?} does until bootstrap has succeeded, in each kind of firmware. */
class SealStateReplyTest {
  private static final String QUESTION = "AT+USECDEVINFO?\r";
  private static final String BOOTSTRAPPED = lines("+USECDEVINFO: 1,0,1", "OK");
  private static final String NOT_ALLOWED = lines("+CME ERROR: operation not allowed");

  private static ModuleBench configured(SealStateReply reply) {
    return ModuleBench.configured(options -> options.sealStateUntilBootstrapped(reply));
  }

  @Test
  void question_whenTheFirmwareAnswersZeros_isAnsweredAtOnce() {
    try (ModuleBench bench = configured(SealStateReply.ZEROS)) {
      assertThat(bench.send(QUESTION)).isEqualTo(lines("+USECDEVINFO: 0,0,0", "OK"));
      bench.seconds(5);
      assertThat(bench.send(QUESTION)).isEqualTo(BOOTSTRAPPED);
    }
  }

  @Test
  void question_whenTheFirmwareReturnsAnError_isRefusedUntilTheLastPhase() {
    try (ModuleBench bench = configured(SealStateReply.ERROR)) {
      for (int second = 0; second < 4; second++) {
        assertThat(bench.send(QUESTION)).isEqualTo(NOT_ALLOWED);
        bench.seconds(1);
      }
      bench.seconds(1);
      assertThat(bench.send(QUESTION)).isEqualTo(BOOTSTRAPPED);
      bench.module.powerCycle();
      bench.seconds(6);
      bench.send("ATE0\r");
      assertThat(bench.send(QUESTION)).isEqualTo(BOOTSTRAPPED);
    }
  }

  @Test
  void question_whenTheFirmwareBlocks_isAnsweredWhenTheBootstrapIsOver() {
    try (ModuleBench bench = configured(SealStateReply.BLOCKED)) {
      assertThat(bench.send(QUESTION)).isEmpty();
      bench.seconds(3);
      assertThat(bench.read()).isEmpty();
      bench.seconds(1);
      assertThat(bench.read()).isEqualTo(BOOTSTRAPPED);
      assertThat(bench.send(QUESTION)).isEqualTo(BOOTSTRAPPED);
    }
  }

  @Test
  void blockedPort_holdsItsUnsolicitedLinesBack_andLeavesOtherPortsAlone() {
    try (ModuleBench bench = configured(SealStateReply.BLOCKED)) {
      SimulatedModulePort other = bench.module.openStreams();
      exchange(other, "ATE0\r");
      bench.send(QUESTION);
      bench.module.urc("+UUPSMR: 0");
      assertThat(bench.read()).isEmpty();
      assertThat(exchange(other, "AT+CGMI\r")).isEqualTo(lines("+UUPSMR: 0", "u-blox", "OK"));
      bench.seconds(5);
      assertThat(bench.read()).isEqualTo(BOOTSTRAPPED + lines("+UUPSMR: 0"));
    }
  }

  @Test
  void blockedCommand_isAbortedByACharacter() {
    try (ModuleBench bench = configured(SealStateReply.BLOCKED)) {
      bench.send(QUESTION);
      assertThat(bench.send(" ")).isEqualTo(lines("Command aborted"));
      assertThat(bench.send("AT+CGMI\r")).isEqualTo(lines("u-blox", "OK"));
      bench.seconds(5);
      assertThat(bench.read()).isEmpty();
      assertThat(bench.send(QUESTION)).isEqualTo(BOOTSTRAPPED);
    }
  }

  @Test
  void blockedCommand_isForgottenOverARestart() {
    try (ModuleBench bench = configured(SealStateReply.BLOCKED)) {
      bench.send(QUESTION);
      bench.module.powerCycle();
      bench.seconds(30);
      assertThat(bench.read()).isEmpty();
      bench.send("ATE0\r");
      assertThat(bench.send(QUESTION)).isEqualTo(BOOTSTRAPPED);
    }
  }

  @Test
  void blockedCommand_withoutNetwork_waitsForOne() {
    try (ModuleBench bench = configured(SealStateReply.BLOCKED)) {
      SimulatedModulePort other = bench.module.openStreams();
      exchange(other, "AT+CFUN=4\r");
      bench.send(QUESTION);
      bench.seconds(3600);
      assertThat(bench.read()).isEmpty();
      exchange(other, "AT+CFUN=1\r");
      bench.seconds(8);
      assertThat(bench.read()).isEqualTo(BOOTSTRAPPED);
    }
  }

  @Test
  void restOfTheLine_followsWhenTheBootstrapIsOver() {
    try (ModuleBench bench = configured(SealStateReply.BLOCKED)) {
      bench.send("AT+USECDEVINFO?;+CGMI\r");
      bench.seconds(5);
      assertThat(bench.read()).isEqualTo(lines("+USECDEVINFO: 1,0,1", "u-blox", "OK"));
    }
  }
}
