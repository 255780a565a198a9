package io.github.thingseal.at.module;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.thingseal.at.channel.ChannelListener;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.transport.ControlLine;
import io.github.thingseal.at.transport.ControlLines;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModuleModel;
import io.github.thingseal.testkit.SimulatedModulePort;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A simulated module whose UART may sleep, its wires, and the virtual time of both sides. */
final class SleepyBench implements AutoCloseable {
  static final String LINE = "sleepy";

  final RootOfTrust rootOfTrust =
      RootOfTrust.derive(SecretBytes.copyOf(new byte[32]), ModuleBench.UID);
  final SimulatedModule silicon;
  final SimulatedModulePort port;
  final WatchedLine line;
  final SharedTime time;
  private final List<WatchedLine> channels = new CopyOnWriteArrayList<>();
  final AtomicInteger timeouts = new AtomicInteger();
  final List<String> lineChanges = Collections.synchronizedList(new ArrayList<>());

  SleepyBench(SimulatedModuleModel model) {
    silicon =
        SimulatedModule.builder(rootOfTrust)
            .model(model)
            .virtualTime(Instant.parse("2026-11-22T12:00:00Z"))
            .insecureSeed(1)
            .faults(List.of(ModuleFault.secBusy(Duration.ZERO)))
            .build();
    silicon.advance(Duration.ofMinutes(1));
    port = silicon.openStreams();
    line = new WatchedLine(StreamTransport.of(LINE, port.input(), port.output(), new PortLines()));
    time =
        new SharedTime(
            silicon,
            () -> line.isIdle(port) && channels.stream().allMatch(WatchedLine::isQuiet),
            Thread.currentThread());
    time.start();
  }

  ModuleOptions.Builder options() {
    return ModuleOptions.builder().channel(channelOptions().build());
  }

  ChannelOptions.Builder channelOptions() {
    ChannelListener counting =
        new ChannelListener() {
          @Override
          public void onTimeout(String command, int consecutive) {
            timeouts.incrementAndGet();
          }
        };
    return ChannelOptions.builder().scheduler(time).listener(counting);
  }

  SecurityModule open(ModuleOptions.Builder options) {
    return open(line, options);
  }

  SecurityModule open(Transport transport, ModuleOptions.Builder options) {
    SecurityModule module = SecurityModule.open(transport, options.build());
    forget();
    return module;
  }

  /** Opens a module on a channel of a multiplexer. */
  SecurityModule openOn(Transport channel, ModuleOptions.Builder options) {
    WatchedLine watched = new WatchedLine(channel);
    channels.add(watched);
    return open(watched, options);
  }

  /** Says something as another program may have done before, and throws the answer away. */
  void say(String text) throws IOException {
    port.output().write(text.getBytes(US_ASCII));
    port.input().skipNBytes(port.input().available());
  }

  /** No one speaks for so long. */
  void pass(Duration duration) throws InterruptedException {
    time.settle(duration);
  }

  void forget() {
    timeouts.set(0);
    line.forget();
    lineChanges.clear();
  }

  @Override
  public void close() {
    silicon.close();
    rootOfTrust.close();
    time.close();
  }

  private final class PortLines implements ControlLines {
    @Override
    public void set(ControlLine line, boolean on) {
      lineChanges.add(line + (on ? " on" : " off"));
      switch (line) {
        case DTR -> port.dtr(on);
        case RTS -> port.rts(on);
      }
    }
  }
}
