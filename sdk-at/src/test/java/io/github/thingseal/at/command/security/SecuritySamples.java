package io.github.thingseal.at.command.security;

import static io.github.thingseal.at.command.CommandSample.once;
import static io.github.thingseal.at.command.CommandSample.repeatable;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.thingseal.at.command.CommandSample;
import io.github.thingseal.at.command.tls.PemCertificates;
import io.github.thingseal.at.command.tls.Pems;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.psk.PskSize;
import io.github.thingseal.core.secret.SecretBytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The commands of the root of trust. Each takes 150 s at most. */
public final class SecuritySamples {
  /** The key in their answers. */
  public static final String KEY_DIGITS = "70665f1ba1753d36e5a412a56233507d";

  private static final SecretBytes KEY = SecretBytes.fromHex(KEY_DIGITS);
  private static final SecretBytes TE_SECRET =
      SecretBytes.fromHex("0001020304050607f8f9fafbfcfdfeff");
  private static final String TE_DIGITS = "\"0001020304050607F8F9FAFBFCFDFEFF\"";
  private static final byte[] PLAINTEXT = "some reading".getBytes(US_ASCII);
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
        repeatable("AT+USECPSK=16", new GeneratePsk(PskSize.BYTES_16))
            .reads(
                Psk.of(PskIdentity.fromHex("11010008003f9720f38c30c88428"), KEY),
                "+USECPSK: \"11010008003f9720f38c30c88428\",\"" + KEY_DIGITS + "\""),
        repeatable("AT+USECPSK=32", new GeneratePsk(PskSize.BYTES_32)),
        repeatable("AT+USECE2EDATAENC=44", EncryptE2e.of(new byte[44])),
        repeatable("AT+USECE2EDATAENC=2", EncryptE2e.of(new byte[2]))
            .reads(
                MESSAGE,
                "+USECE2EDATAENC: 34,\"" + new String(MESSAGE.toBytes(), ISO_8859_1) + "\""),
        once("AT+USECE2EDATADEC=34", new DecryptE2e(MESSAGE))
            .reads(PLAINTEXT, "+USECE2EDATADEC: 12,\"some reading\""),
        repeatable("AT+USECDATAENC=16", LocalDataCommand.encrypt(new byte[16]))
            .reads(PLAINTEXT, "+USECDATAENC: 12,\"some reading\""),
        repeatable("AT+USECDATADEC=16", LocalDataCommand.decrypt(new byte[16])),
        repeatable("AT+USECDEVCERT=0", new ReadDevicePrivateKey())
            .answeredBy("+USECDEVCERT: 0,\"" + Pems.EC_KEY + "\""),
        once("AT+USECC2C=0," + TE_DIGITS, new PairC2c(TE_SECRET))
            .reads(
                new C2cPairing(KEY, Optional.of(KEY), Optional.of(KEY)),
                "+USECC2C: 0,0" + (",\"" + KEY_DIGITS + "\"").repeat(3)),
        once(
            "AT+USECC2C=4," + TE_DIGITS + ",\"" + "00".repeat(64) + "\"",
            new ConfirmC2cPairing(TE_SECRET, new byte[64])),
        once("AT+USECC2C=1," + TE_DIGITS, new OpenC2c(TE_SECRET)));
  }

  private static Stream<CommandSample> open() {
    return Stream.of(
        repeatable("AT+USECROTUID", new ReadRotPublicUid())
            .reads(RotPublicUid.of("0a04f008003c9623"), "+USECROTUID: 0A04F008003C9623"),
        repeatable("AT+USECDEVINFO?", new ReadSealState())
            .reads(new SealState(true, false, true), "+USECDEVINFO: 1,0,1"),
        once("AT+USECCONN", new TriggerHeartbeat(Duration.ofSeconds(150))),
        once("AT+USECE2EFILEENC=\"in\",\"out\"", E2eFileCommand.encrypt("in", "out"))
            .reads(List.of("5"), "+USECE2EFILEENC: 5"),
        once("AT+USECE2EFILEDEC=\"in\",\"out\"", E2eFileCommand.decrypt("in", "out")),
        repeatable("AT+USECOPCMD=\"e2e_enc\"", new ReadE2eVersion())
            .reads(E2eVersion.V2, "+USECOPCMD: \"e2e_enc\",1"),
        repeatable("AT+USECOPCMD=\"e2e_enc\",0", new SetE2eVersion(E2eVersion.V1)),
        repeatable("AT+USECOPCMD=\"e2e_enc\",1", new SetE2eVersion(E2eVersion.V2)),
        repeatable("AT+USECOPCMD=\"cfgipv4\",4", new UseIpv4()),
        repeatable("AT+USECDEVCERT=1", ReadDeviceCertificates.DEVICE)
            .reads(new PemCertificates(Pems.DEVICE), "+USECDEVCERT: 1,\"" + Pems.DEVICE + "\""),
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
        once("AT+USECFW=1", new UpdateRotFirmware()).reads(Done.DONE, "+USECFW: 0"),
        once("AT+USECC2C=2", new CloseC2c()));
  }
}
