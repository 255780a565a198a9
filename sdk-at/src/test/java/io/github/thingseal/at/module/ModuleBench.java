package io.github.thingseal.at.module;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModuleFaults;
import io.github.thingseal.testkit.SimulatedModulePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A simulated module and the driver at its port, both in one virtual time. */
final class ModuleBench implements AutoCloseable {
  static final RotPublicUid UID = RotPublicUid.of("0A04F008003C9623");
  static final DeviceProfileUid PROFILE = DeviceProfileUid.of("AgbCtixjwqLjwV3VWpfPyz");
  static final DeviceSerialNumber SERIAL = DeviceSerialNumber.of("357862090123456");
  static final String LINE = "bench";

  final ObligingAir air = new ObligingAir();
  final RootOfTrust rootOfTrust = RootOfTrust.derive(SecretBytes.copyOf(new byte[32]), UID);
  final SimulatedModule silicon;
  final WatchedLine line;
  final SharedTime time;
  final SecurityModule module;

  private ModuleBench(boolean sealed, SimulatedModuleFaults atStart) {
    silicon =
        SimulatedModule.builder(rootOfTrust)
            .virtualTime(Instant.parse("2026-11-22T12:00:00Z"))
            .insecureSeed(1)
            .air(air)
            .build();
    silicon.advance(Duration.ofMinutes(1));
    if (sealed) {
      seal();
    }
    silicon.faults(atStart);
    silicon.powerCycle();
    SimulatedModulePort port = silicon.openStreams();
    line = new WatchedLine(StreamTransport.of(LINE, port.input(), port.output()));
    time = new SharedTime(silicon, () -> line.isIdle(port), Thread.currentThread());
    time.start();
    module =
        SecurityModule.open(
            line,
            ModuleOptions.builder()
                .channel(ChannelOptions.builder().scheduler(time).build())
                .configuration(family -> List.of())
                .build());
    line.forget();
  }

  /** A module that is bootstrapped, online, and sealed if so wanted; the start-up is over. */
  static ModuleBench of(boolean sealed, SimulatedModuleFaults atStart) {
    return new ModuleBench(sealed, atStart);
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

  /** A message from the cloud application. */
  E2eMessage downlink(byte[] plaintext) {
    KeyIdentity identity = rootOfTrust.newKeyIdentity(E2eVersion.V1, 7, new SecureRandom());
    return E2eCipher.standard().protect(plaintext, rootOfTrust.downlink(identity));
  }

  /** Lets something go wrong from the moment that a certain command goes out. */
  void strikeAt(String command, SimulatedModuleFaults faults) {
    line.beforeSending(
        text -> {
          if (text.startsWith(command)) {
            line.beforeSending(later -> {});
            silicon.faults(faults);
          }
        });
  }

  void strikeNoMore() {
    line.beforeSending(text -> {});
    silicon.faults(SimulatedModuleFaults.none());
  }

  @Override
  public void close() {
    module.close();
    silicon.close();
    rootOfTrust.close();
    time.close();
  }
}
