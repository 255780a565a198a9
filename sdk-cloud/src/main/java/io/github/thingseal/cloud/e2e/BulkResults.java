package io.github.thingseal.cloud.e2e;

import io.github.thingseal.cloud.error.CallCancelledException;
import io.github.thingseal.cloud.internal.futures.Outcomes;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The results of a stream of messages, for one thread to take one after the other. {@link #close}
 * and {@link #progress} may be called by any thread.
 *
 * @param <T> what the caller calls a message
 */
public final class BulkResults<T> implements Iterator<BulkResult<T>>, AutoCloseable {
  private final Iterator<? extends T> messages;
  private final int size;
  private final Window<T> window;
  private @Nullable BulkResult<T> next;
  private @Nullable RuntimeException sourceFailure;
  private boolean exhausted;
  private volatile boolean closed;

  BulkResults(
      Iterator<? extends T> messages, int size, Function<Window.Ready, Window<T>> newWindow) {
    this.messages = messages;
    this.size = size;
    this.window = newWindow.apply(isInside -> {});
  }

  /**
   * Takes messages until the window is full, and waits until there is a result.
   *
   * @return false if all messages have been taken and all results handed over
   * @throws CallCancelledException if the thread is interrupted; the stream is closed then, and the
   *     interrupt stays set
   * @throws InvalidInputException if the stream is closed before its end, or the source returned
   *     null
   * @throws RuntimeException what the source of messages threw, after the results of all messages
   *     that it returned before
   */
  @Override
  public boolean hasNext() {
    if (next == null) {
      next = advance();
    }
    return next != null;
  }

  /**
   * The next result; waits as {@link #hasNext} does, and throws what that throws.
   *
   * @return the result
   * @throws NoSuchElementException if there is none any more
   */
  @Override
  public BulkResult<T> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("All results have been taken");
    }
    BulkResult<T> result = next;
    next = null;
    return Objects.requireNonNull(result);
  }

  /**
   * The results as a sequential stream, whose {@code close} is that of this.
   *
   * @return the stream
   */
  public Stream<BulkResult<T>> stream() {
    int traits = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, traits), false)
        .onClose(this::close);
  }

  /**
   * How far it is.
   *
   * @return the numbers at this moment; a result that {@link #hasNext} waits for counts as handed
   *     over
   */
  public BulkProgress progress() {
    return window.progress();
  }

  /**
   * Ends the look-ups and the waits for a result, and wipes what was decrypted and not taken. Does
   * nothing at the end of the stream.
   */
  @Override
  public void close() {
    closed = true;
    window.cancel();
  }

  private @Nullable BulkResult<T> advance() {
    requireOpen();
    BulkResult<T> result;
    try {
      fill();
      result = window.await();
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw Outcomes.interrupted("A stream of messages", false, e); // It only looks up keys.
    }
    if (result == null) {
      requireOpen();
      throwSourceFailure();
    }
    return result;
  }

  private void fill() {
    try {
      while (!exhausted && !closed && window.progress().underWay() < size) {
        if (messages.hasNext()) {
          window.take(Arguments.returned(messages.next(), "The source of messages"));
        } else {
          exhausted = true;
        }
      }
    } catch (RuntimeException e) {
      exhausted = true;
      sourceFailure = e;
    }
  }

  private void throwSourceFailure() {
    RuntimeException failure = sourceFailure;
    if (failure != null) {
      sourceFailure = null;
      throw failure;
    }
  }

  private void requireOpen() {
    if (closed && !(exhausted && window.isEmpty())) {
      throw new InvalidInputException(
          "The results of a stream were closed before its end; begin another stream");
    }
  }
}
