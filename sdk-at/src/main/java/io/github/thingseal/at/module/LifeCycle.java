package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.Activation;
import io.github.thingseal.at.channel.Dialogue;
import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.GarbledReplyException;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ModuleBusyException;
import io.github.thingseal.at.command.ModuleRestartedException;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.ResultInDoubtException;
import io.github.thingseal.at.command.UnansweredCommandException;
import io.github.thingseal.at.command.device.SetFunctionality;
import io.github.thingseal.at.internal.probe.Probe;
import io.github.thingseal.core.Done;
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

  private final ModuleContext context;
  private final StartUp startUp;
  private final RestartDetector detector;
  private final ReentrantLock configuring = new ReentrantLock();
  private final List<Consumer<RestartSign>> listeners = new CopyOnWriteArrayList<>();
  private final LineEncryption encryption;

  /** When a restart was asked for after which the module was not configured yet. */
  private volatile OptionalLong restartedAt = OptionalLong.empty();

  LifeCycle(
      ModuleContext context,
      StartUp startUp,
      RestartDetector detector,
      LineEncryption encryption,
      BackgroundWork background) {
    this.context = context;
    this.startUp = startUp;
    this.detector = detector;
    this.encryption = encryption;
    detector.tellUnanswered(encryption::doubtAndAsk);
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

  private boolean isConfigurationDue() {
    return detector.sign().isPresent()
        || restartedAt.isPresent()
        || detector.isNoisy()
        || encryption.isInDoubt()
        || encryption.isDue();
  }

  /** Has the module restarted: the signs of that are no news. */
  void expect(Runnable restart) {
    detector.stop();
    try {
      restart.run();
    } catch (RuntimeException e) {
      if (e instanceof UnansweredCommandException asked && asked.mayHaveBeenCarriedOut()) {
        restartedAt = OptionalLong.of(context.clock().nanoTime());
      }
      detector.resume();
      throw e;
    }
    restartedAt = OptionalLong.of(context.clock().nanoTime());
    encryption.ended();
  }

  /** Until then the module may not even have gone down. */
  private void awaitRestart() {
    if (restartedAt.isPresent()) {
      Duration since = context.clock().since(restartedAt.getAsLong());
      context.pause(context.family().restartWait().minus(since), "AT");
    }
  }

  /** The module was turned off. */
  void off() {
    encryption.ended();
  }

  /** Whether commands have to wait for a configuration, or are refused. */
  @Override
  public boolean isDue() {
    return isConfigurationDue() || encryption.isLost();
  }

  @Override
  public boolean isRunByCurrentThread() {
    return configuring.isHeldByCurrentThread();
  }

  /** What configures the module goes out however the line is. */
  void permit(AtCommand<?> command) {
    if (isRunByCurrentThread()) {
      encryption.permit(command);
    }
  }

  /** Makes the line fit for commands, if it can be, and refuses them otherwise. */
  @Override
  public void run() {
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
      detector.stop();
      awaitRestart();
      startUp.awaitAnswer();
      encryption.decide();
      startUp.run();
      detector.reportsErrors(startUp.reportsErrors());
      encryption.openWanted();
      detector.forget();
      restartedAt = OptionalLong.empty();
    } finally {
      detector.resume();
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
              + context.name()
              + " to be configured. Nothing was sent");
    }
  }

  private void configured() {
    encryption.permitNothing();
    configuring.unlock();
  }

  /** The watch hears the answer. */
  private void askAfterNoise() {
    if (!detector.isNoisy() || detector.sign().isPresent()) {
      return;
    }
    detector.forgetNoise();
    try {
      List<InfoLine> unused =
          context.execute(
              RawCommand.builder(Probe.ERROR_REPORTS.line())
                  .reply(ReplyShape.prefixed(Probe.ANSWER, 1, 1))
                  .timeLimit(context.family().responseLimit())
                  .repeatable()
                  .build());
    } catch (CommandRejectedException
        | CommandTimeoutException
        | GarbledReplyException
        | ModuleBusyException
        | ModuleRestartedException
        | ResultInDoubtException e) {
      LOG.debug("{} did not report after noise whether it has restarted", context.name(), e);
    }
  }

  /** Configures the module again if it has restarted, and turns its radio on if it was on. */
  void configureIfDue() {
    if (isRunByCurrentThread() || !isConfigurationDue()) {
      return;
    }
    awaitTurn();
    try {
      boolean known = encryption.isLost();
      askAfterNoise();
      // Other signs came through the session, if there is one, or have put it in doubt already.
      if (detector.sign().equals(Optional.of(RestartSign.PORT_LOST))) {
        encryption.doubt();
      }
      if (detector.sign().equals(Optional.of(RestartSign.RECOVERED))) {
        detector.recover();
      }
      encryption.decide();
      if (encryption.isLost() && !known) {
        detector.sessionLost();
      }
      Optional<RestartSign> sign = detector.sign();
      if (sign.isEmpty() && restartedAt.isEmpty() && !encryption.isDue()) {
        // There was noise only, or someone else has configured it meanwhile.
        return;
      }
      LOG.info(
          "{} is configured again, for {}",
          context.name(),
          sign.map(RestartSign::name).orElse("a restart, or the session that the options ask for"));
      boolean online = context.isRadioWanted();
      configure();
      if (online) {
        context.execute(SetFunctionality.FULL);
      }
    } finally {
      configured();
    }
  }
}
