package io.github.thingseal.at.module;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.c2c.C2cVersion;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.EncryptionLostException;
import io.github.thingseal.at.command.UnansweredCommandException;
import io.github.thingseal.at.command.security.CloseC2c;
import io.github.thingseal.at.command.security.OpenC2c;
import io.github.thingseal.at.internal.c2c.C2cLine;
import io.github.thingseal.core.ThingsealException;
import org.jspecify.annotations.Nullable;
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

  /** What is said beside the answers, and a port that is opened again, may spoil some. */
  private static final int ANSWERED_AT_MOST = 5;

  private final ModuleContext context;
  private final C2cLine line;

  C2cHandshake(ModuleContext context) {
    this.context = context;
    this.line = context.line;
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
    line.open(keys);
    try {
      context.executeUnlessBusy(new OpenC2c(keys.teSecret()));
      line.opened();
    } catch (RuntimeException e) {
      if (!mayHaveHappened(e)) {
        line.refused();
        throw e;
      }
      line.openingUnanswered();
      decideAfter(e);
      if (!line.isOpen()) {
        throw notOpened(e);
      }
    }
  }

  private EncryptionLostException notOpened(RuntimeException failure) {
    EncryptionLostException lost =
        new EncryptionLostException(
            "AT+USECC2C=",
            false,
            String.format(
                "AT+USECC2C=1 on %s was not answered as it should, but the module still answers in"
                    + " the clear: no session is open. Open it again",
                context.name()));
    lost.addSuppressed(failure);
    return lost;
  }

  /** The caller consents to clear text, and so for what others gave before. */
  void close() {
    line.consent(true);
    try {
      leave();
    } finally {
      if (line.state() == C2cLine.State.OPEN) {
        line.consent(false);
      }
    }
    if (!line.isOpen()) {
      line.goOnInClear();
    }
  }

  /** Has the module leave the session, if it is in one; no one consents to clear text. */
  void leave() {
    if (!line.isOpen()) {
      return;
    }
    @Nullable RuntimeException failure = null;
    try {
      context.execute(new CloseC2c());
    } catch (RuntimeException e) {
      if (!mayHaveHappened(e)) {
        throw e;
      }
      failure = e;
    }
    // No OK came, or its end is still to come.
    line.closingUnanswered();
    decideAfter(failure);
    if (line.isOpen() && failure != null) {
      throw failure;
    }
  }

  /** No one waits for an answer any more if the thread was interrupted, or the port is away. */
  private void decideAfter(@Nullable RuntimeException failure) {
    if (failure instanceof CommandInterruptedException
        || failure instanceof ChannelClosedException) {
      throw failure;
    }
    try {
      decide();
    } catch (ThingsealException e) {
      if (failure != null) {
        e.addSuppressed(failure);
      }
      throw e;
    }
  }

  private static boolean mayHaveHappened(RuntimeException e) {
    return e instanceof UnansweredCommandException unanswered && unanswered.mayHaveBeenCarriedOut();
  }

  /** Asks the module both ways, if no one knows how it speaks; it may answer neither way. */
  void decide() {
    for (int answers = 0; line.isUnsure(); answers++) {
      if (answers == ANSWERED_AT_MOST) {
        throw undecided();
      }
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

  private EncryptionLostException undecided() {
    return new EncryptionLostException(
        "AT",
        false,
        String.format(
            "The module at %s has answered %s times, and it is still unknown whether it is in its"
                + " chip-to-chip session: each time text came in the clear beside the answer, or"
                + " the port was opened again. Nothing else was sent. Check who else speaks on the"
                + " line; the module is asked again before the next command",
            context.name(), ANSWERED_AT_MOST));
  }

  private CommandTimeoutException unanswered() {
    return new CommandTimeoutException(
        "AT",
        false,
        String.format(
            "The module at %s answers neither in the chip-to-chip session nor in the clear; nothing"
                + " else was sent. Check its power and wiring, or power-cycle it, which ends the"
                + " session; it is asked again before the next command",
            context.name()));
  }
}
