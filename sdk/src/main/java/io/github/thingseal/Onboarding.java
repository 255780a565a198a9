package io.github.thingseal;

import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.network.Apn;
import io.github.thingseal.at.command.network.Registration;
import io.github.thingseal.at.command.security.SealState;
import io.github.thingseal.at.module.AlreadySealedException;
import io.github.thingseal.at.module.SealUnderWayException;
import io.github.thingseal.at.module.SealingProgress;
import io.github.thingseal.at.module.SecurityModule;
import io.github.thingseal.at.module.WaitExpiredException;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.SealPermission;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes a module from any state to a device that is owned and verified: whitelist, connect,
 * bootstrap, seal, verify.
 *
 * <p>Safe to run again after whatever stopped it: it looks at the module and at the service first
 * and does what is left. A module that is sealed with the same profile and serial number is
 * verified and nothing else; one that is sealed otherwise is refused with {@link
 * DeviceConflictException}.
 *
 * <p><strong>Sealing cannot be undone.</strong> It happens only if {@link #run} is called with
 * {@link SealPermission#GRANTED}, once in a run, and never because something is retried. {@link
 * #dryRun()} shows what would be sealed.
 *
 * <p>One onboarding drives one module from one thread; interrupting the thread ends the waiting and
 * leaves the module as it is.
 */
public final class Onboarding {
  /**
   * Of a module that may not answer until it is online, asked before it is. Three times what is
   * usual: assumed, and no more than "not known yet" follows from it.
   */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final SecurityModule module;
  private final SecurityServices services;
  private final DeviceProfileUid profile;
  private final DeviceSerialNumber serial;
  private final Optional<Apn> apn;
  private final Duration connectLimit;
  private final Duration bootstrapLimit;
  private final Duration sealLimit;
  private final boolean checksProfile;

  private Onboarding(Builder builder) {
    this.module = builder.module;
    this.services = builder.services;
    this.profile = builder.profile;
    this.serial = builder.serial;
    this.apn = builder.apn;
    this.connectLimit = builder.connectLimit;
    this.bootstrapLimit = builder.bootstrapLimit;
    this.sealLimit = builder.sealLimit;
    this.checksProfile = builder.checksProfile;
  }

  /**
   * Begins an onboarding.
   *
   * @param module the module, open; stays the caller's
   * @param services the service, open; stays the caller's
   * @param profile the device profile that the device is to have
   * @param serial the serial number that the device is to have
   * @return a builder: the access point of the network's choice; limits of 3 minutes to connect, 5
   *     to bootstrap, 4 to seal
   */
  public static Builder builder(
      SecurityModule module,
      SecurityServices services,
      DeviceProfileUid profile,
      DeviceSerialNumber serial) {
    return new Builder(
        Arguments.required(module, "module"),
        Arguments.required(services, "services"),
        Arguments.required(profile, "profile"),
        Arguments.required(serial, "serial"));
  }

  /**
   * Looks at module and service and reports what is left to do. Changes nothing. Some firmware does
   * not report its state before bootstrap; the plan says so, and is that of a module that is not
   * bootstrapped. The plan also says whether the account knows the device profile, with its price
   * plan and whitelist policy; where the service cannot be asked for that, the plan says so.
   *
   * @return the plan
   * @throws DeviceConflictException if the module is not, and cannot become, the device asked for
   * @throws ThingsealException if module or service cannot be asked
   */
  public OnboardingPlan dryRun() {
    RotPublicUid uid = module.rotPublicUid();
    SealState state = module.sealing().state(SILENCE);
    Ownership.check(services, uid, state, profile, serial);
    return new OnboardingPlan(uid, profile, serial, accountProfile(), state, stepsLeft(uid, state));
  }

  /**
   * Does what is left to do.
   *
   * @param permission {@link SealPermission#GRANTED} if the module may be sealed; otherwise, if it
   *     has to be, everything before sealing is done, which a later run picks up
   * @param progress receives each step and what is seen while waiting
   * @return the device, verified through the service
   * @throws SealingNotPermittedException if the module has to be sealed and was not permitted to
   * @throws DeviceConflictException if the module is not, and cannot become, the device asked for,
   *     or the account does not know the device profile; found out before sealing wherever it can
   *     be
   * @throws ThingsealException if module or service fail; run again once that is fixed
   */
  public OnboardedDevice run(SealPermission permission, Consumer<OnboardingProgress> progress) {
    Arguments.required(permission, "permission");
    Arguments.required(progress, "progress");
    OnboardingPlan plan = dryRun();
    requireProfile(plan);
    if (!plan.state().isSealed()) {
      whitelist(plan, progress);
      connect(progress);
      bootstrap(plan, progress);
      seal(plan, permission, progress);
      awaitSealed(progress);
    }
    progress.accept(new OnboardingProgress(OnboardingStep.VERIFY, "asking the service"));
    return Ownership.verify(services, plan);
  }

  private AccountProfile accountProfile() {
    return checksProfile
        ? AccountProfile.ask(services, profile)
        : AccountProfile.notAsked("the check is turned off");
  }

  /** What is sealed with a profile of another account is lost to this one permanently. */
  private static void requireProfile(OnboardingPlan plan) {
    if (plan.seals() && plan.accountProfile().result() == AccountProfile.Result.UNKNOWN) {
      throw new DeviceConflictException(
          "Not sealed: device profile "
              + plan.profile()
              + " is unknown to this account, and sealing cannot be undone. Compare it with what the"
              + " portal shows, and the access key with its account; withoutProfileCheck() seals"
              + " all the same",
          null);
    }
  }

  private List<OnboardingStep> stepsLeft(RotPublicUid uid, SealState state) {
    List<OnboardingStep> steps = new ArrayList<>();
    if (!state.isSealed()) {
      if (!isWhitelisted(uid)) {
        steps.add(OnboardingStep.WHITELIST);
      }
      steps.add(OnboardingStep.CONNECT);
      if (!state.isBootstrapped()) {
        steps.add(OnboardingStep.BOOTSTRAP);
      }
      steps.add(OnboardingStep.SEAL);
      steps.add(OnboardingStep.AWAIT_SEALED);
    }
    steps.add(OnboardingStep.VERIFY);
    return steps;
  }

  private boolean isWhitelisted(RotPublicUid uid) {
    return services.whitelist().list().execute().stream().anyMatch(listed -> listed.is(uid));
  }

  private void whitelist(OnboardingPlan plan, Consumer<OnboardingProgress> progress) {
    if (plan.steps().contains(OnboardingStep.WHITELIST)) {
      services.whitelist().add(plan.rotPublicUid()).execute();
      progress.accept(
          new OnboardingProgress(OnboardingStep.WHITELIST, "added " + plan.rotPublicUid()));
    }
  }

  private void connect(Consumer<OnboardingProgress> progress) {
    progress.accept(new OnboardingProgress(OnboardingStep.CONNECT, "registering"));
    Registration registration =
        apn.isPresent()
            ? module.network().connect(apn.get(), connectLimit)
            : module.network().connect(connectLimit);
    progress.accept(
        new OnboardingProgress(OnboardingStep.CONNECT, "registered: " + registration.status()));
  }

  private void bootstrap(OnboardingPlan plan, Consumer<OnboardingProgress> progress) {
    if (!plan.steps().contains(OnboardingStep.BOOTSTRAP)) {
      return;
    }
    try {
      module.sealing().awaitBootstrapped(bootstrapLimit, seen(progress, OnboardingStep.BOOTSTRAP));
    } catch (WaitExpiredException e) {
      Ownership.refuseClone(services, plan.rotPublicUid(), e);
      throw e;
    }
  }

  private void seal(
      OnboardingPlan plan, SealPermission permission, Consumer<OnboardingProgress> progress) {
    if (isSealedMeanwhile()) {
      return;
    }
    Ownership.refuseBlacklisted(services, plan.rotPublicUid());
    if (permission != SealPermission.GRANTED) {
      throw new SealingNotPermittedException(plan);
    }
    Ownership.requireSameModule(plan, module.rotPublicUid());
    progress.accept(new OnboardingProgress(OnboardingStep.SEAL, "sealing " + plan.sealing()));
    try {
      module.sealing().seal(plan.rotPublicUid(), profile, serial);
    } catch (CommandRejectedException refused) {
      awaitEarlierSealing(refused, progress);
    } catch (AlreadySealedException | SealUnderWayException meanwhile) {
      // What an earlier run began; what with is for the verification to find out.
      progress.accept(new OnboardingProgress(OnboardingStep.AWAIT_SEALED, "sealed meanwhile"));
    }
  }

  /** Only a module that has reported to be bootstrapped is sealed. */
  private boolean isSealedMeanwhile() {
    return module.sealing().awaitBootstrapped(bootstrapLimit, SealingProgress.NONE).isSealed();
  }

  /**
   * A refusal may mean that an earlier run's sealing is still under way: it goes on in the
   * background, and a second one is refused. If so the module becomes sealed; what with is for the
   * verification to find out.
   */
  private void awaitEarlierSealing(
      CommandRejectedException refused, Consumer<OnboardingProgress> progress) {
    try {
      awaitSealed(progress);
    } catch (WaitExpiredException e) {
      refused.addSuppressed(e);
      throw refused;
    }
  }

  private void awaitSealed(Consumer<OnboardingProgress> progress) {
    module.sealing().awaitSealed(sealLimit, seen(progress, OnboardingStep.AWAIT_SEALED));
  }

  private static SealingProgress seen(Consumer<OnboardingProgress> progress, OnboardingStep step) {
    return (state, elapsed) ->
        progress.accept(
            new OnboardingProgress(
                step,
                (state.isKnown() ? "+USECDEVINFO: " + state : "state not reported")
                    + " after "
                    + elapsed.toSeconds()
                    + " s"));
  }

  /**
   * Names the module, the service and the serial number.
   *
   * @return such as {@code Onboarding[SecurityModule[/dev/ttyUSB0, SARA_R5], …]}
   */
  @Override
  public String toString() {
    return "Onboarding[" + module + ", " + services + ", " + serial + "]";
  }

  /** Builds an {@link Onboarding}. */
  public static final class Builder {
    private final SecurityModule module;
    private final SecurityServices services;
    private final DeviceProfileUid profile;
    private final DeviceSerialNumber serial;
    private Optional<Apn> apn = Optional.empty();
    private Duration connectLimit = Duration.ofMinutes(3);
    private Duration bootstrapLimit = Duration.ofMinutes(5);
    private Duration sealLimit = Duration.ofMinutes(4);
    private boolean checksProfile = true;

    private Builder(
        SecurityModule module,
        SecurityServices services,
        DeviceProfileUid profile,
        DeviceSerialNumber serial) {
      this.module = module;
      this.services = services;
      this.profile = profile;
      this.serial = serial;
    }

    /**
     * Sets the access point.
     *
     * @param apn the access point; without it the network chooses
     * @return this builder
     */
    public Builder apn(Apn apn) {
      this.apn = Optional.of(Arguments.required(apn, "apn"));
      return this;
    }

    /**
     * Sets how long the module may take to register and attach.
     *
     * @param limit the limit
     * @return this builder
     */
    public Builder connectLimit(Duration limit) {
      this.connectLimit = positive("connect", limit);
      return this;
    }

    /**
     * Sets how long bootstrap may take.
     *
     * @param limit the limit
     * @return this builder
     */
    public Builder bootstrapLimit(Duration limit) {
      this.bootstrapLimit = positive("bootstrap", limit);
      return this;
    }

    /**
     * Sets how long sealing may take after the module has accepted it.
     *
     * @param limit the limit; 240 s is the vendor's own
     * @return this builder
     */
    public Builder sealLimit(Duration limit) {
      this.sealLimit = positive("seal", limit);
      return this;
    }

    /**
     * Seals without asking whether the account knows the device profile, for a service whose list
     * of profiles does not show all of them (that it does is assumed).
     *
     * @return this builder
     */
    public Builder withoutProfileCheck() {
      this.checksProfile = false;
      return this;
    }

    /**
     * Builds the onboarding; nothing is asked or sent.
     *
     * @return the onboarding
     */
    public Onboarding build() {
      return new Onboarding(this);
    }

    private static Duration positive(String what, Duration limit) {
      Arguments.required(limit, "limit");
      if (limit.isNegative() || limit.isZero()) {
        throw new InvalidInputException("The limit to " + what + " must be positive, not " + limit);
      }
      return limit;
    }
  }
}
