package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The AT dialogue with one module over one transport: commands one at a time, in the order they
 * were submitted; unsolicited lines at any time.
 *
 * <p>A command that was sent is never sent again, unless it is {@linkplain AtCommand#repeatable()
 * repeatable} and the module was too busy for it. After a time-out, or whenever a command ends in a
 * way that its {@linkplain AtCommand#reply() reply} does not explain, the channel is out of step:
 * before anything else it asks {@code AT+CMEE?}, whose answer it knows by its form, and drops what
 * comes before it, so that a late answer is never taken for that of another command. A module that
 * refuses this question is asked {@code AT} instead, and left in silence for a moment.
 *
 * <p>{@code NO CARRIER}, {@code BUSY} and the like end a command that dials ({@code ATD}, {@code
 * ATA}, {@code ATO}); otherwise they are news of a call, for {@link #subscribe}.
 *
 * <p>Safe for use by several threads. The channel owns its transport and one thread, which reads
 * it; {@link #close()} ends both and fails what is pending. What is due, and the application's
 * stages of replies and listeners of unsolicited lines, run on threads that all channels of the
 * process share, see {@link ChannelOptions.Builder#executor}.
 */
public final class AtChannel implements Dialogue, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AtChannel.class);
  private static final int BLOCK_BYTES = 4096;
  private static final long JOIN_MILLIS = 2000;

  private final Transport transport;
  private final Executor executor;
  private final UnsolicitedDispatcher unsolicited;
  private final Conversation conversation;
  private final ReplyWait replies = new ReplyWait();
  private final Thread reader;

  private AtChannel(Transport transport, ChannelOptions options) {
    this.transport = transport;
    String port = transport.name();
    executor = new SafeExecutor(options.executor());
    unsolicited = new UnsolicitedDispatcher(port, options.unsolicitedQueueSize(), executor);
    conversation = new Conversation(transport, options, new Transcript(port, options), unsolicited);
    reader = Threads.daemon(this::read, "thingseal-at-reader " + port);
  }

  /**
   * Starts a dialogue with the default options.
   *
   * @param transport leads to the module; the channel closes it
   * @return the channel; nothing is sent yet
   */
  public static AtChannel open(Transport transport) {
    return open(transport, ChannelOptions.defaults());
  }

  /**
   * Starts a dialogue.
   *
   * @param transport leads to the module; the channel closes it
   * @param options how the channel behaves
   * @return the channel; nothing is sent yet
   * @throws io.github.thingseal.at.transport.PortUnusableException if the module is to be woken by
   *     a control line that the transport does not have
   */
  public static AtChannel open(Transport transport, ChannelOptions options) {
    Arguments.required(transport, "transport");
    Arguments.required(options, "options");
    try {
      AtChannel channel = new AtChannel(transport, options);
      channel.reader.start();
      return channel;
    } catch (InvalidInputException e) {
      transport.close();
      throw e;
    }
  }

  /**
   * Sends a command and waits for its result.
   *
   * <p>An interrupt takes the command back, or aborts it.
   *
   * @param <R> what the reply is read into
   * @param command the command
   * @return the result
   * @throws io.github.thingseal.core.InvalidInputException if the command line cannot be sent;
   *     nothing was sent
   * @throws io.github.thingseal.at.command.CommandRejectedException if the module refused it
   * @throws io.github.thingseal.at.command.ModuleBusyException if the module is still starting
   * @throws io.github.thingseal.at.command.CommandTimeoutException if no answer came in time
   * @throws io.github.thingseal.at.command.GarbledReplyException if the answer came damaged
   * @throws io.github.thingseal.at.command.ChannelClosedException if the line is lost or closed
   * @throws io.github.thingseal.at.command.CommandInterruptedException if the calling thread was
   *     interrupted
   * @throws io.github.thingseal.at.command.UnexpectedReplyException if the answer is not what the
   *     command promises
   * @throws IllegalStateException if a {@link ChannelListener} calls it
   */
  @Override
  public <R> R execute(AtCommand<R> command) {
    Arguments.required(command, "command");
    QueuedCommand queued = send(command);
    try {
      return read(command, replies.on(queued.done));
    } catch (InterruptedException e) {
      boolean sent = conversation.withdraw(queued);
      Thread.currentThread().interrupt();
      throw Failures.interrupted(transport.name(), queued.name, sent);
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    }
  }

  /** Commands do not know where their replies come from; readers of the message want to. */
  private <R> R read(AtCommand<R> command, List<InfoLine> lines) {
    try {
      return command.read(lines);
    } catch (UnexpectedReplyException e) {
      if (!lines.isEmpty()) {
        // That none came was looked into already.
        conversation.doubt();
      }
      UnexpectedReplyException named =
          new UnexpectedReplyException(transport.name() + ": " + e.getMessage());
      named.setStackTrace(e.getStackTrace());
      throw named;
    }
  }

  private static RuntimeException rethrown(@Nullable Throwable failure) {
    if (failure instanceof RuntimeException known) {
      // Thrown where the reader was; the caller's own stack says more.
      known.setStackTrace(new Throwable().getStackTrace());
      return known;
    }
    return new IllegalStateException(failure);
  }

  /**
   * Queues a command.
   *
   * <p>Cancelling the future takes back a command that was not sent yet, and aborts one that is
   * {@linkplain AtCommand#abortable() abortable}; any other runs to its end, and its answer is
   * dropped. Stages of the future run where {@link ChannelOptions#executor()} says, by default on
   * threads of its own: there it may block, and call the channel.
   *
   * @param <R> what the reply is read into
   * @param command the command
   * @return completes with the result, or with what {@link #execute} would throw
   * @throws io.github.thingseal.core.InvalidInputException if the command line cannot be sent;
   *     nothing was sent
   * @throws IllegalStateException if a {@link ChannelListener} calls it
   */
  @Override
  public <R> CompletableFuture<R> submit(AtCommand<R> command) {
    Arguments.required(command, "command");
    QueuedCommand queued = send(command);
    CompletableFuture<R> result =
        queued.done.thenApplyAsync(lines -> read(command, lines), executor);
    CompletableFuture<R> unused =
        result.whenComplete(
            (value, failure) -> {
              if (!queued.done.isDone()) {
                boolean sent = conversation.withdraw(queued);
                LOG.debug("{}: {} was given up, sent {}", transport, queued.name, sent);
              }
            });
    return result;
  }

  private QueuedCommand send(AtCommand<?> command) {
    if (conversation.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          "A ChannelListener must not call its channel: it would wait for itself");
    }
    QueuedCommand queued = new QueuedCommand(command);
    conversation.submit(queued);
    return queued;
  }

  /**
   * Listens to unsolicited lines with a prefix, or to one of those that have none, such as {@code
   * NO CARRIER} or {@code RING}.
   *
   * <p>Listeners may block and call the channel; while they do, lines wait in a bounded queue, and
   * further ones are dropped and {@linkplain #droppedUnsolicited() counted}. A listener that throws
   * is logged and called again.
   *
   * @param prefix such as {@code +CEREG} or {@code ^HCSQ}, without the colon, or a line as it comes
   * @param listener called where {@link ChannelOptions#executor()} says, one line at a time, in the
   *     order they came
   * @return ends the subscription when closed
   * @throws io.github.thingseal.at.command.ChannelClosedException if the channel is closed
   */
  @Override
  public Subscription subscribe(String prefix, Consumer<InfoLine> listener) {
    Arguments.required(prefix, "prefix");
    Arguments.required(listener, "listener");
    conversation.requireOpen();
    return unsolicited.subscribe(prefix, listener);
  }

  /**
   * Listens to all unsolicited lines, also those without a prefix, such as {@code RING} or a
   * greeting.
   *
   * @param listener called like that of {@link #subscribe}; a line without a prefix is one
   *     parameter
   * @return ends the subscription when closed
   * @throws io.github.thingseal.at.command.ChannelClosedException if the channel is closed
   */
  public Subscription subscribeAll(Consumer<InfoLine> listener) {
    Arguments.required(listener, "listener");
    conversation.requireOpen();
    return unsolicited.subscribe(null, listener);
  }

  /**
   * Changes the pause after any line from the module before the next command, once it is known what
   * the module needs.
   *
   * @param pause the pause, zero or more
   * @throws io.github.thingseal.core.InvalidInputException if it is negative
   */
  public void pacing(Duration pause) {
    conversation.pacing(Arguments.notNegative(pause, "pause"));
  }

  /**
   * Changes how the module is woken, once it is known whether its UART sleeps.
   *
   * @param wakeUp from the next command on
   * @throws io.github.thingseal.at.transport.PortUnusableException if it takes a control line that
   *     the transport does not have
   */
  public void wakeUp(WakeUp wakeUp) {
    conversation.wakeUp(Arguments.required(wakeUp, "wakeUp"));
  }

  /**
   * Ends the wait for the answer to the command that was sent last, because none is to come; does
   * nothing if no command waits. Later ones go out as after a time-out. May be called by the
   * transport.
   *
   * @param failure makes what it fails with, from its line, redacted up to {@code =} if it is
   *     secret
   */
  public void giveUp(Function<String, ThingsealException> failure) {
    conversation.giveUp(Arguments.required(failure, "failure"));
  }

  /**
   * How many unsolicited lines were dropped because their listeners were too slow.
   *
   * @return the number since the channel was opened
   */
  public long droppedUnsolicited() {
    return unsolicited.dropped();
  }

  private void read() {
    byte[] block = new byte[BLOCK_BYTES];
    String reason = "the line was closed, by the other side or in this program";
    try {
      int length = transport.read(block);
      while (length >= 0) {
        conversation.receive(block, length);
        Arrays.fill(block, 0, length, (byte) 0);
        length = transport.read(block);
      }
    } catch (IOException e) {
      reason = "the line was lost: " + e.getMessage();
    } catch (RuntimeException | Error e) {
      reason = "reading failed: " + e;
      LOG.error("{}: reading failed in an unforeseen way", transport.name(), e);
    } finally {
      conversation.close(reason);
    }
  }

  /**
   * Ends the dialogue: what is pending fails with a {@link
   * io.github.thingseal.at.command.ChannelClosedException}, the transport is closed, all threads
   * end. Closing twice does no harm.
   */
  @Override
  public void close() {
    conversation.close("the channel was closed");
    unsolicited.close();
    Threads.join(reader, JOIN_MILLIS);
  }

  /**
   * Names where it belongs.
   *
   * @return such as {@code AtChannel[/dev/ttyUSB0]}
   */
  @Override
  public String toString() {
    return "AtChannel[" + transport.name() + "]";
  }
}
