package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.transport.PortGoneException;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.at.transport.TransportSource;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The AT dialogue with one module: commands one at a time, in the order they were submitted;
 * unsolicited lines at any time. Over one transport, whose end is that of the channel, or over one
 * after the other, as a {@link TransportSource} opens them.
 *
 * <p>A command that was sent is never sent again, unless it is {@linkplain AtCommand#repeatable()
 * repeatable} and the module was too busy for it. After a time-out, or whenever a command ends in a
 * way that its {@linkplain AtCommand#reply() reply} does not explain, the channel is out of step.
 * It then first asks {@code AT+CMEE?}, whose answer it knows by its form, and drops what comes
 * before that answer. So it never takes a late answer for that of another command. A module that
 * refuses this question is asked {@code AT} instead, and left in silence for a moment.
 *
 * <p>{@code NO CARRIER}, {@code BUSY} and the like end a command that dials ({@code ATD}, {@code
 * ATA}, {@code ATO}); otherwise they are news of a call, for {@link #subscribe}.
 *
 * <p>When a port vanishes and is opened again, subscriptions stay. A command that was sent and not
 * answered fails with a {@link ChannelClosedException}. On the next port the channel is out of
 * step, because the same module may answer there. Other commands wait or fail, as {@link
 * Reconnection} says: later ones, those of which surely nothing was sent, and {@linkplain
 * AtCommand#repeatable() repeatable} ones. A port that {@linkplain TransportSource#open() can never
 * be opened again} ends the channel: what waits for it, and what comes later, fails with a {@link
 * PortGoneException}.
 *
 * <p>Safe for use by several threads. The channel owns its transport and one thread, which reads
 * it; {@link #close()} ends both and fails what is pending. What is due, and the application's
 * stages of replies and listeners of unsolicited lines, run on threads that all channels of the
 * process share, see {@link ChannelOptions.Builder#executor}.
 */
public class AtChannel implements Dialogue, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AtChannel.class);
  private static final String CLOSED = "the channel was closed";

  private final ChannelLock lock;
  private final String name;
  private final Executor executor;
  private final Scheduler scheduler;
  private final UnsolicitedDispatcher unsolicited;
  private final CommandQueue queue;
  private final Synchronization synchronization;
  private final AtomicBoolean answersAreQuick = new AtomicBoolean();

  /** Those of the next connection. */
  private volatile ChannelOptions options;

  private @Nullable PortSupervisor supervisor;
  private @Nullable Conversation conversation;
  private @Nullable String closedBecause;

  /** A channel without a port. */
  AtChannel(String name, ChannelOptions options, Optional<Duration> absenceLimit) {
    this.name = name;
    this.options = options;
    executor = Workers.orShared(options.values.executor);
    scheduler = options.scheduler();
    lock = new ChannelLock(scheduler::execute);
    unsolicited =
        new UnsolicitedDispatcher(lock, name, options.values.unsolicitedQueueSize, executor);
    queue = new CommandQueue(lock, scheduler, absenceLimit);
    synchronization = new Synchronization(options.values.resyncAttempts);
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
   * Starts a dialogue that ends with its transport.
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
    AtChannel channel = new AtChannel(transport.name(), options, Optional.empty());
    channel.connect(transport);
    return channel;
  }

  /**
   * Starts a dialogue that outlives its port.
   *
   * @param source opens the port, now and later
   * @param options how the channel behaves
   * @param reconnection how the port is opened again when it has vanished
   * @return the channel; nothing is sent yet
   * @throws ThingsealException if the port cannot be opened the first time
   */
  public static AtChannel open(
      TransportSource source, ChannelOptions options, Reconnection reconnection) {
    Arguments.required(source, "source");
    Arguments.required(options, "options");
    Arguments.required(reconnection, "reconnection");
    Transport first = Arguments.returned(source.open(), "TransportSource.open");
    AtChannel channel = new AtChannel(first.name(), options, Optional.of(reconnection.waitLimit()));
    channel.supervisor =
        new PortSupervisor(
            first.name(),
            source,
            reconnection,
            options.scheduler(),
            channel::connect,
            channel::gone);
    channel.connect(first);
    return channel;
  }

  /** The port can never be opened again. */
  private void gone(PortGoneException reason) {
    lock.change(() -> queue.end(failures -> failures.gone(reason)));
  }

  private void connect(Transport transport) {
    Conversation next = attached(transport);
    if (next == null) {
      Conversation.close(transport);
      return;
    }
    next.reader.start();
    lock.leave();
  }

  /** One transport after the other; settings do not change meanwhile. */
  private synchronized @Nullable Conversation attached(Transport transport) {
    Conversation next;
    try {
      next =
          new Conversation(
              transport, options, lock, queue, unsolicited, synchronization, this::lost);
    } catch (RuntimeException e) {
      Conversation.close(transport);
      throw e;
    }
    synchronized (lock) {
      if (closedBecause != null) {
        return null;
      }
      // From here on close() ends this connection, and its end is heard of, however soon.
      conversation = next;
      queue.attach(next);
      return next;
    }
  }

  /** The connection is at its end; called with the lock. */
  private void lost(String reason) {
    if (supervisor == null || closedBecause != null) {
      end(reason);
    } else {
      supervisor.lost(reason);
      if (conversation != null) {
        conversation.transcript.tell(listener -> listener.onPortLost(reason));
      }
      conversation = null;
      queue.detach();
    }
  }

  /** Only the first reason counts. Called with the lock. */
  private void end(String reason) {
    if (closedBecause == null) {
      closedBecause = reason;
      queue.end(failures -> failures.closed(reason, false, false));
    }
  }

  private Optional<Conversation> connected() {
    synchronized (lock) {
      return Optional.ofNullable(conversation);
    }
  }

  /** {@return the name of the transport, of the first one if there are several} */
  public String name() {
    return name;
  }

  @Override
  public <R> R execute(AtCommand<R> command) {
    Arguments.required(command, "command");
    CallerThread caller = new CallerThread(answersAreQuick);
    QueuedCommand queued = send(command, caller);
    try {
      return read(command, caller.await(queued.done));
    } catch (InterruptedException e) {
      boolean sent = queue.withdraw(queued);
      Thread.currentThread().interrupt();
      throw queued.failures.interrupted(sent);
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
        // They may be another's. That none came was looked into already.
        synchronized (lock) {
          synchronization.lose();
        }
      }
      UnexpectedReplyException named = new UnexpectedReplyException(name + ": " + e.getMessage());
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

  @Override
  public <R> CompletableFuture<R> submit(AtCommand<R> command) {
    Arguments.required(command, "command");
    QueuedCommand queued = send(command, null);
    CompletableFuture<R> result =
        queued.done.thenApplyAsync(lines -> read(command, lines), executor);
    CompletableFuture<R> unused =
        result.whenComplete(
            (value, failure) -> {
              if (!queued.done.isDone()) {
                giveUp(queued);
              }
            });
    return result;
  }

  /**
   * A listener may cancel a future. What still waits is not sent then; for what was sent, the event
   * that the listener hears of must come to its end first.
   */
  private void giveUp(QueuedCommand command) {
    if (lock.isHeldByCurrentThread()) {
      queue.drop(command);
      scheduler.execute(() -> giveUp(command));
    } else {
      boolean sent = queue.withdraw(command);
      LOG.debug("{}: {} was given up, sent {}", name, command.name, sent);
    }
  }

  private void rejectListener() {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          "A ChannelListener must not call its channel: it would wait for itself");
    }
  }

  private QueuedCommand send(AtCommand<?> command, @Nullable CallerThread caller) {
    rejectListener();
    QueuedCommand queued =
        new QueuedCommand(name, command, queue.isActivationThread(), caller, scheduler.nanoTime());
    queue.submit(queued);
    return queued;
  }

  @Override
  public Subscription subscribe(String prefix, Consumer<InfoLine> listener) {
    Arguments.required(prefix, "prefix");
    Arguments.required(listener, "listener");
    return listen(prefix, listener);
  }

  /**
   * Listens to all unsolicited lines, also those that no prefix selects, such as a greeting.
   *
   * @param listener called like that of {@link #subscribe}; a line without a prefix is one
   *     parameter
   * @return ends the subscription when closed
   * @throws ChannelClosedException if the channel is closed
   */
  public Subscription subscribeAll(Consumer<InfoLine> listener) {
    return listen(null, Arguments.required(listener, "listener"));
  }

  private Subscription listen(@Nullable String prefix, Consumer<InfoLine> listener) {
    synchronized (lock) {
      if (closedBecause != null) {
        throw Failures.closedToListeners(name, closedBecause);
      }
    }
    return unsolicited.subscribe(prefix, listener);
  }

  /**
   * Changes the pause after any line from the module before the next command, once it is known what
   * the module needs.
   *
   * @param pause the pause, zero or more
   * @throws InvalidInputException if it is negative
   * @throws IllegalStateException if a {@link ChannelListener} calls it
   */
  public void pacing(Duration pause) {
    Arguments.notNegative(pause, "pause");
    set(builder -> builder.pacing(pause), current -> current.pacing(pause));
  }

  /**
   * Changes how the module is woken, once it is known whether its UART sleeps.
   *
   * @param wakeUp from the next command on
   * @throws io.github.thingseal.at.transport.PortUnusableException if it takes a control line that
   *     the transport does not have
   * @throws IllegalStateException if a {@link ChannelListener} calls it
   */
  public void wakeUp(WakeUp wakeUp) {
    Arguments.required(wakeUp, "wakeUp");
    set(builder -> builder.wakeUp(wakeUp), current -> current.wakeUp(wakeUp));
  }

  /** For this connection, which may refuse it, and for later ones. */
  private void set(
      UnaryOperator<ChannelOptions.Builder> change, Consumer<Conversation> application) {
    rejectListener();
    synchronized (this) {
      connected().ifPresent(application);
      options = change.apply(options.toBuilder()).build();
    }
  }

  /**
   * Sets what must be done before commands go out; nothing until then.
   *
   * @param activation asked before each command
   */
  public void activation(Activation activation) {
    queue.activation(Arguments.required(activation, "activation"));
  }

  /** {@return how many unsolicited lines were dropped, as their listeners were too slow} */
  public long droppedUnsolicited() {
    return unsolicited.dropped();
  }

  /**
   * Ends the dialogue: what is pending fails with a {@link ChannelClosedException}, the transport
   * is closed, all threads end. Closing twice does no harm.
   *
   * @throws IllegalStateException if a {@link ChannelListener} calls it
   */
  @Override
  public void close() {
    rejectListener();
    // What is to be written may be held up, and must not hold up this thread.
    lock.changePromptly(
        () -> end(connected().isPresent() ? CLOSED : "it was closed while it was away"));
    Optional<Conversation> last = connected();
    if (supervisor != null) {
      supervisor.close();
    }
    last.ifPresent(current -> current.shut(CLOSED));
    unsolicited.close();
    last.ifPresent(current -> current.reader.join());
  }

  /** {@return such as {@code AtChannel[/dev/ttyUSB0]}} */
  @Override
  public String toString() {
    return "AtChannel[" + name + "]";
  }
}
