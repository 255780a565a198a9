package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.InfoLine;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands unsolicited lines to their listeners on a thread of its own, which starts with the first
 * subscription. Lines wait in a bounded queue, so that a flood costs lines and not memory.
 */
final class UnsolicitedDispatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AtChannel.class);
  private static final long JOIN_MILLIS = 1000;

  private final String port;
  private final BlockingQueue<InfoLine> queue;
  private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
  private final AtomicLong dropped = new AtomicLong();
  private @Nullable Thread thread;
  private volatile boolean closed;

  UnsolicitedDispatcher(String port, int queueSize) {
    this.port = port;
    this.queue = new ArrayBlockingQueue<>(queueSize);
  }

  Dialogue.Subscription subscribe(@Nullable String prefix, Consumer<InfoLine> listener) {
    Subscriber subscriber = new Subscriber(prefix, listener);
    subscribers.add(subscriber);
    startThread();
    return () -> {
      subscriber.active.set(false);
      subscribers.remove(subscriber);
    };
  }

  private synchronized void startThread() {
    if (thread == null && !closed) {
      Thread started = new Thread(this::run, "thingseal-at-unsolicited " + port);
      started.setDaemon(true);
      started.start();
      thread = started;
    }
  }

  void offer(RawLine line) {
    for (Subscriber subscriber : subscribers) {
      if (subscriber.wants(line)) {
        if (!queue.offer(line.info())) {
          dropped.incrementAndGet();
        }
        return;
      }
    }
  }

  long dropped() {
    return dropped.get();
  }

  private void run() {
    try {
      while (!closed) {
        deliver(queue.take());
      }
    } catch (InterruptedException e) {
      // close() asks the thread to end this way.
      LOG.trace("{}: no more unsolicited lines", port);
    }
  }

  private void deliver(InfoLine line) {
    for (Subscriber subscriber : subscribers) {
      if (subscriber.accepts(line)) {
        try {
          subscriber.listener.accept(line);
        } catch (Throwable e) {
          LOG.warn("{}: a listener for unsolicited lines threw on {}", port, line, e);
        }
      }
    }
  }

  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      closed = true;
      running = thread;
    }
    if (running == null) {
      return;
    }
    running.interrupt();
    Threads.join(running, JOIN_MILLIS);
  }

  private static final class Subscriber {
    final @Nullable String prefix;
    final Consumer<InfoLine> listener;
    final AtomicBoolean active = new AtomicBoolean(true);

    Subscriber(@Nullable String prefix, Consumer<InfoLine> listener) {
      this.prefix = prefix;
      this.listener = listener;
    }

    boolean wants(RawLine line) {
      return prefix == null || line.hasPrefix(prefix);
    }

    boolean accepts(InfoLine line) {
      return active.get() && (prefix == null || prefix.equalsIgnoreCase(line.prefix()));
    }
  }
}
