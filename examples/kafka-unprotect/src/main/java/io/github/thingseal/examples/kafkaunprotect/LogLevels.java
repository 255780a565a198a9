package io.github.thingseal.examples.kafkaunprotect;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What of the log goes to the error stream. */
final class LogLevels {
  private static final String PROGRAM = LogLevels.class.getPackageName();

  /** Kept, because the log manager forgets loggers that no one holds. */
  private static final List<Logger> LIBRARIES =
      List.of(
          Logger.getLogger("org.apache.kafka"),
          Logger.getLogger("kafka"),
          Logger.getLogger("state.change.logger"),
          Logger.getLogger("io.github.thingseal"));

  private static final Logger OWN = Logger.getLogger(PROGRAM);

  private LogLevels() {}

  /** Only of the program itself, and only warnings. */
  static void quiet() {
    LIBRARIES.forEach(logger -> logger.setLevel(Level.OFF));
    OWN.setLevel(Level.WARNING);
  }

  /** Warnings of Kafka and the SDK, too. */
  static void warnings() {
    LIBRARIES.forEach(logger -> logger.setLevel(Level.WARNING));
    OWN.setLevel(Level.INFO);
  }
}
