package io.github.thingseal.at.module;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A command that has no more time than its call has left when it is sent. */
final class LimitedCommand<R> implements AtCommand<R> {
  private final AtCommand<R> command;
  private final CallDeadline deadline;
  private volatile boolean sent;
  private volatile boolean cutShort;

  LimitedCommand(AtCommand<R> command, CallDeadline deadline) {
    this.command = command;
    this.deadline = deadline;
  }

  /** Whether it had its turn. */
  boolean isSent() {
    return sent;
  }

  /** Whether it had less time than it has by itself. */
  boolean isCutShort() {
    return cutShort;
  }

  @Override
  public Duration timeLimit() {
    Duration own = command.timeLimit();
    Duration left = deadline.left();
    sent = true;
    cutShort = left.compareTo(own) < 0;
    return cutShort ? left : own;
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
