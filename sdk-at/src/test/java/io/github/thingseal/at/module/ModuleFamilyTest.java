package io.github.thingseal.at.module;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.command.device.SetUartPowerSaving;
import io.github.thingseal.at.command.network.AuthenticatePdpContext;
import io.github.thingseal.testkit.SimulatedModuleModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ModuleFamilyTest {
  private static final int COLUMNS = 13;
  private static final Pattern COMPARISON =
      Pattern.compile(
          "[=!]= *(ModuleFamily|SimulatedModuleModel)\\.|(ModuleFamily|SimulatedModuleModel)"
              + "\\.[A-Z0-9_]+ *[=!]=|this *[=!]= *[SL]ARA_|case [SL]ARA_");

  @ParameterizedTest
  @CsvSource({
    "SARA-R500S,SARA_R5",
    "SARA-R510S,SARA_R5",
    "SARA-R510M8S,SARA_R5",
    "SARA-R410M-02B,SARA_R410M",
    "SARA-R410M-03B,SARA_R410M",
    "SARA-R412M-02B,SARA_R412M",
    "SARA-R422,SARA_R422",
    "SARA-R422M8S,SARA_R422",
    "LARA-R6001,LARA_R6",
    "lara-r6401,LARA_R6",
    "LEXI-R52,UNKNOWN",
    "SARA-U201,UNKNOWN"
  })
  void ofModel_whenModelIsNamed_isItsFamily(String model, ModuleFamily family) {
    assertThat(ModuleFamily.ofModel(model)).isEqualTo(family);
  }

  @ParameterizedTest
  @CsvSource({
    "SARA_R5,20,16,15,20,PT24H,300",
    "SARA_R410M,100,15,5,35,PT5M,150",
    "SARA_R412M,100,15,10,35,PT5M,150",
    "SARA_R422,100,15,10,35,PT5M,150",
    "LARA_R6,100,15,10,35,PT5M,150",
    "UNKNOWN,100,15,15,35,PT5M,150"
  })
  void family_whenKnown_hasTheNumbersOfTheTable(
      ModuleFamily family,
      int pacingMillis,
      int restartLevel,
      int restartSeconds,
      int powerDownSeconds,
      Duration heartbeatInterval,
      int heartbeatSeconds) {
    assertThat(family.data.pacing).isEqualTo(Duration.ofMillis(pacingMillis));
    assertThat(family.data.restartLevel).isEqualTo(restartLevel);
    assertThat(family.data.restartWait).isEqualTo(Duration.ofSeconds(restartSeconds));
    assertThat(family.data.powerDownWait).isEqualTo(Duration.ofSeconds(powerDownSeconds));
    assertThat(family.heartbeatInterval()).isEqualTo(heartbeatInterval);
    assertThat(family.data.heartbeatTimeLimit).isEqualTo(Duration.ofSeconds(heartbeatSeconds));
    assertThat(ModuleFamily.RESPONSE_LIMIT).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void commands_whenFamiliesDiffer_haveTheFormOfTheFamily() {
    assertThat(ModuleFamily.SARA_R5.data.cellInfoMode).isEmpty();
    assertThat(ModuleFamily.SARA_R410M.data.cellInfoMode).hasValue(5);
    assertThat(ModuleFamily.SARA_R412M.data.cellInfoMode).hasValue(5);
    assertThat(ModuleFamily.SARA_R422.data.cellInfoMode).hasValue(2);
    assertThat(ModuleFamily.LARA_R6.data.cellInfoMode).hasValue(2);
    assertThat(ModuleFamily.SARA_R5.uartPowerSaving()).isEqualTo(SetUartPowerSaving.timed(1300));
    assertThat(ModuleFamily.SARA_R422.uartPowerSaving()).isEqualTo(SetUartPowerSaving.byActivity());
    assertThat(ModuleFamily.UNKNOWN.uartPowerSaving()).isEqualTo(SetUartPowerSaving.off());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
  void evidence_ofAFamily_isARowWithItsData(ModuleFamily family) throws IOException {
    List<String> row = evidence(family);

    assertThat(row)
        .as(
            "a row of the families of docs/evidence.md: %s, models, %s, versions, evidence",
            family, cells(family))
        .hasSize(COLUMNS);
    assertThat(row.get(1).split(", ")).extracting(ModuleFamily::ofModel).containsOnly(family);
    assertThat(row.subList(2, COLUMNS - 2)).isEqualTo(cells(family));
  }

  @Test
  void families_whenKnown_haveASimulatedModel() {
    assertThat(SimulatedModuleModel.values())
        .extracting(model -> ModuleFamily.ofModel(model.wireName()))
        .as("families of the models of SimulatedModuleModel: one model or more of each")
        .containsOnly(known())
        .contains(known());
  }

  /** What a family differs in is said by its constant, and by no comparison elsewhere. */
  @Test
  void source_whereFamiliesDiffer_comparesNone() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      assertThat(files.filter(ModuleFamilyTest::isSource))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(file).content().doesNotContainPattern(COMPARISON));
    }
  }

  private static boolean isSource(Path file) {
    String name = file.toString().replace('\\', '/');
    return name.endsWith(".java") && name.contains("/src/main/java/");
  }

  private static ModuleFamily[] known() {
    return Arrays.stream(ModuleFamily.values())
        .filter(family -> family != ModuleFamily.UNKNOWN)
        .toArray(ModuleFamily[]::new);
  }

  private static List<String> evidence(ModuleFamily family) throws IOException {
    return Files.readAllLines(Path.of("..", "docs", "evidence.md")).stream()
        .filter(line -> line.startsWith("| `" + family + "` |"))
        .flatMap(line -> Arrays.stream(line.substring(1).split("\\|")))
        .map(String::trim)
        .toList();
  }

  private static List<String> cells(ModuleFamily family) {
    Set<Capability> capabilities = family.data.capabilities(Optional.empty());
    return List.of(
        family.data.pacing.toMillis() + " ms",
        "`AT+CFUN=" + family.data.restartLevel + "`, " + family.data.restartWait.toSeconds() + " s",
        family.data.powerDownWait.toSeconds() + " s",
        family.heartbeatInterval().toMinutes()
            + " min, "
            + family.data.heartbeatTimeLimit.toSeconds()
            + " s",
        family.data.cellInfoMode.isPresent() ? "" + family.data.cellInfoMode.getAsInt() : "none",
        family.data.authenticationForm == AuthenticatePdpContext.Form.USER_FIRST
            ? "user"
            : "password",
        family.data.activatesPsdProfiles
            ? "activated"
            : family.data.hasPsdProfiles ? "mapped" : "none",
        "`" + family.uartPowerSaving().line() + "`",
        capabilities.size() == Capability.values().length
            ? "all"
            : capabilities.stream().map(each -> "`" + each + "`").collect(joining(", ")));
  }
}
