package io.github.thingseal.at.internal.mux;

import io.github.thingseal.at.channel.Scheduler;
import io.github.thingseal.at.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a program that ended without closing its multiplexer leaves in a module, which then hears
 * nothing but frames.
 */
public final class StaleMultiplexer {
  private static final Logger LOG = LoggerFactory.getLogger(StaleMultiplexer.class);

  /** The close-down on the control channel, one frame. Evidence: published (ubxlib). */
  private static final byte[] CLOSE_DOWN = HexFormat.of().parseHex("f903ef05c301f2f9");

  private StaleMultiplexer() {}

  /** What ends it; a module in command mode ignores these bytes. */
  public static byte[] closeDown() {
    return CLOSE_DOWN.clone();
  }

  /** Ends it without an answer. A port that does not take the bytes in time is closed. */
  public static void close(Transport port, Duration limit, Scheduler scheduler) {
    Scheduler.Scheduled giveUp = scheduler.executeAfter(limit, port::close);
    try {
      port.write(CLOSE_DOWN, 0, CLOSE_DOWN.length);
    } catch (IOException e) {
      LOG.debug("{} did not take the close-down", port.name(), e);
    } finally {
      giveUp.cancel();
    }
  }
}
