package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.c2c.C2cVersion;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModulePort;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The driver's chip-to-chip and the simulated module's, which were written apart, meet. */
class ChipToChipIntegrationTest {
  private static final String IMEI = "357862090123456";

  @ParameterizedTest
  @CsvSource({"00B, V1", "01B, V2"})
  void session_betweenDriverAndModule_carriesCommandsBothWays(String firmware, C2cVersion version) {
    try (RootOfTrust rootOfTrust = rootOfTrust();
        SimulatedModule silicon = silicon(rootOfTrust, firmware);
        SecurityModule module = open(silicon);
        C2cKeys keys = module.c2c().pair()) {
      assertThat(keys.version()).isEqualTo(version);

      module.c2c().open(keys);
      assertThat(module.c2c().isOpen()).isTrue();
      assertThat(module.execute(Identification.IMEI)).isEqualTo(IMEI);
      assertThat(module.rotPublicUid()).isEqualTo(rootOfTrust.uid());
      assertThat(module.c2c().damagedFrames()).isZero();
      assertThat(module.c2c().forgedFrames()).isZero();

      module.c2c().close();
      assertThat(module.c2c().isOpen()).isFalse();
      assertThat(module.execute(Identification.IMEI)).isEqualTo(IMEI);

      module.c2c().open(keys);
      assertThat(module.execute(Identification.IMEI)).isEqualTo(IMEI);
    }
  }

  @ParameterizedTest
  @CsvSource({"00B", "01B"})
  void open_withKeysOfNoPairing_isRefusedAndStaysInTheClear(String firmware) {
    try (RootOfTrust rootOfTrust = rootOfTrust();
        SimulatedModule silicon = silicon(rootOfTrust, firmware);
        SecurityModule module = open(silicon);
        C2cKeys strange =
            C2cKeys.of(secret(1), secret(2), secret(firmware.equals("00B") ? 0 : 3))) {
      assertThatThrownBy(() -> module.c2c().open(strange))
          .isInstanceOf(CommandRejectedException.class);

      assertThat(module.c2c().isOpen()).isFalse();
      assertThat(module.execute(Identification.IMEI)).isEqualTo(IMEI);
    }
  }

  private static RootOfTrust rootOfTrust() {
    return RootOfTrust.derive(
        SecretBytes.takeFrom(new byte[32]), RotPublicUid.of("0a04f008003c9623"));
  }

  private static SimulatedModule silicon(RootOfTrust rootOfTrust, String firmware) {
    return SimulatedModule.builder(rootOfTrust)
        .firmware(firmware)
        .imei(IMEI)
        .bootTime(Duration.ZERO)
        .faults(List.of(ModuleFault.secBusy(Duration.ZERO)))
        .build();
  }

  private static SecurityModule open(SimulatedModule silicon) {
    SimulatedModulePort port = silicon.openStreams();
    return SecurityModule.open(StreamTransport.of("bench", port.input(), port.output()));
  }

  private static SecretBytes secret(int fill) {
    byte[] bytes = new byte[C2cKeys.LENGTH_BYTES];
    Arrays.fill(bytes, (byte) fill);
    return SecretBytes.takeFrom(bytes);
  }
}
