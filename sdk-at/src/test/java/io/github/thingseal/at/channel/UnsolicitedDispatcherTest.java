package io.github.thingseal.at.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.thingseal.testsupport.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class UnsolicitedDispatcherTest {
  private final List<Runnable> tasks = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private final ChannelLock lock = new ChannelLock(Runnable::run);
  private final UnsolicitedDispatcher dispatcher =
      new UnsolicitedDispatcher(lock, "port", 2, tasks::add, Duration.ofMinutes(2));

  private static ReceivedLine line(String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    return new ReceivedLine(bytes, 0, bytes.length, -1, 0);
  }

  private void say(String text) {
    lock.change(() -> dispatcher.offer(line(text)));
  }

  private void deliver() {
    tasks.forEach(Runnable::run);
    tasks.clear();
  }

  @Test
  void offer_whenNoOneListensAnyMore_queuesNothing() {
    dispatcher.subscribe("+URC", line -> heard.add(line.text(0))).close();
    say("+URC: 1");
    assertThat(tasks).isEmpty();
  }

  @Test
  void offer_whenClosed_queuesNothing() {
    dispatcher.subscribe("+URC", line -> heard.add(line.text(0)));
    dispatcher.close();
    say("+URC: 1");
    assertThat(tasks).isEmpty();
    assertThat(dispatcher.dropped()).isZero();
  }

  @Test
  void offer_whenTheQueueIsFull_dropsAndCountsAndGoesOnLater() {
    dispatcher.subscribe(null, line -> heard.add(line.text(0)));
    for (int i = 1; i <= 5; i++) {
      say("+URC: " + i);
    }
    assertThat(dispatcher.dropped()).isEqualTo(3);
    assertThat(tasks).hasSize(1);
    deliver();
    say("+URC: 6");
    deliver();
    assertThat(heard).containsExactly("1", "2", "6");
  }

  @Test
  void deliver_whenAListenerEndsAnotherSubscription_theOtherIsNotCalledAnyMore() {
    AtomicReference<Dialogue.@Nullable Subscription> other = new AtomicReference<>();
    dispatcher.subscribe(
        "+URC",
        line -> {
          Dialogue.Subscription ended = other.get();
          if (ended != null) {
            ended.close();
          }
        });
    other.set(dispatcher.subscribe("+URC", line -> heard.add(line.text(0))));
    say("+URC: 1");
    deliver();
    assertThat(heard).isEmpty();
  }

  @Test
  void deliver_whenAListenerCloses_deliversNothingMoreAndDoesNotWaitForItself() throws Exception {
    dispatcher.subscribe(
        null,
        line -> {
          heard.add(line.text(0));
          dispatcher.close();
        });
    say("+URC: 1");
    say("+URC: 2");
    Thread deliverer = new Thread(this::deliver);
    deliverer.start();
    while (deliverer.isAlive()) {
      assertThat(deliverer.getState()).isNotEqualTo(Thread.State.TIMED_WAITING);
    }
    deliverer.join();
    assertThat(heard).containsExactly("1");
  }

  @Test
  void close_whileAListenerRuns_waitsForItsEnd() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    AtomicBoolean endedBeforeClose = new AtomicBoolean();
    dispatcher.subscribe(
        null,
        line -> {
          running.countDown();
          assertThatCode(release::await).doesNotThrowAnyException();
          ended.set(true);
        });
    say("+URC: 1");
    Thread deliverer = new Thread(this::deliver);
    deliverer.start();
    running.await();
    Thread closer =
        new Thread(
            () -> {
              dispatcher.close();
              endedBeforeClose.set(ended.get());
            });
    closer.start();
    Waits.until(() -> !closer.isAlive() || closer.getState() == Thread.State.TIMED_WAITING);
    release.countDown();
    closer.join();
    deliverer.join();
    assertThat(endedBeforeClose).isTrue();
  }
}
