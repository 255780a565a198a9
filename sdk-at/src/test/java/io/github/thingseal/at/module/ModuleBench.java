package io.github.thingseal.at.module;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.channel.ChannelListener;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.device.ListFiles;
import io.github.thingseal.at.mux.MultiplexedPort;
import io.github.thingseal.at.mux.MuxOptions;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.DeviceFeature;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModuleEvent;
import io.github.thingseal.testkit.SimulatedModulePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A simulated module and the driver at its port, both in one virtual time. */
final class ModuleBench implements AutoCloseable {
  static final RotPublicUid UID = RotPublicUid.of("0A04F008003C9623");
  static final DeviceProfileUid PROFILE = DeviceProfileUid.of("AgbCtixjwqLjwV3VWpfPyz");
  static final DeviceSerialNumber SERIAL = DeviceSerialNumber.of("357862090123456");
  static final String IMEI = "357862090123456";
  static final String LINE = "bench";
  static final String GREETING = "Module has booted.";

  /** One for all, never closed: its certificates take their time. */
  private static final RootOfTrust ROOT_OF_TRUST =
      RootOfTrust.derive(SecretBytes.copyOf(new byte[32]), UID);

  final AcceptingAir air;
  final RootOfTrust rootOfTrust = ROOT_OF_TRUST;
  final Wiring wiring;
  final SimulatedModule silicon;
  final SharedTime time;
  final SecurityModule module;

  /** What a call needs from its preparation. */
  byte[] ciphertext = {};

  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final WatchedLine line;
  private final @Nullable MultiplexedPort multiplexer;
  private volatile Instant bootedAt = Instant.EPOCH;
  private volatile @Nullable Strike strike;
  private volatile boolean striking;
  private @Nullable C2cKeys keys;

  private ModuleBench(
      Wiring wiring,
      boolean sealed,
      Set<DeviceFeature> features,
      UnaryOperator<SimulatedModule.Builder> firmware,
      List<ModuleFault> atStart) {
    this.wiring = wiring;
    this.air = new AcceptingAir(features);
    silicon =
        firmware
            .apply(SimulatedModule.builder(rootOfTrust))
            .virtualTime(Instant.parse("2026-11-22T12:00:00Z"))
            .insecureSeed(1)
            .firmware(wiring.firmware)
            .air(air)
            .build();
    silicon.onEvent(
        event -> {
          if (event.kind() == SimulatedModuleEvent.Kind.BOOTED) {
            bootedAt = event.at();
          }
        });
    silicon.advance(Duration.ofMinutes(1));
    if (sealed) {
      seal();
    }
    silicon.faults(atStart);
    silicon.powerCycle();
    SimulatedModulePort port = silicon.openStreams();
    WatchedLine wire = new WatchedLine(StreamTransport.of(LINE, port.input(), port.output()));
    line = wiring.multiplexed ? new WatchedLine() : wire;
    time =
        new SharedTime(
            silicon,
            () -> !striking && wire.isIdle(port) && (!wiring.multiplexed || line.isWaiting()),
            Thread.currentThread());
    time.start();
    try {
      multiplexer = wiring.multiplexed ? multiplex(wire) : null;
      module = SecurityModule.open(transport(), options());
    } catch (RuntimeException e) {
      time.close();
      silicon.close();
      throw e;
    }
    settle();
    if (wiring.encrypted) {
      beInSession();
    }
  }

  /** A module that is bootstrapped, online, and sealed if so wanted; the start-up is over. */
  static ModuleBench of(Wiring wiring, boolean sealed, List<ModuleFault> atStart) {
    return of(wiring, sealed, UnaryOperator.identity(), atStart);
  }

  /** The same with a firmware of one's own. */
  static ModuleBench of(
      Wiring wiring,
      boolean sealed,
      UnaryOperator<SimulatedModule.Builder> firmware,
      List<ModuleFault> atStart) {
    return new ModuleBench(wiring, sealed, Set.of(DeviceFeature.values()), firmware, atStart);
  }

  /**
   * One that reports its certificates: where chip-to-chip is enabled that takes a session, so it is
   * enabled only if the wiring brings one.
   */
  static ModuleBench withCertificates(
      Wiring wiring,
      boolean sealed,
      UnaryOperator<SimulatedModule.Builder> firmware,
      List<ModuleFault> atStart) {
    Set<DeviceFeature> features = EnumSet.allOf(DeviceFeature.class);
    if (!wiring.encrypted) {
      features.remove(DeviceFeature.LOCAL_C2C);
    }
    return new ModuleBench(wiring, sealed, features, firmware, atStart);
  }

  private MultiplexedPort multiplex(Transport wire) {
    silicon.advance(Duration.ofSeconds(5));
    return MultiplexedPort.of(() -> wire, MuxOptions.builder().scheduler(time).build());
  }

  /** What the module is behind, if it is. */
  Optional<MultiplexedPort> multiplexer() {
    return Optional.ofNullable(multiplexer);
  }

  private Transport transport() {
    if (multiplexer != null) {
      line.connect(multiplexer.channel(1).open());
    }
    return line;
  }

  private ModuleOptions options() {
    ChannelListener listener =
        new ChannelListener() {
          @Override
          public void onSent(String text) {
            sent.add(text);
            Strike due = strike;
            if (due != null && due.isAt(text)) {
              striking = true;
              strike = null;
              silicon.faults(due.faults.get());
              striking = false;
            }
          }
        };
    return ModuleOptions.builder()
        .channel(
            ChannelOptions.builder().scheduler(time).listener(listener).greeting(GREETING).build())
        .configuration(family -> List.of())
        .build();
  }

  private void seal() {
    try (SimulatedModulePort port = silicon.openStreams()) {
      String command = "AT+USECDEVINFO=\"" + PROFILE.value() + "\",\"" + SERIAL.value() + "\"\r";
      port.output().write(command.getBytes(US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    silicon.advance(Duration.ofMinutes(1));
    air.seals.set(0);
  }

  // What calls need.

  /** A message from the cloud application. */
  E2eMessage downlink(byte[] plaintext) {
    KeyIdentity identity = rootOfTrust.newKeyIdentity(E2eVersion.V1, 7, new SecureRandom());
    return E2eCipher.standard().protect(plaintext, rootOfTrust.downlink(identity));
  }

  byte[] certificatePem() {
    return rootOfTrust.certificatePem().getBytes(US_ASCII);
  }

  /** What is written to a file that exists goes to its end. */
  void writeFile(String name, byte[] content) {
    if (module.execute(new ListFiles()).contains(name)) {
      module.execute(RawCommand.of("AT+UDELFILE=\"" + name + "\""));
    }
    module.execute(
        RawCommand.builder("AT+UDWNFILE=\"" + name + "\"," + content.length)
            .payload(content)
            .build());
  }

  void pair() {
    if (keys == null) {
      keys = module.c2c().pair();
    }
  }

  C2cKeys keys() {
    return java.util.Objects.requireNonNull(keys);
  }

  void beInSession() {
    pair();
    if (!module.c2c().isOpen()) {
      module.c2c().open(keys());
    }
  }

  /** By its reset pin, and says so to the driver. */
  void resetModule() {
    silicon.powerCycle();
    module.c2c().sessionLost();
    settle();
  }

  Duration sinceBoot() {
    return Duration.between(bootedAt, silicon.now());
  }

  // What the matrix needs.

  /** Lets something go wrong from the moment that a certain command goes out. */
  void strikeAt(String beginning, int occurrence, Supplier<List<ModuleFault>> faults) {
    strike = new Strike(beginning, occurrence, faults);
  }

  /** Whether what was to go wrong has not. */
  boolean isStrikePending() {
    return strike != null;
  }

  void strikeNoMore() {
    strike = null;
    silicon.faults(List.of());
  }

  void forgetSent() {
    sent.clear();
  }

  long countSent(String beginning) {
    return sent.stream().filter(text -> text.startsWith(beginning)).count();
  }

  boolean isLost() {
    return line.isLost();
  }

  void settle() {
    settle(Duration.ofSeconds(10));
  }

  void settle(Duration duration) {
    try {
      time.settle(duration);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    module.close();
    if (multiplexer != null) {
      multiplexer.close();
    }
    silicon.close();
    time.close();
    if (keys != null) {
      keys.close();
    }
  }

  /** What goes wrong when a certain line is sent for the n-th time. */
  private static final class Strike {
    private final String beginning;
    private final Supplier<List<ModuleFault>> faults;
    private int left;

    Strike(String beginning, int occurrence, Supplier<List<ModuleFault>> faults) {
      this.beginning = beginning;
      this.left = occurrence;
      this.faults = faults;
    }

    boolean isAt(String text) {
      return text.startsWith(beginning) && --left == 0;
    }
  }
}
