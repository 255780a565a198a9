package io.github.thingseal.testsupport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;

/** What a thread may wait for, and how it comes. */
enum Awaited {
  LOCK {
    @Override
    Coming coming() {
      ReentrantLock lock = new ReentrantLock();
      lock.lock();
      return new Coming(
          () -> {
            lock.lock();
            try {
              // Its turn has come.
            } finally {
              lock.unlock();
            }
          },
          lock::unlock);
    }
  },
  LATCH {
    @Override
    Coming coming() {
      CountDownLatch latch = new CountDownLatch(1);
      return new Coming(latch::await, latch::countDown);
    }
  },
  REPLY {
    @Override
    Coming coming() {
      CompletableFuture<String> reply = new CompletableFuture<>();
      return new Coming(reply::get, () -> reply.complete("come"));
    }
  },
  RESULT {
    @Override
    Coming coming() {
      FutureTask<String> task = new FutureTask<>(() -> "come");
      return new Coming(task::get, task);
    }
  };

  /** One that has not come yet, and comes through the thread that asked for it. */
  abstract Coming coming();

  record Coming(Wait waiting, Runnable come) {}

  interface Wait {
    void await() throws Exception;
  }
}
