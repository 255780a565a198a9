package io.github.thingseal.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.thingseal.OnboardedDevice;
import io.github.thingseal.Onboarding;
import io.github.thingseal.OnboardingPlan;
import io.github.thingseal.OnboardingProgress;
import io.github.thingseal.OnboardingStep;
import io.github.thingseal.at.command.security.SealState;
import io.github.thingseal.at.module.Capability;
import io.github.thingseal.at.module.HeartbeatRefusedException;
import io.github.thingseal.at.module.ModuleInfo;
import io.github.thingseal.at.module.SecurityModule;
import io.github.thingseal.at.module.WaitExpiredException;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.cloud.FeatureStatus;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.core.SealPermission;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.e2e.MessageAuthenticationException;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskSize;
import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.SimulatedModule;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** The twelve steps of the main job, in their order. */
final class MainJob {
  private static final byte[] READING = "temperature 21.5".getBytes(UTF_8);
  private static final byte[] ORDER = "valve open".getBytes(UTF_8);
  private static final Duration CLONE_WATCHED_FOR = Duration.ofSeconds(8);
  private static final int LOOKS_PER_LINE = 5;

  private final World world;
  private final Options options;
  private final Story story;
  private int looks;

  MainJob(World world, Options options, Story story) {
    this.world = world;
    this.options = options;
    this.story = story;
  }

  /** Reports whether all of it was done; not if the module would have to be sealed unpermitted. */
  boolean run() {
    Instant start = Instant.now();
    story.title("Thingseal: one device from factory-fresh to a decrypted message");
    story.say("Runs against %s.", world.description());
    try (SecurityServices services = authenticate();
        SecurityModule module = openModule()) {
      ModuleInfo info = read(module);
      RotPublicUid uid = module.rotPublicUid();
      Onboarding onboarding = onboarding(module, services, info);
      if (!isPermitted(onboarding.dryRun())) {
        return false;
      }
      onboard(module, services, onboarding, uid);
      E2eMessage message = uplink(module, services, info);
      downlink(module, services, uid);
      preSharedKeys(module, services);
      heartbeat(module);
      rejectClone(services, uid);
      refuseTampered(services, message);
    }
    story.summary(Duration.between(start, Instant.now()));
    return true;
  }

  private SecurityServices authenticate() {
    story.step("Authenticate at the service with an access key and its secret");
    SecurityServices services = world.openServices();
    try {
      services.authenticate();
    } catch (RuntimeException e) {
      services.close();
      throw e;
    }
    story.say("accepted; the token is renewed when it expires, and never shown");
    story.done("authenticated");
    return services;
  }

  private SecurityModule openModule() {
    story.step("Read the module over its AT port");
    Transport line = world.openLine();
    story.say("port %s", line.name());
    return SecurityModule.open(line, world.moduleOptions());
  }

  private ModuleInfo read(SecurityModule module) {
    ModuleInfo info = module.info();
    story.say("%s %s, firmware %s", info.manufacturer(), info.product(), info.firmware());
    story.say("IMEI %s, RoTPublicUID %s", info.imei(), module.rotPublicUid());
    story.done(info.product() + ", RoTPublicUID " + module.rotPublicUid());
    return info;
  }

  private Onboarding onboarding(SecurityModule module, SecurityServices services, ModuleInfo info) {
    DeviceSerialNumber serial =
        options.serial().orElseGet(() -> DeviceSerialNumber.of(info.imei()));
    Onboarding.Builder builder = Onboarding.builder(module, services, world.profile(), serial);
    options.apn().ifPresent(builder::apn);
    return builder.build();
  }

  /** A simulated module costs nothing. */
  private SealPermission permission() {
    return world.simulation().isPresent() || options.seal()
        ? SealPermission.GRANTED
        : SealPermission.WITHHELD;
  }

  private boolean isPermitted(OnboardingPlan plan) {
    if (!plan.seals() || permission() == SealPermission.GRANTED) {
      return true;
    }
    story.say("This module is not sealed. What would be done:");
    story.say("%s", plan);
    story.stopped(
        "nothing was whitelisted or sealed. Sealing cannot be undone; --seal permits it.");
    return false;
  }

  private void onboard(
      SecurityModule module, SecurityServices services, Onboarding onboarding, RotPublicUid uid) {
    story.step("Put the RoTPublicUID on the whitelist");
    services.whitelist().add(uid).execute();
    int listed = services.whitelist().list().execute().size();
    story.say("%s is listed (%d in all): bootstrap will bring its features", uid, listed);
    story.done("whitelisted " + uid);

    story.step("Seal profile and serial number: a dry run first, because it is irreversible");
    OnboardingPlan plan = onboarding.dryRun();
    story.say("%s", plan);
    story.done(plan.seals() ? "to be sealed, once" : "sealed before");

    story.step("Bring it online; bootstrap in four phases, then sealing, until 1,1,1");
    OnboardedDevice device = onboard(onboarding);
    story.say("+USECDEVINFO: %s", module.sealing().state());
    story.done("bootstrapped and sealed: " + module.sealing().state());

    story.step("See the device through the service");
    story.say("%s", device.device());
    story.say("active: %s", active(device));
    story.done("owned, " + device.device().state() + ", " + device.features().size() + " features");
  }

  private OnboardedDevice onboard(Onboarding onboarding) {
    Instant start = Instant.now();
    world
        .simulation()
        .ifPresent(
            simulation ->
                simulation.onBootstrapPhase(
                    phase ->
                        story.progress(
                            phase,
                            Air.BOOTSTRAP_PHASES,
                            "bootstrap phase " + phase + " of " + Air.BOOTSTRAP_PHASES,
                            Duration.between(start, Instant.now()))));
    return onboarding.run(permission(), this::tell);
  }

  /** Of what is seen while waiting, once a second, every fifth will do. */
  private void tell(OnboardingProgress progress) {
    OnboardingStep step = progress.step();
    boolean waits = step == OnboardingStep.BOOTSTRAP || step == OnboardingStep.AWAIT_SEALED;
    if (!waits) {
      story.say("%s", progress);
      return;
    }
    boolean shownAsPhases = step == OnboardingStep.BOOTSTRAP && world.simulation().isPresent();
    if (!shownAsPhases && looks++ % LOOKS_PER_LINE == 0) {
      story.say("%s", progress);
    }
  }

  private static String active(OnboardedDevice device) {
    return device.features().stream()
        .filter(FeatureStatus::active)
        .map(status -> status.feature().name())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private E2eMessage uplink(SecurityModule module, SecurityServices services, ModuleInfo info) {
    story.step("Uplink: the module encrypts, only the cloud application decrypts");
    E2eVersion before = module.e2e().version();
    E2eMessage message = uplink(module, services, E2eVersion.V1);
    if (info.capabilities().contains(Capability.E2E_V2)) {
      uplink(module, services, E2eVersion.V2);
    } else {
      story.say("V2: this firmware has V1 only");
    }
    use(module, before);
    story.done(READING.length + " bytes encrypted on the module, decrypted in the cloud");
    return message;
  }

  private E2eMessage uplink(SecurityModule module, SecurityServices services, E2eVersion version) {
    use(module, version);
    E2eMessage message = module.e2e().encrypt(READING);
    byte[] decrypted = services.e2e().unprotect(message);
    require(Arrays.equals(READING, decrypted), "the decrypted message is not the one encrypted");
    story.say(
        "%s: %d bytes, key identity %s", version, message.lengthBytes(), message.keyIdentity());
    story.say("    decrypts to \"%s\"", new String(decrypted, UTF_8));
    return message;
  }

  private static void use(SecurityModule module, E2eVersion version) {
    if (module.e2e().version() != version) {
      module.e2e().useVersion(version);
    }
  }

  private void downlink(SecurityModule module, SecurityServices services, RotPublicUid uid) {
    story.step("Downlink: the cloud application protects, the module decrypts");
    E2eMessage message = services.e2e().protect(uid, ORDER);
    byte[] decrypted = module.e2e().decrypt(message);
    require(Arrays.equals(ORDER, decrypted), "the module decrypted something else");
    story.say(
        "%d bytes, decrypted on the module to \"%s\"",
        message.lengthBytes(), new String(decrypted, UTF_8));
    story.done(ORDER.length + " bytes protected in the cloud, decrypted on the module");
  }

  private void preSharedKeys(SecurityModule module, SecurityServices services) {
    story.step("PSK: the module makes a key, the server recovers it from its identity");
    for (PskSize size : PskSize.values()) {
      try (Psk made = module.psk().generate(size);
          Psk recovered = services.psk().get(made.identity()).execute()) {
        require(made.equals(recovered), "the service recovered another key");
        story.say(
            "%d bytes, identity %s: the same key on both sides", size.bytes(), made.identity());
      }
    }
    story.done("keys of 16 and 32 bytes recovered from their identities");
  }

  private void heartbeat(SecurityModule module) {
    story.step("Heartbeat: once is accepted, twice is too early");
    if (!isFirstHeartbeatAccepted(module)) {
      return;
    }
    try {
      module.heartbeat();
    } catch (HeartbeatRefusedException e) {
      story.say("the second: %s", e.getMessage());
      story.done("one accepted, one refused for being too early");
      return;
    }
    throw new StepFailedException("A second heartbeat right after the first was not refused");
  }

  /** A module in the field may have sent one on its own a while ago. */
  private boolean isFirstHeartbeatAccepted(SecurityModule module) {
    try {
      module.heartbeat();
    } catch (HeartbeatRefusedException e) {
      if (world.simulation().isPresent()) {
        throw e;
      }
      story.say("the first: %s", e.getMessage());
      story.done("refused: too early after the last one, or not online");
      return false;
    }
    story.say("the first: accepted");
    return true;
  }

  private void rejectClone(SecurityServices services, RotPublicUid uid) {
    story.step("Clone: a second module with the same root of trust");
    if (world.simulation().isEmpty()) {
      story.skip("only a run without options has a second module");
      return;
    }
    Simulation simulation = world.simulation().get();
    try (SimulatedModule counterfeit = simulation.counterfeit();
        SecurityModule clone =
            SecurityModule.open(simulation.openLine(counterfeit), world.moduleOptions())) {
      require(clone.rotPublicUid().equals(uid), "the counterfeit has another identity");
      clone.network().connect(Duration.ofMinutes(1));
      requireNoBootstrap(clone);
    }
    services.devices().clones().execute().stream()
        .filter(report -> report.rotPublicUid().is(uid))
        .findFirst()
        .ifPresentOrElse(
            report -> story.say("the service rejected it and reports: %s", report),
            () -> {
              throw new StepFailedException("The clone is not in /device/clone/get");
            });
    story.done("rejected, and reported by /device/clone/get");
  }

  private void requireNoBootstrap(SecurityModule clone) {
    AtomicReference<SealState> last = new AtomicReference<>(SealState.UNKNOWN);
    try {
      clone.sealing().awaitBootstrapped(CLONE_WATCHED_FOR, (state, elapsed) -> last.set(state));
    } catch (WaitExpiredException e) {
      story.say("it goes online, but stays at +USECDEVINFO: %s", last);
      return;
    }
    throw new StepFailedException("The clone has bootstrapped");
  }

  private void refuseTampered(SecurityServices services, E2eMessage message) {
    story.step("Tamper with one byte of the protected message");
    byte[] tampered = message.toBytes();
    tampered[message.keyIdentity().version().keyIdentityBytes()] ^= 1;
    try {
      services.e2e().unprotect(tampered);
    } catch (MessageAuthenticationException e) {
      story.say("%s", e.getMessage());
      story.done("refused, nothing of it released");
      return;
    }
    throw new StepFailedException("A tampered message was decrypted");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new StepFailedException(otherwise);
    }
  }
}
