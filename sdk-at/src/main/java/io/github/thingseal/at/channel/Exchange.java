package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One command on its way: all that the channel needs to know of it, and who waits for the answer.
 */
final class Exchange {
  /** What is longer comes to the same, and cannot be counted in nanoseconds. */
  private static final Duration LONGEST_LIMIT = Duration.ofDays(365);

  final String line;
  final String name;
  final ReplyShape reply;
  final Duration timeLimit;
  final boolean secret;
  final boolean repeatable;
  final boolean abortable;
  final CompletableFuture<List<InfoLine>> done = new CompletableFuture<>();

  /** Carriage return included; wiped at the end. */
  final byte[] lineBytes;

  /** What is sent after the prompt, if anything; wiped at the end. */
  final byte @Nullable [] payload;

  Exchange(AtCommand<?> command) {
    line = command.line();
    secret = command.secret();
    name = CommandLine.nameOf(line, secret);
    lineBytes = CommandLine.encode(line, secret);
    reply = command.reply();
    Duration limit = command.timeLimit();
    timeLimit = limit.compareTo(LONGEST_LIMIT) < 0 ? limit : LONGEST_LIMIT;
    repeatable = command.repeatable();
    abortable = command.abortable();
    payload = command.payload().map(byte[]::clone).orElse(null);
  }

  /** How often it was sent; more than once only if the module was too busy for it. */
  int attempts;

  void wipe() {
    Arrays.fill(lineBytes, (byte) 0);
    if (payload != null) {
      Arrays.fill(payload, (byte) 0);
    }
  }
}
