package io.github.thingseal.at.command.security;

import static io.github.thingseal.at.command.CommandSample.once;
import static io.github.thingseal.at.command.CommandSample.repeatable;

import io.github.thingseal.at.command.CommandSample;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.psk.PskSize;
import io.github.thingseal.core.secret.SecretBytes;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The commands of the root of trust. Each takes 150 s at most. */
public final class SecuritySamples {
  private static final SecretBytes TE_SECRET =
      SecretBytes.fromHex("0001020304050607f8f9fafbfcfdfeff");
  private static final String TE_DIGITS = "\"0001020304050607F8F9FAFBFCFDFEFF\"";
  private static final E2eMessage MESSAGE =
      E2eMessage.parseHex("11010008003f97203b08c787d1b20000" + "6423" + "75".repeat(16));

  private SecuritySamples() {}

  /** One or more of each class. */
  public static List<CommandSample> all() {
    return Stream.concat(secret(), open().map(CommandSample::shown))
        .map(sample -> sample.within(150))
        .toList();
  }

  /** What carries keys, profiles or data. */
  private static Stream<CommandSample> secret() {
    return Stream.of(
        once(
            "AT+USECDEVINFO=\"AgbCtixjwqLjwV3VWpfPyz\",\"357862090123456\"",
            new SealDevice(
                DeviceProfileUid.of("AgbCtixjwqLjwV3VWpfPyz"),
                DeviceSerialNumber.of("357862090123456"))),
        repeatable("AT+USECPSK=16", new GeneratePsk(PskSize.BYTES_16)),
        repeatable("AT+USECPSK=32", new GeneratePsk(PskSize.BYTES_32)),
        repeatable("AT+USECE2EDATAENC=44", EncryptE2e.of(new byte[44])),
        repeatable("AT+USECE2EDATAENC=16", EncryptE2e.of(new byte[16])),
        once("AT+USECE2EDATADEC=34", new DecryptE2e(MESSAGE)),
        repeatable("AT+USECDATAENC=16", LocalDataCommand.encrypt(new byte[16])),
        repeatable("AT+USECDATADEC=16", LocalDataCommand.decrypt(new byte[16])),
        repeatable("AT+USECDEVCERT=0", new ReadDevicePrivateKey()),
        once("AT+USECC2C=0," + TE_DIGITS, new PairC2c(TE_SECRET)),
        once(
            "AT+USECC2C=4," + TE_DIGITS + ",\"" + "00".repeat(64) + "\"",
            new ConfirmC2cPairing(TE_SECRET, new byte[64])),
        once("AT+USECC2C=1," + TE_DIGITS, new OpenC2c(TE_SECRET)));
  }

  private static Stream<CommandSample> open() {
    return Stream.of(
        repeatable("AT+USECROTUID", new ReadRotPublicUid()),
        repeatable("AT+USECDEVINFO?", new ReadSealState()),
        once("AT+USECCONN", new TriggerHeartbeat(Duration.ofSeconds(150))),
        once("AT+USECE2EFILEENC=\"in\",\"out\"", E2eFileCommand.encrypt("in", "out")),
        once("AT+USECE2EFILEDEC=\"in\",\"out\"", E2eFileCommand.decrypt("in", "out")),
        repeatable("AT+USECOPCMD=\"e2e_enc\"", new ReadE2eVersion())
            .reads(E2eVersion.V2, "+USECOPCMD: \"e2e_enc\",1"),
        repeatable("AT+USECOPCMD=\"e2e_enc\",0", new SetE2eVersion(E2eVersion.V1)),
        repeatable("AT+USECOPCMD=\"e2e_enc\",1", new SetE2eVersion(E2eVersion.V2)),
        repeatable("AT+USECOPCMD=\"cfgipv4\",4", new UseIpv4()),
        repeatable("AT+USECDEVCERT=1", ReadDeviceCertificates.DEVICE),
        repeatable("AT+USECDEVCERT=2", ReadDeviceCertificates.AUTHORITIES),
        repeatable("AT+USECDEVCERT?", new ReadCertificateStatus())
            .reads(List.of("1"), "+USECDEVCERT: 1"),
        repeatable("AT+USECAFA=2", AuthorizedFeature.LOCAL_C2C_KEY_PAIRING),
        repeatable("AT+USECAFA=0", AuthorizedFeature.ZTP)
            .reads(List.of("0", "on", "1"), "+USECAFA: 0,\"on\",1"),
        repeatable("AT+USECMODE?", new ReadSecurityMode()).reads(0, "+USECMODE: 0"),
        once("AT+USECMODE=0", new SetSecurityMode(0)),
        repeatable("AT+USECCHIP", new ReadChipId()).reads("0102", "+USECCHIP: \"0102\""),
        repeatable("AT+USECFW=0", new CheckRotFirmware())
            .reads(RotFirmwareState.UPDATE_NEEDED, "+USECFW: 1"),
        once("AT+USECFW=1", new UpdateRotFirmware()),
        once("AT+USECC2C=2", new CloseC2c()));
  }
}
