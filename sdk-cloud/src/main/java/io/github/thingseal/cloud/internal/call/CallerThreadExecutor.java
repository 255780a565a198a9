package io.github.thingseal.cloud.internal.call;

import io.github.thingseal.cloud.error.ServiceFailure;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The thread of a caller that waits for the outcome of a call, and meanwhile sends its requests.
 */
public final class CallerThreadExecutor implements Executor {
  private final Thread thread = Thread.currentThread();

  /** The attempt to make; the attempts of a call follow each other, so there is one at most. */
  private final AtomicReference<@Nullable Runnable> attempt = new AtomicReference<>();

  /**
   * Has the thread make the attempt. One that comes after the end of the call ends here at once.
   */
  @Override
  public void execute(Runnable next) {
    if (attempt.compareAndSet(null, next)) {
      LockSupport.unpark(thread);
    } else {
      next.run();
    }
  }

  /** Returns or throws the outcome. An interrupt ends the call at once, and stays set. */
  public <T> T awaitOutcomeOf(CallControl<T> control) {
    boolean interrupted = workUntilOver(control);
    try {
      return control.outcome().get();
    } catch (ExecutionException e) {
      throw thrown(control, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException("What is over is not waited for", e);
    } finally {
      if (interrupted) {
        thread.interrupt();
      }
    }
  }

  /** True if an interrupt was taken off the thread meanwhile. */
  private boolean workUntilOver(CallControl<?> control) {
    boolean interrupted = false;
    control.isAwaitedBy(thread);
    while (!control.isOver()) {
      Runnable next = attempt.getAndSet(null);
      if (next != null) {
        next.run();
      } else if (Thread.interrupted()) {
        interrupted = true;
        control.cancel();
      } else {
        LockSupport.park(this);
      }
    }
    Runnable late = attempt.getAndSet(CallerThreadExecutor::gone);
    if (late != null) {
      late.run();
    }
    return interrupted;
  }

  /** Stands for an attempt where none is taken any more. */
  private static void gone() {}

  private static RuntimeException thrown(CallControl<?> control, Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof ServiceFailure known
        && known.details().operation().equals(control.operation())) {
      showCaller(failure);
    }
    if (failure instanceof RuntimeException exception) {
      return exception;
    }
    throw new IllegalStateException("A call fails with unchecked exceptions only", failure);
  }

  /**
   * The trace of an exception that was made on another thread goes on with that of the caller. A
   * failed sign-in is the failure of all who wait for it, and has no one caller.
   */
  private static void showCaller(Throwable failure) {
    StackTraceElement[] made = failure.getStackTrace();
    StackTraceElement[] caller =
        Arrays.stream(new Throwable().getStackTrace())
            .dropWhile(frame -> frame.getClassName().equals(CallerThreadExecutor.class.getName()))
            .toArray(StackTraceElement[]::new);
    if (!endsWith(made, caller)) {
      failure.setStackTrace(
          Stream.concat(Arrays.stream(made), Arrays.stream(caller))
              .toArray(StackTraceElement[]::new));
    }
  }

  private static boolean endsWith(StackTraceElement[] trace, StackTraceElement[] end) {
    int from = trace.length - end.length;
    return from >= 0 && Arrays.equals(trace, from, trace.length, end, 0, end.length);
  }
}
