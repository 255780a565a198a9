package io.github.thingseal.at.command.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.Lines;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.command.network.PdpConnection;
import io.github.thingseal.at.command.network.ReadPdpConnection;
import io.github.thingseal.at.command.security.AuthorizedFeature;
import io.github.thingseal.at.command.security.CheckRotFirmware;
import io.github.thingseal.at.command.security.E2eFileCommand;
import io.github.thingseal.at.command.security.LocalDataCommand;
import io.github.thingseal.at.command.security.ReadCertificateStatus;
import io.github.thingseal.at.command.security.ReadChipId;
import io.github.thingseal.at.command.security.ReadSecurityMode;
import io.github.thingseal.at.command.security.RotFirmwareState;
import io.github.thingseal.at.command.security.UpdateRotFirmware;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.InvalidInputException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HousekeepingCommandsTest {
  @Test
  void clock_withAndWithoutZone_isRead() {
    ModuleClock clock = new ReadClock().read(Lines.of("+CCLK: \"26/11/22,13:26:03+08\""));
    assertThat(clock.localTime()).isEqualTo(LocalDateTime.of(2026, 11, 22, 13, 26, 3));
    assertThat(clock.offset()).contains(ZoneOffset.ofHours(2));
    assertThat(clock.toInstant()).contains(Instant.parse("2026-11-22T11:26:03Z"));
    ModuleClock local = new ReadClock().read(Lines.of("+CCLK: \"26/11/22,13:26:03\""));
    assertThat(local.offset()).isEmpty();
    assertThat(local.toInstant()).isEmpty();
    assertThat(new ReadClock().read(Lines.of("+CCLK: \"26/11/22,13:26:03-14\"")).offset())
        .contains(ZoneOffset.ofHoursMinutes(-3, -30));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "26/11/22", "26/13/22,13:26:03", "26/11/22,25:26:03", "26/11/22,13:26:03+99"})
  void clock_whenMalformed_isUnexpected(String text) {
    assertThatThrownBy(() -> new ReadClock().read(Lines.of("+CCLK: \"" + text + "\"")))
        .isInstanceOf(UnexpectedReplyException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"+UPSV: 0|0|", "+UPSV: 1,2000|1|2000", "+UPSV: 4|4|"})
  void uartPowerSaving_whenAnswered_isModeAndTime(String line, int mode, Integer frames) {
    UartPowerSaving saving = new ReadUartPowerSaving().read(Lines.of(line));
    assertThat(saving.mode()).isEqualTo(mode);
    assertThat(saving.gsmFrames().isPresent()).isEqualTo(frames != null);
    assertThat(saving.gsmFrames().orElse(0)).isEqualTo(frames == null ? 0 : frames);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 5, Integer.MAX_VALUE})
  void uartPowerSaving_whenNoModuleKnowsTheMode_isReadButNotSet(int mode) {
    UartPowerSaving read = new ReadUartPowerSaving().read(Lines.of("+UPSV: " + mode));

    assertThat(read.mode()).isEqualTo(mode);
    assertThatThrownBy(() -> new SetUartPowerSaving(read))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("setting.mode is 0 to 4, not " + mode);
  }

  @ParameterizedTest
  @CsvSource({"0,1300", "1,", "2,1300", "3,1300", "4,1300"})
  void uartPowerSaving_whenTheIdleTimeDoesNotFitTheMode_isRefused(int mode, Integer frames) {
    UartPowerSaving setting =
        new UartPowerSaving(mode, frames == null ? OptionalInt.empty() : OptionalInt.of(frames));
    assertThatThrownBy(() -> new SetUartPowerSaving(setting))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("idle time in mode 1")
        .hasMessageContaining("the mode " + mode);
  }

  @Test
  void connection_whenAnswered_isRead() {
    Optional<PdpConnection> connection =
        new ReadPdpConnection(1)
            .read(Lines.of("+CGCONTRDP: 1,5,\"default\",\"192.168.20.2\",\"192.168.20.1\",\"\""));
    assertThat(connection)
        .contains(
            new PdpConnection(
                1,
                5,
                "default",
                Optional.of("192.168.20.2"),
                Optional.empty(),
                Optional.of("192.168.20.1"),
                List.of()));
    assertThat(new ReadPdpConnection(1).read(List.of())).isEmpty();
  }

  @Test
  void lists_whenAnswered_areTakenAsTheyCome() {
    assertThat(new ListFiles().read(Lines.of("+ULSTFILE: \"a.txt\",\"b.bin\"")))
        .containsExactly("a.txt", "b.bin");
    assertThat(new ListFiles().read(List.of())).isEmpty();
    assertThat(new ReadSerialInterfaces().read(Lines.of("+USIO: 5,*5"))).containsExactly("5", "*5");
    assertThat(Identification.IMEI_SV.read(Lines.of("+CGSN: \"3575200701207601\"")))
        .isEqualTo("3575200701207601");
    assertThat(new ReadBaudRate().read(Lines.of("+IPR: 115200"))).isEqualTo(115200);
  }

  @Test
  void rootOfTrust_whenAsked_isTakenAsItComes() {
    assertThat(new ReadSecurityMode().read(Lines.of("+USECMODE: 0"))).isZero();
    assertThat(new ReadChipId().read(Lines.of("+USECCHIP: \"0102\""))).isEqualTo("0102");
    assertThat(AuthorizedFeature.LOCAL_C2C.line()).isEqualTo("AT+USECAFA=3");
    assertThat(AuthorizedFeature.ZTP.read(Lines.of("+USECAFA: 0,\"on\",1")))
        .containsExactly("0", "on", "1");
    assertThat(new ReadCertificateStatus().read(Lines.of("+USECDEVCERT: 1"))).containsExactly("1");
    assertThatThrownBy(() -> new ReadChipId().read(List.of()))
        .isInstanceOf(UnexpectedReplyException.class);
  }

  @ParameterizedTest
  @CsvSource({"0,UP_TO_DATE", "1,UPDATE_NEEDED", "3,FILE_ABSENT"})
  void rotFirmware_whenAsked_isTheState(String number, RotFirmwareState state) {
    assertThat(new CheckRotFirmware().read(Lines.of("+USECFW: " + number))).isEqualTo(state);
  }

  @Test
  void rotFirmware_whenTheNumberIsUnknown_isUnexpected() {
    assertThatThrownBy(() -> new CheckRotFirmware().read(Lines.of("+USECFW: 2")))
        .isInstanceOf(UnexpectedReplyException.class);
    assertThat(new UpdateRotFirmware().read(Lines.of("+USECFW: 0"))).isEqualTo(Done.DONE);
    assertThatThrownBy(() -> new UpdateRotFirmware().read(Lines.of("+USECFW: 1")))
        .isInstanceOf(UnexpectedReplyException.class);
  }

  @Test
  void assumedCommands_mirrorThePublishedOne() {
    LocalDataCommand encrypt = LocalDataCommand.encrypt(new byte[] {1, 2});
    assertThat(encrypt.line()).isEqualTo("AT+USECDATAENC=2");
    assertThat(encrypt.read(Lines.counted("+USECDATAENC", 3, new byte[3]))).hasSize(3);
    assertThat(encrypt.toString()).isEqualTo("LocalDataCommand[+USECDATAENC, 2 bytes]");
    LocalDataCommand decrypt = LocalDataCommand.decrypt(new byte[3]);
    assertThat(decrypt.line()).isEqualTo("AT+USECDATADEC=3");
    assertThat(decrypt.payload()).hasValue(new byte[3]);
    assertThat(E2eFileCommand.encrypt("in", "out").line())
        .isEqualTo("AT+USECE2EFILEENC=\"in\",\"out\"");
    assertThat(E2eFileCommand.decrypt("in", "out").line())
        .isEqualTo("AT+USECE2EFILEDEC=\"in\",\"out\"");
    assertThat(E2eFileCommand.decrypt("in", "out").read(Lines.of("+USECE2EFILEDEC: 5")))
        .containsExactly("5");
    assertThatThrownBy(() -> LocalDataCommand.encrypt(new byte[0]))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> E2eFileCommand.encrypt("", "x"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new SetBaudRate(-1)).isInstanceOf(InvalidInputException.class);
  }
}
