package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.at.transport.TransportSource;
import io.github.thingseal.core.ThingsealException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A dialogue that outlives its port: when the port vanishes, what is on its way fails with a {@link
 * ChannelClosedException}, the port is opened again with growing pauses, and subscriptions go on.
 * Later commands wait or fail meanwhile, as {@link Reconnection} says. Nothing is ever sent twice.
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
  private final Runnable onLost;
  private final List<Listening> subscriptions = new CopyOnWriteArrayList<>();
  private CompletableFuture<AtChannel> current;
  private @Nullable Duration pacing;
  private WakeUp wakeUp;
  private boolean closed;

  private ReconnectingChannel(
      TransportSource source, ChannelOptions options, Reconnection reconnection, Runnable onLost) {
    this.source = source;
    this.reconnection = reconnection;
    this.onLost = onLost;
    Transport first = source.open();
    this.name = first.name();
    this.scheduler = options.scheduler();
    this.options = options.toBuilder().listener(new Watch()).build();
    this.wakeUp = options.wakeUp();
    this.current = CompletableFuture.completedFuture(AtChannel.open(first, this.options));
  }

  /**
   * Opens the port for the first time.
   *
   * @param source opens it, now and later
   * @param options how each channel behaves
   * @param reconnection how it is opened again
   * @param onLost called when it has vanished, before any command waits for it; must not block, nor
   *     use the channel
   * @return the dialogue
   * @throws ThingsealException if the port cannot be opened the first time
   */
  public static ReconnectingChannel open(
      TransportSource source, ChannelOptions options, Reconnection reconnection, Runnable onLost) {
    return new ReconnectingChannel(source, options, reconnection, onLost);
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
    try {
      return channel(command).get().execute(command);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandInterruptedException(
          CommandLine.nameOf(command.line(), command.secret()),
          false,
          "Interrupted while waiting for " + name + " to come back. Nothing was sent");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Queues a command, once the port is there. */
  @Override
  public <R> CompletableFuture<R> submit(AtCommand<R> command) {
    CompletableFuture<AtChannel> channel = channel(command);
    return channel.isDone() && !channel.isCompletedExceptionally()
        ? channel.join().submit(command)
        : channel.thenComposeAsync(open -> open.submit(command), options.executor());
  }

  @Override
  public synchronized Subscription subscribe(String prefix, Consumer<InfoLine> listener) {
    Listening listening = new Listening(prefix, listener);
    subscriptions.add(listening);
    if (current.isDone() && !current.isCompletedExceptionally()) {
      listening.on(current.join());
    }
    return () -> {
      subscriptions.remove(listening);
      listening.end();
    };
  }

  /**
   * Changes the pause before commands, of later channels too.
   *
   * @param pause the pause, zero or more
   */
  public synchronized void pacing(Duration pause) {
    pacing = pause;
    if (current.isDone() && !current.isCompletedExceptionally()) {
      current.join().pacing(pause);
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
    if (current.isDone() && !current.isCompletedExceptionally()) {
      current.join().wakeUp(settings);
    }
    wakeUp = settings;
  }

  /** The channel, or one that fails when the command has waited long enough for it. */
  private synchronized CompletableFuture<AtChannel> channel(AtCommand<?> command) {
    if (current.isDone()) {
      return current;
    }
    if (reconnection.waitLimit().isZero()) {
      return CompletableFuture.failedFuture(absent(command));
    }
    CompletableFuture<AtChannel> waiting = current.copy();
    Scheduler.Scheduled limit =
        scheduler.schedule(
            () -> scheduler.execute(() -> waiting.completeExceptionally(absent(command))),
            reconnection.waitLimit());
    CompletableFuture<AtChannel> unused = waiting.whenComplete((open, error) -> limit.cancel());
    return waiting;
  }

  private ChannelClosedException absent(AtCommand<?> command) {
    String shown = CommandLine.nameOf(command.line(), command.secret());
    return new ChannelClosedException(
        shown,
        false,
        shown + " was not sent: " + name + " has vanished. It is opened again when it is back");
  }

  private synchronized void lost(String reason) {
    if (!closed && current.isDone()) {
      LOG.info("{} has vanished ({}); it will be opened again", name, reason);
      onLost.run();
      current = new CompletableFuture<>();
      retry(reconnection.firstDelay());
    }
  }

  private void retry(Duration delay) {
    scheduler.schedule(() -> scheduler.execute(() -> reopen(delay)), delay);
  }

  private void reopen(Duration delay) {
    if (isClosed()) {
      return;
    }
    try {
      opened(source.open());
    } catch (ThingsealException e) {
      LOG.debug("{} is not back: {}", name, e.getMessage());
      Duration twice = delay.multipliedBy(2);
      retry(twice.compareTo(reconnection.maxDelay()) < 0 ? twice : reconnection.maxDelay());
    }
  }

  private void opened(Transport transport) {
    CompletableFuture<AtChannel> waiting;
    AtChannel channel;
    synchronized (this) {
      if (closed) {
        transport.close();
        return;
      }
      channel = AtChannel.open(transport, options.toBuilder().wakeUp(wakeUp).build());
      if (pacing != null) {
        channel.pacing(pacing);
      }
      subscriptions.forEach(listening -> listening.on(channel));
      waiting = current;
    }
    LOG.info("{} is back", name);
    waiting.complete(channel);
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Ends the dialogue; what waits for the port fails. Closing twice does no harm. */
  @Override
  public void close() {
    CompletableFuture<AtChannel> last;
    synchronized (this) {
      closed = true;
      last = current;
    }
    boolean away =
        last.completeExceptionally(
            new ChannelClosedException("", false, name + " was closed while it was away"));
    if (!away && !last.isCompletedExceptionally()) {
      last.join().close();
    }
  }

  /** Hears of the end of a channel on a thread that must not be held up. */
  private final class Watch implements ChannelListener {
    @Override
    public void onClosed(String reason) {
      scheduler.execute(() -> lost(reason));
    }
  }

  /** One subscription, on one channel after the other. */
  private static final class Listening {
    private final String prefix;
    private final Consumer<InfoLine> listener;
    private @Nullable Subscription subscription;
    private boolean ended;

    Listening(String prefix, Consumer<InfoLine> listener) {
      this.prefix = prefix;
      this.listener = listener;
    }

    synchronized void on(AtChannel channel) {
      if (!ended) {
        subscription = channel.subscribe(prefix, listener);
      }
    }

    synchronized void end() {
      ended = true;
      if (subscription != null) {
        subscription.close();
      }
    }
  }
}
