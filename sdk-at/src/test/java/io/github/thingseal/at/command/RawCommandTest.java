package io.github.thingseal.at.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
