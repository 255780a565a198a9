package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.Reconnection;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.mux.MultiplexedPort;
import io.github.thingseal.at.mux.MuxOptions;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModulePort;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A restart, and a power-off, that are asked for through a multiplexed port. */
@Timeout(120)
class MultiplexedRestartIntegrationTest {
  private final RootOfTrust rootOfTrust =
      RootOfTrust.derive(SecretBytes.copyOf(new byte[32]), ModuleBench.UID);
  private final SimulatedModule silicon =
      SimulatedModule.builder(rootOfTrust)
          .imei(ModuleBench.IMEI)
          .virtualTime(Instant.parse("2026-11-22T12:00:00Z"))
          .build();
  private final SharedTime time = SharedTime.started(silicon);
  private final AtomicInteger opened = new AtomicInteger();
  private final MultiplexedPort port =
      MultiplexedPort.of(
          () -> {
            opened.incrementAndGet();
            SimulatedModulePort streams = silicon.openStreams();
            return StreamTransport.of("bench", streams.input(), streams.output());
          },
          MuxOptions.builder().scheduler(time).attempts(10, Duration.ofSeconds(1)).build());
  private final SecurityModule module =
      SecurityModule.open(
          port.channel(1),
          ModuleOptions.builder()
              .channel(ChannelOptions.builder().scheduler(time).build())
              .configuration(family -> List.of())
              .build(),
          Reconnection.waiting(Duration.ofMinutes(10)));

  @AfterEach
  void close() {
    module.close();
    port.close();
    silicon.close();
    rootOfTrust.close();
    time.close();
  }

  @Test
  void reset_whenThePortIsMultiplexed_multiplexesAgainAndConfigures() {
    module.power().reset();

    assertThat(opened).hasValue(2);
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
    assertThat(opened).hasValue(2);
  }

  @Test
  void off_whenThePortIsMultiplexed_endsOnceTheModuleIsSilentAndItComesBackWithThePower() {
    module.power().off();

    silicon.powerOn();
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
  }
}
