package io.github.thingseal.cloud.e2e;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between one publisher of messages and one subscriber of their results.
 *
 * <p>It requests as many messages from the publisher as there is room in the window, whether or not
 * the subscriber has requested their results. It delivers results as they are requested, one after
 * the other, on the thread of the publisher, of the subscriber, or of the services. If the
 * publisher completes, fails or throws, the subscriber hears of it after the results of all
 * messages before. A publisher that throws is cancelled, and what it sends after the end is
 * dropped. Cancelling ends the look-ups at once, and wipes what was decrypted and not handed over.
 * A subscriber that throws has cancelled; that is logged.
 *
 * <p>Null is refused with a {@link NullPointerException} here, as {@link Flow} wants.
 *
 * @param <T> what the caller calls a message
 */
public final class BulkProcessor<T> implements Flow.Processor<T, BulkResult<T>> {
  private static final Logger LOG = LoggerFactory.getLogger(BulkProcessor.class);
  private static final Flow.Subscription ENDED = new Ended();

  private final int size;
  private final Window<T> window;
  private final Executor outside;
  private final AtomicReference<Flow.@Nullable Subscription> source = new AtomicReference<>();
  private final AtomicBoolean hasSubscriber = new AtomicBoolean();
  private final AtomicLong demand = new AtomicLong();
  private final AtomicInteger signals = new AtomicInteger();
  private volatile Flow.@Nullable Subscriber<? super BulkResult<T>> results;
  private volatile boolean ended;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable IllegalArgumentException badRequest;
  private volatile boolean cancelled;
  // Only for the one thread that signals.
  private boolean requested;
  private boolean over;

  /** The executor has threads that may run the code of both sides. */
  BulkProcessor(int size, Function<Window.Ready, Window<T>> newWindow, Executor outside) {
    this.size = size;
    this.outside = outside;
    this.window = newWindow.apply(this::drain);
  }

  /**
   * Takes the one subscriber; any other is refused by an {@link IllegalStateException} to its
   * {@code onError}.
   *
   * @param subscriber takes results
   */
  @Override
  public void subscribe(Flow.Subscriber<? super BulkResult<T>> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber");
    if (!hasSubscriber.compareAndSet(false, true)) {
      subscriber.onSubscribe(ENDED);
      subscriber.onError(
          new IllegalStateException("A BulkProcessor has one subscriber; make another processor"));
      return;
    }
    try {
      subscriber.onSubscribe(new Requests());
    } catch (RuntimeException | Error e) {
      cancel(e);
      return;
    }
    results = subscriber;
    drain();
  }

  /**
   * Takes the one publisher's subscription; any other is cancelled.
   *
   * @param subscription where messages are requested
   */
  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    Objects.requireNonNull(subscription, "subscription");
    if (source.compareAndSet(null, subscription) && !cancelled) {
      drain();
    } else {
      subscription.cancel();
    }
  }

  /**
   * Takes a message; one after the end is dropped.
   *
   * @param message the message
   */
  @Override
  public void onNext(T message) {
    Objects.requireNonNull(message, "message");
    if (!ended) {
      window.take(message);
    }
  }

  /**
   * Ends the stream with a failure, after the results of all messages before.
   *
   * @param failure the failure
   */
  @Override
  public void onError(Throwable failure) {
    this.failure = Objects.requireNonNull(failure, "failure");
    onComplete();
  }

  /** Ends the stream, after the results of all messages before. */
  @Override
  public void onComplete() {
    ended = true;
    drain();
  }

  /**
   * How far it is.
   *
   * @return the numbers at this moment
   */
  public BulkProgress progress() {
    return window.progress();
  }

  private void cancel() {
    cancelled = true;
    window.cancel();
    drain();
  }

  private void cancel(Throwable thrown) {
    LOG.warn("A stream of messages is cancelled, because one of its sides threw", thrown);
    cancel();
  }

  /** One thread at a time signals to both sides; what comes meanwhile is left to it. */
  private void drain() {
    drain(false);
  }

  /** Inside, where no code of a caller's may run, the signals are left to another thread. */
  private void drain(boolean isInside) {
    if (signals.getAndIncrement() != 0) {
      return;
    }
    if (isInside) {
      outside.execute(this::signalAll);
    } else {
      signalAll();
    }
  }

  private void signalAll() {
    int seen = 1;
    while (seen != 0) {
      try {
        signal();
      } catch (RuntimeException | Error e) {
        cancel(e);
      }
      seen = signals.addAndGet(-seen);
    }
  }

  private void signal() {
    Flow.Subscriber<? super BulkResult<T>> subscriber = results;
    if (over) {
      return;
    }
    if (cancelled) {
      endSource();
    } else if (subscriber != null && badRequest != null) {
      IllegalArgumentException reason = badRequest;
      window.cancel();
      try {
        endSource();
      } finally {
        subscriber.onError(reason);
      }
    } else if (subscriber != null) {
      signal(subscriber);
    }
  }

  private void signal(Flow.Subscriber<? super BulkResult<T>> subscriber) {
    boolean isLast = ended;
    long handedOver = handOver(subscriber);
    Flow.Subscription messages = source.get();
    if (isLast && goesOn() && window.isEmpty()) {
      complete(subscriber);
    } else if (messages != null && !isLast && goesOn()) {
      request(messages, handedOver);
    }
  }

  private boolean goesOn() {
    return !cancelled && badRequest == null;
  }

  private long handOver(Flow.Subscriber<? super BulkResult<T>> subscriber) {
    long most = demand.get();
    long handedOver = 0;
    while (handedOver < most && goesOn()) {
      BulkResult<T> result = window.poll();
      if (result == null) {
        break;
      }
      handedOver++;
      subscriber.onNext(result);
    }
    long fewer = handedOver;
    demand.updateAndGet(open -> open == Long.MAX_VALUE ? open : open - fewer);
    return handedOver;
  }

  private void request(Flow.Subscription messages, long handedOver) {
    long room = requested ? handedOver : size;
    requested = true;
    if (room == 0) {
      return;
    }
    try {
      messages.request(room);
    } catch (RuntimeException | Error e) {
      onError(e);
      cancelAfter(e, messages);
    }
  }

  /** What this throws must not keep the failure from the subscriber. */
  private static void cancelAfter(Throwable failure, Flow.Subscription messages) {
    try {
      messages.cancel();
    } catch (RuntimeException | Error e) {
      if (e != failure) {
        failure.addSuppressed(e);
      }
    }
  }

  private void complete(Flow.Subscriber<? super BulkResult<T>> subscriber) {
    Throwable reason = failure;
    over = true;
    results = null;
    window.cancel(); // Of a message that comes on another thread in spite of the end.
    if (reason == null) {
      subscriber.onComplete();
    } else {
      subscriber.onError(reason);
    }
  }

  private void endSource() {
    over = true;
    results = null;
    cancelled = true;
    Flow.Subscription messages = source.get();
    if (messages != null) {
      messages.cancel();
    }
  }

  /** Of a subscriber that is refused. */
  private static final class Ended implements Flow.Subscription {
    @Override
    public void request(long results) {}

    @Override
    public void cancel() {}
  }

  private final class Requests implements Flow.Subscription {
    @Override
    public void request(long more) {
      if (more > 0) {
        demand.updateAndGet(open -> open + more < 0 ? Long.MAX_VALUE : open + more);
      } else {
        badRequest =
            new IllegalArgumentException(
                "Rule 3.9 of Reactive Streams: 1 or more results are requested, not " + more);
      }
      drain();
    }

    @Override
    public void cancel() {
      BulkProcessor.this.cancel();
    }
  }
}
