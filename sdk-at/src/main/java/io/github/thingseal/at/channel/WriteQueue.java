package io.github.thingseal.at.channel;

import io.github.thingseal.at.internal.line.GuardedTransport;
import io.github.thingseal.at.internal.line.GuardedTransport.Refusal;
import io.github.thingseal.at.internal.line.Purpose;
import io.github.thingseal.at.transport.EndNotWrittenException;
import io.github.thingseal.at.transport.NothingWrittenException;
import io.github.thingseal.at.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is to go out, block after block. Guarded by the channel's lock, but for the writing itself,
 * which is done once the lock is left.
 */
final class WriteQueue {
  private final ChannelLock lock;
  private final Transport transport;
  private final Scheduler clock;
  private final Consumer<String> onFailure;
  private final BiConsumer<Turn, Refusal> onRefusal;
  private final Deque<Block> blocks = new ArrayDeque<>();
  private boolean writing;

  /** Why nothing more is written; the channel closes. */
  private @Nullable Throwable failure;

  private long lastWritten;

  /**
   * Nothing to write yet.
   *
   * @param onFailure receives the reason why nothing more can be written, without the lock
   * @param onRefusal receives whose block was not written, and why, with the lock
   */
  WriteQueue(
      ChannelLock lock,
      Transport transport,
      Scheduler clock,
      Consumer<String> onFailure,
      BiConsumer<Turn, Refusal> onRefusal) {
    this.lock = lock;
    this.transport = transport;
    this.clock = clock;
    this.onFailure = onFailure;
    this.onRefusal = onRefusal;
    lastWritten = clock.nanoTime();
  }

  void add(byte[] bytes, Turn turn) {
    blocks.add(new Block(bytes.clone(), turn, turn.purpose()));
    lock.writeOnLeaving(this::flush);
  }

  boolean isEmpty() {
    return blocks.isEmpty();
  }

  boolean isBusy() {
    return writing || !blocks.isEmpty();
  }

  /** When something was written last, or began to be. */
  long lastWritten() {
    return lastWritten;
  }

  /** Whether all of the last block, and of those before it, may have left. */
  boolean mayHaveLeft() {
    return mayHaveBegun() && !(failure instanceof EndNotWrittenException);
  }

  /** Whether any of the last block may have left. */
  boolean mayHaveBegun() {
    return blocks.isEmpty() && !(failure instanceof NothingWrittenException);
  }

  boolean isWriting() {
    return writing;
  }

  void close() {
    failure = new NothingWrittenException("closed");
    blocks.forEach(Block::wipe);
    blocks.clear();
  }

  /** Writes all there is, unless someone else does already. */
  private void flush() {
    Block block = take();
    while (block != null) {
      write(block);
      block = take();
    }
  }

  private @Nullable Block take() {
    synchronized (lock) {
      if (writing || blocks.isEmpty() || failure != null) {
        return null;
      }
      writing = true;
      lastWritten = clock.nanoTime();
      return blocks.remove();
    }
  }

  /** An interrupt is for the caller that waits; it must not end the line for all others. */
  private void write(Block block) {
    boolean interrupted = Thread.interrupted();
    try {
      Optional<Refusal> refusal = block.writeTo(transport);
      synchronized (lock) {
        written(null);
        refusal.ifPresent(why -> refused(block.turn, why));
      }
    } catch (IOException | RuntimeException | Error e) {
      synchronized (lock) {
        written(e);
      }
      onFailure.accept("writing failed: " + e.getMessage());
    } finally {
      block.wipe();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void written(@Nullable Throwable failed) {
    writing = false;
    lastWritten = clock.nanoTime();
    if (failed != null) {
      failure = failed;
    }
    lock.notifyAll();
  }

  /** What else the turn has to say makes no sense without it. */
  private void refused(Turn turn, Refusal why) {
    blocks.stream().filter(block -> block.turn == turn).forEach(Block::wipe);
    blocks.removeIf(block -> block.turn == turn);
    onRefusal.accept(turn, why);
  }

  /** Waits for the block that is being written, if the transport lets go of it. */
  void awaitWritten(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    long left = limit.toMillis();
    boolean interrupted = false;
    while (writing && left > 0) {
      try {
        lock.wait(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a turn says, and what for. */
  @SuppressWarnings("ArrayRecordComponent") // Not compared.
  private record Block(byte[] bytes, Turn turn, Purpose purpose) {

    Optional<Refusal> writeTo(Transport transport) throws IOException {
      if (transport instanceof GuardedTransport guarded) {
        return guarded.write(bytes, 0, bytes.length, purpose);
      }
      transport.write(bytes, 0, bytes.length);
      return Optional.empty();
    }

    void wipe() {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
