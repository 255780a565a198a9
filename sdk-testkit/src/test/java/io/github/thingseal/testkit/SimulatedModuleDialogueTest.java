package io.github.thingseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The literal examples of the wire facts, to the byte. */
class SimulatedModuleDialogueTest {
  @Test
  void echo_whenFactoryFresh_givesBackEveryByteWithTheCarriageReturn() {
    try (ModuleBench bench = ModuleBench.booted()) {
      assertThat(bench.send("AT+CGMM\r")).isEqualTo("AT+CGMM\r\r\nSARA-R510M8S\r\n\r\nOK\r\n");
      assertThat(bench.send("at\r\n")).isEqualTo("at\r\r\nOK\r\n\n");
      assertThat(bench.send("ATE0\r")).isEqualTo("ATE0\r\r\nOK\r\n");
      assertThat(bench.send("AT\r")).isEqualTo("\r\nOK\r\n");
      assertThat(bench.send("ATE1\r")).isEqualTo("\r\nOK\r\n");
      assertThat(bench.send("AT")).isEqualTo("AT");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "AT+CGMI|u-blox",
        "AT+CGMM|SARA-R510M8S",
        "AT+CGMR|02.06",
        "ATI|SARA-R510M8S-00B-00",
        "ATI9|02.05,A00.01",
        "AT+CGSN|357862090123456",
        "AT+CGSN=1|+CGSN: \"357862090123456\"",
        "AT+CGSN=2|+CGSN: \"3578620901234501\"",
        "AT+CIMI|001010123456789",
        "AT+CCID|+CCID: 89860000502000180722",
        "AT+CCID?|+CCID: 89860000502000180722",
        "AT+CPIN?|+CPIN: READY",
        "AT+CFUN?|+CFUN: 1",
        "AT+CFUN=?|+CFUN: (0,1,4,10,11,15,16,19),(0-1)",
        "AT+CMEE?|+CMEE: 2",
        "AT+CMEE=?|+CMEE: (0-2)",
        "AT+IPR?|+IPR: 115200",
        "AT+UMNOPROF?|+UMNOPROF: 1,2,1,1",
        "AT+USIO?|+USIO: 5,*5",
        "AT+UPSV?|+UPSV: 0",
        "AT+USECROTUID|+USECROTUID: 0A04F008003C9623",
        "AT+USECDEVINFO?|+USECDEVINFO: 0,0,0",
        "AT+CGATT?|+CGATT: 1",
        "AT+CGACT?|+CGACT: 1,1",
        "AT+CGPADDR=1|+CGPADDR: 1,\"192.168.20.2\"",
        "AT+CGDCONT?|+CGDCONT: 1,\"IP\",\"default\",\"192.168.20.2\",0,0,0",
        "AT+CGCONTRDP=1|+CGCONTRDP: 1,5,\"default\",\"192.168.20.2.255.255.255.0\",\"192.168.20.1\",\"192.0.2.53\",\"198.51.100.53\"",
        "AT+COPS?|+COPS: 0,0,\"Thingseal\",7",
        "AT+CSQ|+CSQ: 20,99",
        "AT+CESQ|+CESQ: 99,99,255,255,20,46",
        "AT+CREG?|+CREG: 0,1",
        "AT+CEREG?|+CEREG: 0,1",
        "AT+CCLK?|+CCLK: \"26/11/22,12:00:06+00\"",
        "AT+ULSTFILE|+ULSTFILE:",
        "ATS3?|013",
      })
  void question_whenEchoIsOff_isAnsweredAsInTheSamples(String command, String answer) {
    try (ModuleBench bench = ModuleBench.configured(b -> b.firmware("00B"))) {
      assertThat(bench.send(command + "\r")).isEqualTo("\r\n" + answer + "\r\n\r\nOK\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "AT",
        "ATZ",
        "AT&F",
        "AT&W",
        "AT&C1",
        "AT&D0",
        "AT&K3",
        "AT&K0",
        "AT+CMEE=1",
        "AT+UDCONF=1,0",
        "AT+UCGED=2",
        "AT+UPSV=1,1300",
        "AT+UPSV=3",
        "AT+UPSV=4",
        "AT+UPSMR=1",
        "AT+CFUN=4",
        "AT+CGDCONT=1,\"IP\",\"apn\"",
        "AT+CSGT=1,\"Module has booted.\"",
        "AT+CEREG=2",
        "AT+CSCON=1",
        "AT+CGEREP=1",
        "AT+USECROTUID=?",
        "AT+USECPSK=?",
        "AT+USECOPCMD=\"cfgipv4\",4",
        "AT+CCLK=\"26/11/22,13:00:00+04\"",
      })
  void setting_whenTakenByModules_isAnsweredByOkOnly(String command) {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send(command + "\r")).isEqualTo("\r\nOK\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, ERROR",
    "1, +CME ERROR: 4",
    "2, +CME ERROR: operation not supported",
  })
  void unknownCommand_whenErrorsAreSetTo_isRefusedInThatForm(int mode, String result) {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.send("AT+CMEE=" + mode + "\r");
      for (String command : new String[] {"+UMQTT=1", "+USOCR=6", "+NONSENSE?", "Y5"}) {
        assertThat(bench.send("AT" + command + "\r")).isEqualTo("\r\n" + result + "\r\n");
      }
    }
  }

  @Test
  void numericResults_whenV0_followTheNumericShapes() {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send("ATV0\r")).isEqualTo("0\r");
      assertThat(bench.send("AT+CGMI\r")).isEqualTo("u-blox\r\n0\r");
      bench.send("AT+CMEE=0\r");
      assertThat(bench.send("AT+NONSENSE\r")).isEqualTo("4\r");
      assertThat(bench.send("ATV1\r")).isEqualTo("\r\nOK\r\n");
    }
  }

  @Test
  void line_withBlanksAnywhere_isRead() {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send("A T\r")).isEqualTo("\r\nOK\r\n");
      assertThat(bench.send(" a t + C G M I\r")).isEqualTo("\r\nu-blox\r\n\r\nOK\r\n");
      assertThat(bench.send("A xT\r")).isEmpty();
    }
  }

  @Test
  void resultCodes_whenQ1_areNotSent() {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send("ATQ1\r")).isEmpty();
      assertThat(bench.send("AT+CGMI\r")).isEqualTo("\r\nu-blox\r\n");
      assertThat(bench.send("ATQ0\r")).isEqualTo("\r\nOK\r\n");
    }
  }

  @Test
  void commandLine_whenOddlyWritten_isUnderstood() {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send("\0\0at + cgmi \r")).isEqualTo("\r\nu-blox\r\n\r\nOK\r\n");
      assertThat(bench.send("ATE0V1Q0&C1&D0S3=13+CMEE=2;+CGMI;+CMEE?\r"))
          .isEqualTo("\r\nu-blox\r\n\r\n+CMEE: 2\r\n\r\nOK\r\n");
      assertThat(bench.send("AT+CGMI;+NONSENSE;+CGMM\r"))
          .isEqualTo("\r\nu-blox\r\n\r\n+CME ERROR: operation not supported\r\n");
      assertThat(bench.send("\r\r\n\r")).isEmpty();
      assertThat(bench.send("AT+CSGT=1,\"a b;c\"\r")).isEqualTo("\r\nOK\r\n");
      assertThat(bench.send("AT+CSGT?\r")).isEqualTo("\r\n+CSGT: \"a b;c\",1\r\n\r\nOK\r\n");
    }
  }

  @Test
  void commandLine_whenLongerThan1024_isRefusedAsAWhole() {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send("AT" + " ".repeat(1015) + "+CGMI;;\r"))
          .isEqualTo("\r\nu-blox\r\n\r\nOK\r\n");
      assertThat(bench.send("AT" + " ".repeat(1016) + "+CGMI;;\r"))
          .isEqualTo("\r\n+CME ERROR: incorrect parameters\r\n");
      assertThat(bench.send("AT\r")).isEqualTo("\r\nOK\r\n");
    }
  }
}
