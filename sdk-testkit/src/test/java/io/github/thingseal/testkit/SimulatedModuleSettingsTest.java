package io.github.thingseal.testkit;

import static io.github.thingseal.testkit.ModuleBench.lines;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clock, greeting, speed, profile, TLS profiles and files, in the forms of the vendor's library.
 */
class SimulatedModuleSettingsTest {
  private static final String OK = lines("OK");
  private static final String WRONG = lines("+CME ERROR: incorrect parameters");
  private static final String NOT_FOUND = lines("+CME ERROR: not found");

  private static ModuleBench of(SimulatedModuleModel model) {
    return ModuleBench.configured(options -> options.model(model));
  }

  @Test
  void dataConfiguration_hasNumberedValuesWithSomeFamilies() {
    try (ModuleBench bench = of(SimulatedModuleModel.LARA_R6001)) {
      assertThat(bench.send("AT+UDCONF=1\r")).isEqualTo(lines("+UDCONF: 1,0", "OK"));
      assertThat(bench.send("AT+UDCONF=92,50\r")).isEqualTo(lines("+UDCONF: 92,50,0", "OK"));
      assertThat(bench.send("AT+UDCONF=92,50,22\r")).isEqualTo(OK);
      assertThat(bench.send("AT+UDCONF=92,50\r")).isEqualTo(lines("+UDCONF: 92,50,22", "OK"));
      assertThat(bench.send("AT+UDCONF=92,50,532\r")).isEqualTo(WRONG);
    }
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R510M8S)) {
      assertThat(bench.send("AT+UDCONF=92,50\r")).isEqualTo(WRONG);
    }
  }

  @Test
  void answers_inALocaleWithOtherDigits_haveThoseOfAscii() {
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R510M8S)) {
      assertThat(String.format("%d", 1)).isNotEqualTo("1");
      bench.send("AT+CGDCONT=1,\"IP\",\"apn\"\r");
      for (String question :
          List.of("+CCLK?", "+CGDCONT?", "+CGDCONT=?", "+UAUTHREQ=?", "S3?", "+CSGT?", "&V")) {
        assertThat(bench.send("AT" + question + "\r")).as(question).matches("[\\x00-\\x7f]+");
      }
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void greeting_isReadTextFirst() {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send("AT+CSGT?\r")).isEqualTo(lines("+CSGT: \"\",0", "OK"));
      bench.send("AT+CSGT=1,\"Module has booted.\"\r");
      assertThat(bench.send("AT+CSGT?\r"))
          .isEqualTo(lines("+CSGT: \"Module has booted.\",1", "OK"));
      bench.send("AT+CSGT=0\r");
      assertThat(bench.send("AT+CSGT?\r")).isEqualTo(lines("+CSGT: \"\",0", "OK"));
    }
  }

  @ParameterizedTest
  @CsvSource({"SARA_R410M_02B, true", "SARA_R412M_02B, true", "SARA_R422, false"})
  void greeting_ofTheFirstSaraR4_beginsWithOneCarriageReturnMore(
      SimulatedModuleModel model, boolean odd) {
    try (ModuleBench bench = of(model)) {
      bench.send("AT+CSGT=1,\"Module has booted.\"\r");
      bench.module.powerCycle();
      bench.seconds(3);
      assertThat(bench.read())
          .isEqualTo(odd ? "\r\n\rModule has booted.\r\n" : lines("Module has booted."));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "26/11/22,13:00:00+04",
        "31/12/31,23:59:59-22",
        "25/02/28,23:30:00+56",
        "30/01/01,00:00:00+00"
      })
  void clock_readsBackWhatWasSet_withItsZone(String time) {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send("AT+CCLK=\"" + time + "\"\r")).isEqualTo(OK);
      assertThat(bench.send("AT+CCLK?\r")).isEqualTo(lines("+CCLK: \"" + time + "\"", "OK"));
    }
  }

  @Test
  void clock_goesOn_andKnowsNoThirteenthMonth() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.send("AT+CCLK=\"26/12/31,23:59:30-08\"\r");
      bench.seconds(45);
      assertThat(bench.send("AT+CCLK?\r"))
          .isEqualTo(lines("+CCLK: \"27/01/01,00:00:15-08\"", "OK"));
      assertThat(bench.send("AT+CCLK=\"26/13/01,00:00:00+00\"\r")).isEqualTo(WRONG);
    }
  }

  @Test
  void speed_isTheOneInUse_whereTheProfileHasTheSetting() {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send("AT+IPR?\r")).isEqualTo(lines("+IPR: 115200", "OK"));
      assertThat(bench.send("AT&V\r")).contains(" +IPR:0,");
      bench.send("AT+IPR=460800\r");
      assertThat(bench.send("AT+IPR?\r")).isEqualTo(lines("+IPR: 460800", "OK"));
      assertThat(bench.send("AT&V\r")).contains(" +IPR:460800,");
    }
  }

  @Test
  void speed_thatIsGuessed_isTheHosts() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.port.baudRate(9600);
      assertThat(bench.send("AT+IPR?\r")).isEqualTo(lines("+IPR: 9600", "OK"));
    }
  }

  @Test
  void profile_isViewedLineByLine() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.send("AT&K0&W&D0\r");
      String view = bench.send("AT&V\r");
      assertThat(view).startsWith("\r\nACTIVE PROFILE:\r\nE0, V1, Q0, &C1, &D0, &K0, ");
      assertThat(view).contains("\r\nSTORED PROFILE 0:\r\nE0, V1, Q0, &C1, &D1, &K0, ");
      assertThat(view).contains("+CMEE:2, +IPR:0,\r\n").endsWith(OK);
    }
  }

  @Test
  void cipherSuites_ofSaraR5_areAList() {
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R510M8S)) {
      assertThat(bench.send("AT+USECPRF=0,2\r")).isEqualTo(lines("+USECPRF: 0,2,0", "OK"));
      assertThat(bench.send("AT+USECPRF=0,2,100,\"c0\",\"2a\",0\r")).isEqualTo(OK);
      assertThat(bench.send("AT+USECPRF=0,2,100,\"c0\",\"2c\",0\r")).isEqualTo(OK);
      assertThat(bench.send("AT+USECPRF=0,2,100,\"c0\",\"2a\",0\r")).isEqualTo(OK);
      assertThat(bench.send("AT+USECPRF=0,2\r"))
          .isEqualTo(lines("+USECPRF: 0,2,100,\"C02A;C02C\"", "OK"));
      assertThat(bench.send("AT+USECPRF=0,2,100,\"c0\",\"2a\",1\r")).isEqualTo(OK);
      assertThat(bench.send("AT+USECPRF=0,2\r"))
          .isEqualTo(lines("+USECPRF: 0,2,100,\"C02C\"", "OK"));
      assertThat(bench.send("AT+USECPRF=0,2,100,\"c0\",\"2c\",1\r")).isEqualTo(OK);
      assertThat(bench.send("AT+USECPRF=0,2\r")).isEqualTo(lines("+USECPRF: 0,2,100,\"\"", "OK"));
      assertThat(bench.send("AT+USECPRF=0,2,100,\"c0\",\"2\",0\r")).isEqualTo(WRONG);
      assertThat(bench.send("AT+USECPRF=0,2,100,\"c0\",\"2c\"\r")).isEqualTo(WRONG);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SARA_R422", "LARA_R6001", "SARA_R510M8S"})
  void cipherSuite_byItsIanaNumber_isOne(SimulatedModuleModel model) {
    try (ModuleBench bench = of(model)) {
      assertThat(bench.send("AT+USECPRF=0,2,99,\"c0\",\"2f\"\r")).isEqualTo(OK);
      assertThat(bench.send("AT+USECPRF=0,2\r"))
          .isEqualTo(lines("+USECPRF: 0,2,99,\"C02F\"", "OK"));
      assertThat(bench.send("AT+USECPRF=0,2,0\r")).isEqualTo(OK);
      assertThat(bench.send("AT+USECPRF=0,2\r")).isEqualTo(lines("+USECPRF: 0,2,0", "OK"));
    }
  }

  @Test
  void cipherSuite_ofTheFirstSaraR4_hasANumberOfItsOwn() {
    try (ModuleBench bench = of(SimulatedModuleModel.SARA_R410M_02B)) {
      assertThat(bench.send("AT+USECPRF=0,2,3\r")).isEqualTo(OK);
      assertThat(bench.send("AT+USECPRF=0,2\r")).isEqualTo(lines("+USECPRF: 0,2,3", "OK"));
      assertThat(bench.send("AT+USECPRF=0,2,99,\"c0\",\"2f\"\r")).isEqualTo(WRONG);
    }
    try (ModuleBench bench = of(SimulatedModuleModel.LARA_R6001)) {
      assertThat(bench.send("AT+USECPRF=0,2,100,\"c0\",\"2f\",0\r")).isEqualTo(WRONG);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SARA_R510M8S, 1",
    "SARA_R422, 1",
    "LARA_R6001, 1",
    "SARA_R410M_02B, 0",
    "SARA_R412M_02B, 0"
  })
  void certificateCheck_ofAFreshProfile_isOnBut(SimulatedModuleModel model, int check) {
    try (ModuleBench bench = of(model)) {
      assertThat(bench.send("AT+USECPRF=0,0\r")).isEqualTo(lines("+USECPRF: 0,0," + check, "OK"));
      bench.send("AT+USECPRF=0,0,2\r");
      bench.send("AT+USECPRF=0\r");
      assertThat(bench.send("AT+USECPRF=0,0\r")).isEqualTo(lines("+USECPRF: 0,0," + check, "OK"));
    }
  }

  @Test
  void files_areListedMeasuredReadAndDeleted() {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send("AT+ULSTFILE=0\r")).isEqualTo(lines("+ULSTFILE:", "OK"));
      assertThat(bench.send("AT+ULSTFILE=1\r")).isEqualTo(lines("+ULSTFILE: 1048576", "OK"));
      assertThat(bench.send("AT+UDWNFILE=\"a\",8\r")).isEqualTo("\r\n>");
      assertThat(bench.send("\"\r\nOK\r\n1")).isEqualTo(OK);
      bench.send("AT+UDWNFILE=\"b\",1\r");
      bench.send("x");
      assertThat(bench.send("AT+ULSTFILE=0\r")).isEqualTo(lines("+ULSTFILE: \"a\",\"b\"", "OK"));
      assertThat(bench.send("AT+ULSTFILE=1\r")).isEqualTo(lines("+ULSTFILE: 1048567", "OK"));
      assertThat(bench.send("AT+ULSTFILE=2,\"a\"\r")).isEqualTo(lines("+ULSTFILE: 8", "OK"));
      assertThat(bench.send("AT+URDFILE=\"a\"\r"))
          .isEqualTo(lines("+URDFILE: \"a\",8,\"\"\r\nOK\r\n1\"", "OK"));
      assertThat(bench.send("AT+URDBLOCK=\"a\",3,2\r"))
          .isEqualTo(lines("+URDBLOCK: \"a\",2,\"OK\"", "OK"));
      assertThat(bench.send("AT+URDBLOCK=\"a\",7,100\r"))
          .isEqualTo(lines("+URDBLOCK: \"a\",1,\"1\"", "OK"));
      assertThat(bench.send("AT+URDBLOCK=\"a\",8,1\r"))
          .isEqualTo(lines("+URDBLOCK: \"a\",0,\"\"", "OK"));
      assertThat(bench.send("AT+URDBLOCK=\"a\",9,1\r")).isEqualTo(WRONG);
      assertThat(bench.send("AT+UDELFILE=\"a\"\r")).isEqualTo(OK);
      for (String gone : new String[] {"UDELFILE=", "URDFILE=", "ULSTFILE=2,"}) {
        assertThat(bench.send("AT+" + gone + "\"a\"\r")).isEqualTo(NOT_FOUND);
      }
    }
  }

  @Test
  void file_thatExists_isAppendedTo() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.send("AT+UDWNFILE=\"a\",3\r");
      bench.send("one");
      bench.send("AT+UDWNFILE=\"a\",3\r");
      bench.send("two");
      assertThat(bench.send("AT+URDFILE=\"a\"\r"))
          .isEqualTo(lines("+URDFILE: \"a\",6,\"onetwo\"", "OK"));
    }
  }

  @Test
  void files_withATag_areApart() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.send("AT+UDWNFILE=\"a\",3,\"FOAT\"\r");
      bench.send("one");
      assertThat(bench.send("AT+ULSTFILE=0\r")).isEqualTo(lines("+ULSTFILE:", "OK"));
      assertThat(bench.send("AT+ULSTFILE=0,\"FOAT\"\r")).isEqualTo(lines("+ULSTFILE: \"a\"", "OK"));
      assertThat(bench.send("AT+ULSTFILE=2,\"a\",\"FOAT\"\r"))
          .isEqualTo(lines("+ULSTFILE: 3", "OK"));
      bench.send("AT+UDWNFILE=\"u\",1,\"USER\"\r");
      bench.send("x");
      assertThat(bench.send("AT+ULSTFILE\r")).isEqualTo(lines("+ULSTFILE: \"u\"", "OK"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SARA_R422", "SARA_R410M_02B", "SARA_R412M_02B"})
  void fileContents_ofSaraR4_beginWithALineFeedAlone(SimulatedModuleModel model) {
    try (ModuleBench bench = of(model)) {
      bench.send("AT+UDWNFILE=\"a\",3\r");
      bench.send("one");
      assertThat(bench.send("AT+URDFILE=\"a\"\r"))
          .isEqualTo("\n+URDFILE: \"a\",3,\"one\"\r\n" + OK);
      assertThat(bench.send("AT+URDBLOCK=\"a\",1,2\r"))
          .isEqualTo("\n+URDBLOCK: \"a\",2,\"ne\"\r\n" + OK);
      assertThat(bench.send("AT+ULSTFILE=2,\"a\"\r")).isEqualTo(lines("+ULSTFILE: 3", "OK"));
    }
  }

  @Test
  void portAfterTheMultiplexer_isAsItWasBefore() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.send("AT&K0+CEREG=2\r");
      bench.send("AT+CMUX=0,0,,128\r");
      bench.write(new byte[] {(byte) 0xF9, 3, 0x3F, 1, 0x1C, (byte) 0xF9});
      bench.write(
          new byte[] {(byte) 0xF9, 3, (byte) 0xEF, 5, (byte) 0xC3, 1, (byte) 0xF2, (byte) 0xF9});
      bench.read();
      assertThat(bench.send("AT+CGSN\r")).isEqualTo(lines("357862090123456", "OK"));
      assertThat(bench.send("AT+CMEE?\r")).isEqualTo(lines("+CMEE: 2", "OK"));
      assertThat(bench.send("AT&K?;+CEREG?\r")).contains("0").contains("+CEREG: 2,1,");
    }
  }
}
