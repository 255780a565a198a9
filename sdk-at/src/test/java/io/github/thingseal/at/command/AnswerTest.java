package io.github.thingseal.at.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How what came is read, and what is reported if it cannot be. */
class AnswerTest {
  private static final ReplyShape SHAPE = ReplyShape.prefixed("+FOO", 1, 1);

  @Test
  void line_whenAnotherSlippedInBefore_isTheLast() {
    AtCommand<Integer> command = asking(Answer.line("+FOO", 1, 1, line -> line.integer(0)));

    assertThat(command.reply()).isEqualTo(SHAPE);
    assertThat(command.read(Lines.of("+FOO: 1", "+FOO: 2"))).isEqualTo(2);
  }

  @Test
  void line_whenNoneCame_isReportedWithTheNameOfTheCommandOnly() {
    AtCommand<Integer> command = asking(Answer.line(SHAPE, line -> line.integer(0)));

    assertThatThrownBy(() -> command.read(List.of()))
        .isInstanceOf(UnexpectedReplyException.class)
        .hasMessageStartingWith("The reply to AT+FOO=… cannot be used: OK came without");
  }

  @Test
  void read_whenAValueRejectsWhatCame_isAnUnexpectedReply() {
    AtCommand<Integer> command =
        asking(
            Answer.line(
                SHAPE,
                line -> {
                  throw new InvalidInputException("no such value");
                }));

    assertThatThrownBy(() -> command.read(Lines.of("+FOO: 1")))
        .isInstanceOf(UnexpectedReplyException.class)
        .hasMessage("The reply to AT+FOO=… cannot be used: no such value");
  }

  /** Answers are Latin-1, which has control characters above ASCII, too. */
  @Test
  void read_whenTheMessageRepeatsControlCharacters_showsNone() {
    AtCommand<Integer> command =
        asking(
            Answer.line(
                SHAPE,
                line -> {
                  throw new InvalidInputException("not a\0b\u0080c\u0085d\u009fe\177");
                }));

    assertThatThrownBy(() -> command.read(Lines.of("+FOO: 1")))
        .hasMessage("The reply to AT+FOO=… cannot be used: not a.b.c.d.e.");
  }

  @Test
  void wiped_whenReadOrNot_overwritesAllThatCame() {
    List<InfoLine> lines = Lines.of("+FOO: x", "+FOO: 7");
    List<InfoLine> others = Lines.of("+FOO: 7", "+FOO: x");
    AtCommand<Integer> command = asking(Answer.line(SHAPE, line -> line.integer(0)).wiped());

    assertThat(command.read(lines)).isEqualTo(7);
    assertThatThrownBy(() -> command.read(others)).isInstanceOf(UnexpectedReplyException.class);

    assertThat(lines).extracting(line -> line.text(0)).containsOnly("\0");
    assertThat(others).extracting(line -> line.text(0)).containsOnly("\0");
  }

  private static <R> AtCommand<R> asking(Answer<R> answer) {
    return new AnsweredCommand<>() {
      @Override
      public String line() {
        return "AT+FOO=\"hush\"";
      }

      @Override
      public Answer<R> answer() {
        return answer;
      }
    };
  }
}
