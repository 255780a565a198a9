package io.github.thingseal.at.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandNameTest {
  @ParameterizedTest
  @CsvSource({
    "AT+USECPSK=16, AT+USECPSK=…",
    "AT+USECPSK=?, AT+USECPSK=?",
    "AT+USECROTUID, AT+USECROTUID",
    "AT+USECDEVINFO?, AT+USECDEVINFO?",
    "at+foo 1234, at+foo…",
    "AT+FOO?S3CRET, AT+FOO…",
    "AT+CMEE=2;+USECPSK=S3CRET, AT+CMEE=…",
    "ATD+4917012345678;, ATD…",
    "ATD*99#, ATD…",
    "AT&F1, AT&F…",
    "AT, AT",
    "S3CRET, …",
  })
  void of_whenTheLineIsSecret_showsNoParameter(String line, String shown) {
    assertThat(CommandName.of(line, true)).isEqualTo(shown);
  }

  @Test
  void of_whenTheLineIsNotSecret_showsItAll() {
    assertThat(CommandName.of("AT+CFUN=1,1", false)).isEqualTo("AT+CFUN=1,1");
  }
}
