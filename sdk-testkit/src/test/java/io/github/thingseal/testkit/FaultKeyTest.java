package io.github.thingseal.testkit;

import static io.github.thingseal.testkit.ModuleBench.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fault that could never happen is a mistake of the test that asks for it. */
class FaultKeyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT+USECDEVINFO?",
        "AT+USECDEVINFO",
        "at+cgmi",
        "+USECDEVINFO?",
        "+CFUN=4",
        "+CGMI;",
        "+ CGMI",
        "ATE0",
        ""
      })
  void command_namedInAnotherForm_isRejectedAtOnce(String name) {
    SimulatedModuleFaults.Builder faults = SimulatedModuleFaults.builder();
    assertThatThrownBy(() -> faults.silence(name))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("+USECDEVINFO for AT+USECDEVINFO?")
        .hasMessageContaining("\"" + name + "\"");
    assertThatThrownBy(() -> faults.latency(name, Duration.ZERO))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> faults.result(name, "ERROR"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> faults.garbage(name, 1)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> faults.restart(name, Duration.ZERO))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void command_thatTheModelDoesNotHave_isRejectedWhenTheModuleIsBuilt(@TempDir Path folder) {
    SimulatedModuleFaults faults =
        SimulatedModuleFaults.builder()
            .silence("+USECDEVINF")
            .latency("+CGMI", Duration.ofSeconds(1))
            .build();
    try (RootOfTrust root = ModuleBench.newRootOfTrust()) {
      SimulatedModule.Builder builder =
          SimulatedModule.builder(root).virtualTime(ModuleBench.START).storage(folder);
      assertThatThrownBy(() -> builder.faults(faults).build())
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("SARA-R510M8S has no command +USECDEVINF,")
          .hasMessageContaining(", +USECDEVINFO, ")
          .hasMessageContaining(", +CGMI, ");
      builder.faults(SimulatedModuleFaults.none()).build().close();
    }
  }

  @Test
  void command_thatAnotherModelHas_isRejectedToo_andTheFormerFaultsStay() {
    SimulatedModuleFaults latency =
        SimulatedModuleFaults.builder().result("+CGMI", "ERROR").build();
    try (ModuleBench bench =
        ModuleBench.configured(
            options -> options.model(SimulatedModuleModel.SARA_R422).faults(latency))) {
      SimulatedModuleFaults unknown =
          SimulatedModuleFaults.builder().result("+USECC2C", "ERROR").build();
      assertThatThrownBy(() -> bench.module.faults(unknown))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("SARA-R422 has no command +USECC2C");
      assertThat(bench.module.faults()).isSameAs(latency);
      assertThat(bench.send("AT+CGMI\r")).isEqualTo(lines("ERROR"));
    }
  }

  @Test
  void names_ofEveryKind_areTaken() {
    SimulatedModuleFaults.Builder faults = SimulatedModuleFaults.builder();
    for (String name : new String[] {"AT", "E", "&K", "S3", "+cgmi", "+USECDEVINFO", "*"}) {
      faults.latency(name, Duration.ofSeconds(1));
    }
    try (ModuleBench bench = ModuleBench.booted(options -> options.faults(faults.build()))) {
      assertThat(bench.send("AT+CGMI\r")).isEqualTo("AT+CGMI\r");
      bench.seconds(1);
      assertThat(bench.read()).isEqualTo(lines("u-blox", "OK"));
    }
  }
}
