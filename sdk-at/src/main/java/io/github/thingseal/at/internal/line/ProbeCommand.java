package io.github.thingseal.at.internal.line;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.probe.Probe;
import java.time.Duration;
import java.util.List;

/** A probe as a command, marked as one. */
public record ProbeCommand(Probe probe, Duration timeLimit)
    implements AtCommand<List<InfoLine>>, Purpose.Marked {
  @Override
  public Purpose purpose() {
    return Purpose.PROBE;
  }

  @Override
  public String line() {
    return probe.line();
  }

  @Override
  public ReplyShape reply() {
    return probe == Probe.ERROR_REPORTS
        ? ReplyShape.prefixed(Probe.ANSWER, 1, 1)
        : ReplyShape.none();
  }

  @Override
  public List<InfoLine> read(List<InfoLine> lines) {
    return lines;
  }

  @Override
  public boolean repeatable() {
    return true;
  }
}
