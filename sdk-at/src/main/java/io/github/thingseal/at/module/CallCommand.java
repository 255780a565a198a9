package io.github.thingseal.at.module;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.internal.line.Announced;
import io.github.thingseal.at.internal.line.Purpose;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command with what its call adds: that it is given within a session, that it has only the rest
 * of the call's time, to be sent and then to be answered, or that someone hears when it is sent.
 */
record CallCommand<R>(
    AtCommand<R> command, Purpose purpose, @Nullable CallDeadline deadline, Runnable whenSent)
    implements AtCommand<R>, Purpose.Marked, Announced {
  static <R> CallCommand<R> encrypted(AtCommand<R> command) {
    return new CallCommand<>(command, Purpose.ENCRYPTED_COMMAND, null, () -> {});
  }

  static <R> CallCommand<R> announced(AtCommand<R> command, Runnable whenSent) {
    return new CallCommand<>(command, Purpose.of(command), null, whenSent);
  }

  static <R> CallCommand<R> within(CallDeadline deadline, AtCommand<R> command) {
    return new CallCommand<>(
        command, Purpose.of(command), deadline, () -> Announced.sending(command));
  }

  @Override
  public void sending() {
    whenSent.run();
  }

  @Override
  public Duration timeLimit() {
    Duration own = command.timeLimit();
    return deadline == null || own.compareTo(deadline.left()) < 0 ? own : deadline.left();
  }

  @Override
  public Optional<Duration> waitLimit() {
    return deadline == null ? command.waitLimit() : Optional.of(deadline.left());
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
  public boolean outlivesPort() {
    return command.outlivesPort();
  }

  @Override
  public boolean abortable() {
    return command.abortable();
  }
}
