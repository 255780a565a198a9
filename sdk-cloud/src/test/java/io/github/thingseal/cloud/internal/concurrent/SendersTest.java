package io.github.thingseal.cloud.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SendersTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @AutoClose private final Senders senders = new Senders();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final CountDownLatch sent = new CountDownLatch(2);

  private void send() {
    threads.add(Thread.currentThread());
    sent.countDown();
  }

  @Test
  void request_whenBegunAtTheEndOfAnother_isSentByTheSameThreadAfterIt() {
    CompletableFuture<Thread> first = new CompletableFuture<>();
    CompletableFuture<Integer> sentBeforeItsEnd = new CompletableFuture<>();
    senders.execute(
        () -> {
          senders.finish(() -> senders.execute(this::send));
          sentBeforeItsEnd.complete(threads.size());
          first.complete(Thread.currentThread());
        });

    assertThat(first).succeedsWithin(PATIENCE);
    assertThat(sentBeforeItsEnd).isCompletedWithValue(0);
    senders.execute(this::send);
    assertThat(sent).satisfies(SendersTest::awaited);
    assertThat(threads).contains(first.join());
  }

  @Test
  void requests_whenTwoAreBegunAtTheEndOfAnother_areSentByTwoThreads() {
    senders.execute(
        () ->
            senders.finish(
                () -> {
                  senders.execute(this::sendWithTheOther);
                  senders.execute(this::sendWithTheOther);
                }));

    assertThat(sent).satisfies(SendersTest::awaited);
    assertThat(threads).hasSize(2).doesNotHaveDuplicates();
  }

  private void sendWithTheOther() {
    send();
    awaited(sent);
  }

  @Test
  void request_whenBegunBeforeTheEndOfAnother_doesNotWaitForIt() {
    senders.execute(
        () -> {
          senders.execute(this::sendWithTheOther);
          sendWithTheOther();
        });

    assertThat(sent).satisfies(SendersTest::awaited);
    assertThat(threads).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void end_whenItThrows_leavesNoRequestBehind() {
    senders.execute(
        () ->
            senders.finish(
                () -> {
                  senders.execute(this::send);
                  senders.execute(this::send);
                  throw new IllegalStateException("the end of a request failed");
                }));

    assertThat(sent).satisfies(SendersTest::awaited);
  }

  @Test
  void interrupt_ofARequest_doesNotMeetTheNext() {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    senders.execute(
        () -> {
          senders.finish(() -> senders.execute(() -> interrupted.complete(Thread.interrupted())));
          Thread.currentThread().interrupt();
        });

    assertThat(interrupted).succeedsWithin(PATIENCE).isEqualTo(false);
  }

  private static void awaited(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
