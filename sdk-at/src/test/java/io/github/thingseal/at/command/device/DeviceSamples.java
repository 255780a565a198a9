package io.github.thingseal.at.command.device;

import static io.github.thingseal.at.command.CommandSample.once;
import static io.github.thingseal.at.command.CommandSample.repeatable;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.thingseal.at.command.CommandSample;
import io.github.thingseal.at.command.FixedCommand;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The commands of the module itself. */
public final class DeviceSamples {
  private static final byte[] CONTENT = "some content".getBytes(US_ASCII);

  private DeviceSamples() {}

  /** One or more of each class. */
  public static List<CommandSample> all() {
    return List.of(
        repeatable("AT", FixedCommand.ATTENTION),
        repeatable("ATE0", FixedCommand.ECHO_OFF),
        repeatable("ATV1", FixedCommand.VERBOSE_RESULTS),
        repeatable("AT+UDCONF=1,0", FixedCommand.SOCKET_HEX_MODE_OFF),
        repeatable("AT&C1", FixedCommand.CARRIER_DETECT),
        repeatable("AT&D0", FixedCommand.IGNORE_DTR),
        repeatable("AT+UPSMR=1", FixedCommand.DEEP_SLEEP_REPORTS),
        repeatable("AT&W", FixedCommand.STORE_PROFILE),
        repeatable("ATZ", FixedCommand.RESTORE_PROFILE),
        repeatable("AT&F", FixedCommand.FACTORY_PROFILE),
        once("AT+CPWROFF", FixedCommand.POWER_OFF).within(40),
        repeatable("AT+CMEE=0", FixedCommand.ERROR_REPORTS_OFF),
        repeatable("AT+CMEE=1", FixedCommand.ERRORS_AS_NUMBERS),
        repeatable("AT+CMEE=2", FixedCommand.ERRORS_AS_TEXT),
        repeatable("AT+CGMI", Identification.MANUFACTURER).reads("u-blox", "u-blox"),
        repeatable("AT+CGMM", Identification.MODEL).reads("SARA-R510M8S", "SARA-R510M8S"),
        repeatable("AT+CGMR", Identification.REVISION).reads("02.06", "02.06"),
        repeatable("ATI", Identification.PRODUCT)
            .reads("SARA-R510M8S-00B-00", "SARA-R510M8S-00B-00"),
        repeatable("ATI9", Identification.VERSIONS).reads("02.05,A00.01", "02.05,A00.01"),
        repeatable("AT+CGSN", Identification.IMEI).reads("357520070120760", "357520070120760"),
        repeatable("AT+CIMI", Identification.IMSI).reads("001010123456789", "001010123456789"),
        repeatable("AT+CCID", Identification.ICCID)
            .reads("89860000502000180722", "+CCID: 89860000502000180722"),
        repeatable("AT+CPIN?", Identification.PIN_STATE).shown().reads("READY", "+CPIN: READY"),
        repeatable("AT+CGSN=2", Identification.IMEI_SV)
            .reads("3575200701207601", "+CGSN: \"3575200701207601\""),
        repeatable("AT+CCLK?", new ReadClock())
            .reads(
                new ModuleClock(
                    LocalDateTime.of(2026, 11, 22, 13, 26, 3), Optional.of(ZoneOffset.ofHours(2))),
                "+CCLK: \"26/11/22,13:26:03+08\""),
        once(
            "AT+CCLK=\"26/11/29,10:17:05+04\"",
            new SetClock(OffsetDateTime.parse("2026-11-29T10:17:05+01:00"))),
        repeatable("AT+IPR?", new ReadBaudRate()).reads(115_200, "+IPR: 115200"),
        once("AT+IPR=115200", new SetBaudRate(115_200)),
        repeatable("AT&K0", FixedCommand.FLOW_CONTROL_OFF),
        repeatable("AT&K3", FixedCommand.FLOW_CONTROL_BY_RTS_CTS),
        repeatable("AT+CFUN?", new ReadFunctionality()).reads(4, "+CFUN: 4"),
        repeatable("AT+CFUN=?", new ReadSupportedFunctionality())
            .reads(Set.of(0, 1, 2, 4), "+CFUN: (0-2,4),(0-1)"),
        repeatable("AT+CFUN=1", SetFunctionality.FULL).within(30),
        repeatable("AT+CFUN=4", SetFunctionality.RADIO_OFF).within(30),
        once("AT+CFUN=15", new SetFunctionality(15)).within(30),
        once("AT+CFUN=16", new SetFunctionality(16)).within(30),
        repeatable("AT+UPSV?", new ReadUartPowerSaving())
            .reads(new UartPowerSaving(1, OptionalInt.of(2000)), "+UPSV: 1,2000"),
        repeatable("AT+UPSV=0", SetUartPowerSaving.off()),
        repeatable("AT+UPSV=1,1300", SetUartPowerSaving.timed(1300)),
        repeatable("AT+UPSV=2", SetUartPowerSaving.byRts()),
        repeatable("AT+UPSV=3", SetUartPowerSaving.byDtr()),
        repeatable("AT+UPSV=4", SetUartPowerSaving.byActivity()),
        repeatable("AT+USIO?", new ReadSerialInterfaces()).reads(List.of("5", "*5"), "+USIO: 5,*5"),
        repeatable("AT+CSGT?", new ReadGreeting())
            .reads(Optional.of("Hello"), "+CSGT: \"Hello\",1"),
        repeatable(
            "AT+CSGT=1,\"Module has booted.\"", new SetGreeting(Optional.of("Module has booted."))),
        repeatable("AT+CSGT=0", new SetGreeting(Optional.empty())),
        repeatable("AT+ULSTFILE", new ListFiles())
            .reads(List.of("a.txt", "b.bin"), "+ULSTFILE: \"a.txt\",\"b.bin\""),
        repeatable("AT+ULSTFILE=1", new ReadFreeFileSpace()).reads(7_000, "+ULSTFILE: 7000"),
        repeatable("AT+ULSTFILE=2,\"a.txt\"", new ReadFileSize("a.txt")).reads(19, "+ULSTFILE: 19"),
        repeatable("AT+URDFILE=\"a.txt\"", new ReadFile("a.txt"))
            .reads(CONTENT, "+URDFILE: \"a.txt\",12,\"some content\""),
        repeatable("AT+URDBLOCK=\"a.txt\",0,16", new ReadFileBlock("a.txt", 0, 16))
            .reads(CONTENT, "+URDBLOCK: \"a.txt\",12,\"some content\""));
  }
}
