package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.mux.MultiplexedPort;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModulePort;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The driver's multiplexer and the simulated module's, which were written apart, meet. */
class MultiplexerIntegrationTest {
  private static final String IMEI = "357862090123456";

  @Test
  void channels_ofOnePort_areModulesOfTheirOwn() {
    try (RootOfTrust rootOfTrust =
            RootOfTrust.derive(
                SecretBytes.takeFrom(new byte[32]), RotPublicUid.of("0a04f008003c9623"));
        SimulatedModule silicon =
            SimulatedModule.builder(rootOfTrust)
                .imei(IMEI)
                .bootTime(Duration.ZERO)
                .faults(List.of(ModuleFault.secBusy(Duration.ZERO)))
                .build();
        SimulatedModulePort port = silicon.openStreams();
        MultiplexedPort multiplexer =
            MultiplexedPort.of(() -> StreamTransport.of("bench", port.input(), port.output()));
        SecurityModule first = SecurityModule.open(multiplexer.channel(1).open());
        SecurityModule second = SecurityModule.open(multiplexer.channel(2).open())) {
      assertThat(first.rotPublicUid()).isEqualTo(rootOfTrust.uid());
      assertThat(second.execute(Identification.IMEI)).isEqualTo(IMEI);
      assertThat(first.execute(Identification.IMEI)).isEqualTo(IMEI);
      assertThat(multiplexer.damagedFrames()).isZero();
      assertThat(multiplexer.droppedBytes()).isZero();
    }
  }
}
