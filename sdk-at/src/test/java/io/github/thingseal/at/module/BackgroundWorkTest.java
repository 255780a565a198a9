package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.command.ChannelClosedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BackgroundWorkTest {
  private final BackgroundWork background = new BackgroundWork("of-tests");

  @AfterEach
  void close() {
    background.close();
  }

  @Test
  void start_whenSomethingIsUnderWay_runsBesideItOnNamedDaemons() {
    CountDownLatch first = new CountDownLatch(1);
    CompletableFuture<Boolean> waiting = background.start(() -> awaited(first));
    CompletableFuture<Thread> second =
        background.start(
            () -> {
              first.countDown();
              return Thread.currentThread();
            });
    assertThat(second)
        .succeedsWithin(60, TimeUnit.SECONDS)
        .satisfies(
            thread -> {
              assertThat(thread.getName()).isEqualTo("of-tests");
              assertThat(thread.isDaemon()).isTrue();
            });
    assertThat(waiting).succeedsWithin(60, TimeUnit.SECONDS).isEqualTo(true);
  }

  @Test
  void start_whenTheWorkIsDone_endsItsThread() throws Exception {
    background.start(Thread::currentThread).get().join();
  }

  @Test
  void start_whenTheWorkThrows_failsWithThatEvenIfItIsAnError() {
    AssertionError error = new AssertionError("of the work");
    CompletableFuture<String> result =
        background.start(
            () -> {
              throw error;
            });
    assertThat(result)
        .failsWithin(60, TimeUnit.SECONDS)
        .withThrowableThat()
        .havingCause()
        .isSameAs(error);
  }

  @Test
  void cancel_whileTheWorkWaits_interruptsIt() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> waiting = background.start(() -> waited(begun, ended));
    begun.await();
    waiting.cancel(false);
    assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void close_whileTheWorkWaits_interruptsItAndRefusesMore() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> waiting = background.start(() -> waited(begun, ended));
    begun.await();
    background.close();
    assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(waiting).succeedsWithin(60, TimeUnit.SECONDS).isEqualTo(false);
    assertThat(background.start(() -> true))
        .failsWithin(60, TimeUnit.SECONDS)
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            ChannelClosedException.class, e -> assertThat(e.mayHaveBeenCarriedOut()).isFalse())
        .withMessageContaining("open it again");
  }

  private static boolean waited(CountDownLatch begun, CountDownLatch ended) {
    begun.countDown();
    boolean over = awaited(new CountDownLatch(1));
    ended.countDown();
    return over;
  }

  /** False if it was interrupted. */
  private static boolean awaited(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
