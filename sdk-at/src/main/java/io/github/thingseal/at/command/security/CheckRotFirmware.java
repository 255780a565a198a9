package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.internal.reply.Reply;
import java.util.Arrays;
import java.util.List;

/**
 * {@code AT+USECFW=0}: whether the firmware of the root of trust is up to date. SARA-R5. Evidence:
 * published.
 */
public record CheckRotFirmware()
    implements SecurityCommand<RotFirmwareState>, RepeatableCommand<RotFirmwareState> {
  @Override
  public String line() {
    return "AT+USECFW=0";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+USECFW", 1, 1);
  }

  /**
   * 1 if an update is needed, 0 if not, 3 if there is none.
   *
   * @throws UnexpectedReplyException if it is another number
   */
  @Override
  public RotFirmwareState read(List<InfoLine> lines) {
    int number = Reply.last(this, lines).integer(0);
    return Arrays.stream(RotFirmwareState.values())
        .filter(state -> state.number() == number)
        .findFirst()
        .orElseThrow(() -> Reply.unexpected(this, "it is unknown what " + number + " means"));
  }
}
