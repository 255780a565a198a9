package io.github.thingseal.testkit;

import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A module on the bench: virtual time, a pair of streams, a fake service. */
final class ModuleBench implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  static final String SEAL = "AT+USECDEVINFO=\"AgbCtixjwqLjwV3VWpfPyz\",\"357862090123456\"\r";

  final FakeAir air;
  final RootOfTrust rootOfTrust;
  final List<SimulatedModuleEvent> events = new ArrayList<>();
  final SimulatedModule module;
  final SimulatedModulePort port;

  private ModuleBench(FakeAir air, UnaryOperator<SimulatedModule.Builder> options) {
    this.air = air;
    this.rootOfTrust = newRootOfTrust();
    this.module =
        options
            .apply(SimulatedModule.builder(rootOfTrust).virtualTime(START).insecureSeed(1).air(air))
            .build();
    module.onEvent(events::add);
    this.port = module.openStreams();
  }

  /** Lines as the module sends them when verbose. */
  static String lines(String... texts) {
    return Arrays.stream(texts).map(text -> "\r\n" + text + "\r\n").collect(Collectors.joining());
  }

  static RootOfTrust newRootOfTrust() {
    return RootOfTrust.derive(
        SecretBytes.copyOf(new byte[32]), RotPublicUid.of("0A04F008003C9623"));
  }

  /** A module that has booted and registered, with the factory's settings. */
  static ModuleBench booted() {
    return booted(UnaryOperator.identity());
  }

  static ModuleBench booted(UnaryOperator<SimulatedModule.Builder> options) {
    return booted(new FakeAir(), options);
  }

  static ModuleBench booted(FakeAir air, UnaryOperator<SimulatedModule.Builder> options) {
    ModuleBench bench = new ModuleBench(air, options);
    bench.seconds(6);
    bench.read();
    return bench;
  }

  /** The same with echo off, and the text of errors on. */
  static ModuleBench configured(UnaryOperator<SimulatedModule.Builder> options) {
    return configured(new FakeAir(), options);
  }

  static ModuleBench configured(FakeAir air, UnaryOperator<SimulatedModule.Builder> options) {
    ModuleBench bench = booted(air, options);
    bench.send("ATE0\r");
    bench.send("AT+CMEE=2\r");
    return bench;
  }

  static ModuleBench configured() {
    return configured(UnaryOperator.identity());
  }

  /** A module that has gone all the way. */
  static ModuleBench sealed(UnaryOperator<SimulatedModule.Builder> options) {
    ModuleBench bench = configured(options);
    bench.seconds(10);
    bench.send(SEAL);
    bench.seconds(8);
    bench.read();
    return bench;
  }

  static ModuleBench sealed() {
    return sealed(UnaryOperator.identity());
  }

  void seconds(long seconds) {
    module.advance(Duration.ofSeconds(seconds));
  }

  void write(String bytes) {
    write(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  void write(byte[] bytes) {
    try {
      port.output().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that the module has sent, one character per byte. */
  String read() {
    try {
      return new String(
          port.input().readNBytes(port.input().available()), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String send(String command) {
    write(command);
    return read();
  }

  /** The same on another port. */
  static String exchange(SimulatedModulePort port, String command) {
    try {
      port.output().write(command.getBytes(StandardCharsets.ISO_8859_1));
      return new String(
          port.input().readNBytes(port.input().available()), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<SimulatedModuleEvent.Kind> kinds() {
    return events.stream().map(SimulatedModuleEvent::kind).toList();
  }

  @Override
  public void close() {
    module.close();
    rootOfTrust.close();
  }
}
