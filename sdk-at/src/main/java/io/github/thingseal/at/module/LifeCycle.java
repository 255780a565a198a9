package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.Activation;
import io.github.thingseal.at.channel.Dialogue;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.GarbledReplyException;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ModuleBusyException;
import io.github.thingseal.at.command.ModuleRestartedException;
import io.github.thingseal.at.command.ResultInDoubtException;
import io.github.thingseal.at.command.UnansweredCommandException;
import io.github.thingseal.at.command.device.SetFunctionality;
import io.github.thingseal.at.internal.c2c.C2cLine;
import io.github.thingseal.at.internal.line.ProbeCommand;
import io.github.thingseal.at.internal.line.Unprepared;
import io.github.thingseal.at.internal.probe.Probe;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.TransientException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Configures a module when it is opened, and again when it has restarted. */
final class LifeCycle implements Activation {
  private static final Logger LOG = LoggerFactory.getLogger(LifeCycle.class);

  final C2cHandshake handshake;

  private final ModuleContext context;
  private final C2cLine line;
  private final StartUp startUp;
  private final RestartDetector detector;
  private final ReentrantLock configuring = new ReentrantLock();
  private final List<Consumer<RestartSign>> listeners = new CopyOnWriteArrayList<>();

  /** When a restart was asked for after which the module was not configured yet. */
  private volatile OptionalLong restartedAt = OptionalLong.empty();

  LifeCycle(ModuleContext context, RestartDetector detector, BackgroundWork background) {
    this.context = context;
    this.line = context.line;
    this.startUp = new StartUp(context, detector);
    this.detector = detector;
    this.handshake = new C2cHandshake(context);
    // Subscribers are notified on threads where they may use the module.
    detector.tell(
        sign -> {
          CompletableFuture<Done> unused =
              background.start(
                  () -> {
                    listeners.forEach(listener -> tell(listener, sign));
                    return Done.DONE;
                  });
        });
  }

  private void tell(Consumer<RestartSign> listener, RestartSign sign) {
    try {
      listener.accept(sign);
    } catch (RuntimeException e) {
      LOG.warn("{}: a listener for restarts threw", context.name(), e);
    }
  }

  Dialogue.Subscription subscribe(Consumer<RestartSign> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Has the module restarted: the signs of that are no news, and its silence no hang. */
  void expect(Runnable restart) {
    int session = line.sessions();
    boolean recoveryDue = detector.isRecoveryDue();
    detector.stop();
    try {
      restart.run();
    } catch (RuntimeException e) {
      if (isInDoubt(e)) {
        restartedAt = OptionalLong.of(context.clock.nanoTime());
      }
      forgetTimeouts(e, recoveryDue);
      detector.resume();
      throw e;
    }
    detector.answered();
    restartedAt = OptionalLong.of(context.clock.nanoTime());
    line.restarted(session);
  }

  private static boolean isInDoubt(RuntimeException e) {
    return e instanceof UnansweredCommandException asked && asked.mayHaveBeenCarriedOut();
  }

  /** A recovery that was due before remains so if nothing was sent to the module. */
  private void forgetTimeouts(RuntimeException e, boolean recoveryDue) {
    boolean sent =
        isInDoubt(e) || e instanceof CommandRejectedException || e instanceof WaitExpiredException;
    if (sent || !recoveryDue) {
      detector.forgetTimeouts();
    }
  }

  /** Until then the module may not even have gone down. */
  private void awaitRestart() {
    if (restartedAt.isPresent()) {
      Duration since = context.clock.since(restartedAt.getAsLong());
      context.pause(context.family().data.restartWait.minus(since), "AT");
    }
  }

  /** Whether commands have to wait for a configuration. */
  @Override
  public boolean isDue() {
    return detector.sign().isPresent()
        || restartedAt.isPresent()
        || detector.isNoisy()
        || line.isDue();
  }

  @Override
  public boolean isRunByCurrentThread() {
    return configuring.isHeldByCurrentThread();
  }

  /** Opens or closes a session; other threads do not configure the module meanwhile. */
  void switchEncryption(String command, Runnable task) {
    runBefore(command);
    awaitTurn();
    try {
      task.run();
    } finally {
      configuring.unlock();
    }
  }

  /** Turns the module off: that it does not answer any more is no news. */
  void turnOff(String command, Runnable task) {
    switchEncryption(
        command,
        () -> {
          boolean recoveryDue = detector.isRecoveryDue();
          detector.stop();
          try {
            task.run();
            detector.excuseTimeouts();
          } catch (RuntimeException e) {
            forgetTimeouts(e, recoveryDue);
            throw e;
          } finally {
            detector.resume();
          }
        });
  }

  /** Configures the module, and turns its radio on if it was on; other threads wait. */
  void configure() {
    awaitTurn();
    try {
      detector.stop();
      awaitRestart();
      awaitAnswer();
      handshake.decide();
      int portLosses = detector.portLosses();
      startUp.run();
      handshake.openWanted();
      restoreRadio();
      detector.forget(portLosses);
      restartedAt = OptionalLong.empty();
    } finally {
      detector.resume();
      configuring.unlock();
    }
  }

  /** A module that refuses, as without a SIM, is configured all the same. */
  private void restoreRadio() {
    if (!context.radio.isOn()) {
      return;
    }
    try {
      context.execute(SetFunctionality.FULL);
    } catch (CommandRejectedException e) {
      LOG.warn(
          "{} has its radio off since a restart, and refused to turn it on", context.name(), e);
    }
  }

  private void awaitAnswer() {
    try {
      startUp.awaitAnswer();
      detector.answered();
    } catch (TransientException e) {
      line.unheard();
      throw e;
    }
  }

  /** As long as someone else configures the module; a thread that is interrupted does not wait. */
  private void awaitTurn() {
    try {
      configuring.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandInterruptedException(
          "",
          false,
          "Interrupted while waiting for "
              + context.name()
              + " to be configured. Nothing was sent");
    }
  }

  /** The watch hears the answer. */
  private void askAfterNoise() {
    if (!detector.isNoisy() || detector.sign().isPresent()) {
      return;
    }
    try {
      List<InfoLine> unused =
          context.execute(new ProbeCommand(Probe.ERROR_REPORTS, ModuleFamily.RESPONSE_LIMIT));
    } catch (CommandRejectedException
        | CommandTimeoutException
        | GarbledReplyException
        | ModuleBusyException
        | ModuleRestartedException
        | ResultInDoubtException e) {
      LOG.debug("{} did not report after noise whether it has restarted", context.name(), e);
    } finally {
      // That of the answer, too, or a line on which each has some would be asked about for ever.
      detector.forgetNoise();
    }
  }

  /** As {@link #run}, outside the queue; a failure is reported like that of an unsent command. */
  void runBefore(String command) {
    Unprepared.before(command, this::run);
  }

  /** Configures the module again if it has restarted. */
  @Override
  public void run() {
    if (isRunByCurrentThread() || !isDue()) {
      return;
    }
    awaitTurn();
    try {
      boolean known = line.state() == C2cLine.State.LOST || restartedAt.isPresent();
      askAfterNoise();
      if (detector.isRecoveryDue()) {
        detector.recover();
      }
      handshake.decide();
      if (line.state() == C2cLine.State.LOST && !known) {
        detector.sessionLost();
      }
      Optional<RestartSign> sign = detector.sign();
      if (sign.isEmpty() && restartedAt.isEmpty() && !line.isDue()) {
        // There was noise only, or someone else has configured it meanwhile.
        return;
      }
      LOG.info(
          "{} is configured again, for {}",
          context.name(),
          sign.map(RestartSign::name).orElse("a restart, or the session that the options ask for"));
      configure();
    } finally {
      configuring.unlock();
    }
  }
}
