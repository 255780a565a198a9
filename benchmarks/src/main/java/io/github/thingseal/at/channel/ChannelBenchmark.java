package io.github.thingseal.at.channel;

import io.github.thingseal.at.transport.Transport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Writer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Lets the reader of a channel take a megabyte of what {@link LexerBenchmark} cuts, with and
 * without those who watch; one operation is one MB.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChannelBenchmark {
  /** Who watches the channel. */
  public enum Watching {
    /** No one. */
    NO_ONE,
    /** As the module facade does: lines and noise, no bytes. */
    NOISE,
    /** A recorder, which writes to nowhere. */
    RECORDER
  }

  /** Who watches the channel. */
  @Param public Watching watching;

  private final Talk talk = new Talk();
  private AtChannel channel;

  /** Opens the channel. */
  @Setup
  public void open() {
    ChannelOptions.Builder options = ChannelOptions.builder();
    switch (watching) {
      case NOISE -> options.listener(new NoiseWatch());
      case RECORDER ->
          options.listener(TranscriptRecorder.to(Writer.nullWriter(), Scheduler.system()));
      case NO_ONE -> {}
    }
    channel = AtChannel.open(talk, options.build());
  }

  /** Closes the channel. */
  @TearDown
  public void close() {
    channel.close();
  }

  /** From the first byte until the reader asks for what comes after the last one. */
  @Benchmark
  public void channel() {
    talk.due.release();
    talk.taken.acquireUninterruptibly();
  }

  private static final class NoiseWatch implements ChannelListener {
    private volatile boolean noisy;

    @Override
    public void onNoise() {
      noisy = true;
    }

    @Override
    public String toString() {
      return "noisy: " + noisy;
    }
  }

  /** A port at which a megabyte comes when it is due. */
  private static final class Talk implements Transport {
    private final byte[] bytes = LexerBenchmark.megabyte();
    private final Semaphore due = new Semaphore(0);
    private final Semaphore taken = new Semaphore(0);
    private int at = bytes.length;
    private boolean started;
    private volatile boolean closed;

    @Override
    public String name() {
      return "talk";
    }

    @Override
    public int read(byte[] buffer) throws IOException {
      if (at == bytes.length) {
        awaitDue();
      }
      int length = Math.min(Math.min(buffer.length, LexerBenchmark.BLOCK_BYTES), bytes.length - at);
      System.arraycopy(bytes, at, buffer, 0, length);
      at += length;
      return closed ? -1 : length;
    }

    private void awaitDue() throws InterruptedIOException {
      if (started) {
        taken.release();
      }
      started = true;
      try {
        due.acquire();
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
      at = 0;
    }

    @Override
    public void write(byte[] block, int offset, int length) {
      // The channel says nothing.
    }

    @Override
    public void close() {
      closed = true;
      due.release();
    }
  }
}
