package io.github.thingseal.at.module;

import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.ReadSealState;
import io.github.thingseal.at.command.SealDevice;
import io.github.thingseal.at.command.SealState;
import io.github.thingseal.at.command.UnansweredCommandException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Bootstrap, which a module does by itself when it first reaches the internet, and sealing, which
 * claims it for a device profile. Evidence: published.
 *
 * <p>All methods throw {@link CapabilityAbsentException} before anything is sent if the module has
 * no root of trust.
 */
public final class Sealing {
  private static final Duration BETWEEN_BOOTSTRAP_POLLS = Duration.ofSeconds(5);
  private static final Duration BETWEEN_SEALING_POLLS = Duration.ofSeconds(1);

  private final Session session;
  private final BackgroundWork background;

  Sealing(Session session, BackgroundWork background) {
    this.session = session;
    this.background = background;
  }

  /**
   * Reads how far the module has come. An error, as modules answer while they bootstrap, is asked
   * again twice, 5 s apart.
   *
   * @return the state
   */
  public SealState state() {
    session.require(Capability.ROOT_OF_TRUST);
    return session.executePatiently(new ReadSealState());
  }

  /**
   * Seals the module with a device profile and a serial number. <strong>This cannot be undone or
   * done again, ever.</strong> The state is read first; what seals is sent once and never repeated.
   * When this returns, the module has accepted, not finished: see {@link #awaitSealed}. The module
   * needs a data connection.
   *
   * @param profile the device profile to claim the module for
   * @param serial the customer's serial number for the device
   * @throws AlreadySealedException if the module is sealed already; nothing was sent
   * @throws SealOutcomeUnknownException if the module did not answer; do not repeat, read the state
   * @throws io.github.thingseal.at.command.CommandRejectedException if the module refused; it is
   *     not sealed by this call
   */
  public void seal(DeviceProfileUid profile, DeviceSerialNumber serial) {
    Arguments.required(profile, "profile");
    Arguments.required(serial, "serial");
    if (state().isSealed()) {
      throw new AlreadySealedException(session.name());
    }
    try {
      session.execute(new SealDevice(profile, serial));
    } catch (UnansweredCommandException e) {
      throw e.mayHaveBeenCarriedOut() ? new SealOutcomeUnknownException(session.name(), e) : e;
    }
  }

  /**
   * Waits until the module has been bootstrapped, reading its state every 5 s. Errors meanwhile are
   * borne: modules answer so, or not at all, while they bootstrap. To stop waiting, interrupt the
   * thread; the module goes on by itself.
   *
   * @param limit how long to wait at most; a reading that has begun is waited for
   * @param progress is told every state that was read
   * @return the state, bootstrapped or even sealed
   * @throws WaitExpiredException if the limit has passed
   * @throws CommandInterruptedException if the thread was interrupted
   */
  public SealState awaitBootstrapped(Duration limit, SealingProgress progress) {
    check(limit, progress);
    return await(
        "bootstrapped", SealState::isBootstrapped, BETWEEN_BOOTSTRAP_POLLS, limit, progress);
  }

  /**
   * Waits until the module has been sealed, reading its state every second; otherwise as {@link
   * #awaitBootstrapped}.
   *
   * @param limit how long to wait at most; ubxlib's tests allow 4 minutes
   * @param progress is told every state that was read
   * @return the state, sealed
   * @throws WaitExpiredException if the limit has passed
   * @throws CommandInterruptedException if the thread was interrupted
   */
  public SealState awaitSealed(Duration limit, SealingProgress progress) {
    check(limit, progress);
    return await("sealed", SealState::isSealed, BETWEEN_SEALING_POLLS, limit, progress);
  }

  /**
   * {@link #awaitBootstrapped} on a thread of the module.
   *
   * @param limit how long to wait at most
   * @param progress is told every state that was read, on that thread
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
   * @param limit how long to wait at most
   * @param progress is told every state that was read, on that thread
   * @return completes with the state, or with what the blocking form throws; cancelling it stops
   *     the wait
   */
  public CompletableFuture<SealState> awaitSealedAsync(Duration limit, SealingProgress progress) {
    check(limit, progress);
    return background.start(() -> awaitSealed(limit, progress));
  }

  private static void check(Duration limit, SealingProgress progress) {
    Arguments.required(limit, "limit");
    Arguments.required(progress, "progress");
  }

  private SealState await(
      String goal,
      Predicate<SealState> reached,
      Duration interval,
      Duration limit,
      SealingProgress progress) {
    session.require(Capability.ROOT_OF_TRUST);
    long start = session.pauses().nanoTime();
    while (true) {
      Poll poll = poll();
      Duration elapsed = session.pauses().since(start);
      if (poll.state() != null) {
        progress.onState(poll.state(), elapsed);
        if (reached.test(poll.state())) {
          return poll.state();
        }
      }
      if (elapsed.plus(interval).compareTo(limit) > 0) {
        throw expired(goal, limit, poll);
      }
      session.pause(interval, "AT+USECDEVINFO?");
    }
  }

  private Poll poll() {
    try {
      return new Poll(session.execute(new ReadSealState()), null);
    } catch (ThingsealException e) {
      if (!Session.mayPass(e)) {
        throw e;
      }
      return new Poll(null, e);
    }
  }

  private WaitExpiredException expired(String goal, Duration limit, Poll poll) {
    String last =
        poll.state() == null ? "its last answer was an error" : "its state is " + poll.state();
    return new WaitExpiredException(
        "The module at "
            + session.name()
            + " was not "
            + goal
            + " within "
            + limit
            + "; "
            + last
            + ". Is it registered and online, is its RoTPublicUID on the whitelist, and if it is being"
            + " sealed, was the device profile made in the portal? It goes on by itself: wait again",
        limit,
        poll.error());
  }

  /** A state, or why there is none. */
  private record Poll(@Nullable SealState state, @Nullable ThingsealException error) {}

  /**
   * Names where it belongs.
   *
   * @return such as {@code Sealing[/dev/ttyUSB0]}
   */
  @Override
  public String toString() {
    return "Sealing[" + session.name() + "]";
  }
}
