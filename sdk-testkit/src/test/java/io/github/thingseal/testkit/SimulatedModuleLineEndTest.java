package io.github.thingseal.testkit;

import static io.github.thingseal.testkit.ModuleBench.lines;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A line feed after the carriage return of a command. */
class SimulatedModuleLineEndTest {
  private static final String OK = lines("OK");
  private static final String FOUND =
      lines("+COPS: (2,\"Thingseal\",\"Thingseal\",\"00101\",7),,(0-4),(0-2)", "OK");

  @Test
  void lineFeed_afterALongCommand_doesNotAbortIt() {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send("AT+COPS=?\r\n")).isEmpty();
      bench.seconds(15);
      assertThat(bench.read()).isEqualTo(FOUND);
      assertThat(bench.send("AT+COPS=?\r")).isEmpty();
      assertThat(bench.send("\n")).isEmpty();
      bench.seconds(15);
      assertThat(bench.read()).isEqualTo(FOUND);
    }
  }

  @Test
  void anyCharacter_afterTheLineEnd_stillAbortsALongCommand() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.send("AT+COPS=?\r\n");
      assertThat(bench.send("\r\n")).isEqualTo(lines("Command aborted"));
      assertThat(bench.send("AT\r\n")).isEqualTo(OK);
      bench.send("AT+COPS=?\r\n");
      assertThat(bench.send("\n")).isEqualTo(lines("Command aborted"));
    }
  }

  @Test
  void lineFeed_beforeThePromptIsOut_isNoPayload() {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send("AT+UDWNFILE=\"a\",2\r\n")).isEqualTo("\r\n>");
      assertThat(bench.send("x")).isEmpty();
      assertThat(bench.send("y")).isEqualTo(OK);
    }
  }

  @Test
  void lineFeed_afterThePrompt_isNoPayloadForAClientThatEndsLinesWithIt() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.send("AT\r\n");
      bench.send("AT+UDWNFILE=\"a\",2\r");
      assertThat(bench.send("\n")).isEmpty();
      assertThat(bench.send("\n")).isEmpty();
      assertThat(bench.send("y")).isEqualTo(OK);
    }
  }

  @Test
  void lineFeed_afterThePrompt_isPayloadForAClientThatEndsLinesWithoutIt() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.send("AT\r\n");
      bench.send("AT\r");
      bench.send("AT+UDWNFILE=\"a\",2\r");
      assertThat(bench.send("\ny")).isEqualTo(OK);
    }
  }

  @Test
  void lineFeeds_betweenCommandsThatWait_areNoCommands() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.module.faults(
          List.of(
              ModuleFault.delay("+CGMI", Duration.ofSeconds(1)),
              ModuleFault.delay("+UDWNFILE", Duration.ofSeconds(1))));
      assertThat(bench.send("AT+CGMI\r\nAT+UDWNFILE=\"a\",1\r\n")).isEmpty();
      bench.seconds(1);
      assertThat(bench.read()).isEqualTo(lines("u-blox", "OK"));
      bench.seconds(1);
      assertThat(bench.read()).isEqualTo("\r\n>");
      bench.write("z");
      bench.seconds(1);
      assertThat(bench.read()).isEqualTo(OK);
    }
  }

  @Test
  void lineFeed_afterThePayload_isNoneOfTheNextCommand() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.send("AT+UDWNFILE=\"a\",2\r");
      assertThat(bench.send("x\r")).isEqualTo(OK);
      assertThat(bench.send("\nAT\r\n")).isEqualTo(OK);
    }
  }
}
