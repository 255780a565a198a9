package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.Activation;
import io.github.thingseal.at.channel.AtChannel;
import io.github.thingseal.at.channel.WakeUp;
import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.AtError;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.CommandNotSupportedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.ConfigurationFailedException;
import io.github.thingseal.at.command.DeadlineExceededException;
import io.github.thingseal.at.command.EncryptionLostException;
import io.github.thingseal.at.command.ModuleBusyException;
import io.github.thingseal.at.command.device.SetFunctionality;
import io.github.thingseal.at.command.device.SetUartPowerSaving;
import io.github.thingseal.at.command.security.ReadRotPublicUid;
import io.github.thingseal.at.internal.c2c.C2cLine;
import io.github.thingseal.at.internal.line.Purpose;
import io.github.thingseal.at.internal.line.Unprepared;
import io.github.thingseal.at.transport.ControlLines;
import io.github.thingseal.at.transport.PortGoneException;
import io.github.thingseal.core.AuthenticationException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all parts of the facade share: the dialogue, the clock, and what the module can do. */
final class ModuleContext {
  /** ubxlib's tries, and the pause between them, for what may fail on a module that just booted. */
  private static final int TRIES = 3;

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);
  private static final Duration BETWEEN_FUNCTIONALITIES = Duration.ofSeconds(1);

  final AtChannel channel;
  final C2cLine line;
  final ModuleOptions options;
  final MonotonicClock clock;

  /** Each module has its own: a thread may be in calls on several. */
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable CallDeadline> deadline = new ThreadLocal<>();

  final SealsUnderWay seals;

  /** How the UART saves power, if that was asked for beyond the configuration. */
  volatile Optional<SetUartPowerSaving> powerSavingWanted = Optional.empty();

  final RadioWish radio = new RadioWish();

  /** Whether its UART is woken only since an answer was lost. */
  private volatile boolean suspectedAsleep;

  private volatile @Nullable Activation activation;
  private volatile ModuleFamily family = ModuleFamily.UNKNOWN;
  private volatile Set<Capability> capabilities = Set.of();
  private volatile OptionalLong functionalitySetAt = OptionalLong.empty();

  ModuleContext(AtChannel channel, C2cLine line, ModuleOptions options) {
    this.channel = channel;
    this.line = line;
    this.options = options;
    this.clock = new MonotonicClock(options.channel.scheduler());
    this.seals = new SealsUnderWay(clock);
  }

  /** Sets what configures the module before commands go out. */
  void activation(Activation before) {
    activation = before;
    channel.activation(before);
  }

  private boolean isActivating() {
    Activation current = activation;
    return current != null && current.isRunByCurrentThread();
  }

  String name() {
    return channel.name();
  }

  ModuleFamily family() {
    return family;
  }

  Set<Capability> capabilities() {
    return capabilities;
  }

  void identify(ModuleFamily newFamily, Set<Capability> newCapabilities) {
    family = newFamily;
    capabilities = newCapabilities;
  }

  /** What had no answer may have reached a UART that sleeps, as someone let it before. */
  void mayBeAsleep() {
    wakeBy(WakeUps.OF_ANY_UART, true);
  }

  /** Whether that is all that is known of its sleep. */
  boolean isSuspectedAsleep() {
    return suspectedAsleep;
  }

  void neverSleeps() {
    wakeBy(WakeUp.none(), false);
  }

  /** Unless the options say how. */
  private void wakeBy(WakeUp wakeUp, boolean suspected) {
    if (options.channel.wakeUp().equals(WakeUp.none())) {
      channel.wakeUp(wakeUp);
      suspectedAsleep = suspected;
    }
  }

  /** Refuses what the module cannot do, before anything is sent. */
  void require(Capability capability) {
    if (!capabilities.contains(capability)) {
      throw absent(capability, null);
    }
  }

  CapabilityAbsentException absent(Capability capability, @Nullable Throwable cause) {
    return new CapabilityAbsentException(name(), family, capability, cause);
  }

  /** Refuses more bytes than a module is given; what it makes of a plaintext is longer. */
  void requireFits(String purpose, int length, int overheadBytes) {
    int max = options.maxPlaintextBytes + overheadBytes;
    if (length > max) {
      throw new InvalidInputException(
          String.format(
              "The module at %s was given %s bytes %s, but %s are the limit. It is our own, as none"
                  + " is published: split them, or raise it by ModuleOptions.maxPlaintextBytes",
              name(), length, purpose, max));
    }
  }

  /** Executes a command of a module that has the capability; to any other nothing is sent. */
  <R> R execute(Capability capability, AtCommand<R> command) {
    require(capability);
    return execute(command);
  }

  <R> R execute(AtCommand<R> command) {
    prepare(command);
    Optional<RadioWish.Change> radioChange = radioChange(command);
    if (command instanceof SetFunctionality) {
      keepDistance(command);
    }
    try {
      R result = send(marked(command, radioChange));
      radioChange.ifPresent(RadioWish.Change::carriedOut);
      carriedOut(command);
      return result;
    } catch (CommandRejectedException e) {
      radioChange.ifPresent(RadioWish.Change::refused);
      throw e;
    } finally {
      if (command instanceof SetFunctionality) {
        functionalitySetAt = OptionalLong.of(clock.nanoTime());
      }
    }
  }

  <R> CompletableFuture<R> submit(AtCommand<R> command) {
    prepare(command);
    Optional<RadioWish.Change> radioChange = radioChange(command);
    CompletableFuture<R> result = channel.submit(marked(command, radioChange));
    CompletableFuture<R> unused =
        result.whenComplete(
            (reply, failure) -> {
              if (failure == null) {
                radioChange.ifPresent(RadioWish.Change::carriedOut);
                carriedOut(command);
              } else if (failure instanceof CommandRejectedException) {
                radioChange.ifPresent(RadioWish.Change::refused);
              }
            });
    return result;
  }

  /** What the configuration of a module turns off is not what the caller wants off. */
  private Optional<RadioWish.Change> radioChange(AtCommand<?> command) {
    return command instanceof SetFunctionality change && !isActivating()
        ? Optional.of(radio.ask(change))
        : Optional.empty();
  }

  private <R> R send(AtCommand<R> command) {
    CallDeadline end = deadline.get();
    return end == null ? channel.execute(command) : end.execute(channel, command);
  }

  private <R> AtCommand<R> marked(AtCommand<R> command, Optional<RadioWish.Change> radioChange) {
    AtCommand<R> marked = marked(command);
    return radioChange.isPresent()
        ? CallCommand.announced(marked, radioChange.get()::sending)
        : marked;
  }

  /** What is given within a session stays encrypted, however long it waits for the line. */
  private <R> AtCommand<R> marked(AtCommand<R> command) {
    boolean encrypted =
        line.ofCommands() == Purpose.ENCRYPTED_COMMAND
            && Purpose.of(command) == Purpose.COMMAND
            && !isActivating();
    return encrypted ? CallCommand.encrypted(command) : command;
  }

  /**
   * Modules need some time between two changes of {@code +CFUN}; that of a configuration that is
   * due counts, too.
   */
  private void keepDistance(AtCommand<?> command) {
    Activation before = activation;
    if (before != null) {
      Unprepared.before(command.line(), before::run);
    }
    if (functionalitySetAt.isPresent()) {
      Duration since = clock.since(functionalitySetAt.getAsLong());
      pause(BETWEEN_FUNCTIONALITIES.minus(since), command.line());
    }
  }

  /** Callers who let the UART sleep must be able to wake it. */
  private void prepare(AtCommand<?> command) {
    if (command instanceof SetUartPowerSaving saving
        && WakeUps.of(saving) instanceof WakeUp.ByLine byLine) {
      ControlLines unused = byLine.line().switchOn(line.transport());
    }
  }

  private void carriedOut(AtCommand<?> command) {
    if (command instanceof SetUartPowerSaving saving) {
      wakeBy(WakeUps.of(saving), false);
    }
  }

  /** Ends everything that a call does on this thread within a time. */
  <T extends @Nullable Object> T within(Duration limit, Supplier<T> call) {
    CallDeadline outer = deadline.get();
    deadline.set(new CallDeadline(limit, name(), clock).orEarlier(outer));
    try {
      return call.get();
    } finally {
      deadline.set(outer);
    }
  }

  /**
   * Executes a command that the vendor did not publish. A module that does not know it, or gives no
   * reason for refusing although it is set to give reasons, does not support it.
   */
  <R> R executeAssumed(Capability capability, AtCommand<R> command, String maker) {
    try {
      return execute(Arguments.returned(command, maker));
    } catch (CommandRejectedException e) {
      if (e instanceof CommandNotSupportedException || e.error().kind() == AtError.Kind.ERROR) {
        throw absent(capability, e);
      }
      throw e;
    }
  }

  /**
   * Executes a command up to three times, five seconds apart. Time-outs and a busy module are not
   * tried again: they were waited for already, by the time limit and by the channel. Nor is what
   * was not sent, as the module could not be configured.
   */
  <R> R executePatiently(AtCommand<R> command) {
    return retry(
        TRIES,
        BETWEEN_TRIES,
        e ->
            mayPass(e)
                && !(e instanceof CommandTimeoutException)
                && !(e instanceof ConfigurationFailedException)
                && !(e instanceof ModuleBusyException),
        () -> execute(command));
  }

  RotPublicUid identity() {
    require(Capability.ROOT_OF_TRUST);
    return executePatiently(new ReadRotPublicUid());
  }

  /** Executes a command; a module that is too busy has done nothing, and is given it again. */
  <R> R executeUnlessBusy(AtCommand<R> command) {
    return retry(
        TRIES, BETWEEN_TRIES, e -> e instanceof ModuleBusyException, () -> execute(command));
  }

  <T> T retry(
      int tries, Duration pause, Predicate<ThingsealException> worthIt, Supplier<T> attempt) {
    for (int left = tries - 1; left > 0; left--) {
      try {
        return attempt.get();
      } catch (ThingsealException e) {
        if (!worthIt.test(e)) {
          throw e;
        }
        pause(pause, "the command again");
      }
    }
    return attempt.get();
  }

  /** Whether the same command may fare better later. */
  static boolean mayPass(ThingsealException e) {
    return !isTheEnd(e) && !(e instanceof CommandNotSupportedException);
  }

  /** Whether no other command would fare better either. */
  static boolean isTheEnd(ThingsealException e) {
    return e instanceof ChannelClosedException
        || e instanceof PortGoneException
        || e instanceof CommandInterruptedException
        || e instanceof DeadlineExceededException
        || e instanceof EncryptionLostException
        || e instanceof InvalidInputException
        || isPermanentBefore(e);
  }

  /** What can never be done before any command; a command of its own fails with other types. */
  private static boolean isPermanentBefore(ThingsealException e) {
    return e instanceof AuthenticationException || e.getClass() == PermanentException.class;
  }

  /** What ends a call on this thread: its time, if that is over, whatever else is. */
  ThingsealException orExceeded(WaitExpiredException e, String command) {
    CallDeadline end = deadline.get();
    return end != null && end.isOver() ? end.exceeded(command, false, e) : e;
  }

  void pause(Duration duration, String before) {
    CallDeadline end = deadline.get();
    try {
      if (end == null) {
        clock.pause(duration);
      } else {
        end.pause(duration, before);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandInterruptedException(
          before, false, "Interrupted while waiting to send " + before + " to " + name());
    }
  }
}
