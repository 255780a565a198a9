package io.github.thingseal.at.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
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
}
