package io.github.thingseal.testkit;

import static io.github.thingseal.testkit.ModuleBench.lines;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** In what firmwares differ, one trait at a time. */
class FirmwareTraitsTest {
  @Test
  void promptBlank_followsThePrompt() {
    try (ModuleBench bench = ModuleBench.sealed(options -> options.promptBlank(true))) {
      assertThat(bench.send("AT+USECE2EDATAENC=1\r")).isEqualTo("\r\n> ");
    }
  }

  @Test
  void digitsAndQuotes_areAsWanted() {
    try (ModuleBench bench =
        ModuleBench.sealed(options -> options.hexDigits(DigitCase.LOWER).quotedRotUid(true))) {
      assertThat(bench.send("AT+USECROTUID\r"))
          .isEqualTo(lines("+USECROTUID: \"0a04f008003c9623\"", "OK"));
    }
    try (ModuleBench bench = ModuleBench.sealed(options -> options.hexDigits(DigitCase.UPPER))) {
      assertThat(bench.send("AT+USECPSK=16\r"))
          .matches("\r\n\\+USECPSK: \"[0-9A-F]{28}\",\"[0-9A-F]{32}\"\r\n\r\nOK\r\n");
    }
  }
}
