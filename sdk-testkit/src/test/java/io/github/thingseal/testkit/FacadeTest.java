package io.github.thingseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What simulators say of themselves. */
class FacadeTest {
  @Test
  void toString_ofASimulatedModule_namesModelAndRootOfTrust() {
    try (RootOfTrust root =
            RootOfTrust.derive(
                SecretBytes.copyOf(new byte[32]), RotPublicUid.of("0A04F008003C9623"));
        SimulatedModule module =
            SimulatedModule.builder(root)
                .model(SimulatedModuleModel.SARA_R422)
                .virtualTime(Instant.EPOCH)
                .build()) {
      assertThat(module).hasToString("SimulatedModule[SARA-R422, " + root.uid() + "]");
    }
  }
}
