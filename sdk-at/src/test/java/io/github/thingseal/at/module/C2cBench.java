package io.github.thingseal.at.module;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.channel.ChannelListener;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.Dialogue;
import io.github.thingseal.at.channel.Reconnection;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModulePort;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A simulated module that was paired, at the end of a cable: with its drivers in virtual time. */
final class C2cBench implements AutoCloseable {
  final SimulatedModule silicon;
  final WatchedLine line;
  final LooseCable cable;
  final SharedTime time;
  final C2cKeys keys;

  private final RootOfTrust rootOfTrust =
      RootOfTrust.derive(SecretBytes.copyOf(new byte[32]), ModuleBench.UID);

  /** Whether the service answers the module, so that it bootstraps. */
  volatile boolean serviceReachable;

  /** What is done when a driver has said something, encrypted or not. */
  volatile Consumer<String> onSent = text -> {};

  C2cBench(String firmware) {
    silicon =
        SimulatedModule.builder(rootOfTrust)
            .firmware(firmware)
            .virtualTime(Instant.parse("2026-11-22T12:00:00Z"))
            .insecureSeed(1)
            .imei(ModuleBench.IMEI)
            .faults(healthy())
            .air(new AcceptingAir(() -> serviceReachable))
            .build();
    silicon.advance(Duration.ofMinutes(1));
    SimulatedModulePort port = silicon.openStreams();
    WatchedLine watched =
        new WatchedLine(StreamTransport.of(ModuleBench.LINE, port.input(), port.output()));
    line = watched;
    cable = new LooseCable(watched);
    time = new SharedTime(silicon, () -> watched.isIdle(port), Thread.currentThread());
    time.start();
    try (SecurityModule module = open(ModuleOptions.builder())) {
      keys = module.c2c().pair();
    }
    line.forget();
  }

  /** A module that has nothing to do at first; but for what goes wrong. */
  static List<ModuleFault> healthy(ModuleFault... but) {
    return Stream.concat(Stream.of(ModuleFault.secBusy(Duration.ZERO)), Stream.of(but)).toList();
  }

  SecurityModule open(ModuleOptions.Builder options) {
    return SecurityModule.open(
        cable, complete(options), Reconnection.waiting(Duration.ofMinutes(1)));
  }

  /** On a transport that does not come back when it is gone. */
  SecurityModule openOnce(ModuleOptions.Builder options) {
    Transport plugged = cable.open();
    return SecurityModule.open(plugged, complete(options));
  }

  private ModuleOptions complete(ModuleOptions.Builder options) {
    ChannelListener listener =
        new ChannelListener() {
          @Override
          public void onSent(String text) {
            onSent.accept(text);
          }
        };
    return options
        .channel(ChannelOptions.builder().scheduler(time).listener(listener).build())
        .configuration(family -> List.of())
        .build();
  }

  /** By the module's reset pin, until it answers again. */
  void restart() {
    silicon.powerCycle();
    silicon.advance(Duration.ofSeconds(10));
  }

  /** Until the driver has noticed it a command may count as sent. */
  void pullTheCableOf(SecurityModule module) throws InterruptedException {
    CountDownLatch noticed = new CountDownLatch(1);
    Dialogue.Subscription signs = module.onRestart(sign -> noticed.countDown());
    cable.pull();
    noticed.await();
    signs.close();
  }

  @Override
  public void close() {
    line.close();
    keys.close();
    silicon.close();
    rootOfTrust.close();
    time.close();
  }
}
