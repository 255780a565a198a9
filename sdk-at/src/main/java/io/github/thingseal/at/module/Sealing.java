package io.github.thingseal.at.module;

import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.CommandNotSupportedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.GarbledReplyException;
import io.github.thingseal.at.command.ModuleBusyException;
import io.github.thingseal.at.command.ReplyTooLongException;
import io.github.thingseal.at.command.ResultInDoubtException;
import io.github.thingseal.at.command.UnansweredCommandException;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.command.security.ReadRotPublicUid;
import io.github.thingseal.at.command.security.ReadSealState;
import io.github.thingseal.at.command.security.SealDevice;
import io.github.thingseal.at.command.security.SealState;
import io.github.thingseal.at.internal.line.Unprepared;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bootstrap, which a module does on its own when it first reaches the internet, and sealing, which
 * claims it for a device profile. Evidence: published.
 *
 * <p>All methods throw {@link CapabilityAbsentException} before anything is sent if the module has
 * no root of trust.
 */
public final class Sealing extends ModulePart {
  private static final Goal BOOTSTRAPPED =
      new Goal("bootstrapped", SealState::isBootstrapped, Duration.ofSeconds(5));
  private static final String SEAL = "AT+USECDEVINFO=…";
  private static final Goal SEALED = new Goal("sealed", SealState::isSealed, Duration.ofSeconds(1));

  /** How soon the commands of the root of trust are usually answered. Evidence: published. */
  private static final Duration USUAL_ANSWER = Duration.ofSeconds(10);

  private static final Duration USUAL_LIMIT = new ReadSealState().timeLimit();

  private final BackgroundWork background;

  Sealing(ModuleContext context, BackgroundWork background) {
    super(context);
    this.background = background;
  }

  /**
   * Reads how far the module has come. After an error the module is asked again twice, 5 s apart.
   * Some firmware returns nothing but errors until bootstrap has succeeded, or does not answer
   * before that: an error that stays, and silence of 150 s, are reported as {@link
   * SealState#UNKNOWN}.
   *
   * @return the state
   * @throws ThingsealException if the module cannot be asked: its port is closed, a session of
   *     chip-to-chip was lost, it restarts again and again, it cannot be configured after a
   *     restart, or it has no root of trust
   */
  public SealState state() {
    return state(USUAL_LIMIT);
  }

  /**
   * {@link #state()} with another limit, for a module that may block.
   *
   * @param silence how long the module may take each time it is asked, positive; the commands of
   *     the root of trust are usually answered within 10 s
   * @return the state
   * @throws ThingsealException as {@link #state()}
   */
  public SealState state(Duration silence) {
    Arguments.required(silence, "silence");
    context.require(Capability.ROOT_OF_TRUST);
    try {
      return context.executePatiently(new ReadSealState(silence));
    } catch (ThingsealException e) {
      requireNotReported(e);
      return SealState.UNKNOWN;
    }
  }

  /** Throws what is no answer of a module that is not bootstrapped yet. */
  private void requireNotReported(ThingsealException e) {
    if (e instanceof CommandNotSupportedException) {
      requireRootOfTrust(e);
      return;
    }
    if (!(e instanceof CommandRejectedException
        || e instanceof CommandTimeoutException
        || e instanceof ModuleBusyException)) {
      throw e;
    }
  }

  /** No source says which error a module returns before bootstrap; only its identity decides. */
  private void requireRootOfTrust(ThingsealException notSupported) {
    try {
      RotPublicUid unused = context.execute(new ReadRotPublicUid());
    } catch (CommandRejectedException e) {
      notSupported.addSuppressed(e);
      throw notSupported;
    }
  }

  /**
   * Seals whatever module is there when this begins; otherwise as {@link #seal(RotPublicUid,
   * DeviceProfileUid, DeviceSerialNumber)}.
   *
   * @param profile the device profile to claim the module for
   * @param serial the customer's serial number for the device
   */
  public void seal(DeviceProfileUid profile, DeviceSerialNumber serial) {
    Arguments.required(profile, "profile");
    Arguments.required(serial, "serial");
    seal(asked("its identity", context::identity), profile, serial);
  }

  /**
   * Seals the module with a device profile and a serial number. <strong>This cannot be undone or
   * done again, ever.</strong> The state is read first, and the module has to report that it is
   * bootstrapped; then its identity, so that no other module is sealed in its place; what seals is
   * sent once and never repeated. When this returns, the module has accepted, not finished: see
   * {@link #awaitSealed}. The module needs a data connection.
   *
   * <p>After a seal that was accepted, or whose outcome is unknown, another one of the same module
   * is refused for 4 minutes, as long as ubxlib's tests wait for the first one. Later it is sent
   * only if the module still reports that it is not sealed. The {@link SecurityModule} remembers
   * that over restarts and lost ports, for each identity. It does not know what was sealed by
   * another {@link SecurityModule} or program on the same port, nor by {@link
   * SecurityModule#execute}: use {@link #awaitSealed} there before you seal again. Evidence:
   * published (the 4 minutes), derived (that a module which reports no seal then has none).
   *
   * @param uid the module that is to be sealed
   * @param profile the device profile to claim the module for
   * @param serial the customer's serial number for the device
   * @throws InvalidInputException if another module is there; nothing was sealed
   * @throws SealUnderWayException if another seal of this module is under way; nothing was sealed
   *     by this call
   * @throws AlreadySealedException if the module is sealed already; nothing was sent
   * @throws NotBootstrappedException if the module does not report that it is bootstrapped, or does
   *     not report its state at all; nothing was sent
   * @throws SealOutcomeUnknownException if the module did not answer; do not repeat, read the state
   * @throws CommandRejectedException if the module refused to be sealed; it is not sealed by this
   *     call
   * @throws UnexpectedReplyException if the module answers a question, or what seals, in a way that
   *     no one can read; read the state before you seal again
   * @throws TransientException also if the module refuses to report its state or its identity;
   *     nothing was sealed
   */
  public void seal(RotPublicUid uid, DeviceProfileUid profile, DeviceSerialNumber serial) {
    Arguments.required(uid, "uid");
    Arguments.required(profile, "profile");
    Arguments.required(serial, "serial");
    SealDevice seal = new SealDevice(profile, serial);
    if (!context.seals.begin(uid)) {
      requireSealable();
      throw new SealUnderWayException(context.name());
    }
    boolean mayBeSealed = false;
    try {
      requireSealable();
      requireStill(uid);
      mayBeSealed = true;
      send(seal);
    } catch (ThingsealException e) {
      mayBeSealed &= leavesDoubt(e);
      throw e;
    } finally {
      context.seals.end(uid, mayBeSealed);
    }
  }

  private void requireSealable() {
    SealState state = asked("its state", this::state);
    if (state.isSealed()) {
      throw new AlreadySealedException(context.name());
    }
    if (!state.isBootstrapped()) {
      throw new NotBootstrappedException(context.name(), state);
    }
  }

  private void send(SealDevice seal) {
    try {
      context.execute(seal);
    } catch (UnansweredCommandException e) {
      throw e.mayHaveBeenCarriedOut() ? new SealOutcomeUnknownException(context.name(), e) : e;
    }
  }

  /** All other failures of what seals say that it was refused, or not sent. */
  private static boolean leavesDoubt(ThingsealException e) {
    return e instanceof SealOutcomeUnknownException || e instanceof UnexpectedReplyException;
  }

  /** A line may outlive the module at its end. */
  private void requireStill(RotPublicUid uid) {
    RotPublicUid now = asked("whether it is " + uid, context::identity);
    if (!now.equals(uid)) {
      throw new InvalidInputException(
          String.format(
              "Nothing was sealed: module %s is at %s, not %s. Was it changed?",
              now, context.name(), uid));
    }
  }

  /**
   * A question that the module refused is no refused seal, and one without an answer leaves no seal
   * in doubt.
   */
  private <T> T asked(String wanted, Supplier<T> question) {
    try {
      return question.get();
    } catch (CommandRejectedException | ReplyTooLongException | ResultInDoubtException e) {
      throw new TransientException(notReported(wanted, e), e);
    } catch (GarbledReplyException e) {
      GarbledReplyException ofSeal = new GarbledReplyException(SEAL, false, notReported(wanted, e));
      ofSeal.initCause(e);
      throw ofSeal;
    } catch (UnansweredCommandException e) {
      throw Unprepared.of(SEAL, e);
    }
  }

  private String notReported(String wanted, ThingsealException why) {
    return String.format(
        "Nothing was sealed: the module at %s did not report %s; try again. %s",
        context.name(), wanted, why.getMessage());
  }

  /**
   * Waits until the module has been bootstrapped, reading its state every 5 s. Errors and silence
   * meanwhile are tolerated: modules answer so, or not at all, until bootstrap has succeeded. To
   * stop waiting, interrupt the thread; the module continues on its own.
   *
   * @param limit how long to wait at most, 0 or more; the module is given 10 s to answer, also at
   *     the end
   * @param progress receives every state that was read, and {@link SealState#UNKNOWN} each time
   *     that the module did not say
   * @return the state, bootstrapped or even sealed
   * @throws WaitExpiredException if the limit has passed
   * @throws CommandInterruptedException if the thread was interrupted
   */
  public SealState awaitBootstrapped(Duration limit, SealingProgress progress) {
    return await(BOOTSTRAPPED, limit, progress);
  }

  /**
   * Waits until the module has been sealed, reading its state every second; otherwise as {@link
   * #awaitBootstrapped}.
   *
   * @param limit how long to wait at most, 0 or more; ubxlib's tests allow 4 minutes
   * @param progress receives what was read, as of {@link #awaitBootstrapped}
   * @return the state, sealed
   * @throws WaitExpiredException if the limit has passed
   * @throws CommandInterruptedException if the thread was interrupted
   */
  public SealState awaitSealed(Duration limit, SealingProgress progress) {
    return await(SEALED, limit, progress);
  }

  /**
   * {@link #awaitBootstrapped} on a thread of the module.
   *
   * @param limit how long to wait at most, 0 or more
   * @param progress receives what was read, on that thread
   * @return completes with the state, or with what the blocking form throws; cancelling it stops
   *     the wait
   */
  public CompletableFuture<SealState> awaitBootstrappedAsync(
      Duration limit, SealingProgress progress) {
    check(limit, progress);
    return background.start(() -> awaitBootstrapped(limit, progress));
  }

  /**
   * {@link #awaitSealed} on a thread of the module.
   *
   * @param limit how long to wait at most, 0 or more
   * @param progress receives what was read, on that thread
   * @return completes with the state, or with what the blocking form throws; cancelling it stops
   *     the wait
   */
  public CompletableFuture<SealState> awaitSealedAsync(Duration limit, SealingProgress progress) {
    check(limit, progress);
    return background.start(() -> awaitSealed(limit, progress));
  }

  private static void check(Duration limit, SealingProgress progress) {
    Arguments.notNegative(limit, "limit");
    Arguments.required(progress, "progress");
  }

  private SealState await(Goal goal, Duration limit, SealingProgress progress) {
    check(limit, progress);
    context.require(Capability.ROOT_OF_TRUST);
    Wait wait = new Wait(context, limit, "AT+USECDEVINFO?");
    while (true) {
      Poll poll = poll(wait.left());
      progress.onState(poll.state(), wait.elapsed());
      if (goal.reached().test(poll.state())) {
        return poll.state();
      }
      if (!wait.pause(goal.interval())) {
        throw expired(goal, wait, poll);
      }
    }
  }

  /** A module that blocks until it is bootstrapped is waited for by its answer. */
  private Poll poll(Duration left) {
    try {
      return new Poll(context.execute(new ReadSealState(timeLimit(left))), null);
    } catch (CommandNotSupportedException e) {
      requireRootOfTrust(e);
      return new Poll(SealState.UNKNOWN, e);
    } catch (ThingsealException e) {
      if (!ModuleContext.mayPass(e)) {
        throw e;
      }
      return new Poll(SealState.UNKNOWN, e);
    }
  }

  private static Duration timeLimit(Duration left) {
    if (left.compareTo(USUAL_LIMIT) > 0) {
      return USUAL_LIMIT;
    }
    return left.compareTo(USUAL_ANSWER) > 0 ? left : USUAL_ANSWER;
  }

  private ThingsealException expired(Goal goal, Wait wait, Poll poll) {
    String last =
        poll.state().isKnown()
            ? "its state is " + poll.state()
            : "when it was last asked for its state it returned an error, or nothing";
    return wait.expired(
        String.format(
            "The module at %s was not %s within %s; %s. Is it registered and online, is its"
                + " RoTPublicUID on the whitelist, and if it is being sealed, was the device"
                + " profile made in the portal? It continues on its own: wait again",
            context.name(), goal.name(), wait.waited(), last),
        poll.error());
  }

  /** What is waited for, and how often the module is asked. */
  private record Goal(String name, Predicate<SealState> reached, Duration interval) {}

  /** A state, and why it is not known. */
  private record Poll(SealState state, @Nullable ThingsealException error) {}
}
