package io.github.thingseal.at.internal.mux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.channel.Scheduler;
import io.github.thingseal.at.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StaleMultiplexerTest {
  private final CountDownLatch closed = new CountDownLatch(1);

  @Test
  void close_whenTheLineTakesNoBytes_closesIt() {
    StaleMultiplexer.close(line(true), Duration.ofMillis(1), Scheduler.system());

    assertThat(closed.getCount()).isZero();
  }

  @Test
  void close_whenTheLineTakesTheBytes_leavesItOpen() {
    StaleMultiplexer.close(line(false), Duration.ofHours(1), Scheduler.system());

    assertThat(closed.getCount()).isOne();
  }

  private Transport line(boolean full) {
    return new Transport() {
      @Override
      public String name() {
        return "full";
      }

      @Override
      public int read(byte[] buffer) {
        return -1;
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (full) {
          try {
            closed.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new IOException("closed");
        }
      }

      @Override
      public void close() {
        closed.countDown();
      }
    };
  }
}
