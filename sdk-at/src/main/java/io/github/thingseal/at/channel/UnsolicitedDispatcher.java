package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.AtError;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.core.InvalidInputException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands unsolicited lines to their listeners, one at a time. Lines wait in a bounded queue, so that
 * a flood costs lines and not memory.
 */
final class UnsolicitedDispatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UnsolicitedDispatcher.class);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(1);

  /** Far more than a thousand lines as modules send them. */
  static final int MAX_QUEUE_BYTES = 1024 * 1024;

  private final ChannelLock lock;
  private final String port;
  private final int queueSize;
  private final Executor executor;
  private final Duration closeWait;
  private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private int queueBytes;
  private long dropped;
  private boolean delivering;

  /** Held while listeners are called. */
  private final ReentrantLock calling = new ReentrantLock();

  UnsolicitedDispatcher(ChannelLock lock, String port, int queueSize, Executor executor) {
    this(lock, port, queueSize, executor, CLOSE_WAIT);
  }

  UnsolicitedDispatcher(
      ChannelLock lock, String port, int queueSize, Executor executor, Duration closeWait) {
    this.lock = lock;
    this.port = port;
    this.queueSize = queueSize;
    this.executor = executor;
    this.closeWait = closeWait;
  }

  Dialogue.Subscription subscribe(@Nullable String prefix, Consumer<InfoLine> listener) {
    Subscriber subscriber = new Subscriber(checked(prefix), listener);
    subscribers.add(subscriber);
    return subscriber;
  }

  private static @Nullable String checked(@Nullable String prefix) {
    if (prefix != null && (prefix.isBlank() || !prefix.matches("[^:\\p{Cc}]*"))) {
      throw new InvalidInputException(
          "A prefix is like +CEREG, without the colon, and not \""
              + CommandLine.printable(prefix)
              + '"');
    }
    return prefix;
  }

  /** Queues a line if someone listens. Called with the lock. */
  void offer(ReceivedLine line) {
    if (!isWanted(line)) {
      return;
    }
    if (queue.size() == queueSize || queueBytes + line.length() > MAX_QUEUE_BYTES) {
      dropped++;
      return;
    }
    queue.add(new Waiting(line.info(), line.length()));
    queueBytes += line.length();
    if (!delivering) {
      delivering = true;
      lock.onLeaving(() -> executor.execute(this::deliver));
    }
  }

  /** Each line comes by here. */
  private boolean isWanted(ReceivedLine line) {
    for (Subscriber subscriber : subscribers) {
      if (subscriber.wants(line.info())) {
        return true;
      }
    }
    return false;
  }

  long dropped() {
    synchronized (lock) {
      return dropped;
    }
  }

  private void deliver() {
    calling.lock();
    try {
      InfoLine line = next();
      while (line != null) {
        for (Subscriber subscriber : subscribers) {
          subscriber.tell(line);
        }
        line = next();
      }
    } finally {
      calling.unlock();
    }
  }

  private @Nullable InfoLine next() {
    synchronized (lock) {
      Waiting next = queue.poll();
      delivering = next != null;
      if (next == null) {
        return null;
      }
      queueBytes -= next.bytes();
      return next.line();
    }
  }

  /**
   * Ends the calls, and waits a moment for the listener that runs, unless it is the one that calls.
   */
  @Override
  public void close() {
    subscribers.clear();
    synchronized (lock) {
      queue.clear();
      queueBytes = 0;
    }
    try {
      if (calling.tryLock(closeWait.toNanos(), TimeUnit.NANOSECONDS)) {
        calling.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A line in the queue, and how long it was. */
  private record Waiting(InfoLine line, int bytes) {}

  private final class Subscriber implements Dialogue.Subscription {
    private final @Nullable String prefix;
    private final Consumer<InfoLine> listener;
    private volatile boolean active = true;

    Subscriber(@Nullable String prefix, Consumer<InfoLine> listener) {
      this.prefix = prefix;
      this.listener = listener;
    }

    boolean wants(InfoLine line) {
      return prefix == null
          || (line.prefix().isEmpty()
              ? isCalled(prefix, line.text(0))
              : prefix.equalsIgnoreCase(line.prefix()));
    }

    void tell(InfoLine line) {
      try {
        if (active && wants(line)) {
          listener.accept(line);
        }
      } catch (Throwable e) {
        LOG.warn("{}: a listener for unsolicited lines threw on {}", port, line, e);
      }
    }

    @Override
    public void close() {
      active = false;
      subscribers.remove(this);
    }

    /** A line without a prefix goes by its words; {@code 3} is the number of NO CARRIER. */
    private static boolean isCalled(String name, String text) {
      return text.equalsIgnoreCase(name)
          || text.regionMatches(true, 0, name + ' ', 0, name.length() + 1)
          || AtError.parse(name)
              .flatMap(known -> AtError.parse(text).filter(e -> e.kind() == known.kind()))
              .isPresent();
    }
  }
}
