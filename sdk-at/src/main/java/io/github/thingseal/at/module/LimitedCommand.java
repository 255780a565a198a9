package io.github.thingseal.at.module;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.line.Purpose;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A command that has no more time than its call has left, to be sent and then to be answered. */
final class LimitedCommand<R> implements AtCommand<R>, Purpose.Marked {
  private final AtCommand<R> command;
  private final CallDeadline deadline;

  LimitedCommand(AtCommand<R> command, CallDeadline deadline) {
    this.command = command;
    this.deadline = deadline;
  }

  @Override
  public Purpose purpose() {
    return Purpose.of(command);
  }

  @Override
  public Duration timeLimit() {
    Duration own = command.timeLimit();
    Duration left = deadline.left();
    return left.compareTo(own) < 0 ? left : own;
  }

  @Override
  public Optional<Duration> waitLimit() {
    return Optional.of(deadline.left());
  }

  @Override
  public String line() {
    return command.line();
  }

  @Override
  public ReplyShape reply() {
    return command.reply();
  }

  @Override
  public R read(List<InfoLine> lines) {
    return command.read(lines);
  }

  @Override
  public Optional<byte[]> payload() {
    return command.payload();
  }

  @Override
  public boolean secret() {
    return command.secret();
  }

  @Override
  public boolean repeatable() {
    return command.repeatable();
  }

  @Override
  public boolean abortable() {
    return command.abortable();
  }
}
