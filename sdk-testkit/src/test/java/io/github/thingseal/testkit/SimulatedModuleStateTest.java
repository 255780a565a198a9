package io.github.thingseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.testkit.SimulatedModuleState.Life;
import io.github.thingseal.testkit.SimulatedModuleState.Power;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SimulatedModuleStateTest {
  @Test
  void state_followsTheLifeOfTheModule() {
    try (ModuleBench bench = ModuleBench.booted()) {
      assertThat(bench.module.state().power()).isEqualTo(Power.ON);
      assertThat(bench.module.state().connected()).isTrue();
      assertThat(bench.module.state().life()).isEqualTo(Life.BOOTSTRAPPING);

      bench.seconds(10);
      assertThat(bench.module.state().life()).isEqualTo(Life.BOOTSTRAPPED);
      assertThat(bench.module.state().features()).isEmpty();

      bench.send(ModuleBench.SEAL);
      bench.seconds(8);
      SimulatedModuleState sealed = bench.module.state();
      assertThat(sealed.life()).isEqualTo(Life.SEALED);
      assertThat(sealed.features()).containsExactlyInAnyOrder(DeviceFeature.values());
      assertThat(sealed.keySet()).isEqualTo(7);
      assertThat(sealed.heartbeatPeriod()).isEqualTo(Duration.ofDays(7));

      bench.module.powerOff();
      assertThat(bench.module.state().power()).isEqualTo(Power.OFF);
      assertThat(bench.module.state().connected()).isFalse();
      assertThat(bench.module.state().life()).isEqualTo(Life.SEALED);

      bench.module.powerOn();
      assertThat(bench.module.state().power()).isEqualTo(Power.BOOTING);
    }
  }

  @Test
  void state_ofAClone_isRejected() {
    FakeAir air = new FakeAir();
    air.verdict = Air.Verdict.REJECTED;
    try (ModuleBench bench = ModuleBench.booted(air, b -> b)) {
      bench.seconds(10);
      assertThat(bench.module.state().life()).isEqualTo(Life.REJECTED);
    }
  }

  @Test
  void heartbeat_isSentAtOnce_howeverOftenItIsWanted() {
    try (ModuleBench bench = ModuleBench.sealed()) {
      assertThat(bench.module.heartbeat()).isEqualTo(Air.Verdict.ACCEPTED);
      assertThat(bench.module.heartbeat()).isEqualTo(Air.Verdict.ACCEPTED);
      assertThat(bench.air.calls).endsWith("heartbeat", "heartbeat");
      assertThat(bench.module.state().lastHeartbeatAt()).contains(bench.module.now());

      bench.air.verdict = Air.Verdict.UNREACHABLE;
      assertThat(bench.module.heartbeat()).isEqualTo(Air.Verdict.UNREACHABLE);
    }
  }

  @Test
  void heartbeat_ofAModuleThatHasNone_isRefused() {
    try (ModuleBench bench = ModuleBench.sealed()) {
      bench.module.powerOff();
      assertThatThrownBy(bench.module::heartbeat)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("switch it on");
    }
  }
}
