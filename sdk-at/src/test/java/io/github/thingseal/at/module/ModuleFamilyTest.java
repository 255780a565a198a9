package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.command.device.SetUartPowerSaving;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModuleFamilyTest {
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
    "SARA_R5,20,16,6,15,20,PT24H,300",
    "SARA_R410M,100,15,6,5,35,PT5M,150",
    "SARA_R412M,100,15,6,10,35,PT5M,150",
    "SARA_R422,100,15,5,10,35,PT5M,150",
    "LARA_R6,100,15,10,10,35,PT5M,150"
  })
  void family_whenKnown_hasTheNumbersOfTheTable(
      ModuleFamily family,
      int pacingMillis,
      int restartLevel,
      int bootSeconds,
      int restartSeconds,
      int powerDownSeconds,
      Duration heartbeatInterval,
      int heartbeatSeconds) {
    assertThat(family.pacing()).isEqualTo(Duration.ofMillis(pacingMillis));
    assertThat(family.restartLevel()).isEqualTo(restartLevel);
    assertThat(family.bootWait()).isEqualTo(Duration.ofSeconds(bootSeconds));
    assertThat(family.restartWait()).isEqualTo(Duration.ofSeconds(restartSeconds));
    assertThat(family.powerDownWait()).isEqualTo(Duration.ofSeconds(powerDownSeconds));
    assertThat(family.heartbeatInterval()).isEqualTo(heartbeatInterval);
    assertThat(family.heartbeatTimeLimit()).isEqualTo(Duration.ofSeconds(heartbeatSeconds));
    assertThat(family.responseLimit()).isEqualTo(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @CsvSource({
    "SARA_R5,1500,150,10,true",
    "SARA_R410M,300,16500,30,false",
    "SARA_R412M,300,16500,30,false",
    "SARA_R422,300,16500,30,false",
    "LARA_R6,300,150,30,false"
  })
  void family_whenItsPinsAreDriven_hasTheTimesOfTheTable(
      ModuleFamily family, int onMillis, int resetMillis, int awakeSeconds, boolean detects) {
    assertThat(family.powerOnPull()).isEqualTo(Duration.ofMillis(onMillis));
    assertThat(family.powerOffPull()).isEqualTo(Duration.ofSeconds(2));
    assertThat(family.resetPull()).isEqualTo(Duration.ofMillis(resetMillis));
    assertThat(family.minimumAwake()).isEqualTo(Duration.ofSeconds(awakeSeconds));
    assertThat(family.detectsBaudRate()).isEqualTo(detects);
  }

  @Test
  void commands_whenFamiliesDiffer_haveTheFormOfTheFamily() {
    assertThat(ModuleFamily.SARA_R5.cellInfoMode()).isEmpty();
    assertThat(ModuleFamily.SARA_R410M.cellInfoMode()).hasValue(5);
    assertThat(ModuleFamily.SARA_R412M.cellInfoMode()).hasValue(5);
    assertThat(ModuleFamily.SARA_R422.cellInfoMode()).hasValue(2);
    assertThat(ModuleFamily.LARA_R6.cellInfoMode()).hasValue(2);
    assertThat(ModuleFamily.SARA_R5.uartPowerSaving()).isEqualTo(SetUartPowerSaving.timed(1300));
    assertThat(ModuleFamily.SARA_R422.uartPowerSaving()).isEqualTo(SetUartPowerSaving.byActivity());
  }
}
