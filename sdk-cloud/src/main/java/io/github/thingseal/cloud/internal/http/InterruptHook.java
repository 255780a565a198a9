package io.github.thingseal.cloud.internal.http;

import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;

/**
 * Ends what a thread waits for when the thread is interrupted. Reading from a socket heeds no
 * interrupt; a channel is the one thing that the JDK lets know of it.
 */
final class InterruptHook extends AbstractInterruptibleChannel {
  private final Runnable ending;

  /** The ending runs on the thread that interrupts. */
  InterruptHook(Runnable ending) {
    this.ending = ending;
  }

  /**
   * From now on an interrupt of this thread, also one that came before, ends the wait. To be called
   * again after code that may have waited for a channel of its own.
   */
  void watch() {
    begin();
  }

  /** Lets interrupts pass again. */
  void unwatch() {
    try {
      end(true);
    } catch (ClosedByInterruptException e) {
      // The thread is still marked as interrupted, which is what its caller looks at.
    } catch (AsynchronousCloseException e) {
      throw new IllegalStateException("No one else closes it", e);
    }
  }

  @Override
  protected void implCloseChannel() {
    ending.run();
  }
}
