package io.github.thingseal.testkit;

import static io.github.thingseal.testkit.ModuleBench.lines;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which models have a root of trust, and what those of SARA-R4 do with it. */
class SimulatedModuleModelTest {
  private static final String NOT_SUPPORTED = lines("+CME ERROR: operation not supported");
  private static final String NOT_ALLOWED = lines("+CME ERROR: operation not allowed");
  private static final String OK = lines("OK");

  private static ModuleBench of(SimulatedModuleModel model) {
    return ModuleBench.configured(options -> options.model(model));
  }

  @ParameterizedTest
  @EnumSource(SimulatedModuleModel.class)
  void model_isNamedAsOnTheWire(SimulatedModuleModel model) {
    try (ModuleBench bench = of(model)) {
      assertThat(bench.send("AT+CGMM\r")).isEqualTo(lines(model.wireName(), "OK"));
      assertThat(bench.send("ATI\r")).startsWith("\r\n" + model.wireName() + "-");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SARA_R410M_02B", "SARA_R412M_02B"})
  void firstProductVersions_haveNoRootOfTrust(SimulatedModuleModel model) {
    try (ModuleBench bench = of(model)) {
      for (String command : new String[] {"+USECROTUID", "+USECDEVINFO?", "+USECPSK=16"}) {
        assertThat(bench.send("AT" + command + "\r")).isEqualTo(NOT_SUPPORTED);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SARA_R410M_63B", "SARA_R410M_73B", "SARA_R410M_83B"})
  void laterProductVersions_blockUntilBootstrapped_sealAndEncrypt(SimulatedModuleModel model) {
    try (ModuleBench bench = of(model)) {
      assertThat(bench.send("AT+USECROTUID\r"))
          .isEqualTo(lines("+USECROTUID: 0A04F008003C9623", "OK"));
      assertThat(bench.send("AT+USECDEVINFO?\r")).isEmpty();
      bench.seconds(5);
      assertThat(bench.read()).isEqualTo(lines("+USECDEVINFO: 1,0,1", "OK"));
      assertThat(bench.send(ModuleBench.SEAL)).isEqualTo(OK);
      bench.seconds(8);
      assertThat(bench.send("AT+USECDEVINFO?\r")).isEqualTo(lines("+USECDEVINFO: 1,1,1", "OK"));
      bench.send("AT+USECE2EDATAENC=4\r");
      assertThat(bench.send("abcd")).startsWith("\r\n+USECE2EDATAENC: 36,\"").endsWith(OK);
      assertThat(bench.send("AT+USECPSK=16\r")).startsWith("\r\n+USECPSK: \"").endsWith(OK);
      for (String command : new String[] {"+USECC2C=0,\"00\"", "+USECDEVCERT=1", "+USECAFA=0"}) {
        assertThat(bench.send("AT" + command + "\r")).isEqualTo(NOT_SUPPORTED);
      }
    }
  }

  @Test
  void sealStateOfSaraR410_canBeThatOfAnotherFirmware() {
    try (ModuleBench bench =
        ModuleBench.configured(
            options ->
                options
                    .model(SimulatedModuleModel.SARA_R410M_63B)
                    .sealStateUntilBootstrapped(SealStateReply.ERROR))) {
      assertThat(bench.send("AT+USECDEVINFO?\r")).isEqualTo(NOT_ALLOWED);
    }
  }
}
