package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.Dialogue;
import io.github.thingseal.at.command.Done;
import io.github.thingseal.at.command.SetFunctionality;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Configures a module when it is opened, and again when it has restarted. */
final class Restarts {
  private static final Logger LOG = LoggerFactory.getLogger(Restarts.class);

  private final Session session;
  private final StartUp startUp;
  private final RestartWatch watch;
  private final ReentrantLock configuring = new ReentrantLock();
  private final List<Consumer<RestartSign>> listeners = new CopyOnWriteArrayList<>();
  private final List<Runnable> lostWithRestart = new CopyOnWriteArrayList<>();

  Restarts(Session session, StartUp startUp, RestartWatch watch) {
    this.session = session;
    this.startUp = startUp;
    this.watch = watch;
  }

  /** Tells subscribers on threads where they may use the module. */
  void tellOn(BackgroundWork background) {
    watch.tell(
        sign -> {
          CompletableFuture<Done> unused =
              background.start(
                  () -> {
                    listeners.forEach(listener -> tell(listener, sign));
                    return Done.OK;
                  });
        });
  }

  private void tell(Consumer<RestartSign> listener, RestartSign sign) {
    try {
      listener.accept(sign);
    } catch (RuntimeException e) {
      LOG.warn("{}: a listener for restarts threw", session.name(), e);
    }
  }

  Dialogue.Subscription subscribe(Consumer<RestartSign> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Adds what ends with a restart, such as a chip-to-chip session; run before configuring. */
  void whenLost(Runnable task) {
    lostWithRestart.add(task);
  }

  boolean isDue() {
    return watch.sign().isPresent();
  }

  /** A restart was asked for: its signs are no news. */
  void expect() {
    watch.stop();
  }

  /** Configures the module; other threads wait with their commands. */
  void configure() {
    configuring.lock();
    try {
      watch.stop();
      startUp.run();
      watch.start();
    } finally {
      watch.resume();
      configuring.unlock();
    }
  }

  /** Configures the module again if it has restarted, and turns its radio on if it was on. */
  void configureIfDue() {
    if (configuring.isHeldByCurrentThread() || !isDue()) {
      return;
    }
    configuring.lock();
    try {
      Optional<RestartSign> sign = watch.sign();
      if (sign.isEmpty()) {
        return;
      }
      LOG.info("{} has restarted, noticed by {}", session.name(), sign.get());
      boolean online = session.isRadioWanted();
      if (sign.get() == RestartSign.RECOVERED) {
        watch.recover();
      }
      lostWithRestart.forEach(Runnable::run);
      configure();
      if (online) {
        session.execute(SetFunctionality.FULL);
      }
    } finally {
      configuring.unlock();
    }
  }
}
