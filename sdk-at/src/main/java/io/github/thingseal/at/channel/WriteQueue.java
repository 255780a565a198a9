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
  /** How much of a block has left. */
  private enum Outcome {
    ALL,
    NOTHING,
    NOT_THE_END,
    UNKNOWN;

    static Outcome of(Exception failure) {
      if (failure instanceof NothingWrittenException) {
        return NOTHING;
      }
      return failure instanceof EndNotWrittenException ? NOT_THE_END : UNKNOWN;
    }
  }

  private final ChannelLock lock;
  private final Transport transport;
  private final Scheduler clock;
  private final Consumer<String> onFailure;
  private final BiConsumer<Turn, Refusal> onRefusal;
  private final Deque<Block> blocks = new ArrayDeque<>();
  private boolean writing;
  private Outcome failed = Outcome.ALL;
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

  /** Whether what a turn has to say waits still. */
  boolean isEmpty() {
    return blocks.isEmpty();
  }

  /** Whether there are bytes that the transport has not taken. */
  boolean isBusy() {
    return writing || !blocks.isEmpty();
  }

  /** When something was written last, or began to be. */
  long lastWritten() {
    return lastWritten;
  }

  /** Whether all of the last block, and of those before it, may have left. */
  boolean mayHaveLeft() {
    return blocks.isEmpty() && failed != Outcome.NOTHING && failed != Outcome.NOT_THE_END;
  }

  /** Whether any of the last block may have left. */
  boolean mayHaveBegun() {
    return blocks.isEmpty() && failed != Outcome.NOTHING;
  }

  boolean isWriting() {
    return writing;
  }

  void close() {
    failed = Outcome.NOTHING;
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
      if (writing || blocks.isEmpty() || failed != Outcome.ALL) {
        return null;
      }
      writing = true;
      lastWritten = clock.nanoTime();
      return blocks.remove();
    }
  }

  /** An interrupt is for whoever waits for an answer; it must not end the line for all others. */
  private void write(Block block) {
    boolean interrupted = Thread.interrupted();
    try {
      Optional<Refusal> refusal = block.writeTo(transport);
      synchronized (lock) {
        written(Outcome.ALL);
        refusal.ifPresent(why -> refused(block.turn, why));
      }
    } catch (IOException | RuntimeException e) {
      synchronized (lock) {
        written(Outcome.of(e));
      }
      onFailure.accept("writing failed: " + e.getMessage());
    } finally {
      block.wipe();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void written(Outcome outcome) {
    writing = false;
    lastWritten = clock.nanoTime();
    if (outcome != Outcome.ALL) {
      // Nothing more is written; the channel closes.
      failed = outcome;
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
