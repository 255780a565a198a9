package io.github.thingseal.at.module;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.Reconnection;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.UnansweredCommandException;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.mux.MultiplexedPort;
import io.github.thingseal.at.mux.MuxOptions;
import io.github.thingseal.at.transport.PortGoneException;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModulePort;
import io.github.thingseal.testkit.SimulatedModuleState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A module restarts, or its port vanishes, while several channels of one port are in use. */
@Timeout(120)
class MultiplexedPortIntegrationTest {
  private static final String IMEI = "357862090123456";
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  private final RootOfTrust rootOfTrust =
      RootOfTrust.derive(SecretBytes.copyOf(new byte[32]), ModuleBench.UID);
  private final SimulatedModule silicon =
      SimulatedModule.builder(rootOfTrust)
          .imei(IMEI)
          .virtualTime(Instant.parse("2026-11-22T12:00:00Z"))
          .bootTime(Duration.ZERO)
          .faults(List.of(ModuleFault.secBusy(Duration.ZERO)))
          .build();
  private final SharedTime time = SharedTime.started(silicon);
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicReference<SimulatedModulePort> plugged = new AtomicReference<>();
  private final MultiplexedPort port =
      MultiplexedPort.of(
          () -> {
            opened.incrementAndGet();
            SimulatedModulePort streams = silicon.openStreams();
            plugged.set(streams);
            return StreamTransport.of("bench", streams.input(), streams.output());
          },
          MuxOptions.builder().scheduler(time).settleTime(Duration.ZERO).build());
  private final SecurityModule first = open(1);
  private final SecurityModule second = open(2);

  private SecurityModule open(int dlci) {
    return open(dlci, ModuleOptions.builder());
  }

  private SecurityModule open(int dlci, ModuleOptions.Builder options) {
    return SecurityModule.open(
        port.channel(dlci),
        options
            .channel(ChannelOptions.builder().scheduler(time).build())
            .configuration(family -> List.of())
            .build(),
        new Reconnection(Duration.ofMillis(1), Duration.ofMillis(100), Duration.ofMinutes(1)));
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
    port.close();
    silicon.close();
    rootOfTrust.close();
    time.close();
  }

  @Test
  void execute_whenModuleHasRestarted_failsSayingSoAndThenMultiplexesAgain() throws Exception {
    assertThat(second.execute(Identification.IMEI)).isEqualTo(IMEI);
    restart();

    // Not to be repeated, so that it does not wait for the port once it was sent.
    assertThatThrownBy(() -> first.execute(RawCommand.of("AT+CGSN=1")))
        .isInstanceOf(ChannelClosedException.class)
        .hasMessageContaining("bench#1")
        .hasMessageContaining("restarted")
        .hasMessageContaining("text came outside of frames");

    assertThat(first.rotPublicUid()).isEqualTo(ModuleBench.UID);
    assertThat(second.execute(Identification.IMEI)).isEqualTo(IMEI);
    assertThat(opened).hasValue(2);
  }

  @Test
  void execute_whenModuleHasRestartedAndTheCommandMayBeRepeated_waitsForThePort() throws Exception {
    restart();
    assertThat(first.execute(Identification.IMEI)).isEqualTo(IMEI);
    assertThat(second.submit(Identification.IMEI).join()).isEqualTo(IMEI);
    assertThat(opened).hasValue(2);
  }

  /** Up to where it has booted, and the driver has not yet made sure that it has. */
  private void restart() throws InterruptedException {
    silicon.powerCycle();
    time.settle(Duration.ofMillis(1));
    assertThat(silicon.state().power()).isEqualTo(SimulatedModuleState.Power.ON);
  }

  @Test
  void execute_whenEncryptedFromTheStart_isInASessionAgainAfterARestart() throws Exception {
    try (C2cKeys keys = first.c2c().pair();
        SecurityModule third = open(3, ModuleOptions.builder().encryption(keys))) {
      assertThat(third.c2c().isOpen()).isTrue();
      assertThat(third.execute(Identification.IMEI)).isEqualTo(IMEI);
      restart();
      assertThatThrownBy(() -> third.execute(Identification.IMEI))
          .isInstanceOf(UnansweredCommandException.class);

      assertThat(third.execute(Identification.IMEI)).isEqualTo(IMEI);
      assertThat(third.c2c().isOpen()).isTrue();
      assertThat(first.execute(Identification.IMEI)).isEqualTo(IMEI);
    }
  }

  @Test
  void execute_whenThePortVanishes_waitsForItAndMultiplexesAgain() throws Exception {
    BlockingQueue<RestartSign> signs = new LinkedBlockingQueue<>();
    first.onRestart(signs::add);
    second.onRestart(signs::add);
    requireNonNull(plugged.get()).close();
    assertThat(signs.poll(60, TimeUnit.SECONDS)).isEqualTo(RestartSign.PORT_LOST);
    assertThat(signs.poll(60, TimeUnit.SECONDS)).isEqualTo(RestartSign.PORT_LOST);

    assertThat(first.rotPublicUid()).isEqualTo(ModuleBench.UID);
    assertThat(second.execute(Identification.IMEI)).isEqualTo(IMEI);
    assertThat(opened).hasValue(2);
  }

  @Test
  void channel_whenThePortWasClosed_isGoneForGood() {
    port.close();
    port.close();
    assertThatThrownBy(() -> port.channel(3).open())
        .isInstanceOf(PortGoneException.class)
        .hasMessageContaining("Channel 3 was not opened")
        .hasMessageContaining("closed");
  }

  @Test
  void execute_whenThePortWasClosed_failsAtOnceAndForGood() {
    port.close();
    long start = time.nanoTime();
    for (SecurityModule module : List.of(first, second, first)) {
      assertThatThrownBy(module::rotPublicUid)
          .isInstanceOf(PortGoneException.class)
          .hasMessageContaining("bench#")
          .hasMessageContaining("the multiplexed port was closed");
    }
    assertThat(first.submit(Identification.IMEI))
        .failsWithin(60, TimeUnit.SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(PortGoneException.class);
    assertThat(Duration.ofNanos(time.nanoTime() - start))
        .as("before whatever is tried again")
        .isLessThan(SHORTEST_PAUSE);
    assertThat(opened).hasValue(1);
  }
}
