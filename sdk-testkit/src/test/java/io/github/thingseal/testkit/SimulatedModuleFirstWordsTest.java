package io.github.thingseal.testkit;

import static io.github.thingseal.testkit.ModuleBench.lines;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What gammu, ModemManager, chat and scripts say before all else, to the byte. */
class SimulatedModuleFirstWordsTest {
  private static final String OK = lines("OK");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ATS0=0",
        "ATS7=60",
        "ATX4",
        "ATX",
        "ATH",
        "ATH0",
        "ATL",
        "ATL2",
        "ATM",
        "ATM1",
        "AT&S0",
        "AT&S",
        "AT\\Q3",
        "AT\\Q",
        "ATT",
        "ATP",
        "ATQ0V1E0S0=0&C1&D2+FCLASS=0",
        "ATE0X4&C1\\Q3M0L0+IFC=2,2",
        "AT+IFC=0,0",
        "AT+ICF=3,1",
        "AT+CSCS=\"GSM\"",
        "AT+CLCK=\"SC\",0,\"1234\"",
        "AT+CIND=0,1,1",
        "AT+CPBS=\"SM\"",
        "AT+CPBR=1,250",
        "AT+CNUM",
        "AT+CLCC",
        "AT+CHUP",
        "AT+CTZR=1",
        "AT+WS46=28",
        "AT+CMER=3,0,0,1",
        "AT+CMGF=1",
        "AT+CMGL",
        "AT+CMGL=4",
        "AT+CMGD=1,4",
        "AT+CSCA=\"+12025550100\",145",
        "AT+CNMI=2,1",
        "AT+CSDH=1",
      })
  void setting_isTaken(String command) {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send(command + "\r")).isEqualTo(OK);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "ATS0?|000",
        "ATS7?|060",
        "ATS12?|050",
        "AT+GCAP|+GCAP: +FCLASS,+CGSM",
        "AT+IFC?|+IFC: 2,2",
        "AT+IFC=?|+IFC: (0-2),(0-2)",
        "AT+ICF?|+ICF: 3,1",
        "AT+ICF=?|+ICF: (0-6),(0-3)",
        "AT+FCLASS?|+FCLASS: 0",
        "AT+FCLASS=?|+FCLASS: (0)",
        "AT+CSCS?|+CSCS: \"IRA\"",
        "AT+CSCS=?|+CSCS: (\"IRA\",\"GSM\")",
        "AT+CLCK=\"SC\",2|+CLCK: 0",
        "AT+CLCK=?|+CLCK: (\"SC\",\"FD\",\"PS\",\"PN\",\"PU\",\"PP\",\"PC\")",
        "AT+CPAS|+CPAS: 0",
        "AT+CPAS=?|+CPAS: (0,3,4)",
        "AT+CIND?|+CIND: 5,3,1,0,0,0,0,0,0",
        "AT+CBC|+CBC: 0,100",
        "AT+CPBS?|+CPBS: \"SM\",0,250",
        "AT+CPBS=?|+CPBS: (\"SM\",\"ON\",\"LD\",\"FD\")",
        "AT+CPBR=?|+CPBR: (1-250),40,18",
        "AT+WS46?|+WS46: 28",
        "AT+WS46=?|+WS46: (28)",
        "AT+CTZR?|+CTZR: 0",
        "AT+CTZR=?|+CTZR: (0-3)",
        "AT+CRSM=176,12258,0,0,10|+CRSM: 144,0,\"98680000050200817022\"",
        "AT+CRSM=176,28423,0,0,9|+CRSM: 144,0,\"080910101032547698\"",
        "AT+CRSM=176,28589,0,0,4|+CRSM: 144,0,\"00000002\"",
        "AT+CRSM=176,28589,0,3,1|+CRSM: 144,0,\"02\"",
        "AT+CRSM=176,28589,0,0,9|+CRSM: 108,4,\"\"",
        "AT+CRSM=176,28486,0,0,17|+CRSM: 106,130,\"\"",
        "AT+CRSM=214,28589,0,0,1,\"00\"|+CRSM: 105,130,\"\"",
        "AT+CSIM=10,\"0020000100\"|+CSIM: 4,\"63C3\"",
        "AT+CSIM=10,\"00A4000000\"|+CSIM: 4,\"6D00\"",
        "AT+CMGF?|+CMGF: 0",
        "AT+CMGF=?|+CMGF: (0,1)",
        "AT+CMGL=?|+CMGL: (0-4)",
        "AT+CSCA?|+CSCA: \"\",129",
        "AT+CPMS?|+CPMS: \"ME\",0,23,\"ME\",0,23,\"ME\",0,23",
        "AT+CPMS=?|+CPMS: (\"ME\",\"SM\"),(\"ME\",\"SM\"),(\"ME\",\"SM\")",
        "AT+CPMS=\"SM\",\"SM\"|+CPMS: 0,23,0,23,0,23",
        "AT+CNMI?|+CNMI: 1,0,0,0,0",
        "AT+CNMI=?|+CNMI: (0-2),(0-3),(0-2),(0-2),(0,1)",
        "AT+CSMS?|+CSMS: 0,1,1,1",
        "AT+CSMS=1|+CSMS: 1,1,1",
        "AT+CGDATA=?|+CGDATA: (\"PPP\")",
        "AT+CSQ=?|+CSQ: (0-31,99),(0-7,99)",
        "AT+CESQ=?|+CESQ: (0-63,99),(0-7,99),(0-96,255),(0-49,255),(0-34,255),(0-97,255)",
        "AT+IPR=?|+IPR: (0,9600,19200,38400,57600,115200,230400,460800,921600),()",
        "AT+UPSV=?|+UPSV: (0-4),(40-65000)",
        "AT+UPSMR=?|+UPSMR: (0-2)",
        "AT+CPSMS=?|+CPSMS: (0,1),,,(\"00000000\"-\"11111111\"),(\"00000000\"-\"11111111\")",
        "AT+CTZU=?|+CTZU: (0-1)",
      })
  void question_isAnswered(String command, String answer) {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send(command + "\r")).isEqualTo(lines(answer, "OK"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "AT+CMGL=5|304",
        "AT+CMGL=\"ALL\"|304",
        "AT+CMGR=1|321",
        "AT+CMGD=1|321",
        "AT+CMGS=10|303",
        "AT+CMGF=2|304",
        "AT+CPMS=\"BM\"|302",
        "AT+CNMI=9|304",
        "AT+CSCA=\"abc\"|304",
        "AT+CSMS|303",
      })
  void messageCommand_thatFails_failsWithAnErrorOfMessages(String command, int error) {
    try (ModuleBench bench = ModuleBench.configured()) {
      for (int mode = 0; mode <= 2; mode++) {
        bench.send("AT+CMEE=" + mode + "\r");
        assertThat(bench.send(command + "\r")).isEqualTo(lines("+CMS ERROR: " + error));
      }
    }
  }

  @Test
  void messagesInTextMode_areListedByTheirStates() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.send("AT+CMGF=1\r");
      assertThat(bench.send("AT+CMGL=\"ALL\"\r")).isEqualTo(OK);
      assertThat(bench.send("AT+CMGL=4\r")).isEqualTo(lines("+CMS ERROR: 305"));
      assertThat(bench.send("AT+CMGL=?\r"))
          .contains("(\"REC UNREAD\",\"REC READ\",\"STO UNSENT\",\"STO SENT\",\"ALL\")");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "AT+CSCS=\"EBCDIC\"|incorrect parameters",
        "AT+CLCK=\"SC\",1,\"1234\"|incorrect password",
        "AT+CSIM=8,\"0020000100\"|incorrect parameters",
        "AT+CPBS=\"XX\"|incorrect parameters",
        "AT+FCLASS=1|incorrect parameters",
        "ATX5|incorrect parameters",
      })
  void otherCommand_thatFails_failsWithAnErrorOfTheModule(String command, String error) {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send(command + "\r")).isEqualTo(lines("+CME ERROR: " + error));
    }
  }

  @Test
  void commands_areListed() {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send("AT+CLAC\r").split("\r\n"))
          .contains("+CSQ", "+CLAC", "+USECROTUID", "&K", "D", "OK");
    }
  }

  @Test
  void registers_areOfTheirPortAndGoWithTheProfile() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.send("ATS7=30\r");
      assertThat(bench.send("ATS7?\r")).isEqualTo(lines("030", "OK"));
      bench.send("AT&F\r");
      assertThat(bench.send("ATE0\r")).endsWith(OK);
      assertThat(bench.send("ATS7?\r")).isEqualTo(lines("060", "OK"));
    }
  }
}
