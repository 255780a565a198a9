package io.github.thingseal.at.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  @ParameterizedTest
  @ValueSource(
      strings = {"", "A", "+CGMM", "AT+X\r", "AT+X=\"a\nb\"", "AT\u0000", "AT+X=\u0015", "AT+ü"})
  void of_whenALineCannotCarryIt_isRefused(String line) {
    assertThatThrownBy(() -> RawCommand.of(line)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void of_whenTooLong_isRefused() {
    assertThat(RawCommand.of("AT" + "x".repeat(1022)).line()).hasSize(1024);
    assertThatThrownBy(() -> RawCommand.of("AT" + "x".repeat(1023)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("1024");
  }

  @Test
  void timeLimit_whenNotPositive_isRefused() {
    assertThatThrownBy(() -> RawCommand.builder("AT").timeLimit(Duration.ZERO))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> SetUartPowerSaving.timed(0)).isInstanceOf(InvalidInputException.class);
  }
}
