package io.github.thingseal.cloud.internal.http;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okio.AsyncTimeout;

/**
 * Has Okio's watchdog forget a connection that is closed. It holds on to the time limit that it
 * last waited for until that would have passed, and with it to the buffers of the connection.
 */
public final class Watchdog {
  private static final long WAIT_MILLIS = 2000;

  private final CountDownLatch awake = new CountDownLatch(1);

  private Watchdog() {}

  /** Gives the watchdog a time limit without a connection to think of instead. */
  public static void letGo() {
    new Watchdog().distract();
  }

  private void distract() {
    AsyncTimeout nothing =
        new AsyncTimeout() {
          @Override
          protected void timedOut() {
            awake.countDown();
          }
        };
    nothing.timeout(1, TimeUnit.MILLISECONDS);
    nothing.enter();
    try {
      // Where the machine is too busy, the watchdog forgets a little later.
      var unused = awake.await(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
