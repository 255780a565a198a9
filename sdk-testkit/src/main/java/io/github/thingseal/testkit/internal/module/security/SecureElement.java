package io.github.thingseal.testkit.internal.module.security;

import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.Air.Answer;
import io.github.thingseal.testkit.Air.Verdict;
import io.github.thingseal.testkit.DeviceFeature;
import io.github.thingseal.testkit.ProfileSettings;
import io.github.thingseal.testkit.SimulatedModuleEvent.Kind;
import io.github.thingseal.testkit.SimulatedModuleState;
import io.github.thingseal.testkit.SimulatedModuleState.Life;
import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import io.github.thingseal.testkit.internal.module.ModuleContext;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandRefused;
import io.github.thingseal.testkit.internal.module.memory.NonVolatileMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of the root of trust in the field: bootstrap, sealing, heartbeats. */
public final class SecureElement {
  private static final Logger LOG = LoggerFactory.getLogger(SecureElement.class);

  private static final String INSTANCE = "instance";
  private static final String MODE = "USECMODE";
  private static final String BOOTSTRAPPED = "bootstrapped";
  private static final String SEALED = "sealed";
  private static final String PROFILE = "seal.profile";
  private static final String SERIAL = "seal.serial";
  private static final String FEATURES = "features";
  private static final String KEY_SET = "keySet";
  private static final String CERTIFICATE = "certificate.device";
  private static final String AUTHORITIES = "certificate.authorities";
  private static final String LAST_HEARTBEAT = "heartbeat.last";
  private static final String HEARTBEAT_SECONDS = "heartbeat.seconds";
  private static final String LAST_CONTACT = "contact.last";

  private static final int INSTANCE_BYTES = 16;
  private static final Duration RETRY = Duration.ofSeconds(30);
  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  private final ModuleContext core;
  private final BooleanSupplier connected;
  private final NonVolatileMemory memory;
  private final List<Runnable> waiters = new ArrayList<>();
  private Runnable cancelStep = SecureElement::nothing;
  private Instant startedAt = Instant.EPOCH;
  private int phasesDone;
  private boolean bootstrapping;
  private boolean rejected;

  public SecureElement(ModuleContext core, BooleanSupplier connected) {
    this.core = core;
    this.connected = connected;
    this.memory = core.memory();
  }

  /** Gives itself an identity of its own at the first power-on; a clone gets another one. */
  public void firstPowerOn() {
    rejected = false;
    if (memory.text(INSTANCE).isEmpty()) {
      byte[] bytes = new byte[INSTANCE_BYTES];
      core.config().random().nextBytes(bytes);
      memory.put(INSTANCE, HexFormat.of().formatHex(bytes)).save();
    }
  }

  /** Starts up: after a boot, or on its own after an update. */
  public void start() {
    startedAt = core.clock().now();
  }

  /** Whether it is still starting. */
  boolean isBusy() {
    return core.clock().now().isBefore(startedAt.plus(core.faults().securityStart()));
  }

  /** Goes on with what needs the network, or lets go of it. */
  public void connectionChanged() {
    cancelStep.run();
    cancelStep = SecureElement::nothing;
    if (bootstrapping) {
      bootstrapping = false;
      phasesDone = 0;
      core.report(Kind.BOOTSTRAP_INTERRUPTED, 0);
    }
    proceed();
  }

  public boolean isEnabled() {
    return memory.number(MODE, 1) == 1;
  }

  public void enable(boolean enabled) {
    memory.put(MODE, enabled ? 1 : 0).save();
    connectionChanged();
  }

  /** Whether something is under way that a sleep would undo. */
  public boolean isAtWork() {
    return bootstrapping || isSealing();
  }

  public boolean isBootstrapped() {
    return memory.flag(BOOTSTRAPPED);
  }

  /** Does something once, when the bootstrap succeeds; the result forgets it. */
  public Runnable whenBootstrapped(Runnable task) {
    waiters.add(task);
    return () -> waiters.remove(task);
  }

  public boolean isSealed() {
    return memory.flag(SEALED);
  }

  public boolean has(DeviceFeature feature) {
    return memory.text(FEATURES).stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .anyMatch(feature.name()::equals);
  }

  /** What the service has provisioned; empty where the certificate is the vendor's. */
  public Optional<Air.Certificates> certificates() {
    return memory
        .text(CERTIFICATE)
        .map(own -> new Air.Certificates(own, memory.text(AUTHORITIES).orElseThrow()));
  }

  public int keySet() {
    return memory.number(KEY_SET, 0);
  }

  /** Module registered, device registered, device activated. */
  public String deviceInfo() {
    if (isSealed()) {
      return "1,1,1";
    }
    if (memory.flag(BOOTSTRAPPED)) {
      return "1,0,1";
    }
    if (phasesDone < 2) {
      return "0,0,0";
    }
    return phasesDone > 2 && isSealing() ? "1,1,0" : "1,0,0";
  }

  /** Accepts a seal, to be done in the background; or refuses it. */
  public void seal(DeviceProfileUid profile, DeviceSerialNumber serial) {
    if (isSealed() || isSealing() || !isOnline()) {
      throw new CommandRefused(CmeError.OPERATION_NOT_ALLOWED);
    }
    memory.put(PROFILE, profile.value()).put(SERIAL, serial.value()).save();
    if (!bootstrapping) {
      cancelStep.run();
      proceed();
    }
  }

  /** A heartbeat that the host asks for. */
  public void heartbeatNow() {
    if (!memory.flag(BOOTSTRAPPED) || !isOnline() || isTooEarly()) {
      throw new CommandRefused(CmeError.OPERATION_NOT_ALLOWED);
    }
    Verdict verdict = heartbeat();
    if (verdict != Verdict.ACCEPTED) {
      throw new CommandRefused(
          verdict == Verdict.REJECTED ? CmeError.OPERATION_NOT_ALLOWED : CmeError.NETWORK_TIMEOUT);
    }
    if (!isSealing()) {
      cancelStep.run();
      proceed();
    }
  }

  /** A heartbeat as if its time had come; empty if none can be sent now. */
  public Optional<Verdict> heartbeatOnDemand() {
    if (!isBootstrapped() || !isOnline()) {
      return Optional.empty();
    }
    Verdict verdict = heartbeat();
    if (!isSealing()) {
      cancelStep.run();
      proceed();
    }
    return Optional.of(verdict);
  }

  public SimulatedModuleState state(SimulatedModuleState.Power power, boolean connected) {
    return new SimulatedModuleState(
        power,
        connected,
        life(),
        Arrays.stream(DeviceFeature.values()).filter(this::has).collect(Collectors.toSet()),
        keySet(),
        heartbeatPeriod(),
        memory.text(LAST_HEARTBEAT).map(Instant::parse));
  }

  private Life life() {
    if (rejected) {
      return Life.REJECTED;
    }
    if (isSealed()) {
      return Life.SEALED;
    }
    if (isBootstrapped()) {
      return Life.BOOTSTRAPPED;
    }
    return bootstrapping ? Life.BOOTSTRAPPING : Life.NEW;
  }

  private boolean isSealing() {
    return !isSealed() && memory.text(PROFILE).isPresent();
  }

  private boolean isOnline() {
    return connected.getAsBoolean() && isEnabled() && !rejected;
  }

  private boolean isTooEarly() {
    Duration interval = core.config().firmware().has(Trait.DAILY_HEARTBEAT) ? DAY : FIVE_MINUTES;
    Optional<Duration> since = elapsed(LAST_HEARTBEAT);
    return since.isPresent() && !since.get().isNegative() && since.get().compareTo(interval) < 0;
  }

  private Duration heartbeatPeriod() {
    int otherwise = (int) ProfileSettings.DEFAULT_HEARTBEAT_PERIOD.toSeconds();
    return Duration.ofSeconds(memory.number(HEARTBEAT_SECONDS, otherwise));
  }

  private Optional<Duration> elapsed(String key) {
    return memory
        .text(key)
        .map(Instant::parse)
        .map(then -> Duration.between(then, core.clock().now()));
  }

  private void proceed() {
    if (!isOnline()) {
      return;
    }
    if (!memory.flag(BOOTSTRAPPED)) {
      bootstrapping = true;
      phasesDone = 0;
      nextPhase();
    } else if (isSealing()) {
      step(core.config().delays().sealing(), this::completeSeal);
    } else {
      Duration period = heartbeatPeriod();
      Duration rest = period.minus(elapsed(LAST_CONTACT).orElse(period));
      step(rest.isNegative() ? Duration.ZERO : rest, this::routineHeartbeat);
    }
  }

  private void step(Duration delay, Runnable task) {
    cancelStep = core.schedule(delay, task);
  }

  private void nextPhase() {
    step(core.config().delays().bootstrap().dividedBy(Air.BOOTSTRAP_PHASES), this::completePhase);
  }

  private void completePhase() {
    int phase = phasesDone + 1;
    Answer answer = ask(air -> air.bootstrap(uid(), instance(), phase));
    switch (answer.verdict()) {
      case ACCEPTED -> acceptPhase(phase, answer);
      case REJECTED -> {
        rejected = true;
        endBootstrap();
        core.report(Kind.BOOTSTRAP_REJECTED, 0);
      }
      case UNREACHABLE -> {
        endBootstrap();
        retry();
      }
    }
  }

  private void acceptPhase(int phase, Answer answer) {
    phasesDone = phase;
    core.report(Kind.BOOTSTRAP_PHASE, phase);
    if (phase < Air.BOOTSTRAP_PHASES) {
      nextPhase();
      return;
    }
    endBootstrap();
    memory.put(BOOTSTRAPPED, 1);
    take(answer);
    core.report(Kind.BOOTSTRAPPED, 0);
    proceed();
    List<Runnable> waiting = List.copyOf(waiters);
    waiters.clear();
    waiting.forEach(Runnable::run);
  }

  private void endBootstrap() {
    bootstrapping = false;
    phasesDone = 0;
  }

  private void completeSeal() {
    DeviceProfileUid profile = DeviceProfileUid.of(memory.text(PROFILE).orElseThrow());
    DeviceSerialNumber serial = DeviceSerialNumber.of(memory.text(SERIAL).orElseThrow());
    Answer answer = ask(air -> air.seal(uid(), instance(), profile, serial));
    switch (answer.verdict()) {
      case ACCEPTED -> {
        memory.put(SEALED, 1);
        take(answer);
        core.report(Kind.SEALED, 0);
        proceed();
      }
      case REJECTED -> {
        memory.remove(PROFILE).remove(SERIAL).save();
        core.report(Kind.SEAL_REJECTED, 0);
        proceed();
      }
      case UNREACHABLE -> retry();
    }
  }

  private void routineHeartbeat() {
    if (heartbeat() == Verdict.UNREACHABLE) {
      retry();
    } else {
      proceed();
    }
  }

  private Verdict heartbeat() {
    Answer answer = ask(air -> air.heartbeat(uid(), instance()));
    if (answer.verdict() == Verdict.ACCEPTED) {
      memory.put(LAST_HEARTBEAT, core.clock().now().toString());
      take(answer);
      core.report(Kind.HEARTBEAT, 0);
    } else if (answer.verdict() == Verdict.REJECTED) {
      memory.put(LAST_CONTACT, core.clock().now().toString()).save();
      core.report(Kind.HEARTBEAT_REJECTED, 0);
    }
    return answer.verdict();
  }

  private void take(Answer answer) {
    String features =
        answer.features().stream()
            .map(DeviceFeature::name)
            .sorted()
            .collect(Collectors.joining(","));
    memory
        .put(FEATURES, features)
        .put(KEY_SET, answer.keySet())
        .put(HEARTBEAT_SECONDS, Math.max(1, (int) answer.heartbeatPeriod().toSeconds()))
        .put(LAST_CONTACT, core.clock().now().toString());
    answer.certificates().ifPresentOrElse(this::remember, this::forgetCertificates);
    Optional<Air.Seal> news = answer.seal().filter(seal -> !isSealed());
    news.ifPresent(this::remember);
    memory.save();
    news.ifPresent(seal -> core.report(Kind.SEALED, 0));
  }

  /** Someone has sealed the module in the service. */
  private void remember(Air.Seal seal) {
    memory.put(SEALED, 1).put(PROFILE, seal.profile().value()).put(SERIAL, seal.serial().value());
  }

  private void remember(Air.Certificates certificates) {
    memory
        .put(CERTIFICATE, certificates.certificatePem())
        .put(AUTHORITIES, certificates.authoritiesPem());
  }

  private void forgetCertificates() {
    memory.remove(CERTIFICATE).remove(AUTHORITIES);
  }

  private void retry() {
    core.report(Kind.SERVICE_UNREACHABLE, 0);
    step(RETRY, this::proceed);
  }

  /** An air that fails is an air that cannot be reached; why, is in the log. */
  private Answer ask(Function<Air, Answer> question) {
    Answer unreachable = new Answer(Verdict.UNREACHABLE, Set.of(), 0);
    try {
      return core.config().air().map(question).orElse(unreachable);
    } catch (RuntimeException e) {
      LOG.error("The air of the simulated module {} failed", uid(), e);
      return unreachable;
    }
  }

  private RotPublicUid uid() {
    return core.config().rootOfTrust().uid();
  }

  private Air.Instance instance() {
    return new Air.Instance(memory.text(INSTANCE).orElseThrow());
  }

  private static void nothing() {}
}
