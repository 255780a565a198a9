package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A command put together by a test; its result are the lines of its reply. */
record TestCommand(
    String line,
    ReplyShape reply,
    Optional<byte[]> payload,
    boolean secret,
    boolean repeatable,
    boolean abortable)
    implements AtCommand<List<InfoLine>> {

  static TestCommand of(String line) {
    return of(line, ReplyShape.none());
  }

  static TestCommand of(String line, ReplyShape reply) {
    return new TestCommand(line, reply, Optional.empty(), false, false, false);
  }

  TestCommand withPayload(byte[] bytes) {
    return new TestCommand(line, reply, Optional.of(bytes), secret, repeatable, abortable);
  }

  TestCommand asSecret() {
    return new TestCommand(line, reply, payload, true, repeatable, abortable);
  }

  TestCommand asRepeatable() {
    return new TestCommand(line, reply, payload, secret, true, abortable);
  }

  TestCommand asAbortable() {
    return new TestCommand(line, reply, payload, secret, repeatable, true);
  }

  @Override
  public List<InfoLine> read(List<InfoLine> lines) {
    return lines;
  }

  @Override
  public Duration timeLimit() {
    return Duration.ofSeconds(10);
  }
}
