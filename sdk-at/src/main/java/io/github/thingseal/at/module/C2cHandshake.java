package io.github.thingseal.at.module;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.c2c.C2cVersion;
import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.EncryptionLostException;
import io.github.thingseal.at.command.UnansweredCommandException;
import io.github.thingseal.at.command.security.CloseC2c;
import io.github.thingseal.at.command.security.OpenC2c;
import io.github.thingseal.at.internal.c2c.C2cLine;
import io.github.thingseal.core.ThingsealException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens and closes the session, and asks the module both ways if no one knows whether it is in it.
 * Used by the thread that configures the module.
 */
final class C2cHandshake {
  private static final Logger LOG = LoggerFactory.getLogger(C2cHandshake.class);

  /** A module that was still starting when it was asked first is asked again. */
  private static final int ASKED_AT_MOST = 2;

  private final ModuleContext context;
  private final C2cLine line;

  C2cHandshake(ModuleContext context, C2cLine line) {
    this.context = context;
    this.line = line;
  }

  /** Opens the session that the options ask for, unless the module is in it. */
  void openWanted() {
    if (!line.isOpen()) {
      line.wanted().ifPresent(this::open);
    }
  }

  void open(C2cKeys keys) {
    context.require(Capability.CHIP_TO_CHIP);
    if (keys.version() == C2cVersion.V2) {
      context.require(Capability.CHIP_TO_CHIP_V2);
    }
    C2cLine.State before = line.open(keys);
    Optional<RuntimeException> failure = failureOf(new OpenC2c(keys.teSecret()));
    if (failure.isEmpty()) {
      line.opened();
      return;
    }
    if (!mayHaveHappened(failure.get())) {
      line.refused(before);
      throw failure.get();
    }
    line.unanswered(before);
    decideAfter(failure);
    if (!line.isOpen()) {
      throw notOpened(failure.get());
    }
  }

  private EncryptionLostException notOpened(RuntimeException failure) {
    EncryptionLostException lost =
        new EncryptionLostException(
            "AT+USECC2C=",
            false,
            "AT+USECC2C=1 on "
                + context.name()
                + " was not answered as it should, but the module still answers in the clear: no"
                + " session is open. Open it again");
    lost.addSuppressed(failure);
    return lost;
  }

  void close() {
    if (line.isOpen()) {
      Optional<RuntimeException> failure = failureOf(new CloseC2c());
      if (failure.isPresent() && !mayHaveHappened(failure.get())) {
        throw failure.get();
      }
      // No OK came, or its end is still to come.
      line.unanswered(C2cLine.State.CLEAR);
      decideAfter(failure);
      if (line.isOpen()) {
        failure.ifPresent(
            reason -> {
              throw reason;
            });
        return;
      }
    }
    line.goOnInClear();
  }

  private Optional<RuntimeException> failureOf(AtCommand<?> command) {
    try {
      Object unused = context.execute(command);
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(e);
    }
  }

  /** No one waits for an answer any more if the thread was interrupted, or the port is away. */
  private void decideAfter(Optional<RuntimeException> failure) {
    if (failure.isPresent()
        && (failure.get() instanceof CommandInterruptedException
            || failure.get() instanceof ChannelClosedException)) {
      throw failure.get();
    }
    try {
      decide();
    } catch (ThingsealException e) {
      failure.ifPresent(e::addSuppressed);
      throw e;
    }
  }

  private static boolean mayHaveHappened(RuntimeException e) {
    return e instanceof UnansweredCommandException unanswered && unanswered.mayHaveBeenCarriedOut();
  }

  /**
   * Asks the module both ways, if no one knows how it speaks.
   *
   * @throws CommandTimeoutException if it answers neither way
   */
  void decide() {
    while (line.isUnsure()) {
      int question = line.ask();
      if (!isAnswered()) {
        throw unanswered();
      }
      line.answeredInClear(question);
      LOG.info("{} answers {}", context.name(), line.isOpen() ? "encrypted" : "in the clear");
      if (!line.isOpen()) {
        // Frames that it took for text would stand before the next command, and may look like one.
        boolean unused = StartUp.isAnswered(context);
      }
    }
  }

  private boolean isAnswered() {
    for (int i = 0; i < ASKED_AT_MOST; i++) {
      if (StartUp.isAnswered(context)) {
        return true;
      }
    }
    return false;
  }

  private CommandTimeoutException unanswered() {
    return new CommandTimeoutException(
        "AT",
        false,
        "The module at "
            + context.name()
            + " answers neither in the chip-to-chip session nor in the clear; nothing else was"
            + " sent. Check its power and wiring, or power-cycle it, which ends the session; it"
            + " is asked again before the next command");
  }
}
