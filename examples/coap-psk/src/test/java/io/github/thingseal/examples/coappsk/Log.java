package io.github.thingseal.examples.coappsk;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the example logs while a test runs. */
final class Log extends Handler implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Logger program = Logger.getLogger(PskServer.class.getPackageName());
  private final Logger californium = Logger.getLogger("org.eclipse.californium");
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final SimpleFormatter formatter = new SimpleFormatter();

  Log() {
    californium.setLevel(Level.OFF);
    program.setUseParentHandlers(false);
    program.addHandler(this);
  }

  /** Waits for a line that has all of these. */
  void awaitLine(String... parts) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                lines.stream().anyMatch(line -> List.of(parts).stream().allMatch(line::contains)));
  }

  List<String> lines() {
    return lines;
  }

  @Override
  public void publish(LogRecord entry) {
    lines.add(entry.getLevel() + " " + formatter.formatMessage(entry));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    program.removeHandler(this);
  }
}
