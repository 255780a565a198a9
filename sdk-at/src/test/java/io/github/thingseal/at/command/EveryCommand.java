package io.github.thingseal.at.command;

import io.github.thingseal.at.command.device.ErrorReports;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.command.device.ListFiles;
import io.github.thingseal.at.command.device.ReadBaudRate;
import io.github.thingseal.at.command.device.ReadClock;
import io.github.thingseal.at.command.device.ReadFile;
import io.github.thingseal.at.command.device.ReadFileBlock;
import io.github.thingseal.at.command.device.ReadFileSize;
import io.github.thingseal.at.command.device.ReadFreeFileSpace;
import io.github.thingseal.at.command.device.ReadFunctionality;
import io.github.thingseal.at.command.device.ReadGreeting;
import io.github.thingseal.at.command.device.ReadImeiSv;
import io.github.thingseal.at.command.device.ReadSerialInterfaces;
import io.github.thingseal.at.command.device.ReadSupportedFunctionality;
import io.github.thingseal.at.command.device.ReadUartPowerSaving;
import io.github.thingseal.at.command.device.SetBaudRate;
import io.github.thingseal.at.command.device.SetClock;
import io.github.thingseal.at.command.device.SetFlowControl;
import io.github.thingseal.at.command.device.SetFunctionality;
import io.github.thingseal.at.command.device.SetGreeting;
import io.github.thingseal.at.command.device.SetUartPowerSaving;
import io.github.thingseal.at.command.network.ActivatePdpContext;
import io.github.thingseal.at.command.network.ActivatePsdProfile;
import io.github.thingseal.at.command.network.Apn;
import io.github.thingseal.at.command.network.AuthenticatePdpContext;
import io.github.thingseal.at.command.network.BandMask;
import io.github.thingseal.at.command.network.ClearPdpContext;
import io.github.thingseal.at.command.network.DefinePdpContext;
import io.github.thingseal.at.command.network.OperatorFormat;
import io.github.thingseal.at.command.network.PdpCredentials;
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
import io.github.thingseal.at.command.network.SetBandMask;
import io.github.thingseal.at.command.network.SetCellInfoMode;
import io.github.thingseal.at.command.network.SetOperatorFormat;
import io.github.thingseal.at.command.network.SetPsdProfile;
import io.github.thingseal.at.command.network.SetRadioTechnologies;
import io.github.thingseal.at.command.network.SetRegistrationReports;
import io.github.thingseal.at.command.security.AuthorizedFeature;
import io.github.thingseal.at.command.security.CheckRotFirmware;
import io.github.thingseal.at.command.security.CloseC2c;
import io.github.thingseal.at.command.security.ConfirmC2cPairing;
import io.github.thingseal.at.command.security.DecryptE2e;
import io.github.thingseal.at.command.security.E2eFileCommand;
import io.github.thingseal.at.command.security.EncryptE2e;
import io.github.thingseal.at.command.security.GeneratePsk;
import io.github.thingseal.at.command.security.LocalDataCommand;
import io.github.thingseal.at.command.security.OpenC2c;
import io.github.thingseal.at.command.security.PairC2c;
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
import io.github.thingseal.at.command.tls.ImportCredential;
import io.github.thingseal.at.command.tls.ImportCredentialFile;
import io.github.thingseal.at.command.tls.ListCredentials;
import io.github.thingseal.at.command.tls.ReadCipherSuites;
import io.github.thingseal.at.command.tls.ReadCredentialHash;
import io.github.thingseal.at.command.tls.ReadTlsOption;
import io.github.thingseal.at.command.tls.ResetTlsProfile;
import io.github.thingseal.at.command.tls.SetTlsOption;
import io.github.thingseal.at.command.tls.TlsOption;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.psk.PskSize;
import io.github.thingseal.core.secret.SecretBytes;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** At least one of each class of command; {@code EveryCommandTest} looks that none is left out. */
public final class EveryCommand {
  private static final SecretBytes TE_SECRET =
      SecretBytes.fromHex("0001020304050607f8f9fafbfcfdfeff");
  private static final SecretBytes PASSWORD =
      SecretBytes.copyOf("password".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  private static final CredentialName NAME = CredentialName.of("ca");

  /** V1 by its first nibble; 32 bytes of overhead. */
  private static final byte[] MESSAGE = new byte[48];

  static {
    MESSAGE[0] = 0x11;
  }

  private EveryCommand() {}

  /**
   * The commands, always in the same order.
   *
   * @return one or more of each class
   */
  public static List<AtCommand<?>> all() {
    List<AtCommand<?>> all = new ArrayList<>();
    security(all);
    credentials(all);
    housekeeping(all);
    network(all);
    raw(all);
    return List.copyOf(all);
  }

  private static void security(List<AtCommand<?>> all) {
    all.add(new ReadRotPublicUid());
    all.add(new ReadSealState());
    all.add(
        new SealDevice(DeviceProfileUid.of("AgbCtixjwqLjwV3VWpfPyz"), DeviceSerialNumber.of("1")));
    all.add(new TriggerHeartbeat(Duration.ofSeconds(1)));
    all.add(new GeneratePsk(PskSize.BYTES_16));
    all.add(new GeneratePsk(PskSize.BYTES_32));
    all.add(EncryptE2e.of(new byte[16]));
    all.add(new DecryptE2e(E2eMessage.parse(MESSAGE)));
    all.add(E2eFileCommand.encrypt("in", "out"));
    all.add(E2eFileCommand.decrypt("in", "out"));
    all.add(LocalDataCommand.encrypt(new byte[16]));
    all.add(LocalDataCommand.decrypt(new byte[16]));
    all.add(new ReadE2eVersion());
    all.add(new SetE2eVersion(E2eVersion.V2));
    all.add(new UseIpv4());
    all.add(new ReadDevicePrivateKey());
    all.add(new ReadDeviceCertificates(ReadDeviceCertificates.Kind.DEVICE));
    all.add(new ReadDeviceCertificates(ReadDeviceCertificates.Kind.AUTHORITIES));
    all.add(new ReadCertificateStatus());
    all.add(new ReadAuthorization(AuthorizedFeature.ZTP));
    all.add(new ReadSecurityMode());
    all.add(new SetSecurityMode(0));
    all.add(new ReadChipId());
    all.add(new CheckRotFirmware());
    all.add(new UpdateRotFirmware());
    all.add(new PairC2c(TE_SECRET));
    all.add(new ConfirmC2cPairing(TE_SECRET, new byte[64]));
    all.add(new OpenC2c(TE_SECRET));
    all.add(new CloseC2c());
  }

  private static void credentials(List<AtCommand<?>> all) {
    all.add(
        new ImportCredential(
            CredentialType.CLIENT_PRIVATE_KEY, NAME, new byte[16], Optional.empty()));
    all.add(new ImportCredentialFile(CredentialType.CA_CERTIFICATE, NAME, "file"));
    all.add(new DeleteCredential(CredentialType.CA_CERTIFICATE, NAME));
    all.add(new ListCredentials());
    all.add(new ReadCredentialHash(CredentialType.CA_CERTIFICATE, NAME));
    all.add(SetTlsOption.number(0, TlsOption.CERTIFICATE_CHECK, 1));
    all.add(new ReadTlsOption(0, TlsOption.CERTIFICATE_CHECK));
    all.add(new ReadTlsOption(0, TlsOption.PSK));
    all.add(new ResetTlsProfile(0));
    all.add(new ReadCipherSuites(0));
  }

  private static void housekeeping(List<AtCommand<?>> all) {
    all.addAll(List.of(FixedCommand.values()));
    all.addAll(List.of(ErrorReports.values()));
    all.addAll(List.of(Identification.values()));
    all.add(new ReadImeiSv());
    all.add(new ReadClock());
    all.add(new ReadBaudRate());
    all.add(new SetBaudRate(115_200));
    all.add(new SetFlowControl(io.github.thingseal.at.transport.FlowControl.NONE));
    all.add(new ReadFunctionality());
    all.add(new ReadSupportedFunctionality());
    all.add(SetFunctionality.FULL);
    all.add(new ReadUartPowerSaving());
    all.add(SetUartPowerSaving.off());
    all.add(new ReadSerialInterfaces());
    all.add(new SetGreeting(Optional.empty()));
    all.add(new ListFiles());
    all.add(new SetCellInfoMode(2));
    all.add(new ReadCellInfo());
    all.add(new ReadGreeting());
    all.add(new SetClock(OffsetDateTime.parse("2026-11-29T10:17:05+01:00")));
    all.add(new ReadFreeFileSpace());
    all.add(new ReadFileSize("file"));
    all.add(new ReadFile("file"));
    all.add(new ReadFileBlock("file", 0, 16));
  }

  private static void network(List<AtCommand<?>> all) {
    all.add(new ReadRegistration(RegistrationDomain.EPS));
    all.add(new ReadRegistration(RegistrationDomain.CIRCUIT_SWITCHED));
    all.add(new SetRegistrationReports(RegistrationDomain.EPS, 2));
    all.add(new ReadSignalQuality());
    all.add(new ReadLteSignal());
    all.add(new ReadNetworkOperator());
    all.add(new ReadOperatorProfile());
    all.add(new ReadAttachment());
    all.add(new ReadPdpContexts());
    all.add(new ReadActivePdpContexts());
    all.add(new ReadPdpAddress(1));
    all.add(new ReadPdpConnection(1));
    all.add(new DefinePdpContext(1, PdpType.IP, Apn.of("apn")));
    all.add(new ActivatePdpContext(1));
    all.add(new ClearPdpContext(1));
    all.add(
        AuthenticatePdpContext.with(
            1,
            AuthenticatePdpContext.Form.USER_FIRST,
            new PdpCredentials(PdpCredentials.Protocol.PAP, "user", PASSWORD)));
    all.add(AuthenticatePdpContext.without(1, AuthenticatePdpContext.Form.PASSWORD_FIRST));
    all.add(SetPsdProfile.ipv4(0));
    all.add(new ActivatePsdProfile(0));
    all.add(new ReadExtendedErrors());
    all.add(new SetOperatorFormat(OperatorFormat.NUMERIC));
    all.add(new ReadRadioTechnologies());
    all.add(new SetRadioTechnologies(List.of(7, 8)));
    all.add(new ReadBandMasks());
    all.add(new SetBandMask(new BandMask(0, 2, 0)));
    all.add(new ReadEdrx());
  }

  private static void raw(List<AtCommand<?>> all) {
    all.add(RawCommand.of("AT+FOO?"));
    all.add(RawCommand.of("ATI7"));
    all.add(RawCommand.builder("AT+FOO=1").reply(ReplyShape.binary("+FOO")).secret().build());
  }
}
