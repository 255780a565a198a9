package io.github.thingseal.testkit;

import static io.github.thingseal.testkit.ModuleBench.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fault that could never happen is a mistake of the test that asks for it. */
class ModuleFaultKeyTest {
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
    assertThatThrownBy(() -> ModuleFault.silence(name))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("+USECDEVINFO for AT+USECDEVINFO?")
        .hasMessageContaining("\"" + name + "\"");
    assertThatThrownBy(() -> ModuleFault.delay(name, Duration.ZERO))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> ModuleFault.result(name, "ERROR"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> ModuleFault.garbage(name, 1))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> ModuleFault.restart(name, Duration.ZERO))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void command_thatTheModelDoesNotHave_isRejectedWhenTheModuleIsBuilt(@TempDir Path folder) {
    List<ModuleFault> faults =
        List.of(
            ModuleFault.silence("+USECDEVINF"), ModuleFault.delay("+CGMI", Duration.ofSeconds(1)));
    try (RootOfTrust root = ModuleBench.newRootOfTrust()) {
      SimulatedModule.Builder builder =
          SimulatedModule.builder(root).virtualTime(ModuleBench.START).storage(folder);
      assertThatThrownBy(() -> builder.faults(faults).build())
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("SARA-R510M8S has no command +USECDEVINF,")
          .hasMessageContaining(", +USECDEVINFO, ")
          .hasMessageContaining(", +CGMI, ");
      builder.faults(List.of()).build().close();
    }
  }

  @Test
  void command_thatAnotherModelHas_isRejectedToo_andTheFormerFaultsStay() {
    List<ModuleFault> before = List.of(ModuleFault.result("+CGMI", "ERROR"));
    try (ModuleBench bench =
        ModuleBench.configured(
            options -> options.model(SimulatedModuleModel.SARA_R422).faults(before))) {
      List<ModuleFault> unknown = List.of(ModuleFault.result("+USECC2C", "ERROR"));
      assertThatThrownBy(() -> bench.module.faults(unknown))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("SARA-R422 has no command +USECC2C");
      assertThat(bench.module.faults()).isEqualTo(before);
      assertThat(bench.send("AT+CGMI\r")).isEqualTo(lines("ERROR"));
    }
  }

  @Test
  void names_ofEveryKind_areTaken() {
    List<ModuleFault> faults =
        Stream.of("AT", "E", "&K", "S3", "+cgmi", "+USECDEVINFO", "*")
            .map(name -> ModuleFault.delay(name, Duration.ofSeconds(1)))
            .toList();
    try (ModuleBench bench = ModuleBench.booted(options -> options.faults(faults))) {
      assertThat(bench.send("AT+CGMI\r")).isEqualTo("AT+CGMI\r");
      bench.seconds(1);
      assertThat(bench.read()).isEqualTo(lines("u-blox", "OK"));
    }
  }
}
