package io.github.thingseal.at.module;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.thingseal.at.transport.ControlLines;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.testkit.SimulatedModulePort;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A transport that remembers what was sent, and knows whether everything that came has been taken
 * in.
 */
final class WatchedLine implements Transport {
  private volatile @Nullable Transport line;
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private volatile @Nullable Thread reader;
  private volatile boolean lost;
  private final AtomicInteger writers = new AtomicInteger();
  private volatile Consumer<String> beforeSending = text -> {};

  WatchedLine(Transport line) {
    this.line = line;
  }

  /** Watches a line that is not there yet. */
  WatchedLine() {}

  void connect(Transport transport) {
    line = transport;
  }

  private Transport line() {
    return Objects.requireNonNull(line);
  }

  @Override
  public String name() {
    return line().name();
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    reader = Thread.currentThread();
    try {
      int length = line().read(buffer);
      lost |= length < 0;
      return length;
    } catch (IOException e) {
      lost = true;
      throw e;
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    String text = new String(bytes, offset, length, ISO_8859_1);
    sent.add(text);
    writers.incrementAndGet();
    try {
      beforeSending.accept(text);
      line().write(bytes, offset, length);
    } finally {
      writers.decrementAndGet();
    }
  }

  @Override
  public Optional<ControlLines> controlLines() {
    return line().controlLines();
  }

  @Override
  public void close() {
    line().close();
  }

  /** Lets a test do something right before a certain command goes out. */
  void beforeSending(Consumer<String> action) {
    beforeSending = action;
  }

  long countSent(String beginning) {
    return sent.stream().filter(text -> text.startsWith(beginning)).count();
  }

  /** What was sent, to show why a test failed. */
  @Override
  public String toString() {
    return String.join("", sent).replace('\r', '|');
  }

  /** Whether the module's end is gone. */
  boolean isLost() {
    return lost;
  }

  void forget() {
    sent.clear();
  }

  /** Whether no one writes, and the reader has nothing to do. */
  boolean isQuiet() {
    Thread known = reader;
    return writers.get() == 0
        && (known == null
            || known.getState() == Thread.State.WAITING
            || known.getState() == Thread.State.TERMINATED);
  }

  /** Whether there is no line yet, or it is quiet and has a reader. */
  boolean isWaiting() {
    return line == null || (reader != null && isQuiet());
  }

  /** Whether it is quiet, and a port has nothing left that the reader has not taken in. */
  boolean isIdle(SimulatedModulePort port) {
    boolean read = reader != null;
    try {
      // In this order: who has just taken the last byte does not wait.
      return read && port.input().available() == 0 && isQuiet();
    } catch (IOException e) {
      return false;
    }
  }
}
