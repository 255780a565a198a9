package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.channel.Scheduler;
import io.github.thingseal.at.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PatientWriteTest {
  private final CountDownLatch closed = new CountDownLatch(1);

  @Test
  void to_whenTheLineTakesNoBytes_closesIt() {
    PatientWrite.to(line(true), new byte[3], Scheduler.system(), Duration.ofMillis(1));

    assertThat(closed.getCount()).isZero();
  }

  @Test
  void to_whenTheLineTakesTheBytes_leavesItOpen() {
    PatientWrite.to(line(false), new byte[3], Scheduler.system(), Duration.ofHours(1));

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
