package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.transport.PortGoneException;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.at.transport.TransportSource;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.ArrayList;
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
 * A dialogue that outlives its port: when the port vanishes, what was sent and is not answered
 * fails with a {@link ChannelClosedException}, the port is opened again with growing pauses, and
 * subscriptions go on. Other commands wait or fail meanwhile, as {@link Reconnection} says: later
 * ones, and those of which surely nothing was sent. What may have been sent is never sent again,
 * but for a {@linkplain AtCommand#repeatable() repeatable} command that waits.
 *
 * <p>A port that {@linkplain TransportSource#open() can never be opened again} ends the dialogue:
 * what waits for it, and what comes later, fails with a {@link PortGoneException}.
 *
 * <p>What is to be done when the port is back, {@link PortKeeper#prepare}, is done before any of
 * them goes out.
 *
 * <p>Safe for use by several threads.
 */
public final class ReconnectingChannel implements Dialogue, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReconnectingChannel.class);

  private final TransportSource source;
  private final ChannelOptions options;
  private final Reconnection reconnection;
  private final String name;
  private final Scheduler scheduler;
  private final PortKeeper keeper;
  private final List<Listening> subscriptions = new ArrayList<>();
  private CompletableFuture<Line> current;
  private @Nullable Duration pacing;
  private WakeUp wakeUp;
  private boolean closed;

  private ReconnectingChannel(
      TransportSource source,
      ChannelOptions options,
      Reconnection reconnection,
      PortKeeper keeper) {
    this.source = source;
    this.reconnection = reconnection;
    this.keeper = keeper;
    Transport first = Arguments.returned(source.open(), "TransportSource.open");
    this.name = first.name();
    this.scheduler = options.scheduler();
    this.options = options;
    this.wakeUp = options.wakeUp();
    synchronized (this) {
      this.current = CompletableFuture.completedFuture(line(first));
    }
  }

  /** One channel after the other; what a channel reports of its end is about itself only. */
  record Line(Object token, AtChannel channel) {}

  private synchronized Line line(Transport transport) {
    Object token = new Object();
    Watch watch = new Watch(token);
    return new Line(
        token,
        AtChannel.open(transport, options.toBuilder().wakeUp(wakeUp).listener(watch).build()));
  }

  /**
   * Opens the port for the first time.
   *
   * @param source opens it, now and later
   * @param options how each channel behaves
   * @param reconnection how it is opened again
   * @param keeper is notified when it has vanished, and does what is due once it is back
   * @return the dialogue
   * @throws ThingsealException if the port cannot be opened the first time
   */
  public static ReconnectingChannel open(
      TransportSource source,
      ChannelOptions options,
      Reconnection reconnection,
      PortKeeper keeper) {
    Arguments.required(source, "source");
    Arguments.required(options, "options");
    Arguments.required(reconnection, "reconnection");
    Arguments.required(keeper, "keeper");
    return new ReconnectingChannel(source, options, reconnection, keeper);
  }

  /**
   * Where the module is.
   *
   * @return the name of the first transport
   */
  public String name() {
    return name;
  }

  /** Sends a command and waits for its result, after waiting for the port if it is away. */
  @Override
  public <R> R execute(AtCommand<R> command) {
    Arguments.required(command, "command");
    long since = scheduler.nanoTime();
    while (true) {
      Line line = await(command, since);
      if (keeper.isDue()) {
        keeper.prepare();
      }
      try {
        return line.channel().execute(command);
      } catch (ChannelClosedException e) {
        if (!mayWaitAfter(command, since, e)) {
          throw e;
        }
        lost(line.token(), e.getMessage());
      }
    }
  }

  private Line await(AtCommand<?> command, long since) {
    try {
      return line(command, since).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandInterruptedException(
          CommandLine.nameOf(command.line(), command.secret()),
          false,
          "Interrupted while waiting for " + name + " to come back. Nothing was sent");
    } catch (ExecutionException e) {
      if (absence(command, e.getCause()) instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Queues a command, once the port is there. */
  @Override
  public <R> CompletableFuture<R> submit(AtCommand<R> command) {
    Arguments.required(command, "command");
    long since = scheduler.nanoTime();
    CompletableFuture<Line> line = line(command, since);
    PendingCommand<R> pending = new PendingCommand<>(this, command, since);
    if (isOpen(line) && !keeper.isDue()) {
      pending.send(line.join());
    } else {
      pending.await();
    }
    return pending.result();
  }

  Executor executor() {
    return new SafeExecutor(options.executor());
  }

  /** Does what is due where it may wait. */
  CompletableFuture<Void> prepared() {
    return keeper.isDue()
        ? CompletableFuture.runAsync(keeper::prepare, Workers.SHARED)
        : CompletableFuture.completedFuture(null);
  }

  /**
   * Whether a command whose channel is at its end waits for the next: surely nothing was sent, or
   * it may be repeated.
   */
  boolean mayWaitAfter(AtCommand<?> command, long since, ChannelClosedException failure) {
    return !isClosed() && (!failure.wasSent() || (command.repeatable() && isPatient(since)));
  }

  private boolean isPatient(long since) {
    return scheduler.nanoTime() - since < reconnection.waitLimit().toNanos();
  }

  @Override
  public synchronized Subscription subscribe(String prefix, Consumer<InfoLine> listener) {
    Listening listening = new Listening(prefix, listener);
    if (closed) {
      throw Failures.closedToListeners(name, "it was closed");
    }
    subscriptions.add(listening);
    if (isOpen(current)) {
      listening.on(current.join().channel());
    }
    return () -> end(listening);
  }

  private synchronized void end(Listening listening) {
    subscriptions.remove(listening);
    listening.end();
  }

  /**
   * Changes the pause before commands, of later channels too.
   *
   * @param pause the pause, zero or more
   */
  public synchronized void pacing(Duration pause) {
    pacing = Arguments.notNegative(pause, "pause");
    if (isOpen(current)) {
      current.join().channel().pacing(pause);
    }
  }

  /**
   * Changes how the module is woken, on later channels too.
   *
   * @param settings from the next command on
   * @throws io.github.thingseal.at.transport.PortUnusableException if it takes a control line that
   *     the transport does not have
   */
  public synchronized void wakeUp(WakeUp settings) {
    Arguments.required(settings, "settings");
    if (isOpen(current)) {
      current.join().channel().wakeUp(settings);
    }
    wakeUp = settings;
  }

  /**
   * Ends the wait for the answer to the command that was sent last; see {@link AtChannel#giveUp}.
   *
   * @param failure makes what it fails with
   */
  public synchronized void giveUp(Function<String, ThingsealException> failure) {
    Arguments.required(failure, "failure");
    if (isOpen(current)) {
      current.join().channel().giveUp(failure);
    }
  }

  /** The channel, or one that fails when the command has waited long enough for it. */
  synchronized CompletableFuture<Line> line(AtCommand<?> command, long since) {
    if (current.isDone()) {
      return current;
    }
    Duration waited = Duration.ofNanos(scheduler.nanoTime() - since);
    Duration left = reconnection.waitLimit().minus(waited);
    Duration own = Arguments.returned(command.waitLimit(), "AtCommand.waitLimit").orElse(left);
    left = own.compareTo(left) < 0 ? own : left;
    if (left.isNegative() || left.isZero()) {
      return CompletableFuture.failedFuture(absent(command));
    }
    CompletableFuture<Line> waiting = current.copy();
    Scheduler.Scheduled limit =
        scheduler.executeAfter(left, () -> waiting.completeExceptionally(absent(command)));
    CompletableFuture<Line> unused = waiting.whenComplete((open, error) -> limit.cancel());
    return waiting;
  }

  private static boolean isOpen(CompletableFuture<Line> line) {
    return line.isDone() && !line.isCompletedExceptionally();
  }

  /** Why there is no channel for a command. */
  @Nullable Throwable absence(AtCommand<?> command, @Nullable Throwable cause) {
    if (cause instanceof PortGoneException gone) {
      String shown = CommandLine.nameOf(command.line(), command.secret());
      return new PortGoneException(shown + " was not sent: " + gone.getMessage(), gone);
    }
    return cause;
  }

  private ChannelClosedException absent(AtCommand<?> command) {
    String shown = CommandLine.nameOf(command.line(), command.secret());
    return new ChannelClosedException(
        shown,
        false,
        shown + " was not sent: " + name + " has vanished. It is opened again when it is back");
  }

  /** Reports the end of a channel; its own news or a command may notice it first. */
  synchronized void lost(Object token, @Nullable String reason) {
    if (!closed && isOpen(current) && current.join().token() == token) {
      LOG.info("{} has vanished ({}); it will be opened again", name, reason);
      keeper.lost();
      current = new CompletableFuture<>();
      retry(reconnection.firstDelay());
    }
  }

  private void retry(Duration delay) {
    scheduler.executeAfter(delay, () -> reopen(delay));
  }

  private void reopen(Duration delay) {
    if (isClosed()) {
      return;
    }
    try {
      opened(Arguments.returned(source.open(), "TransportSource.open"));
    } catch (TransientException | InvalidInputException e) {
      // It could be opened once: if the call does not fit the port, the port is what has changed.
      LOG.debug("{} is not back: {}", name, e.getMessage());
      Duration twice = delay.multipliedBy(2);
      retry(twice.compareTo(reconnection.maxDelay()) < 0 ? twice : reconnection.maxDelay());
    } catch (RuntimeException | Error e) {
      LOG.info("{} is gone for good", name, e);
      gone(new PortGoneException(name + " cannot be opened again: " + e.getMessage(), e));
    }
  }

  private void gone(PortGoneException reason) {
    CompletableFuture<Line> waiting;
    synchronized (this) {
      waiting = current;
    }
    waiting.completeExceptionally(reason);
  }

  private void opened(Transport transport) {
    CompletableFuture<Line> waiting;
    Line line;
    synchronized (this) {
      if (closed) {
        transport.close();
        return;
      }
      line = line(transport);
      AtChannel channel = line.channel();
      if (pacing != null) {
        channel.pacing(pacing);
      }
      subscriptions.forEach(listening -> listening.on(channel));
      // From here on close() ends this channel, and lost() hears of its end, however soon.
      waiting = current;
      current = CompletableFuture.completedFuture(line);
    }
    LOG.info("{} is back", name);
    waiting.complete(line);
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Ends the dialogue; what waits for the port fails. Closing twice does no harm. */
  @Override
  public void close() {
    CompletableFuture<Line> last;
    synchronized (this) {
      closed = true;
      last = current;
    }
    last.completeExceptionally(
        new ChannelClosedException("", false, name + " was closed while it was away"));
    if (!last.isCompletedExceptionally()) {
      last.join().channel().close();
    }
  }

  /** Hears of the end of a channel on a thread that must not be held up. */
  private final class Watch implements ChannelListener {
    private final Object token;

    Watch(Object token) {
      this.token = token;
    }

    @Override
    public void onClosed(String reason) {
      scheduler.execute(() -> lost(token, reason));
    }
  }

  /** One subscription, on one channel after the other; changed by one thread at a time. */
  private static final class Listening {
    private final String prefix;
    private final Consumer<InfoLine> listener;
    private final Object telling = new Object();
    private @Nullable Subscription subscription;
    private volatile boolean ended;

    Listening(String prefix, Consumer<InfoLine> listener) {
      this.prefix = Arguments.required(prefix, "prefix");
      this.listener = Arguments.required(listener, "listener");
    }

    /** A channel that has just lost its port is followed by one that has not. */
    void on(AtChannel channel) {
      try {
        subscription = channel.subscribe(prefix, this::tell);
      } catch (ChannelClosedException e) {
        LOG.debug("Nothing more comes from a port that has vanished", e);
      }
    }

    /** One line at a time, while the channel before may still hand over what it had. */
    private void tell(InfoLine line) {
      synchronized (telling) {
        if (!ended) {
          listener.accept(line);
        }
      }
    }

    void end() {
      ended = true;
      if (subscription != null) {
        subscription.close();
      }
    }
  }

  /**
   * Names where it belongs.
   *
   * @return such as {@code ReconnectingChannel[/dev/ttyUSB0]}
   */
  @Override
  public String toString() {
    return "ReconnectingChannel[" + name + "]";
  }
}
