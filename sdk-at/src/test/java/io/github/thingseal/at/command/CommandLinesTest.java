package io.github.thingseal.at.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.command.device.ErrorReports;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.command.device.ListFiles;
import io.github.thingseal.at.command.device.ReadBaudRate;
import io.github.thingseal.at.command.device.ReadClock;
import io.github.thingseal.at.command.device.ReadFile;
import io.github.thingseal.at.command.device.ReadFileSize;
import io.github.thingseal.at.command.device.ReadFreeFileSpace;
import io.github.thingseal.at.command.device.ReadFunctionality;
import io.github.thingseal.at.command.device.ReadGreeting;
import io.github.thingseal.at.command.device.ReadImeiSv;
import io.github.thingseal.at.command.device.ReadSerialInterfaces;
import io.github.thingseal.at.command.device.ReadSupportedFunctionality;
import io.github.thingseal.at.command.device.ReadUartPowerSaving;
import io.github.thingseal.at.command.device.SetBaudRate;
import io.github.thingseal.at.command.device.SetFlowControl;
import io.github.thingseal.at.command.device.SetFunctionality;
import io.github.thingseal.at.command.device.SetGreeting;
import io.github.thingseal.at.command.device.SetUartPowerSaving;
import io.github.thingseal.at.command.network.ActivatePdpContext;
import io.github.thingseal.at.command.network.ActivatePsdProfile;
import io.github.thingseal.at.command.network.Apn;
import io.github.thingseal.at.command.network.ClearPdpContext;
import io.github.thingseal.at.command.network.DefinePdpContext;
import io.github.thingseal.at.command.network.OperatorFormat;
import io.github.thingseal.at.command.network.PdpType;
import io.github.thingseal.at.command.network.ReadActivePdpContexts;
import io.github.thingseal.at.command.network.ReadAttachment;
import io.github.thingseal.at.command.network.ReadBandMasks;
import io.github.thingseal.at.command.network.ReadCellInfo;
import io.github.thingseal.at.command.network.ReadEdrx;
import io.github.thingseal.at.command.network.ReadExtendedErrors;
import io.github.thingseal.at.command.network.ReadLteSignal;
import io.github.thingseal.at.command.network.ReadNetworkOperator;
import io.github.thingseal.at.command.network.ReadOperatorProfile;
import io.github.thingseal.at.command.network.ReadPdpAddress;
import io.github.thingseal.at.command.network.ReadPdpConnection;
import io.github.thingseal.at.command.network.ReadPdpContexts;
import io.github.thingseal.at.command.network.ReadRadioTechnologies;
import io.github.thingseal.at.command.network.ReadRegistration;
import io.github.thingseal.at.command.network.ReadSignalQuality;
import io.github.thingseal.at.command.network.RegistrationDomain;
import io.github.thingseal.at.command.network.SetCellInfoMode;
import io.github.thingseal.at.command.network.SetOperatorFormat;
import io.github.thingseal.at.command.network.SetPsdProfile;
import io.github.thingseal.at.command.network.SetRegistrationReports;
import io.github.thingseal.at.command.security.AuthorizedFeature;
import io.github.thingseal.at.command.security.CheckRotFirmware;
import io.github.thingseal.at.command.security.CloseC2c;
import io.github.thingseal.at.command.security.DecryptE2e;
import io.github.thingseal.at.command.security.EncryptE2e;
import io.github.thingseal.at.command.security.GeneratePsk;
import io.github.thingseal.at.command.security.ReadAuthorization;
import io.github.thingseal.at.command.security.ReadCertificateStatus;
import io.github.thingseal.at.command.security.ReadChipId;
import io.github.thingseal.at.command.security.ReadDeviceCertificates;
import io.github.thingseal.at.command.security.ReadDevicePrivateKey;
import io.github.thingseal.at.command.security.ReadE2eVersion;
import io.github.thingseal.at.command.security.ReadRotPublicUid;
import io.github.thingseal.at.command.security.ReadSealState;
import io.github.thingseal.at.command.security.ReadSecurityMode;
import io.github.thingseal.at.command.security.SealDevice;
import io.github.thingseal.at.command.security.SetE2eVersion;
import io.github.thingseal.at.command.security.SetSecurityMode;
import io.github.thingseal.at.command.security.TriggerHeartbeat;
import io.github.thingseal.at.command.security.UpdateRotFirmware;
import io.github.thingseal.at.command.security.UseIpv4;
import io.github.thingseal.at.command.tls.CredentialName;
import io.github.thingseal.at.command.tls.CredentialType;
import io.github.thingseal.at.command.tls.DeleteCredential;
import io.github.thingseal.at.command.tls.ListCredentials;
import io.github.thingseal.at.command.tls.ResetTlsProfile;
import io.github.thingseal.at.command.tls.SetTlsOption;
import io.github.thingseal.at.command.tls.TlsOption;
import io.github.thingseal.at.transport.FlowControl;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.psk.PskSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each command sends, for how long it waits, and whether it may be sent again. */
class CommandLinesTest {
  private static final SealDevice SEAL =
      new SealDevice(
          DeviceProfileUid.of("AgbCtixjwqLjwV3VWpfPyz"), DeviceSerialNumber.of("357862090123456"));
  private static final E2eMessage MESSAGE =
      E2eMessage.parseHex("11010008003f97203b08c787d1b20000" + "6423" + "75".repeat(16));

  static Stream<Arguments> commands() {
    return Stream.of(
        repeatable(FixedCommand.ATTENTION, "AT", 10),
        repeatable(FixedCommand.ECHO_OFF, "ATE0", 10),
        repeatable(FixedCommand.VERBOSE_RESULTS, "ATV1", 10),
        repeatable(FixedCommand.SOCKET_HEX_MODE_OFF, "AT+UDCONF=1,0", 10),
        repeatable(FixedCommand.CARRIER_DETECT, "AT&C1", 10),
        repeatable(FixedCommand.IGNORE_DTR, "AT&D0", 10),
        repeatable(FixedCommand.DEEP_SLEEP_REPORTS, "AT+UPSMR=1", 10),
        once(FixedCommand.POWER_OFF, "AT+CPWROFF", 40),
        repeatable(ErrorReports.OFF, "AT+CMEE=0", 10),
        repeatable(ErrorReports.NUMERIC, "AT+CMEE=1", 10),
        repeatable(ErrorReports.TEXT, "AT+CMEE=2", 10),
        repeatable(new SetFlowControl(FlowControl.NONE), "AT&K0", 10),
        repeatable(new SetFlowControl(FlowControl.RTS_CTS), "AT&K3", 10),
        repeatable(SetUartPowerSaving.off(), "AT+UPSV=0", 10),
        repeatable(SetUartPowerSaving.timed(1300), "AT+UPSV=1,1300", 10),
        repeatable(SetUartPowerSaving.byDtr(), "AT+UPSV=3", 10),
        repeatable(SetUartPowerSaving.byActivity(), "AT+UPSV=4", 10),
        repeatable(new SetCellInfoMode(5), "AT+UCGED=5", 10),
        repeatable(new ReadOperatorProfile(), "AT+UMNOPROF?", 10),
        repeatable(SetFunctionality.FULL, "AT+CFUN=1", 30),
        repeatable(SetFunctionality.RADIO_OFF, "AT+CFUN=4", 30),
        once(new SetFunctionality(15), "AT+CFUN=15", 30),
        once(new SetFunctionality(16), "AT+CFUN=16", 30),
        repeatable(new ReadFunctionality(), "AT+CFUN?", 10),
        repeatable(new ReadSupportedFunctionality(), "AT+CFUN=?", 10),
        repeatable(Identification.MANUFACTURER, "AT+CGMI", 10),
        repeatable(Identification.MODEL, "AT+CGMM", 10),
        repeatable(Identification.REVISION, "AT+CGMR", 10),
        repeatable(Identification.PRODUCT, "ATI", 10),
        repeatable(Identification.VERSIONS, "ATI9", 10),
        repeatable(Identification.IMEI, "AT+CGSN", 10),
        repeatable(Identification.IMSI, "AT+CIMI", 10),
        repeatable(Identification.ICCID, "AT+CCID", 10),
        repeatable(Identification.PIN_STATE, "AT+CPIN?", 10),
        repeatable(new ReadRegistration(RegistrationDomain.CIRCUIT_SWITCHED), "AT+CREG?", 10),
        repeatable(new ReadRegistration(RegistrationDomain.GPRS), "AT+CGREG?", 10),
        repeatable(new ReadRegistration(RegistrationDomain.EPS), "AT+CEREG?", 10),
        repeatable(new SetRegistrationReports(RegistrationDomain.EPS, 2), "AT+CEREG=2", 10),
        repeatable(new ReadSignalQuality(), "AT+CSQ", 10),
        repeatable(new ReadLteSignal(), "AT+CESQ", 10),
        repeatable(new ReadNetworkOperator(), "AT+COPS?", 30),
        repeatable(new ReadAttachment(), "AT+CGATT?", 10),
        repeatable(
            new DefinePdpContext(1, PdpType.IP, Apn.of("internet.example")),
            "AT+CGDCONT=1,\"IP\",\"internet.example\"",
            10),
        repeatable(new ReadPdpContexts(), "AT+CGDCONT?", 10),
        repeatable(new ActivatePdpContext(1), "AT+CGACT=1,1", 150),
        repeatable(new ReadActivePdpContexts(), "AT+CGACT?", 10),
        repeatable(new ReadPdpAddress(1), "AT+CGPADDR=1", 10),
        repeatable(new ReadRotPublicUid(), "AT+USECROTUID", 150),
        repeatable(new ReadSealState(), "AT+USECDEVINFO?", 150),
        once(SEAL, "AT+USECDEVINFO=\"AgbCtixjwqLjwV3VWpfPyz\",\"357862090123456\"", 150),
        once(new TriggerHeartbeat(Duration.ofSeconds(150)), "AT+USECCONN", 150),
        repeatable(new GeneratePsk(PskSize.BYTES_16), "AT+USECPSK=16", 150),
        repeatable(new GeneratePsk(PskSize.BYTES_32), "AT+USECPSK=32", 150),
        repeatable(EncryptE2e.of(new byte[44]), "AT+USECE2EDATAENC=44", 150),
        once(new DecryptE2e(MESSAGE), "AT+USECE2EDATADEC=34", 150),
        repeatable(new ReadE2eVersion(), "AT+USECOPCMD=\"e2e_enc\"", 150),
        repeatable(new SetE2eVersion(E2eVersion.V1), "AT+USECOPCMD=\"e2e_enc\",0", 150),
        repeatable(new SetE2eVersion(E2eVersion.V2), "AT+USECOPCMD=\"e2e_enc\",1", 150),
        repeatable(FixedCommand.STORE_PROFILE, "AT&W", 10),
        repeatable(FixedCommand.RESTORE_PROFILE, "ATZ", 10),
        repeatable(FixedCommand.FACTORY_PROFILE, "AT&F", 10),
        repeatable(SetUartPowerSaving.byRts(), "AT+UPSV=2", 10),
        repeatable(new ReadUartPowerSaving(), "AT+UPSV?", 10),
        repeatable(new ReadBaudRate(), "AT+IPR?", 10),
        once(new SetBaudRate(115200), "AT+IPR=115200", 10),
        repeatable(new ReadClock(), "AT+CCLK?", 10),
        repeatable(
            new SetGreeting(Optional.of("Module has booted.")),
            "AT+CSGT=1,\"Module has booted.\"",
            10),
        repeatable(new SetGreeting(Optional.empty()), "AT+CSGT=0", 10),
        repeatable(new ListFiles(), "AT+ULSTFILE", 10),
        repeatable(new ReadPdpConnection(1), "AT+CGCONTRDP=1", 10),
        repeatable(new ClearPdpContext(2), "AT+CGDCONT=2", 10),
        repeatable(SetPsdProfile.ipv4(0), "AT+UPSD=0,0,0", 10),
        repeatable(SetPsdProfile.context(0, 1), "AT+UPSD=0,100,1", 10),
        repeatable(new ActivatePsdProfile(0), "AT+UPSDA=0,3", 150),
        repeatable(new ReadExtendedErrors(), "AT+CEER", 10),
        repeatable(new SetOperatorFormat(OperatorFormat.LONG_NAME), "AT+COPS=3,0", 10),
        repeatable(new ReadRadioTechnologies(), "AT+URAT?", 10),
        repeatable(new ReadBandMasks(), "AT+UBANDMASK?", 10),
        repeatable(new ReadEdrx(), "AT+CEDRXRDP", 10),
        repeatable(new ReadCellInfo(), "AT+UCGED?", 10),
        repeatable(new ReadGreeting(), "AT+CSGT?", 10),
        repeatable(new ReadFreeFileSpace(), "AT+ULSTFILE=1", 10),
        repeatable(new ReadFileSize("a.txt"), "AT+ULSTFILE=2,\"a.txt\"", 10),
        repeatable(new ReadFile("a.txt"), "AT+URDFILE=\"a.txt\"", 10),
        repeatable(new ReadImeiSv(), "AT+CGSN=2", 10),
        repeatable(new ReadSerialInterfaces(), "AT+USIO?", 10),
        repeatable(new ReadSecurityMode(), "AT+USECMODE?", 150),
        once(new SetSecurityMode(0), "AT+USECMODE=0", 150),
        repeatable(new ReadChipId(), "AT+USECCHIP", 150),
        repeatable(
            new ReadAuthorization(AuthorizedFeature.LOCAL_C2C_KEY_PAIRING), "AT+USECAFA=2", 150),
        repeatable(new CheckRotFirmware(), "AT+USECFW=0", 150),
        once(new UpdateRotFirmware(), "AT+USECFW=1", 150),
        repeatable(new UseIpv4(), "AT+USECOPCMD=\"cfgipv4\",4", 150),
        repeatable(new ReadDevicePrivateKey(), "AT+USECDEVCERT=0", 150),
        repeatable(
            new ReadDeviceCertificates(ReadDeviceCertificates.Kind.DEVICE),
            "AT+USECDEVCERT=1",
            150),
        repeatable(
            new ReadDeviceCertificates(ReadDeviceCertificates.Kind.AUTHORITIES),
            "AT+USECDEVCERT=2",
            150),
        repeatable(new ReadCertificateStatus(), "AT+USECDEVCERT?", 150),
        repeatable(new ListCredentials(), "AT+USECMNG=3", 10),
        once(
            new DeleteCredential(CredentialType.CA_CERTIFICATE, CredentialName.of("x")),
            "AT+USECMNG=2,0,\"x\"",
            10),
        repeatable(new ResetTlsProfile(4), "AT+USECPRF=4", 10),
        repeatable(SetTlsOption.number(0, TlsOption.ROT_PSK, 1), "AT+USECPRF=0,11,1", 10),
        once(new CloseC2c(), "AT+USECC2C=2", 150),
        once(RawCommand.of("AT+USECMODE?"), "AT+USECMODE?", 10));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void command_whenSent_isTheLineAndLimitOfTheDocumentation(
      AtCommand<?> command, String line, int seconds, boolean repeatable) {
    assertThat(command.line()).isEqualTo(line);
    assertThat(command.timeLimit()).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(command.repeatable()).isEqualTo(repeatable);
    assertThat(command.abortable()).isFalse();
  }

  @Test
  void secret_whenKeysOrPlaintextOrProfilePass_isTrue() {
    assertThat(
            List.of(
                SEAL,
                new GeneratePsk(PskSize.BYTES_16),
                EncryptE2e.of(new byte[1]),
                new DecryptE2e(MESSAGE)))
        .allMatch(AtCommand::secret);
    assertThat(List.of(new ReadRotPublicUid(), new ReadSealState(), FixedCommand.ATTENTION))
        .noneMatch(AtCommand::secret);
  }

  @Test
  void toString_whenCommandIsSecret_doesNotShowIt() {
    assertThat(SEAL.toString()).doesNotContain("AgbCtixjwqLjwV3VWpfPyz");
    assertThat(EncryptE2e.of(new byte[] {65, 66}).toString()).isEqualTo("EncryptE2e[2 bytes]");
    assertThat(RawCommand.builder("AT+X=\"hush\"").secret().build().toString())
        .doesNotContain("hush");
  }

  private static Arguments repeatable(AtCommand<?> command, String line, int seconds) {
    return Arguments.of(command, line, seconds, true);
  }

  private static Arguments once(AtCommand<?> command, String line, int seconds) {
    return Arguments.of(command, line, seconds, false);
  }
}
