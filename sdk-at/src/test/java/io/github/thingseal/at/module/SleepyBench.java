package io.github.thingseal.at.module;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.transport.ControlLines;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModuleFaults;
import io.github.thingseal.testkit.SimulatedModuleModel;
import io.github.thingseal.testkit.SimulatedModulePort;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A simulated module whose UART may sleep, its wires, and the virtual time of both sides. */
final class SleepyBench implements AutoCloseable {
  static final String LINE = "sleepy";

  final RootOfTrust rootOfTrust =
      RootOfTrust.derive(SecretBytes.copyOf(new byte[32]), ModuleBench.UID);
  final SimulatedModule silicon;
  final SimulatedModulePort port;
  final WatchedLine line;
  final SharedTime time;
  final List<String> lineChanges = Collections.synchronizedList(new ArrayList<>());

  SleepyBench(SimulatedModuleModel model) {
    silicon =
        SimulatedModule.builder(rootOfTrust)
            .model(model)
            .virtualTime(Instant.parse("2026-11-22T12:00:00Z"))
            .insecureSeed(1)
            .faults(SimulatedModuleFaults.builder().secBusy(Duration.ZERO).build())
            .build();
    silicon.advance(Duration.ofMinutes(1));
    port = silicon.openStreams();
    line = new WatchedLine(StreamTransport.of(LINE, port.input(), port.output(), new PortLines()));
    time =
        new SharedTime(silicon, () -> line.isIdle(port) && readersWait(), Thread.currentThread());
    time.start();
  }

  /** A further reader above the one that reads the port: that of a channel of the multiplexer. */
  private static boolean readersWait() {
    Thread[] threads = new Thread[Thread.activeCount() + 16];
    int count = Thread.enumerate(threads);
    return Arrays.stream(threads, 0, count)
        .filter(thread -> thread.getName().startsWith("thingseal-at-reader " + LINE + "#"))
        .allMatch(thread -> thread.getState() == Thread.State.WAITING);
  }

  ModuleOptions.Builder options() {
    return ModuleOptions.builder().channel(ChannelOptions.builder().scheduler(time).build());
  }

  SecurityModule open(ModuleOptions.Builder options) {
    return open(line, options);
  }

  SecurityModule open(Transport transport, ModuleOptions.Builder options) {
    SecurityModule module = SecurityModule.open(transport, options.build());
    forget();
    return module;
  }

  /** Says something as another program may have done before, and throws the answer away. */
  void say(String text) throws IOException {
    port.output().write(text.getBytes(US_ASCII));
    port.input().skipNBytes(port.input().available());
  }

  /** Nobody speaks for so long. */
  void pass(Duration duration) throws InterruptedException {
    time.settle(duration);
  }

  void forget() {
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
    public void setDtr(boolean asserted) {
      lineChanges.add(asserted ? "DTR on" : "DTR off");
      port.dtr(asserted);
    }

    @Override
    public void setRts(boolean asserted) {
      lineChanges.add(asserted ? "RTS on" : "RTS off");
      port.rts(asserted);
    }
  }
}
