package io.github.thingseal.at.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.channel.AtChannel;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.RawCommand;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StreamTransportTest {
  @Test
  void write_flushesAtOnce() throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    int[] flushes = {0};
    OutputStream output =
        new FilterOutputStream(written) {
          @Override
          public void flush() throws IOException {
            flushes[0]++;
            super.flush();
          }
        };
    try (StreamTransport transport =
        StreamTransport.of("pair", InputStream.nullInputStream(), output)) {
      transport.write(new byte[] {1, 2, 3}, 1, 2);

      assertThat(written.toByteArray()).containsExactly(2, 3);
      assertThat(flushes[0]).isEqualTo(1);
    }
  }

  @Test
  void read_handsOnWhatIsThereAndThenTheEnd() throws IOException {
    try (StreamTransport transport =
        StreamTransport.of(
            "pair", new ByteArrayInputStream(new byte[] {7, 8}), OutputStream.nullOutputStream())) {
      byte[] buffer = new byte[16];

      assertThat(transport.read(buffer)).isEqualTo(2);
      assertThat(transport.read(buffer)).isEqualTo(-1);
    }
  }

  @Test
  void use_whenClosed_isAtItsEnd() throws IOException {
    StreamTransport transport =
        StreamTransport.of(
            "pair", new ByteArrayInputStream(new byte[] {7}), OutputStream.nullOutputStream());
    transport.close();
    transport.close();

    assertThat(transport.read(new byte[1])).isEqualTo(-1);
    assertThatThrownBy(() -> transport.write(new byte[1], 0, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("pair is closed");
  }

  /** A stream whose read never returns, and whose close waits for the read, as some do. */
  private static final class StuckStream extends InputStream {
    final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch forEver = new CountDownLatch(1);

    @Override
    public synchronized int read() {
      reading.countDown();
      try {
        forEver.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return read();
    }

    @Override
    public synchronized void close() {
      forEver.countDown();
    }

    void release() {
      forEver.countDown();
    }
  }

  @Test
  @Timeout(120)
  void close_whenReadBlocksForEver_returnsAllTheSame() throws InterruptedException {
    StuckStream stuck = new StuckStream();
    CountDownLatch outputClosed = new CountDownLatch(1);
    OutputStream output =
        new FilterOutputStream(OutputStream.nullOutputStream()) {
          @Override
          public void close() {
            outputClosed.countDown();
          }
        };
    AtChannel channel = AtChannel.open(StreamTransport.of("stuck", stuck, output));
    stuck.reading.await();
    CompletableFuture<?> pending = channel.submit(RawCommand.of("AT+CGMM"));

    channel.close();

    assertThat(pending)
        .failsWithin(Duration.ofSeconds(60))
        .withThrowableThat()
        .withCauseInstanceOf(ChannelClosedException.class);
    outputClosed.await();
    stuck.release();
  }
}
