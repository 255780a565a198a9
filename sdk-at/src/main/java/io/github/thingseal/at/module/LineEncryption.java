package io.github.thingseal.at.module;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.c2c.C2cTransport;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CloseC2c;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.GarbledReplyException;
import io.github.thingseal.at.command.ModuleBusyException;
import io.github.thingseal.at.command.OpenC2c;
import io.github.thingseal.at.command.UnansweredCommandException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the line is encrypted, and what is done when nobody knows: the module is asked {@code AT}
 * both ways, and speaks as it answers. A session that turns out to be over is never continued in
 * the clear without the caller's consent.
 */
final class LineEncryption {
  private static final Logger LOG = LoggerFactory.getLogger(LineEncryption.class);

  private enum State {
    CLEAR,
    OPEN,
    /** {@code AT+USECC2C=1} or {@code =2} had no answer. */
    SWITCHING,
    /** A session was open, and something happened that may have ended it. */
    IN_DOUBT,
    /** A session was open, and is over without having been closed. */
    LOST
  }

  private final Session session;
  private final Supplier<C2cTransport> lines;
  private volatile State state = State.CLEAR;
  private volatile boolean restartLikely;
  private @Nullable C2cKeys keys;
  private @Nullable C2cTransport prepared;

  LineEncryption(Session session, Supplier<C2cTransport> lines) {
    this.session = session;
    this.lines = lines;
  }

  C2cTransport line() {
    return lines.get();
  }

  boolean isOpen() {
    return state != State.CLEAR && state != State.LOST && line().isEncrypted();
  }

  /** Whether nobody knows how the module speaks. */
  boolean isInDoubt() {
    return state == State.SWITCHING || state == State.IN_DOUBT;
  }

  boolean isLost() {
    return state == State.LOST;
  }

  /** Refuses to say in the clear what the caller may believe to be encrypted. */
  Optional<EncryptionLostException> refusal() {
    return isLost()
        ? Optional.of(
            new EncryptionLostException(
                "The chip-to-chip session with the module at "
                    + session.name()
                    + " is over, though nobody closed it: the module has restarted, most likely."
                    + " Nothing was sent. Open another session, or say c2c().sessionLost() to go"
                    + " on in the clear"))
        : Optional.empty();
  }

  /** A command within the session had no answer. */
  void doubt() {
    doubt(false);
  }

  /** There are signs of a restart. */
  void doubtAfterRestart() {
    doubt(true);
  }

  private synchronized void doubt(boolean restarted) {
    if (state == State.OPEN) {
      state = line().isEndedByCommand() ? State.CLEAR : State.IN_DOUBT;
      restartLikely = restarted;
    }
  }

  /** What the caller knows of: a restart that was asked for, or consent to go on in the clear. */
  synchronized void drop() {
    state = State.CLEAR;
    line().sessionLost();
    forgetKeys();
  }

  /**
   * Opens a session.
   *
   * @param decision how {@link #decide} is called while others wait with their commands
   */
  void open(C2cKeys newKeys, Runnable decision) {
    keep(newKeys);
    state = State.CLEAR;
    prepare();
    try {
      session.execute(new OpenC2c(newKeys.teSecret()));
    } catch (RuntimeException e) {
      if (!mayHaveHappened(e)) {
        drop();
        throw e;
      }
      state = State.SWITCHING;
      decideAfter(e, decision);
      if (!isOpen()) {
        throw new EncryptionLostException(
            "AT+USECC2C=1 on "
                + session.name()
                + " was not answered as it should, but the module still answers in the clear: no"
                + " session is open. Open it again",
            e);
      }
      return;
    }
    state = State.OPEN;
    if (!line().isEncrypted()) {
      // The end of the OK is still to come, or was damaged, or the line was replaced meanwhile.
      prepare().assumeEncrypted();
    }
  }

  void close(Runnable decision) {
    if (isLost() || !isOpen()) {
      drop();
      return;
    }
    try {
      session.execute(new CloseC2c());
    } catch (RuntimeException e) {
      if (!mayHaveHappened(e)) {
        throw e;
      }
      state = State.SWITCHING;
      decideAfter(e, decision);
      if (isOpen()) {
        throw e;
      }
      return;
    }
    if (line().isEncrypted()) {
      state = State.SWITCHING;
      decision.run();
    } else {
      drop();
    }
  }

  /** Nobody waits for an answer any more if the thread was interrupted, or the port is away. */
  private static void decideAfter(RuntimeException failure, Runnable decision) {
    if (failure instanceof CommandInterruptedException
        || failure instanceof ChannelClosedException) {
      throw failure;
    }
    try {
      decision.run();
    } catch (ThingsealException e) {
      e.addSuppressed(failure);
      throw e;
    }
  }

  private static boolean mayHaveHappened(RuntimeException e) {
    return e instanceof UnansweredCommandException unanswered && unanswered.mayHaveBeenCarriedOut();
  }

  /**
   * Asks the module both ways. First in the clear, which an encrypting module passes over, unless a
   * session was open a moment ago and nothing but an answer is missing.
   *
   * @throws CommandTimeoutException if it answers neither way
   */
  void decide() {
    if (!isInDoubt()) {
      return;
    }
    boolean wasOpen = state == State.IN_DOUBT;
    boolean encryptedFirst = wasOpen && !restartLikely && prepared == line();
    if (answers(encryptedFirst)) {
      decided(encryptedFirst, wasOpen);
    } else if (answers(!encryptedFirst)) {
      decided(!encryptedFirst, wasOpen);
    } else if (!encryptedFirst && answers(false)) {
      // It was still starting when it was asked first.
      decided(false, wasOpen);
    } else {
      prepare().assumeEncrypted();
      throw new CommandTimeoutException(
          "AT",
          false,
          "The module at "
              + session.name()
              + " answers neither in the chip-to-chip session nor in the clear; nothing else was"
              + " sent. Check its power and wiring, or power-cycle it, which ends the session; it"
              + " is asked again before the next command");
    }
  }

  private synchronized void decided(boolean encrypted, boolean wasOpen) {
    LOG.info("{} answers {}", session.name(), encrypted ? "encrypted" : "in the clear");
    if (encrypted) {
      state = State.OPEN;
    } else {
      drop();
      state = wasOpen ? State.LOST : State.CLEAR;
    }
  }

  /** Whether the module answers, anything, when it is spoken to in this way. */
  private boolean answers(boolean encrypted) {
    C2cTransport line = prepare();
    boolean answered = asked(line, encrypted);
    while (line != line()) {
      line = prepare();
      answered = asked(line, encrypted);
    }
    return answered;
  }

  private boolean asked(C2cTransport line, boolean encrypted) {
    if (encrypted) {
      line.assumeEncrypted();
    } else {
      line.assumeClear();
    }
    try {
      session.execute(StartUp.attention(session.family().responseLimit()));
      return true;
    } catch (CommandRejectedException | ModuleBusyException e) {
      LOG.debug("{} answers AT, though with an error", session.name());
      return true;
    } catch (CommandTimeoutException | GarbledReplyException e) {
      return false;
    }
  }

  /** A line that was opened since the session knows nothing of it. */
  private synchronized C2cTransport prepare() {
    C2cTransport line = line();
    if (line != prepared && keys != null) {
      line.beginOpening(keys);
      prepared = line;
    }
    return line;
  }

  /** The port may vanish and come back while the module stays in the session. */
  private synchronized void keep(C2cKeys given) {
    forgetKeys();
    keys =
        C2cKeys.of(
            given.teSecret().expose(SecretBytes::copyOf),
            given.key().expose(SecretBytes::copyOf),
            given.hmacKey().expose(SecretBytes::copyOf));
  }

  synchronized void forgetKeys() {
    prepared = null;
    if (keys != null) {
      keys.close();
      keys = null;
    }
  }
}
