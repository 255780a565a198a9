package io.github.thingseal.at.module;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

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
import io.github.thingseal.at.internal.c2c.C2cTransport;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the line is encrypted, and what is done when no one knows: the module is asked {@code AT}
 * both ways, and speaks as it answers. A session that turns out to be over is never continued in
 * the clear without the caller's consent; one that the options ask for is opened again.
 */
final class LineEncryption {
  private static final Logger LOG = LoggerFactory.getLogger(LineEncryption.class);

  /** A module that was still starting when it was asked first is asked again. */
  private static final int ASKED_AT_MOST = 2;

  /** What the channel says on its own: questions, and what aborts a command. */
  private static final Set<String> HARMLESS = Set.of("AT\r", "AT+CMEE?\r", " \r");

  private enum State {
    CLEAR,
    OPEN,
    /** {@code AT+USECC2C=1} or {@code =2} had no answer, or the module was never asked. */
    SWITCHING,
    /** A session was open, and something happened that may have ended it. */
    IN_DOUBT,
    /** A session is wanted, and is over without having been closed. */
    LOST
  }

  private final ModuleContext context;
  private final Supplier<C2cTransport> lines;

  /** Those of the options, whose session is opened whenever the module is configured. */
  private final Optional<C2cKeys> wanted;

  private volatile State state = State.CLEAR;

  /** What it is if the module turns out to be in the clear. */
  private volatile State otherwise = State.CLEAR;

  private @Nullable C2cKeys keys;

  /** What configures the module, and goes out however the line is. */
  private volatile Optional<AtCommand<?>> permitted = Optional.empty();

  LineEncryption(ModuleContext context, Supplier<C2cTransport> lines, Optional<C2cKeys> wanted) {
    this.context = context;
    this.lines = lines;
    this.wanted = wanted.map(LineEncryption::copyOf);
    this.wanted.ifPresent(this::expect);
  }

  /** A program that crashed may have left the module in a session. */
  private synchronized void expect(C2cKeys expected) {
    keep(expected);
    state = State.SWITCHING;
    line().ask(expected);
  }

  C2cTransport line() {
    return lines.get();
  }

  boolean isOpen() {
    return state != State.CLEAR && state != State.LOST;
  }

  /** Whether no one knows how the module speaks. */
  boolean isInDoubt() {
    return state == State.SWITCHING || state == State.IN_DOUBT;
  }

  boolean isLost() {
    return state == State.LOST;
  }

  /** Whether a session that the options ask for is to be opened, with a configuration before it. */
  boolean isDue() {
    return isLost() && wanted.isPresent();
  }

  void permit(AtCommand<?> command) {
    permitted = Optional.of(command);
  }

  void permitNothing() {
    permitted = Optional.empty();
  }

  /** Whether not every command may go out: there is no session, or no one knows, against belief. */
  boolean isGuarded() {
    return isLost() || (isInDoubt() && line().isAsking());
  }

  /** Whether a command may go out though the line is guarded. */
  boolean takes(byte[] bytes) {
    return HARMLESS.contains(new String(bytes, ISO_8859_1))
        || permitted.filter(command -> isOf(command, bytes)).isPresent();
  }

  private static boolean isOf(AtCommand<?> command, byte[] bytes) {
    return Arrays.equals((command.line() + '\r').getBytes(ISO_8859_1), bytes)
        || command.payload().filter(payload -> Arrays.equals(payload, bytes)).isPresent();
  }

  /** Nothing was sent of the command that has the line. */
  void holdBack() {
    context.giveUp(
        command ->
            new EncryptionLostException(
                command,
                false,
                command
                    + " on "
                    + context.name()
                    + " was not sent: while it waited for the line the chip-to-chip session ended,"
                    + " or the module did not answer within it any more. Send it again: the module"
                    + " is asked before the next command"));
  }

  /** Refuses to say in the clear what the caller may believe to be encrypted. */
  Optional<EncryptionLostException> refusal() {
    return isLost()
        ? Optional.of(
            new EncryptionLostException(
                "",
                false,
                "The chip-to-chip session with the module at "
                    + context.name()
                    + " is over, though no one closed it: the module has restarted, most likely."
                    + " Nothing was sent. Open another session, or say c2c().sessionLost() to go"
                    + " on in the clear"))
        : Optional.empty();
  }

  /** Something happened that a session may not have outlived. */
  synchronized void doubt() {
    if (state == State.OPEN) {
      state = State.IN_DOUBT;
      otherwise = State.LOST;
    }
  }

  /** The channel asks the module before it sends what waits for the line. */
  synchronized void doubtAndAsk() {
    doubt();
    if (state == State.IN_DOUBT) {
      prepare(line());
    }
  }

  /** The module cannot have understood what was sent last: no one waits for the answer. */
  void doubtAndGiveUp(String sign) {
    doubtAndAsk();
    context.giveUp(
        command ->
            new EncryptionLostException(
                command,
                true,
                command
                    + " on "
                    + context.name()
                    + " has no answer: "
                    + sign
                    + ", so that the module has restarted, most likely, and its chip-to-chip"
                    + " session is over. It may have been carried out: look at the module's state"
                    + " before you repeat it. The module is asked before the next command"));
  }

  /** A line that was opened again knows nothing of the session, and the module may be in it. */
  synchronized void prepare(C2cTransport line) {
    if (keys != null) {
      line.ask(keys);
    }
  }

  /** What the caller consented to: going on in the clear. */
  synchronized void drop() {
    end(State.CLEAR);
  }

  /** A command has ended the session, by closing it or with the module. */
  synchronized void ended() {
    end(wanted.isPresent() ? State.LOST : State.CLEAR);
  }

  private synchronized void end(State next) {
    state = next;
    line().sessionLost();
    forgetKeys();
  }

  /** Opens the session that the options ask for, unless the module is in it. */
  void openWanted() {
    if (wanted.isPresent() && !isOpen()) {
      open(wanted.get());
    }
  }

  void open(C2cKeys newKeys) {
    context.require(Capability.CHIP_TO_CHIP);
    if (newKeys.version() == C2cVersion.V2) {
      context.require(Capability.CHIP_TO_CHIP_V2);
    }
    otherwise = state;
    keep(newKeys);
    line().beginOpening(newKeys);
    Optional<RuntimeException> failure = failureOf(new OpenC2c(newKeys.teSecret()));
    if (failure.isPresent() && !mayHaveHappened(failure.get())) {
      end(otherwise);
      throw failure.get();
    }
    if (failure.isEmpty()) {
      line().confirmOpening();
      state = State.OPEN;
      return;
    }
    state = State.SWITCHING;
    decideAfter(failure);
    if (!isOpen()) {
      EncryptionLostException lost =
          new EncryptionLostException(
              "AT+USECC2C=",
              false,
              "AT+USECC2C=1 on "
                  + context.name()
                  + " was not answered as it should, but the module still answers in the clear: no"
                  + " session is open. Open it again");
      lost.addSuppressed(failure.get());
      throw lost;
    }
  }

  void close() {
    if (!isOpen()) {
      drop();
      return;
    }
    Optional<RuntimeException> failure = failureOf(new CloseC2c());
    if (failure.isEmpty() && !line().isEncrypted()) {
      drop();
      return;
    }
    // No OK came, or its end is still to come.
    state = State.SWITCHING;
    otherwise = State.CLEAR;
    decideAfter(failure);
    if (failure.isPresent() && isOpen()) {
      throw failure.get();
    }
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
    while (isInDoubt()) {
      C2cTransport line = ask();
      if (!isAnswered()) {
        throw unanswered();
      }
      if (line == line()) {
        decided(!line.isAsking());
      }
    }
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

  private synchronized C2cTransport ask() {
    C2cTransport line = line();
    prepare(line);
    return line;
  }

  private boolean isAnswered() {
    for (int i = 0; i < ASKED_AT_MOST; i++) {
      if (StartUp.isAnswered(context)) {
        return true;
      }
    }
    return false;
  }

  private void decided(boolean encrypted) {
    LOG.info("{} answers {}", context.name(), encrypted ? "encrypted" : "in the clear");
    if (encrypted) {
      state = State.OPEN;
    } else {
      end(otherwise);
      // Frames that it took for text would stand before the next command, and may look like one.
      boolean unused = StartUp.isAnswered(context);
    }
  }

  /** The port may vanish and come back while the module stays in the session. */
  private synchronized void keep(C2cKeys given) {
    forgetKeys();
    keys = copyOf(given);
  }

  private static C2cKeys copyOf(C2cKeys given) {
    return C2cKeys.of(
        given.teSecret().expose(SecretBytes::copyOf),
        given.key().expose(SecretBytes::copyOf),
        given.hmacKey().expose(SecretBytes::copyOf));
  }

  private void forgetKeys() {
    if (keys != null) {
      keys.close();
      keys = null;
    }
  }

  /** Wipes all keys: the module is not used any more. */
  synchronized void wipe() {
    forgetKeys();
    wanted.ifPresent(C2cKeys::close);
    // A sign that came while the line was closed may have had the module asked with them.
    line().sessionLost();
  }
}
