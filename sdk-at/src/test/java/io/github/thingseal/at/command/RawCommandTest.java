package io.github.thingseal.at.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.device.SetUartPowerSaving;
import io.github.thingseal.core.InvalidInputException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawCommandTest {
  @Test
  void of_whenNothingMoreIsSaid_isAnsweredByItsOwnPrefix() {
    assertThat(RawCommand.of("at+usecmode?").reply())
        .isEqualTo(ReplyShape.prefixed("+USECMODE", 0, Integer.MAX_VALUE));
    assertThat(RawCommand.of("ATI9").reply()).isInstanceOf(ReplyShape.Bare.class);
    assertThat(RawCommand.of("AT+X").payload()).isEmpty();
    assertThat(RawCommand.of("AT+X").secret()).isFalse();
  }

  @Test
  void of_whenItIsKnownToAnswerInPlainText_isAnsweredSo() {
    for (String line : List.of("AT+CGMI", "AT+CGMM", "AT+CGMR", "at+cgsn ", "AT+CIMI", "ATI")) {
      assertThat(RawCommand.of(line).reply()).isInstanceOf(ReplyShape.Bare.class);
    }
    for (String line : List.of("AT+CGSN=2", "AT+CIMI?", "AT+CGMMX")) {
      assertThat(RawCommand.of(line).reply()).isInstanceOf(ReplyShape.Prefixed.class);
    }
  }

  @Test
  void of_whenPrefixIsAVendors_isAnsweredByIt() {
    for (String line : List.of("AT^HCSQ?", "at%cnti=0", "AT#MONI", "AT*PSCIND?", "AT$QCCLR")) {
      assertThat(RawCommand.of(line).reply())
          .isInstanceOfSatisfying(
              ReplyShape.Prefixed.class,
              shape -> assertThat(line.toUpperCase(Locale.ROOT)).startsWith("AT" + shape.prefix()));
    }
    assertThat(RawCommand.of("AT + CSQ").reply())
        .isEqualTo(ReplyShape.prefixed("+CSQ", 0, Integer.MAX_VALUE));
    assertThat(RawCommand.of("AT&V").reply()).isInstanceOf(ReplyShape.Bare.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CEREG", "+CEREG:", "+", "", " +CEREG", "+CME ERROR", "&X"})
  void shape_whenPrefixIsNone_isRefused(String prefix) {
    assertThatThrownBy(() -> ReplyShape.prefixed(prefix, 0, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("like +CEREG");
    assertThatThrownBy(() -> ReplyShape.binary(prefix)).isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT+CSQ\r\nAT+USECDEVINFO=\"a\",\"b\"",
        "AT+CSQ\rAT",
        "AT+CSQ\n",
        "\nAT",
        "AT+CSQ\0",
        "AT+X=\"\u00e9\"",
        "AT\u001a",
        "AT\u0085",
        "AT\u2028AT",
        "",
        "A",
        "+CSQ"
      })
  void of_whenLineCannotBeSentAsOne_isRefused(String line) {
    assertThatThrownBy(() -> RawCommand.of(line)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> RawCommand.builder(line)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void of_whenLineIsTooLong_isRefused() {
    assertThat(RawCommand.of("AT" + "x".repeat(1022)).line()).hasSize(1024);
    assertThatThrownBy(() -> RawCommand.of("AT" + "x".repeat(1023)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("1024");
  }

  @Test
  void of_whenASecretLineCannotBeSent_namesNothingOfIt() {
    assertThatThrownBy(() -> RawCommand.of("AT+CPWD=\"SC\",\"48\u00e915\""))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("AT+CPWD…")
        .message()
        .doesNotContain("48", "15", "E9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT+USECPSK=16",
        "at+usecpsk=16",
        "AT + USEC PSK = 16",
        "AT+USECC2C=0,\"000102\"",
        "AT+USECDEVINFO=\"profile\",\"serial\"",
        "AT+USECDEVINFO?",
        "AT+USECDEVCERT=0",
        "AT+USECMNG=0,2,\"key\",4,\"password\"",
        "AT+USECPRF=0,8,\"00\"",
        "AT+CSQ;+USECPSK=16",
        "ATE0+USECPSK=16",
        "AT+CMEE=2;+CSQ;+Usecpsk=16",
        "AT+UAUTHREQ=1,1,\"user\",\"password\"",
        "AT+UPSD=0,3,\"password\"",
        "AT+UMQTT=4,\"user\",\"password\"",
        "AT+CGAUTH=1,1,\"user\",\"password\"",
        "AT+CPIN=\"1234\"",
        "AT+CLCK=\"SC\",1,\"1234\"",
        "AT+CPWD=\"SC\",\"1234\",\"4321\"",
        "AT+URDFILE=\"key.pem\""
      })
  void of_whenLineMayCarrySecrets_isSecretUnlessLoggedInFull(String line) {
    assertThat(RawCommand.of(line).secret()).isTrue();
    assertThat(RawCommand.of(line).toString()).isEqualTo("RawCommand[secret]");
    assertThat(RawCommand.builder(line).loggedInFull().build().secret()).isFalse();
  }

  @Test
  void of_whenLineCarriesNone_isNotSecret() {
    for (String line : List.of("AT", "AT+CSQ", "AT+CMEE=2;+CSQ", "AT+UDELFILE=\"a\"", "ATI9")) {
      assertThat(RawCommand.of(line).secret()).isFalse();
    }
  }

  @Test
  void builder_whenEverythingIsSaid_keepsIt() {
    RawCommand.Builder builder =
        RawCommand.builder("AT+USECDATAENC=2")
            .reply(ReplyShape.binary("+USECDATAENC"))
            .payload(new byte[] {1, 2})
            .timeLimit(Duration.ofSeconds(150))
            .secret()
            .repeatable()
            .abortable();
    RawCommand command = builder.build();
    builder.reply(ReplyShape.none());

    assertThat(command.reply()).isEqualTo(ReplyShape.binary("+USECDATAENC"));
    assertThat(command.payload()).hasValue(new byte[] {1, 2});
    assertThat(command.timeLimit()).isEqualTo(Duration.ofSeconds(150));
    assertThat(command.secret()).isTrue();
    assertThat(command.repeatable()).isTrue();
    assertThat(command.abortable()).isTrue();
  }

  @Test
  void read_whenAnswered_handsOutTheLines() {
    List<InfoLine> lines = Lines.of("+USECMODE: 0");
    assertThat(RawCommand.of("AT+USECMODE?").read(lines)).isEqualTo(lines);
  }

  @Test
  void timeLimit_whenNotPositive_isRefused() {
    assertThatThrownBy(() -> RawCommand.builder("AT").timeLimit(Duration.ZERO))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> SetUartPowerSaving.timed(0)).isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @CsvSource({"-1,1,0", "2,1,0", "1,2,-1", "1,2,3"})
  void prefixed_whenTheNumbersContradictEachOther_isRefused(int min, int max, int numbers) {
    assertThatThrownBy(() -> ReplyShape.prefixed("+X", min, max, numbers))
        .isInstanceOf(InvalidInputException.class);
  }
}
