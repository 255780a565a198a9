package io.github.thingseal.examples.coappsk;

import java.io.PrintStream;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Shows the log of this program as lines of its output, and nothing of its libraries. */
final class LogLines extends Handler {
  /** Kept, because the log manager forgets loggers that no one holds. */
  private static final Logger PROGRAM = Logger.getLogger(LogLines.class.getPackageName());

  private static final Logger CALIFORNIUM = Logger.getLogger("org.eclipse.californium");
  private static final Logger SDK = Logger.getLogger("io.github.thingseal");

  private final SimpleFormatter formatter = new SimpleFormatter();
  private final PrintStream out;

  private LogLines(PrintStream out) {
    this.out = out;
  }

  static void show(PrintStream out) {
    CALIFORNIUM.setLevel(Level.OFF);
    SDK.setLevel(Level.OFF);
    PROGRAM.setLevel(Level.INFO);
    PROGRAM.setUseParentHandlers(false);
    PROGRAM.addHandler(new LogLines(out));
  }

  @Override
  public void publish(LogRecord entry) {
    out.printf("    log: %s %s%n", entry.getLevel(), formatter.formatMessage(entry));
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() {}
}
