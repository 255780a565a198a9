package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.Scheduler;
import io.github.thingseal.at.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what is no command past the channel, which would see to it that a line takes bytes. */
final class PatientWrite {
  private static final Logger LOG = LoggerFactory.getLogger(PatientWrite.class);

  private PatientWrite() {}

  /** Closes a line that does not take the bytes in time; the next command reports it. */
  static void to(Transport line, byte[] bytes, Scheduler scheduler, Duration patience) {
    Scheduler.Scheduled giveUp = scheduler.executeAfter(patience, line::close);
    try {
      line.write(bytes, 0, bytes.length);
    } catch (IOException e) {
      LOG.debug("{} did not take {} bytes", line.name(), bytes.length, e);
    } finally {
      giveUp.cancel();
    }
  }
}
