package io.github.thingseal.at.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CallerThreadTest {
  @Test
  void await_onThePoolThatIsToBringTheReply_doesNotUseItUp() throws Exception {
    CompletableFuture<String> reply = new CompletableFuture<>();
    ForkJoinPool pool = new ForkJoinPool(1);
    try {
      var waiting = pool.submit(() -> new CallerThread(new AtomicBoolean()).await(reply));
      pool.execute(() -> reply.complete("OK"));
      assertThat(waiting.get()).isEqualTo("OK");
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void await_onAPoolThatMayNotGrow_waitsAllTheSame() throws Exception {
    CompletableFuture<String> reply = new CompletableFuture<>();
    ForkJoinPool pool =
        new ForkJoinPool(
            1,
            ForkJoinPool.defaultForkJoinWorkerThreadFactory,
            null,
            false,
            1,
            1,
            1,
            null,
            1,
            TimeUnit.SECONDS);
    try {
      CompletableFuture<CallerThread> caller = new CompletableFuture<>();
      var waiting =
          pool.submit(
              () -> {
                CallerThread own = new CallerThread(new AtomicBoolean());
                caller.complete(own);
                return own.await(reply);
              });
      caller.get().execute(() -> reply.complete("OK"));
      assertThat(waiting.get()).isEqualTo("OK");
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void await_whenInterruptedWhileThereIsAlwaysSomethingToDo_ends() {
    CallerThread caller = new CallerThread(new AtomicBoolean());
    AtomicInteger runs = new AtomicInteger();
    caller.execute(
        new Runnable() {
          @Override
          public void run() {
            if (runs.incrementAndGet() == 3) {
              Thread.currentThread().interrupt();
            }
            assertThat(runs).hasValueLessThan(10);
            caller.execute(this);
          }
        });
    assertThatThrownBy(() -> caller.await(new CompletableFuture<>()))
        .isInstanceOf(InterruptedException.class);
    assertThat(runs).hasValue(3);
  }
}
