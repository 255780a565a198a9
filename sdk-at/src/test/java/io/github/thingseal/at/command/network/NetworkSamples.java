package io.github.thingseal.at.command.network;

import static io.github.thingseal.at.command.CommandSample.repeatable;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.thingseal.at.command.CommandSample;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The commands of registration, signal, operators, bands and PDP contexts. */
public final class NetworkSamples {
  private static final PdpCredentials CREDENTIALS =
      new PdpCredentials(
          PdpCredentials.Protocol.PAP, "user", SecretBytes.copyOf("password".getBytes(US_ASCII)));

  private NetworkSamples() {}

  /** One or more of each class. */
  public static List<CommandSample> all() {
    return List.of(
        repeatable("AT+CREG?", new ReadRegistration(RegistrationDomain.CIRCUIT_SWITCHED))
            .reads(
                new Registration(
                    RegistrationDomain.CIRCUIT_SWITCHED,
                    RegistrationStatus.HOME,
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty()),
                "+CREG: 0,1"),
        repeatable("AT+CGREG?", new ReadRegistration(RegistrationDomain.GPRS)),
        repeatable("AT+CEREG?", new ReadRegistration(RegistrationDomain.EPS))
            .reads(
                new Registration(
                    RegistrationDomain.EPS,
                    RegistrationStatus.ROAMING,
                    Optional.of("0001"),
                    Optional.of("01a2d001"),
                    OptionalInt.of(8)),
                "+CEREG: 2,5,\"0001\",\"01a2d001\",8"),
        repeatable("AT+CEREG=2", new SetRegistrationReports(RegistrationDomain.EPS, 2)),
        repeatable("AT+CSQ", new ReadSignalQuality())
            .reads(new SignalQuality(23, 99), "+CSQ: 23,99"),
        repeatable("AT+CESQ", new ReadLteSignal())
            .reads(
                new LteSignal(OptionalInt.of(20), OptionalInt.of(60)),
                "+CESQ: 99,99,255,255,20,60"),
        repeatable("AT+COPS?", new ReadNetworkOperator())
            .within(30)
            .reads(
                new NetworkOperator(
                    0,
                    Optional.of(OperatorFormat.NUMERIC),
                    Optional.of("00101"),
                    OptionalInt.of(7)),
                "+COPS: 0,2,\"00101\",7"),
        repeatable("AT+COPS=3,0", OperatorFormat.LONG_NAME),
        repeatable("AT+UMNOPROF?", new ReadOperatorProfile()).reads(90, "+UMNOPROF: 90,2,1,1"),
        repeatable("AT+CGATT?", new ReadAttachment()).reads(true, "+CGATT: 1"),
        repeatable(
            "AT+CGDCONT=1,\"IP\",\"internet.example\"",
            new DefinePdpContext(1, PdpType.IP, Apn.of("internet.example"))),
        repeatable("AT+CGDCONT?", new ReadPdpContexts())
            .reads(
                List.of(
                    new PdpContext(1, "IP", Optional.of("default"), Optional.of("192.168.20.2")),
                    new PdpContext(2, "IPV6", Optional.empty(), Optional.empty())),
                "+CGDCONT: 1,\"IP\",\"default\",\"192.168.20.2\",0,0,0",
                "+CGDCONT: 2,\"IPV6\",\"\",\"\",0,0"),
        repeatable("AT+CGDCONT=2", new ClearPdpContext(2)),
        repeatable("AT+CGACT=1,1", new ActivatePdpContext(1)).within(150),
        repeatable("AT+CGACT?", new ReadActivePdpContexts())
            .reads(Set.of(1), "+CGACT: 1,1", "+CGACT: 2,0"),
        repeatable("AT+CGPADDR=1", new ReadPdpAddress(1))
            .reads(Optional.of("10.85.125.87"), "+CGPADDR: 1,\"10.85.125.87\""),
        repeatable("AT+CGCONTRDP=1", new ReadPdpConnection(1))
            .reads(
                Optional.of(
                    new PdpConnection(
                        1,
                        5,
                        "iot",
                        Optional.of("10.1.2.3"),
                        Optional.of("255.255.255.0"),
                        Optional.of("10.1.2.1"),
                        List.of("192.0.2.1", "192.0.2.2"))),
                "+CGCONTRDP: 1,5,\"iot\",\"10.1.2.3.255.255.255.0\",\"10.1.2.1\",\"192.0.2.1\",\"192.0.2.2\""),
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
        repeatable("AT+CEER", new ReadExtendedErrors())
            .reads(
                List.of(
                    new ReadExtendedErrors.ExtendedError(
                        "SM", Optional.of("33"), Optional.of("not subscribed"))),
                "+CEER: \"SM\",33,\"not subscribed\""),
        repeatable("AT+URAT?", new ReadRadioTechnologies()).reads(List.of(7, 8), "+URAT: 7,8"),
        repeatable("AT+URAT=7,8", new SetRadioTechnologies(List.of(7, 8))),
        repeatable("AT+UBANDMASK?", new ReadBandMasks())
            .reads(
                List.of(new BandMask(0, 524_290, 2), new BandMask(1, -1, 0)),
                "+UBANDMASK: 0,524290,2,1,18446744073709551615,0"),
        repeatable("AT+UBANDMASK=0,2,0", new SetBandMask(new BandMask(0, 2, 0))),
        repeatable("AT+CEDRXRDP", new ReadEdrx())
            .reads(
                new ReadEdrx.Edrx(
                    OptionalInt.of(4),
                    Optional.of("0101"),
                    Optional.of("0010"),
                    Optional.of("0011")),
                "+CEDRXRDP: 4,\"0101\",\"0010\",\"0011\""),
        repeatable("AT+UCGED=5", new SetCellInfoMode(5)),
        repeatable("AT+UCGED?", new ReadCellInfo())
            .reads(
                List.of(List.of("2"), List.of("6", "310", "410")),
                "+UCGED: 2",
                "+UCGED: 6,310,410"));
  }
}
