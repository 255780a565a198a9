package io.github.thingseal.testkit;

import static io.github.thingseal.testkit.SimulatedModuleLine.Kind.COMMAND;
import static io.github.thingseal.testkit.SimulatedModuleLine.Kind.PAYLOAD;
import static io.github.thingseal.testkit.SimulatedModuleLine.Kind.RESPONSE;
import static io.github.thingseal.testkit.SimulatedModuleLine.Kind.UNSOLICITED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a listener hears of the dialogue, and what it does not. */
class SimulatedModuleListenerTest {
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]{8,})\"");

  private final List<SimulatedModuleLine> lines = new ArrayList<>();

  @Test
  void dialogue_isHeardInOrder_withPortsAndTimes() {
    try (ModuleBench bench = ModuleBench.configured()) {
      SimulatedModulePort second = bench.module.openStreams();
      bench.module.onLine(lines::add);
      bench.send("AT+CMEE?;+CSQ\r");
      ModuleBench.exchange(second, "AT+NONE\r");
      bench.module.urc("+UUPSMR: 1");

      assertThat(lines)
          .extracting(SimulatedModuleLine::port, SimulatedModuleLine::kind, l -> l.text())
          .startsWith(tuple(1, COMMAND, "AT+CMEE?;+CSQ"), tuple(1, RESPONSE, "+CMEE: 2"))
          .containsSubsequence(
              tuple(1, RESPONSE, "OK"),
              tuple(2, COMMAND, "AT<redacted>"),
              tuple(2, RESPONSE, "ERROR"),
              tuple(1, UNSOLICITED, "+UUPSMR: 1"),
              tuple(2, UNSOLICITED, "+UUPSMR: 1"));
      assertThat(lines).allMatch(line -> line.at().equals(bench.module.now()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      textBlock =
          """
          '+USECC2C=0,"0001020304050607fffefdfcfbfaf9f8"'; '+USECC2C=0,<redacted>'
          '+USECDEVINFO="AgbCtixjwqLjwV3VWpfPyz","357862090123456"'; '+USECDEVINFO=<redacted>,<redacted>'
          '+CPIN="1234"'; '+CPIN=<redacted>'
          '+CPIN=1234'; '+CPIN=<redacted>'
          '+USECPRF=0,9,"secret"'; '+USECPRF=0,9,<redacted>'
          '+SECRETPASSWORD'; <redacted>
          '+USECC2C=0,"secret'; <redacted>
          'E0V1+CMEE=2'; 'E0V1+CMEE=2'
          '+CGDCONT=1,"IP","iot.example"'; '+CGDCONT=1,"IP","iot.example"'
          """)
  void command_showsWhatItsNamePermits(String command, String shown) {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.module.onLine(lines::add);
      bench.send("AT" + command + "\r");
      assertThat(lines.get(0).text()).isEqualTo("AT" + shown);
    }
  }

  @Test
  void answers_withKeys_areHeardWithoutThem() {
    try (ModuleBench bench = ModuleBench.sealed()) {
      bench.module.onLine(lines::add);
      String answers =
          bench.send("AT+USECPSK=16\r")
              + bench.send("AT+USECC2C=0,\"0001020304050607fffefdfcfbfaf9f8\"\r")
              + bench.send("AT+USECDEVCERT=0\r");
      Matcher secrets = QUOTED.matcher(answers);

      int count = 0;
      while (secrets.find()) {
        String secret = secrets.group(1);
        assertThat(lines).noneMatch(line -> line.text().contains(secret));
        count++;
      }
      assertThat(count).isGreaterThanOrEqualTo(4);
      assertThat(lines)
          .extracting(SimulatedModuleLine::text)
          .contains(
              "+USECPSK: <redacted>,<redacted>", "+USECC2C: 0,0,<redacted>,<redacted>,<redacted>")
          .noneMatch(text -> text.contains("PRIVATE") || text.contains("MII"));
    }
  }

  @Test
  void payloads_areHeardAsCounts() {
    try (ModuleBench bench = ModuleBench.sealed()) {
      bench.module.onLine(lines::add);
      bench.send("AT+USECE2EDATAENC=5\r");
      bench.send("hello");

      assertThat(lines)
          .extracting(SimulatedModuleLine::kind, SimulatedModuleLine::text)
          .contains(tuple(RESPONSE, ">"), tuple(PAYLOAD, "<5 bytes>"))
          .contains(tuple(RESPONSE, "+USECE2EDATAENC: 37,<37 bytes>"));
    }
  }
}
