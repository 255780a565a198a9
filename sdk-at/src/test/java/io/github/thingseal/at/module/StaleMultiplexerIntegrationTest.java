package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.internal.c2c.EncryptingModule;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModulePort;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A program that multiplexed has ended without closing, and the next one opens the module. */
@Timeout(120)
class StaleMultiplexerIntegrationTest {
  private static final String CLOSE_DOWN = "\u00f9\u0003\u00ef\u0005\u00c3\u0001\u00f2\u00f9";
  private static final String IMEI = "357862090123456";

  private final List<ModuleFault> stale =
      List.of(ModuleFault.staleMux(), ModuleFault.secBusy(Duration.ZERO));

  @Test
  void open_whenModuleWasLeftMultiplexing_closesThatAndGoesOn() {
    meet(
        stale,
        options -> options,
        bench -> {
          try (SecurityModule module = bench.open()) {
            assertThat(bench.line.countSent(CLOSE_DOWN)).isEqualTo(1);
            assertThat(module.rotPublicUid()).isEqualTo(ModuleBench.UID);
            assertThat(module.execute(Identification.IMEI)).isEqualTo(IMEI);
          }
        });
  }

  @Test
  void open_withKeysWhenModuleWasLeftMultiplexing_closesThatInTheClear() {
    meet(
        stale,
        options -> options.encryption(EncryptingModule.vectorKeys(2)),
        bench -> {
          // It answers, and knows no such pairing.
          assertThatThrownBy(bench::open).isInstanceOf(CommandRejectedException.class);
          assertThat(bench.line.countSent(CLOSE_DOWN)).isEqualTo(1);
        });
  }

  @Test
  void open_whenClosingIsNotWanted_findsASilentModule() {
    meet(
        stale,
        options -> options.closeStaleMux(false),
        bench -> {
          assertThatThrownBy(bench::open).isInstanceOf(TransientException.class);
          assertThat(bench.line.countSent(CLOSE_DOWN)).isZero();
        });
  }

  @Test
  void open_whenModuleWasOnlyDeafForAMoment_staysInStep() {
    meet(
        List.of(ModuleFault.silence(ModuleFault.ANY_COMMAND), ModuleFault.secBusy(Duration.ZERO)),
        options -> options,
        bench -> {
          bench.line.beforeSending(
              text -> {
                if (text.equals(CLOSE_DOWN)) {
                  bench.silicon.faults(List.of());
                }
              });
          try (SecurityModule module = bench.open()) {
            assertThat(bench.line.countSent(CLOSE_DOWN)).isEqualTo(1);
            assertThat(module.execute(Identification.IMEI)).isEqualTo(IMEI);
            assertThat(module.execute(Identification.MODEL)).isEqualTo("SARA-R510M8S");
          }
        });
  }

  @Test
  void open_whenModuleAnswers_isSpokenToInCommandsOnly() {
    meet(
        List.of(),
        options -> options,
        bench -> {
          bench.open().close();
          assertThat(bench.line.countSent(CLOSE_DOWN)).isZero();
        });
  }

  private static void meet(
      List<ModuleFault> faults,
      UnaryOperator<ModuleOptions.Builder> options,
      Consumer<Bench> test) {
    try (Bench bench = new Bench(faults, options)) {
      test.accept(bench);
    }
  }

  private static final class Bench implements AutoCloseable {
    final RootOfTrust rootOfTrust =
        RootOfTrust.derive(
            SecretBytes.copyOf(new byte[32]), RotPublicUid.of(ModuleBench.UID.hex()));
    final SimulatedModule silicon =
        SimulatedModule.builder(rootOfTrust)
            .virtualTime(Instant.parse("2026-11-22T12:00:00Z"))
            .insecureSeed(1)
            .imei(IMEI)
            .build();
    final UnaryOperator<ModuleOptions.Builder> options;
    final WatchedLine line;
    final SharedTime time;

    Bench(List<ModuleFault> faults, UnaryOperator<ModuleOptions.Builder> options) {
      this.options = options;
      silicon.advance(Duration.ofMinutes(1));
      silicon.faults(faults);
      SimulatedModulePort port = silicon.openStreams();
      line = new WatchedLine(StreamTransport.of("bench", port.input(), port.output()));
      time = new SharedTime(silicon, () -> line.isIdle(port), Thread.currentThread());
      time.start();
    }

    SecurityModule open() {
      return SecurityModule.open(
          line,
          options
              .apply(
                  ModuleOptions.builder()
                      .channel(ChannelOptions.builder().scheduler(time).build())
                      .configuration(family -> List.of()))
              .build());
    }

    @Override
    public void close() {
      line.close();
      silicon.close();
      rootOfTrust.close();
      time.close();
    }
  }
}
