package io.github.thingseal.at.channel;

import io.github.thingseal.at.channel.Scheduler.Scheduled;
import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.AtError;
import io.github.thingseal.at.command.CommandName;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnansweredCommandException;
import io.github.thingseal.at.internal.line.Announced;
import io.github.thingseal.at.internal.line.Purpose;
import io.github.thingseal.at.internal.text.RefusalHints;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One command on its way: all that the channel needs to know of it, and who waits for it. */
final class QueuedCommand {
  private static final Logger LOG = LoggerFactory.getLogger(QueuedCommand.class);

  final String line;
  final String name;
  final Failures failures;
  final ReplyShape reply;
  final Purpose purpose;
  final boolean secret;
  final boolean repeatable;
  final boolean abortable;
  final boolean outlivesPort;

  /** Carriage return included; wiped at the end, as is the payload. */
  final byte[] lineBytes;

  final byte @Nullable [] payload;

  /** Whether it is one of an activation, and goes out ahead of others that wait for that. */
  final boolean first;

  private final @Nullable CallerThread caller;

  /** When it was submitted, and how long it may wait for its turn from then on. */
  final long since;

  final Optional<Duration> waitLimit;
  private final Supplier<Duration> limit;
  private final Runnable sending;

  /** What ends its wait for its turn, and for the port. */
  private Scheduled watch = () -> {};

  /** That of the attempt which is under way. */
  Duration timeLimit;

  /** How often it was sent; more than once only if the module was too busy for it. */
  int attempts;

  /** No one waits for the answer any more. */
  boolean withdrawn;

  /** How it ended when it was sent before, if it was and waits to be sent again. */
  private @Nullable ThingsealException before;

  final CompletableFuture<List<InfoLine>> done = new CompletableFuture<>();

  QueuedCommand(
      String port, AtCommand<?> command, boolean first, @Nullable CallerThread caller, long since) {
    this.first = first;
    this.caller = caller;
    this.since = since;
    line = Arguments.returned(command.line(), "AtCommand.line");
    Purpose marked = Purpose.of(command);
    purpose = first && marked == Purpose.COMMAND ? Purpose.ACTIVATION : marked;
    secret = command.secret();
    name = CommandName.of(line, secret);
    repeatable = command.repeatable();
    failures = new Failures(port, name, repeatable);
    lineBytes = CommandLine.encode(line, secret);
    reply = Arguments.returned(command.reply(), "AtCommand.reply");
    waitLimit =
        Arguments.returned(command.waitLimit(), "AtCommand.waitLimit")
            .map(wait -> Arguments.notNegative(wait, "AtCommand.waitLimit"));
    limit = () -> limitOf(command);
    sending = () -> Announced.sending(command);
    timeLimit = limit.get();
    abortable = command.abortable();
    outlivesPort = command.outlivesPort();
    payload =
        Arguments.returned(command.payload(), "AtCommand.payload").map(byte[]::clone).orElse(null);
  }

  Executor beforehand() {
    return caller != null ? caller : Workers.SHARED;
  }

  /** An attempt begins. */
  void sending() {
    attempts++;
    sending.run();
  }

  /** The time of an attempt begins: that which the command has left now, if it says so still. */
  Duration startTimeLimit() {
    try {
      timeLimit = limit.get();
    } catch (RuntimeException e) {
      LOG.warn("{} has no time limit any more, and keeps the one that it had", name, e);
    }
    return timeLimit;
  }

  private static Duration limitOf(AtCommand<?> command) {
    String name = "AtCommand.timeLimit";
    return Arguments.notNegative(Arguments.returned(command.timeLimit(), name), name);
  }

  ThingsealException rejected(AtError error) {
    return failures.rejected(error, attempts, RefusalHints.of(line));
  }

  boolean isOverdue(long nanoTime) {
    return waitLimit.isPresent() && nanoTime - since >= waitLimit.get().toNanos();
  }

  /** Whether the command has the name that a line begins with. */
  boolean asksFor(ReceivedLine answer) {
    return line.toUpperCase(Locale.ROOT).contains(answer.prefix().toUpperCase(Locale.ROOT));
  }

  void endedBefore(ThingsealException ending) {
    if (!mayHaveBeenCarriedOut()) {
      before = ending;
    }
  }

  /** Why it was not carried out when it was sent before. */
  Optional<ThingsealException> refusal() {
    return mayHaveBeenCarriedOut() ? Optional.empty() : Optional.ofNullable(before);
  }

  boolean mayHaveBeenCarriedOut() {
    return before instanceof UnansweredCommandException lost && lost.mayHaveBeenCarriedOut();
  }

  /** What it fails with if it is not sent, or not sent again. */
  Throwable unsent(Throwable why) {
    if (before == null || !mayHaveBeenCarriedOut()) {
      return why;
    }
    before.addSuppressed(why);
    return before;
  }

  void watched(Scheduled next) {
    watch.cancel();
    watch = next;
  }

  /** No one waits for it any more, and nothing of it stays. */
  void end() {
    watch.cancel();
    Arrays.fill(lineBytes, (byte) 0);
    if (payload != null) {
      Arrays.fill(payload, (byte) 0);
    }
  }
}
