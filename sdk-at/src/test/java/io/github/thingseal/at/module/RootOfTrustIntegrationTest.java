package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModuleModel;
import io.github.thingseal.testkit.SimulatedModulePort;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which simulated modules have a root of trust, and how much theirs takes at once. */
@Timeout(120)
class RootOfTrustIntegrationTest {
  private static final RotPublicUid UID = RotPublicUid.of("0A04F008003C9623");

  private static void with(SimulatedModuleModel model, Consumer<SecurityModule> use) {
    try (RootOfTrust root = RootOfTrust.derive(SecretBytes.copyOf(new byte[32]), UID);
        SimulatedModule silicon =
            SimulatedModule.builder(root)
                .model(model)
                .virtualTime(Instant.parse("2026-11-22T12:00:00Z"))
                .insecureSeed(1)
                .air(new AcceptingAir())
                .build();
        SimulatedModulePort port = silicon.openStreams();
        SkippingTime time = new SkippingTime(silicon::advance)) {
      silicon.advance(Duration.ofMinutes(1));
      try (SecurityModule module =
          SecurityModule.open(
              StreamTransport.of("port", port.input(), port.output()),
              ModuleOptions.builder()
                  .channel(ChannelOptions.builder().scheduler(time).build())
                  .build())) {
        use.accept(module);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SimulatedModuleModel.class,
      names = {"SARA_R410M_63B", "SARA_R410M_73B", "SARA_R410M_83B", "SARA_R422", "LARA_R6001"})
  void rotPublicUid_whenTheModelHasARootOfTrust_isRead(SimulatedModuleModel model) {
    with(model, module -> assertThat(module.rotPublicUid()).isEqualTo(UID));
  }

  @ParameterizedTest
  @EnumSource(
      value = SimulatedModuleModel.class,
      names = {"SARA_R410M_02B", "SARA_R412M_02B"})
  void rotPublicUid_whenTheVersionIsKnownToHaveNone_isRefusedUnsent(SimulatedModuleModel model) {
    with(
        model,
        module ->
            assertThatThrownBy(module::rotPublicUid).isInstanceOf(CapabilityAbsentException.class));
  }

  @Test
  void encrypt_whenAsLongAsIsAllowed_isTakenByTheModuleInBothFormats() {
    try (ModuleBench bench = ModuleBench.of(Wiring.PLAIN, true, List.of())) {
      EndToEnd e2e = bench.module.e2e();
      for (E2eVersion version : E2eVersion.values()) {
        e2e.useVersion(version);
        assertThat(e2e.encrypt(new byte[900]).lengthBytes())
            .isEqualTo(900 + version.overheadBytes());
      }
      assertThat(e2e.decrypt(bench.downlink(new byte[900]))).hasSize(900);
      byte[] ciphertext = bench.module.localData().encrypt(new byte[900]);
      assertThat(bench.module.localData().decrypt(ciphertext)).hasSize(900);
      bench.forgetSent();

      assertThatThrownBy(() -> e2e.encrypt(new byte[901]))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("900");
      assertThat(bench.countSent("AT")).isZero();
    }
  }
}
