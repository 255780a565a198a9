package io.github.thingseal.cloud.internal.http;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says about one attempt: never a body, never another header. */
final class CallLine {
  private static final Logger LOG = LoggerFactory.getLogger("io.github.thingseal.cloud.calls");

  private final String operation;
  private final int attempt;
  private final Time time;
  private final long startNanos;
  private String end = "";
  private String id = "";

  CallLine(String operation, int attempt, Time time) {
    this.operation = operation;
    this.attempt = attempt;
    this.time = time;
    this.startNanos = time.nanoTime();
  }

  void answered(int status, Supplier<String> requestId) {
    end = "status " + status;
    id = LOG.isDebugEnabled() ? requestId.get() : "";
  }

  void failed(Throwable e) {
    Throwable shown = e instanceof ClientFault fault ? fault.thrown() : e;
    end = shown.getClass().getSimpleName();
  }

  void log() {
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "{} attempt {}: {} in {} ms{}",
          operation,
          attempt,
          end,
          TimeUnit.NANOSECONDS.toMillis(time.nanoTime() - startNanos),
          id.isEmpty() ? "" : ", request id " + id);
    }
  }
}
