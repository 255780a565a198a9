package io.github.thingseal.at.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class IdleWorkersTest {
  private static final int TASKS = 100;

  @Test
  void endAtOnce_leavesEachTaskAThreadOfItsOwn() throws Exception {
    IdleWorkers.endAtOnce();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      threads.add(CompletableFuture.supplyAsync(Thread::currentThread, Workers.SHARED).get());
    }
    assertThat(threads).doesNotHaveDuplicates();
  }
}
