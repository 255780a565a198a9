package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.Dialogue;
import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.GarbledReplyException;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ModuleBusyException;
import io.github.thingseal.at.command.ModuleRestartedException;
import io.github.thingseal.at.command.Ok;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.ResultInDoubtException;
import io.github.thingseal.at.command.UnansweredCommandException;
import io.github.thingseal.at.command.device.SetFunctionality;
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
final class Restarts {
  private static final Logger LOG = LoggerFactory.getLogger(Restarts.class);

  private final Session session;
  private final StartUp startUp;
  private final RestartWatch watch;
  private final ReentrantLock configuring = new ReentrantLock();
  private final List<Consumer<RestartSign>> listeners = new CopyOnWriteArrayList<>();
  private final LineEncryption encryption;

  /** When a restart was asked for after which the module was not configured yet. */
  private volatile OptionalLong restartedAt = OptionalLong.empty();

  Restarts(Session session, StartUp startUp, RestartWatch watch, LineEncryption encryption) {
    this.session = session;
    this.startUp = startUp;
    this.watch = watch;
    this.encryption = encryption;
    watch.tellUnanswered(encryption::doubtAndAsk);
  }

  /** Notifies subscribers on threads where they may use the module. */
  void tellOn(BackgroundWork background) {
    watch.tell(
        sign -> {
          CompletableFuture<Ok> unused =
              background.start(
                  () -> {
                    listeners.forEach(listener -> tell(listener, sign));
                    return Ok.OK;
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

  boolean isDue() {
    return watch.sign().isPresent()
        || restartedAt.isPresent()
        || watch.isNoisy()
        || encryption.isInDoubt()
        || encryption.isDue();
  }

  /** Has the module restarted: the signs of that are no news. */
  void expect(Runnable restart) {
    watch.stop();
    try {
      restart.run();
    } catch (RuntimeException e) {
      if (e instanceof UnansweredCommandException asked && asked.mayHaveBeenCarriedOut()) {
        restartedAt = OptionalLong.of(session.pauses().nanoTime());
      }
      watch.resume();
      throw e;
    }
    restartedAt = OptionalLong.of(session.pauses().nanoTime());
    encryption.ended();
  }

  /** Until then the module may not even have gone down. */
  private void awaitRestart() {
    if (restartedAt.isPresent()) {
      Duration since = session.pauses().since(restartedAt.getAsLong());
      session.pause(session.family().restartWait().minus(since), "AT");
    }
  }

  /** The module was turned off. */
  void off() {
    encryption.ended();
  }

  /** Whether a command of the calling thread has to wait for something, or is refused. */
  boolean isDueForCommand() {
    return !configuring.isHeldByCurrentThread() && (isDue() || encryption.isLost());
  }

  /** What configures the module goes out however the line is; other commands wait for that. */
  void beforeCommand(AtCommand<?> command) {
    if (configuring.isHeldByCurrentThread()) {
      encryption.permit(command);
    } else {
      beforeCommand();
    }
  }

  /**
   * Makes the line fit for a command, if it can be, and refuses the command otherwise. Not for the
   * thread that configures the module.
   */
  void beforeCommand() {
    configureIfDue();
    encryption
        .refusal()
        .ifPresent(
            refusal -> {
              throw refusal;
            });
  }

  /** Opens or closes a session; other threads do not configure the module meanwhile. */
  void switchEncryption(Runnable task) {
    configureIfDue();
    awaitTurn();
    try {
      task.run();
    } finally {
      configured();
    }
  }

  /** Configures the module; other threads wait with their commands. */
  void configure() {
    awaitTurn();
    try {
      watch.stop();
      awaitRestart();
      startUp.awaitAnswer();
      encryption.decide();
      startUp.run();
      watch.reportsErrors(startUp.reportsErrors());
      encryption.openWanted();
      watch.forget();
      restartedAt = OptionalLong.empty();
    } finally {
      watch.resume();
      configured();
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
              + session.name()
              + " to be configured. Nothing was sent");
    }
  }

  private void configured() {
    encryption.permitNothing();
    configuring.unlock();
  }

  /** The watch hears the answer. */
  private void askAfterNoise() {
    if (!watch.isNoisy() || watch.sign().isPresent()) {
      return;
    }
    watch.forgetNoise();
    try {
      List<InfoLine> unused =
          session.execute(
              RawCommand.builder("AT+CMEE?")
                  .reply(ReplyShape.prefixed("+CMEE", 1, 1))
                  .timeLimit(session.family().responseLimit())
                  .repeatable()
                  .build());
    } catch (CommandRejectedException
        | CommandTimeoutException
        | GarbledReplyException
        | ModuleBusyException
        | ModuleRestartedException
        | ResultInDoubtException e) {
      LOG.debug("{} did not report after noise whether it has restarted", session.name(), e);
    }
  }

  /** Configures the module again if it has restarted, and turns its radio on if it was on. */
  void configureIfDue() {
    if (configuring.isHeldByCurrentThread() || !isDue()) {
      return;
    }
    awaitTurn();
    try {
      boolean known = encryption.isLost();
      askAfterNoise();
      // Other signs came through the session, if there is one, or have put it in doubt already.
      if (watch.sign().equals(Optional.of(RestartSign.PORT_LOST))) {
        encryption.doubt();
      }
      if (watch.sign().equals(Optional.of(RestartSign.RECOVERED))) {
        watch.recover();
      }
      encryption.decide();
      if (encryption.isLost() && !known) {
        watch.sessionLost();
      }
      Optional<RestartSign> sign = watch.sign();
      if (sign.isEmpty() && restartedAt.isEmpty() && !encryption.isDue()) {
        // There was noise only, or someone else has configured it meanwhile.
        return;
      }
      LOG.info(
          "{} is configured again, for {}",
          session.name(),
          sign.map(RestartSign::name).orElse("a restart, or the session that the options ask for"));
      boolean online = session.isRadioWanted();
      configure();
      if (online) {
        session.execute(SetFunctionality.FULL);
      }
    } finally {
      configured();
    }
  }
}
