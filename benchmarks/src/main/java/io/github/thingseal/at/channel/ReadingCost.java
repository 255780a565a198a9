package io.github.thingseal.at.channel;

import com.sun.management.ThreadMXBean;
import io.github.thingseal.at.transport.Transport;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;

/**
 * What a byte costs the thread that reads it: its processor time, which other programs do not
 * lengthen, and the memory that it allocates.
 *
 * @param nanos nanoseconds a byte
 * @param allocated bytes a byte
 */
public record ReadingCost(double nanos, double allocated) {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final byte[] TALK = LexerBenchmark.megabyte();

  /** What was spent at a moment, by this thread. */
  private record Spent(long nanos, long allocated) {
    static Spent now() {
      return new Spent(THREADS.getCurrentThreadCpuTime(), THREADS.getCurrentThreadAllocatedBytes());
    }

    ReadingCost since(Spent before, long bytes) {
      return new ReadingCost(
          (double) (nanos - before.nanos) / bytes, (double) (allocated - before.allocated) / bytes);
    }
  }

  /**
   * The lexer alone.
   *
   * @param megabytes how much it cuts
   * @return the cost
   */
  public static ReadingCost ofLexer(int megabytes) {
    AtLexer lexer = new AtLexer(new LexerBenchmark.Counter());
    Spent before = Spent.now();
    for (int i = 0; i < megabytes; i++) {
      for (int at = 0; at < TALK.length; at += LexerBenchmark.BLOCK_BYTES) {
        lexer.feed(TALK, at, Math.min(LexerBenchmark.BLOCK_BYTES, TALK.length - at));
      }
    }
    return Spent.now().since(before, (long) megabytes * TALK.length);
  }

  /**
   * A channel to which no command is given.
   *
   * @param megabytes how much it reads
   * @param options with those who watch
   * @return the cost
   * @throws InterruptedException if this thread is interrupted
   */
  public static ReadingCost ofChannel(int megabytes, ChannelOptions options)
      throws InterruptedException {
    Talk talk = new Talk(megabytes);
    try (AtChannel channel = AtChannel.open(talk, options)) {
      talk.over.await();
      return talk.cost;
    }
  }

  /** A module that talks without end, until it was enough. */
  private static final class Talk implements Transport {
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final long total;
    private long count;
    private Spent before = new Spent(0, 0);
    private ReadingCost cost = new ReadingCost(0, 0);

    Talk(int megabytes) {
      total = (long) megabytes * TALK.length;
    }

    @Override
    public String name() {
      return "talk";
    }

    @Override
    public int read(byte[] buffer) {
      if (count == 0) {
        before = Spent.now();
      }
      if (count == total) {
        cost = Spent.now().since(before, total);
        over.countDown();
        awaitClosed();
        return -1;
      }
      int at = (int) (count % TALK.length);
      int length = Math.min(Math.min(buffer.length, LexerBenchmark.BLOCK_BYTES), TALK.length - at);
      System.arraycopy(TALK, at, buffer, 0, length);
      count += length;
      return length;
    }

    private void awaitClosed() {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      // Nothing is asked.
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
