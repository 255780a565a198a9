package io.github.thingseal.at.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.AtError.Kind;
import io.github.thingseal.core.InvalidInputException;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AtErrorTest {
  private static AtError error(String line) {
    return AtError.parse(line).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "ERROR,ERROR",
    "4,ERROR",
    "NO CARRIER,NO_CARRIER",
    "3,NO_CARRIER",
    "NO DIALTONE,NO_DIALTONE",
    "6,NO_DIALTONE",
    "BUSY,BUSY",
    "7,BUSY",
    "NO ANSWER,NO_ANSWER",
    "8,NO_ANSWER",
    "NOT SUPPORT,NOT_SUPPORT",
    "10,NOT_SUPPORT",
    "INVALID COMMAND LINE,INVALID_COMMAND_LINE",
    "11,INVALID_COMMAND_LINE",
    "CR,CR",
    "12,CR",
    "SIM DROP,SIM_DROP",
    "13,SIM_DROP",
    "DISCONNECT,DISCONNECT",
    "14,DISCONNECT",
    "Command aborted,ABORTED",
    "3000,ABORTED",
    "ABORTED,ABORTED",
    "+CME ERROR: 3,CME",
    "+CMS ERROR: 300,CMS"
  })
  void parse_whenFinalResultCode_knowsItsKind(String line, Kind kind) {
    assertThat(error(line).kind()).isEqualTo(kind);
    assertThat(error(line).text()).isEqualTo(line);
  }

  @Test
  void parse_whenNoError_isEmpty() {
    for (String line : new String[] {"OK", "0", "RING", "2", "CONNECT", "1", "+CMEE: 2", "", "5"}) {
      assertThat(AtError.parse(line)).isEmpty();
    }
  }

  @Test
  void code_whenNumberOrKnownText_isTheNumber() {
    Map.of("+CME ERROR: 3", 3, "+CME ERROR:14", 14, "+CME ERROR: 1912", 1912)
        .forEach((line, code) -> assertThat(error(line).code()).hasValue(code));
    Map.of("+CME ERROR: operation not allowed", 3, "+CME ERROR: sim BUSY", 14)
        .forEach((line, code) -> assertThat(error(line).code()).hasValue(code));
  }

  @Test
  void code_whenTextHasNoPublishedNumber_isEmpty() {
    assertThat(error("+CME ERROR: SEC busy").code()).isEqualTo(OptionalInt.empty());
    assertThat(error("ERROR").code()).isEmpty();
  }

  @Test
  void isBusy_whenSecurityOrSimIsStarting_isTrue() {
    assertThat(error("+CME ERROR: SEC busy").isBusy()).isTrue();
    assertThat(error("+CME ERROR: SIM busy").isBusy()).isTrue();
    assertThat(error("+CME ERROR: 14").isBusy()).isTrue();
    assertThat(error("+CMS ERROR: 14").isBusy()).isFalse();
    assertThat(error("BUSY").isBusy()).isFalse();
    assertThat(error("+CME ERROR: 3").isBusy()).isFalse();
  }

  @Test
  void isNotSupported_whenModuleDoesNotKnowTheOperation_isTrue() {
    assertThat(error("+CME ERROR: 4").isNotSupported()).isTrue();
    assertThat(error("+CME ERROR: operation not supported").isNotSupported()).isTrue();
    assertThat(error("NOT SUPPORT").isNotSupported()).isTrue();
    assertThat(error("4").isNotSupported()).isFalse();
    assertThat(error("+CME ERROR: 3").isNotSupported()).isFalse();
  }

  @Test
  void toString_whenNumber_addsItsMeaning() {
    assertThat(error("+CME ERROR: 3")).hasToString("+CME ERROR: 3 (operation not allowed)");
    assertThat(error("+CME ERROR: SIM busy")).hasToString("+CME ERROR: SIM busy");
    assertThat(error("+CME ERROR: 4711")).hasToString("+CME ERROR: 4711");
  }

  @Test
  void constructor_whenNoError_isRefused() {
    assertThatThrownBy(() -> new AtError("OK")).isInstanceOf(InvalidInputException.class);
  }
}
