package io.github.thingseal.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

class WaitsTest {
  @Test
  void isOver_ofTwoThreadsThatAreSeenKeptOutByEachOther_isTrue() throws Exception {
    Object first = new Object();
    Object second = new Object();
    CyclicBarrier both = new CyclicBarrier(2);
    // They never end, which no other test of this process may notice.
    ThreadGroup apart = new ThreadGroup(topGroup(), "apart");
    Thread one = started(apart, () -> enterInTurn(first, second, both));
    Thread other = started(apart, () -> enterInTurn(second, first, both));
    while (one.getState() != Thread.State.BLOCKED || other.getState() != Thread.State.BLOCKED) {
      Thread.onSpinWait();
    }
    assertThat(Waits.isOver(one)).isTrue();
    assertThat(Waits.isOver(other)).isTrue();
  }

  private static Thread started(ThreadGroup group, Runnable task) {
    Thread thread = new Thread(group, task);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void enterInTurn(Object outer, Object inner, CyclicBarrier both) {
    synchronized (outer) {
      try {
        both.await();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      synchronized (inner) {
        throw new AssertionError("The other thread has this monitor");
      }
    }
  }

  private static ThreadGroup topGroup() {
    ThreadGroup group = Waits.ownGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }
}
