package io.github.thingseal.at.command.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.Lines;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnexpectedReplyException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentificationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MANUFACTURER|u-blox|u-blox",
        "MODEL|SARA-R510M8S|SARA-R510M8S",
        "REVISION|L0.0.00.00.05.06|L0.0.00.00.05.06",
        "PRODUCT|SARA-R510M8S-00B-00|SARA-R510M8S-00B-00",
        "VERSIONS|02.05,A00.01|02.05,A00.01",
        "IMEI|357520070120760|357520070120760",
        "IMSI|001010123456789|001010123456789",
        "ICCID|+CCID: 89860000502000180722|89860000502000180722",
        "PIN_STATE|+CPIN: READY|READY"
      })
  void read_whenAnswered_isTheText(Identification command, String line, String expected) {
    assertThat(command.read(Lines.of(line))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"35752007012076", "3575200701207600", "u-blox"})
  void read_whenImeiIsNot15Digits_isUnexpected(String answer) {
    assertThatThrownBy(() -> Identification.IMEI.read(Lines.of(answer)))
        .isInstanceOf(UnexpectedReplyException.class)
        .hasMessageContaining("AT+CGSN")
        .hasMessageContaining(answer);
  }

  @Test
  void read_whenNothingCame_isUnexpected() {
    assertThatThrownBy(() -> Identification.MODEL.read(List.of()))
        .isInstanceOf(UnexpectedReplyException.class)
        .hasMessageContaining("AT+CGMM");
  }

  @Test
  void reply_whenPlain_leavesUnsolicitedLinesToOthers() {
    var shape = (ReplyShape.Bare) Identification.MODEL.reply();
    assertThat("SARA-R510M8S").matches(shape.text());
    assertThat("+CEREG: 1").doesNotMatch(shape.text());
    assertThat("RING").doesNotMatch(shape.text());
    var imei = (ReplyShape.Bare) Identification.IMEI.reply();
    assertThat("SARA-R510M8S").doesNotMatch(imei.text());
  }

  @Test
  void read_whenAnUnsolicitedLineOfTheSameShapeCameFirst_isTheLastLine() {
    assertThat(Identification.MODEL.read(Lines.of("Module has booted.", "SARA-R422")))
        .isEqualTo("SARA-R422");
  }
}
