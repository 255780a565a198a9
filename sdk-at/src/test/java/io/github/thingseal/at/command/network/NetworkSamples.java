package io.github.thingseal.at.command.network;

import static io.github.thingseal.at.command.CommandSample.repeatable;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.thingseal.at.command.CommandSample;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.List;
import java.util.Optional;

/** The commands of registration, signal, operators, bands and PDP contexts. */
public final class NetworkSamples {
  private static final PdpCredentials CREDENTIALS =
      new PdpCredentials(
          PdpCredentials.Protocol.PAP, "user", SecretBytes.copyOf("password".getBytes(US_ASCII)));

  private NetworkSamples() {}

  /** One or more of each class. */
  public static List<CommandSample> all() {
    return List.of(
        repeatable("AT+CREG?", new ReadRegistration(RegistrationDomain.CIRCUIT_SWITCHED)),
        repeatable("AT+CGREG?", new ReadRegistration(RegistrationDomain.GPRS)),
        repeatable("AT+CEREG?", new ReadRegistration(RegistrationDomain.EPS)),
        repeatable("AT+CEREG=2", new SetRegistrationReports(RegistrationDomain.EPS, 2)),
        repeatable("AT+CSQ", new ReadSignalQuality())
            .reads(new SignalQuality(23, 99), "+CSQ: 23,99"),
        repeatable("AT+CESQ", new ReadLteSignal()),
        repeatable("AT+COPS?", new ReadNetworkOperator()).within(30),
        repeatable("AT+COPS=3,0", OperatorFormat.LONG_NAME),
        repeatable("AT+UMNOPROF?", new ReadOperatorProfile()).reads(90, "+UMNOPROF: 90,2,1,1"),
        repeatable("AT+CGATT?", new ReadAttachment()).reads(true, "+CGATT: 1"),
        repeatable(
            "AT+CGDCONT=1,\"IP\",\"internet.example\"",
            new DefinePdpContext(1, PdpType.IP, Apn.of("internet.example"))),
        repeatable("AT+CGDCONT?", new ReadPdpContexts()),
        repeatable("AT+CGDCONT=2", new ClearPdpContext(2)),
        repeatable("AT+CGACT=1,1", new ActivatePdpContext(1)).within(150),
        repeatable("AT+CGACT?", new ReadActivePdpContexts()),
        repeatable("AT+CGPADDR=1", new ReadPdpAddress(1)),
        repeatable("AT+CGCONTRDP=1", new ReadPdpConnection(1)),
        repeatable(
            "AT+UAUTHREQ=1,1,\"user\",\"password\"",
            new AuthenticatePdpContext(
                1, AuthenticatePdpContext.Form.USER_FIRST, Optional.of(CREDENTIALS))),
        repeatable(
                "AT+UAUTHREQ=1,0",
                new AuthenticatePdpContext(
                    1, AuthenticatePdpContext.Form.PASSWORD_FIRST, Optional.empty()))
            .shown(),
        repeatable("AT+UPSD=0,0,0", SetPsdProfile.ipv4(0)).shown(),
        repeatable("AT+UPSD=0,100,1", SetPsdProfile.context(0, 1)).shown(),
        repeatable("AT+UPSDA=0,3", new ActivatePsdProfile(0)).within(150).shown(),
        repeatable("AT+CEER", new ReadExtendedErrors()),
        repeatable("AT+URAT?", new ReadRadioTechnologies()),
        repeatable("AT+URAT=7,8", new SetRadioTechnologies(List.of(7, 8))),
        repeatable("AT+UBANDMASK?", new ReadBandMasks()),
        repeatable("AT+UBANDMASK=0,2,0", new SetBandMask(new BandMask(0, 2, 0))),
        repeatable("AT+CEDRXRDP", new ReadEdrx()),
        repeatable("AT+UCGED=5", new SetCellInfoMode(5)),
        repeatable("AT+UCGED?", new ReadCellInfo()));
  }
}
