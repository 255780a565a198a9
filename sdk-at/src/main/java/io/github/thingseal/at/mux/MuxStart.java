package io.github.thingseal.at.mux;

import io.github.thingseal.at.channel.Scheduler;
import io.github.thingseal.at.command.AtError;
import io.github.thingseal.at.internal.mux.StaleMultiplexer;
import io.github.thingseal.at.internal.probe.Probe;
import io.github.thingseal.at.internal.text.LineScanner;
import io.github.thingseal.at.transport.PortUnusableException;
import io.github.thingseal.at.transport.TransportUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is said to a module in text before it multiplexes: is it there, and start. */
final class MuxStart {
  private static final Duration COMMAND_LIMIT = Duration.ofSeconds(10);

  /** The longest pause between commands that any module of ubxlib's table needs. */
  private static final Duration PACING = Duration.ofMillis(100);

  private enum Phase {
    SILENT,
    ALIVE,
    STARTING,
    FRAMED
  }

  private final String port;
  private final MuxOptions options;
  private final Scheduler scheduler;
  private final Consumer<byte[]> line;
  private final LineScanner lines = LineScanner.ofLines();
  private final CompletableFuture<Void> alive = new CompletableFuture<>();
  private final CompletableFuture<Void> running = new CompletableFuture<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Phase phase = Phase.SILENT;

  MuxStart(String port, MuxOptions options, Consumer<byte[]> line) {
    this.port = port;
    this.options = options;
    this.scheduler = options.scheduler;
    this.line = line;
  }

  /** Completes when the module takes frames. */
  CompletableFuture<Void> run() {
    phase = Phase.ALIVE;
    Retransmission.of(options)
        .start(this::askWhetherAlive, alive, () -> noAnswer(port, Probe.ATTENTION.line()));
    return alive
        .thenCompose(answered -> after(scheduler, settleTime()))
        .thenCompose(waited -> startFrames())
        .thenCompose(framed -> after(scheduler, options.startDelay));
  }

  /** What was asked several times may be answered several times: that is no answer to AT+CMUX. */
  private Duration settleTime() {
    return asked.get() > 1 ? PACING.multipliedBy(5) : PACING;
  }

  /** Every time: what first reaches a sleeping UART is lost, be it frame or text. */
  private void askWhetherAlive() {
    line.accept(StaleMultiplexer.closeDown());
    asked.incrementAndGet();
    line.accept(Probe.ATTENTION.bytes());
  }

  private CompletableFuture<Void> startFrames() {
    String command = "AT+CMUX=0,0,," + MuxFrame.MAX_INFO_BYTES;
    phase = Phase.STARTING;
    new Retransmission(scheduler, 1, COMMAND_LIMIT)
        .start(() -> send(command), running, () -> noAnswer(port, command));
    return running;
  }

  private void send(String command) {
    line.accept((command + "\r").getBytes(StandardCharsets.US_ASCII));
  }

  /** Whether the module said that it multiplexes. */
  boolean isFramed() {
    return phase == Phase.FRAMED;
  }

  /** Reads text; returns where the frames begin, or how many bytes there were. */
  int read(byte[] block, int length) {
    if (isFramed()) {
      return 0;
    }
    int end = lines.scan(block, 0, length, this::startsFrames);
    return end == LineScanner.NOT_FOUND ? length : end;
  }

  /** Takes a line; returns whether frames come after it. */
  private boolean startsFrames(String line) {
    String text = line.strip();
    if (text.equals("OK") || text.equals("0")) {
      answered(null);
    } else {
      AtError.parse(text).filter(e -> !e.kind().isAboutCalls()).ifPresent(this::answered);
    }
    return isFramed();
  }

  private void answered(@Nullable AtError error) {
    if (phase == Phase.ALIVE) {
      phase = Phase.SILENT;
      alive.complete(null);
    } else if (phase == Phase.STARTING) {
      phase = error == null ? Phase.FRAMED : Phase.SILENT;
      if (error == null) {
        running.complete(null);
      } else {
        running.completeExceptionally(refused(error));
      }
    }
  }

  /** Nothing is to come any more. */
  void fail(RuntimeException reason) {
    alive.completeExceptionally(reason);
    running.completeExceptionally(reason);
  }

  private PortUnusableException refused(AtError error) {
    return new PortUnusableException(
        String.format(
            "The module at %s answered AT+CMUX with %s: it does not multiplex here", port, error),
        null);
  }

  static TransportUnavailableException noAnswer(String port, String question) {
    return new TransportUnavailableException(
        String.format(
            "%s was not answered on %s while starting to multiplex. Is the module powered and"
                + " booted, and is this its AT port?",
            question, port),
        null);
  }

  static CompletableFuture<Void> after(Scheduler scheduler, Duration delay) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    scheduler.executeAfter(delay, () -> over.complete(null));
    return over;
  }
}
