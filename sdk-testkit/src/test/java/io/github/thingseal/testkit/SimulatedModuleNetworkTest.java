package io.github.thingseal.testkit;

import static io.github.thingseal.testkit.ModuleBench.lines;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a host says to bring the network up, family by family. */
class SimulatedModuleNetworkTest {
  private static final String OK = lines("OK");
  private static final String NOT_SUPPORTED = lines("+CME ERROR: operation not supported");
  private static final String NOT_ALLOWED = lines("+CME ERROR: operation not allowed");
  private static final String WRONG = lines("+CME ERROR: incorrect parameters");

  private static ModuleBench of(SimulatedModuleModel model) {
    return ModuleBench.configured(options -> options.model(model));
  }

  @ParameterizedTest
  @EnumSource(SimulatedModuleModel.class)
  void authentication_isTakenWithoutAndWithCredentials_byEachModel(SimulatedModuleModel model) {
    try (ModuleBench bench = of(model)) {
      assertThat(bench.send("AT+UAUTHREQ=1,0\r")).isEqualTo(OK);
      assertThat(bench.send("AT+UAUTHREQ=1,0,\"\",\"\"\r")).isEqualTo(OK);
      assertThat(bench.send("AT+UAUTHREQ=1,2,\"one\",\"other\"\r")).isEqualTo(OK);
      assertThat(bench.send("AT+UAUTHREQ=1,1\r")).isEqualTo(WRONG);
      assertThat(bench.send("AT+UAUTHREQ=9,0\r")).isEqualTo(WRONG);
      boolean r5 = model.wireName().startsWith("SARA-R5");
      assertThat(bench.send("AT+UAUTHREQ=1,3,\"u\",\"p\"\r")).isEqualTo(r5 ? OK : WRONG);
    }
  }

  @Test
  void profile_ofSaraR5_isMappedToAContext_andReportsItsAddressWithinThreeSeconds() {
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R510M8S)) {
      assertThat(bench.send("AT+UPSD=0,0,0\r")).isEqualTo(OK);
      assertThat(bench.send("AT+UPSD=0,100,1\r")).isEqualTo(OK);
      assertThat(bench.send("AT+UPSD=0,100\r")).isEqualTo(lines("+UPSD: 0,100,1", "OK"));
      assertThat(bench.send("AT+UPSDA=0,3\r")).isEqualTo(OK);
      bench.module.advance(Duration.ofSeconds(3));
      assertThat(bench.read()).isEqualTo(lines("+UUPSDA: 0,\"192.168.20.2\""));
      assertThat(bench.send("AT+UPSDA=0,4\r")).isEqualTo(OK);
    }
  }

  @Test
  void profile_ofAContextThatIsNotActive_cannotBeActivated() {
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R510M8S)) {
      bench.send("AT+UPSD=0,100,2\r");
      assertThat(bench.send("AT+UPSDA=0,3\r")).isEqualTo(NOT_ALLOWED);
      bench.send("AT+CGDCONT=2,\"IP\",\"second\";+CGACT=1,2\r");
      assertThat(bench.send("AT+UPSDA=0,3\r")).isEqualTo(OK);
      bench.seconds(3);
      assertThat(bench.read()).isEqualTo(lines("+UUPSDA: 0,\"192.168.20.3\""));
    }
  }

  @Test
  void profile_isMappedBySaraR422WithoutActivation_andUnknownToTheOthers() {
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R422)) {
      assertThat(bench.send("AT+UPSD=0,0,0\r")).isEqualTo(OK);
      assertThat(bench.send("AT+UPSD=0,100,1\r")).isEqualTo(OK);
      assertThat(bench.send("AT+UPSDA=0,3\r")).isEqualTo(NOT_SUPPORTED);
    }
    try (ModuleBench bench = of(SimulatedModuleModel.LARA_R6001)) {
      assertThat(bench.send("AT+UPSD=0,100,1\r")).isEqualTo(NOT_SUPPORTED);
    }
  }

  @Test
  void contexts_areKeptByTheirNumbers_andOneNumberClearsThatOneOnly() {
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R510M8S)) {
      bench.send("AT+CGDCONT=1,\"IP\",\"internet\"\r");
      bench.send("AT+CGDCONT=3,\"IPV4V6\",\"third\"\r");
      String first = "+CGDCONT: 1,\"IP\",\"internet\",\"192.168.20.2\",0,0,0";
      String third = "+CGDCONT: 3,\"IPV4V6\",\"third\",\"0.0.0.0\",0,0,0";
      assertThat(bench.send("AT+CGDCONT?\r"))
          .isEqualTo("\r\n" + first + "\r\n" + third + "\r\n" + OK);
      assertThat(bench.send("AT+CGACT?\r")).isEqualTo("\r\n+CGACT: 1,1\r\n+CGACT: 3,0\r\n" + OK);
      assertThat(bench.send("AT+CGDCONT=3\r")).isEqualTo(OK);
      assertThat(bench.send("AT+CGDCONT?\r")).isEqualTo(lines(first, "OK"));
      assertThat(bench.send("AT+CGDCONT=9,\"IP\",\"x\"\r")).isEqualTo(WRONG);
      assertThat(bench.send("AT+CGDCONT=0\r")).isEqualTo(WRONG);
    }
  }

  @Test
  void contexts_outliveThePower() {
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R510M8S)) {
      bench.send("AT+CGDCONT=2,\"IPV6\",\"six\"\r");
      bench.module.powerCycle();
      bench.seconds(6);
      bench.send("ATE0\r");
      assertThat(bench.send("AT+CGDCONT?\r"))
          .endsWith("\r\n+CGDCONT: 2,\"IPV6\",\"six\",\"0.0.0.0\",0,0,0\r\n" + OK);
    }
  }

  @Test
  void context_isActivatedByItsNumber_andReportedByIt() {
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R510M8S)) {
      bench.send("AT+CGEREP=1;+CGDCONT=2,\"IPV4V6\",\"second\"\r");
      assertThat(bench.send("AT+CGACT=1,3\r")).isEqualTo(NOT_ALLOWED);
      assertThat(bench.send("AT+CGACT=1,2\r")).isEqualTo(lines("OK", "+CGEV: ME PDN ACT 2"));
      assertThat(bench.send("AT+CGPADDR=2\r"))
          .isEqualTo(
              lines("+CGPADDR: 2,\"192.168.20.3\",\"32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.3\"", "OK"));
      assertThat(bench.send("AT+CGPADDR=1\r"))
          .isEqualTo(lines("+CGPADDR: 1,\"192.168.20.2\"", "OK"));
      assertThat(bench.send("AT+CGACT=0,2\r")).isEqualTo(lines("OK", "+CGEV: ME PDN DEACT 2"));
      assertThat(bench.send("AT+CGPADDR\r"))
          .isEqualTo("\r\n+CGPADDR: 1,\"192.168.20.2\"\r\n+CGPADDR: 2\r\n" + OK);
      assertThat(bench.send("AT+CGACT=1\r")).isEqualTo(lines("OK", "+CGEV: ME PDN ACT 2"));
      assertThat(bench.send("AT+CGATT=0\r"))
          .isEqualTo(lines("OK", "+CGEV: ME PDN DEACT 1", "+CGEV: ME PDN DEACT 2"));
    }
  }

  @Test
  void context_thatIsClearedWhileActive_isActiveNoMore_andTheNetworkGivesANewFirstOne() {
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R510M8S)) {
      bench.send("AT+CGEREP=1\r");
      assertThat(bench.send("AT+CGDCONT=1\r")).isEqualTo(lines("OK", "+CGEV: ME PDN DEACT 1"));
      assertThat(bench.send("AT+CGDCONT?\r")).isEqualTo(OK);
      bench.send("AT+CGATT=0\r");
      bench.send("AT+CGATT=1\r");
      assertThat(bench.send("AT+CGDCONT?\r"))
          .isEqualTo(lines("+CGDCONT: 1,\"IP\",\"default\",\"192.168.20.2\",0,0,0", "OK"));
    }
  }

  @Test
  void connection_hasNameServersWhileItIsActive_andTheNetworksAccessPointIfNoneWasGiven() {
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R510M8S)) {
      bench.send("AT+CGDCONT=1,\"IP\",\"\"\r");
      String connection =
          "+CGCONTRDP: 1,5,\"default\",\"192.168.20.2.255.255.255.0\",\"192.168.20.1\","
              + "\"192.0.2.53\",\"198.51.100.53\"";
      assertThat(bench.send("AT+CGCONTRDP=1\r")).isEqualTo(lines(connection, "OK"));
      assertThat(bench.send("AT+CGCONTRDP\r")).isEqualTo(lines(connection, "OK"));
      assertThat(bench.send("AT+CGCONTRDP=?\r")).isEqualTo(lines("+CGCONTRDP: (1)", "OK"));
      bench.send("AT+CGACT=0,1\r");
      assertThat(bench.send("AT+CGCONTRDP=1\r")).isEqualTo(OK);
      assertThat(bench.send("AT+CGCONTRDP=2\r")).isEqualTo(NOT_ALLOWED);
    }
  }

  @Test
  void contextTest_hasALineForEachType() {
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R510M8S)) {
      assertThat(bench.send("AT+CGDCONT=?\r"))
          .isEqualTo(
              "\r\n+CGDCONT: (1-8),\"IP\",,,(0),(0),(0)\r\n"
                  + "+CGDCONT: (1-8),\"NONIP\",,,(0),(0),(0)\r\n"
                  + "+CGDCONT: (1-8),\"IPV4V6\",,,(0),(0),(0)\r\n"
                  + "+CGDCONT: (1-8),\"IPV6\",,,(0),(0),(0)\r\n"
                  + OK);
    }
  }

  @Test
  void operator_isShownInTheFormatThatWasSet() {
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R510M8S)) {
      assertThat(bench.send("AT+COPS=3,2\r")).isEqualTo(OK);
      assertThat(bench.send("AT+COPS?\r")).isEqualTo(lines("+COPS: 0,2,\"00101\",7", "OK"));
      assertThat(bench.send("AT+COPS=3,1\r")).isEqualTo(OK);
      assertThat(bench.send("AT+COPS?\r")).isEqualTo(lines("+COPS: 0,1,\"Thingseal\",7", "OK"));
      assertThat(bench.send("AT+COPS=3,0\r")).isEqualTo(OK);
      assertThat(bench.send("AT+COPS?\r")).isEqualTo(lines("+COPS: 0,0,\"Thingseal\",7", "OK"));
      assertThat(bench.send("AT+COPS=3\r")).isEqualTo(WRONG);
      assertThat(bench.send("AT+COPS=3,3\r")).isEqualTo(WRONG);
    }
  }

  @Test
  void operator_chosenByHand_isTheOneOfTheNetworkOrNone() {
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R510M8S)) {
      assertThat(bench.send("AT+COPS=1,2,\"00101\"\r")).isEqualTo(OK);
      assertThat(bench.send("AT+COPS?\r")).isEqualTo(lines("+COPS: 1,2,\"00101\",7", "OK"));
      assertThat(bench.send("AT+COPS=1,2,\"26201\"\r"))
          .isEqualTo(lines("+CME ERROR: no network service"));
      assertThat(bench.send("AT+COPS=1\r")).isEqualTo(WRONG);
      assertThat(bench.send("AT+COPS=0\r")).isEqualTo(OK);
      assertThat(bench.send("AT+COPS?\r")).isEqualTo(lines("+COPS: 0,2,\"00101\",7", "OK"));
    }
  }

  @Test
  void errorReport_hasOneLine() {
    try (ModuleBench bench = of(SimulatedModuleModel.LARA_R6001)) {
      assertThat(bench.send("AT+CEER\r")).isEqualTo(lines("+CEER: \"No report available\"", "OK"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SARA_R510M8S   | 7,8   | 0,168302751,0",
        "SARA_R422      | 7,8,9 | 0,168302751,0,1,168302751,0",
        "SARA_R410M_02B | 7,8   | 0,168302751,0,1,168302751,0",
        "LARA_R6001     | 3,2,0 | 3,168302751,0,2,168302751,0",
      })
  void technologiesAndBands_areReadAndSet(
      SimulatedModuleModel model, String technologies, String bands) {
    try (ModuleBench bench = of(model)) {
      assertThat(bench.send("AT+URAT?\r")).isEqualTo(lines("+URAT: " + technologies, "OK"));
      String first = technologies.substring(0, 1);
      assertThat(bench.send("AT+URAT=" + first + "\r")).isEqualTo(OK);
      assertThat(bench.send("AT+URAT?\r")).isEqualTo(lines("+URAT: " + first, "OK"));
      assertThat(bench.send("AT+URAT=6\r")).isEqualTo(WRONG);
      assertThat(bench.send("AT+URAT=" + first + "," + first + "\r")).isEqualTo(WRONG);
      assertThat(bench.send("AT+UBANDMASK?\r")).isEqualTo(lines("+UBANDMASK: " + bands, "OK"));
      String of = bands.substring(0, 1);
      assertThat(bench.send("AT+UBANDMASK=" + of + ",524434,18446744073709551615\r")).isEqualTo(OK);
      assertThat(bench.send("AT+UBANDMASK?\r"))
          .isEqualTo(
              lines(
                  "+UBANDMASK: " + of + ",524434,18446744073709551615" + bands.substring(13),
                  "OK"));
      assertThat(bench.send("AT+UBANDMASK=" + of + ",8\r")).isEqualTo(OK);
      assertThat(bench.send("AT+UBANDMASK?\r"))
          .isEqualTo(lines("+UBANDMASK: " + of + ",8,0" + bands.substring(13), "OK"));
      assertThat(bench.send("AT+UBANDMASK=5,1\r")).isEqualTo(WRONG);
    }
  }

  @Test
  void narrowbandAlone_isSeenInOperatorAndRegistration() {
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R510M8S)) {
      bench.send("AT+URAT=8;+CEREG=2\r");
      assertThat(bench.send("AT+UBANDMASK?\r")).isEqualTo(lines("+UBANDMASK: 1,168302751,0", "OK"));
      assertThat(bench.send("AT+COPS?\r")).isEqualTo(lines("+COPS: 0,0,\"Thingseal\",8", "OK"));
      assertThat(bench.send("AT+CEREG?\r"))
          .isEqualTo(lines("+CEREG: 2,1,\"0001\",\"01a2d001\",8", "OK"));
    }
  }

  @Test
  void servingCell_ofSaraR5_needsNoSetting() {
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R510M8S)) {
      assertThat(bench.send("AT+UCGED?\r"))
          .isEqualTo(
              "\r\n+UCGED: 2\r\n6,4,001,01\r\n2525,5,50,50,e8fe,1a2d001,1,d60814d1,8001,01,28,31,"
                  + "13.75,3,1,10,28,-50,-6,0,255,255,0\r\n"
                  + OK);
      bench.send("AT+UCGED=0\r");
      assertThat(bench.send("AT+UCGED?\r")).isEqualTo(lines("+UCGED: 0", "OK"));
    }
  }

  @Test
  void servingCell_ofSaraR422_dependsOnTheTechnology() {
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R422)) {
      assertThat(bench.send("AT+UCGED?\r")).isEqualTo(lines("+UCGED: 0", "OK"));
      bench.send("AT+UCGED=2\r");
      assertThat(bench.send("AT+UCGED?\r"))
          .isEqualTo(
              "\r\n+UCGED: 2\r\n6,001,01\r\n"
                  + "5110,12,10,10,830e,162,-86,-14,131,-1,3,255,128,\"FB306E02\"\r\n"
                  + OK);
      bench.send("AT+URAT=9\r");
      assertThat(bench.send("AT+UCGED?\r"))
          .isEqualTo(
              "\r\n+UCGED: 2\r\n2,4,001,01\r\n810,1,0000,01,0000,80,63,255,255,255\r\n" + OK);
    }
  }

  @Test
  void servingCell_ofLaraR6AndOfSaraR410_haveFormsOfTheirOwn() {
    try (ModuleBench bench = of(SimulatedModuleModel.LARA_R6001)) {
      bench.send("AT+UCGED=2\r");
      assertThat(bench.send("AT+UCGED?\r"))
          .startsWith("\r\n+UCGED: 2\r\n4,0,001,01\r\n2525,5,25,50,2b67,1a2d001,111,")
          .endsWith(OK);
    }
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R410M_02B)) {
      bench.send("AT+UCGED=5\r");
      assertThat(bench.send("AT+UCGED?\r"))
          .isEqualTo(
              "\r\n+UCGED: 5\r\n+RSRP: 162,5110,\"-86.00\",\r\n+RSRQ: 162,5110,\"-14.00\",\r\n"
                  + OK);
    }
  }

  @Test
  void servingCell_withoutRegistration_isRefused() {
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R510M8S)) {
      bench.send("AT+CFUN=4\r");
      assertThat(bench.send("AT+UCGED?\r")).isEqualTo(NOT_ALLOWED);
    }
  }

  @Test
  void discontinuousReception_isGrantedAsAskedFor() {
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R422)) {
      assertThat(bench.send("AT+CEDRXS?\r")).isEqualTo(lines("+CEDRXS:", "OK"));
      assertThat(bench.send("AT+CEDRXRDP\r")).isEqualTo(lines("+CEDRXRDP: 0", "OK"));
      assertThat(bench.send("AT+CEDRXS=2,4,\"0111\",\"0001\"\r"))
          .isEqualTo(lines("OK", "+CEDRXP: 4,\"0111\",\"0111\",\"0001\""));
      assertThat(bench.send("AT+CEDRXS?\r")).isEqualTo(lines("+CEDRXS: 4,\"0111\",\"0001\"", "OK"));
      assertThat(bench.send("AT+CEDRXRDP\r"))
          .isEqualTo(lines("+CEDRXRDP: 4,\"0111\",\"0111\",\"0001\"", "OK"));
      assertThat(bench.send("AT+CEDRXS=1,3,\"0111\"\r")).isEqualTo(WRONG);
      assertThat(bench.send("AT+CEDRXS=1,4,\"01\"\r")).isEqualTo(WRONG);
      assertThat(bench.send("AT+CEDRXS=0,4\r")).isEqualTo(OK);
      assertThat(bench.send("AT+CEDRXRDP\r")).isEqualTo(lines("+CEDRXRDP: 0", "OK"));
    }
  }

  @Test
  void positioningProfile_isKept() {
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R510M8S)) {
      assertThat(bench.send("AT+UGPRF?\r")).isEqualTo(lines("+UGPRF: 0,0,\"\"", "OK"));
      assertThat(bench.send("AT+UGPRF=16,2000,\"example.com\"\r")).isEqualTo(OK);
      assertThat(bench.send("AT+UGPRF?\r"))
          .isEqualTo(lines("+UGPRF: 16,2000,\"example.com\"", "OK"));
    }
  }

  @Test
  void dataCounters_ofSaraR5_haveALineForEachContext() {
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R510M8S)) {
      assertThat(bench.send("AT+UGCNTRD\r")).isEqualTo(lines("+UGCNTRD: 1,0,0,0,0", "OK"));
      assertThat(bench.send("AT+UGCNTSET=1,0,0\r")).isEqualTo(OK);
    }
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R422)) {
      assertThat(bench.send("AT+UGCNTRD\r")).isEqualTo(NOT_SUPPORTED);
    }
  }
}
