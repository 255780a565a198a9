package io.github.thingseal.at.command.tls;

import static io.github.thingseal.at.command.CommandSample.once;
import static io.github.thingseal.at.command.CommandSample.repeatable;

import io.github.thingseal.at.command.CommandSample;
import java.util.List;
import java.util.Optional;

/** The commands of the credential store and of TLS profiles. */
public final class TlsSamples {
  private static final CredentialName CA = CredentialName.of("ca");

  private static final String MD5 = "8ccadc0b22cef5be72ac411a11a8d812";

  private TlsSamples() {}

  /** One or more of each class. */
  public static List<CommandSample> all() {
    return List.of(
        once(
                "AT+USECMNG=0,2,\"ca\",16",
                new ImportCredential(
                    CredentialType.CLIENT_PRIVATE_KEY, CA, new byte[16], Optional.empty()))
            .reads(MD5, "+USECMNG: 0,2,\"ca\",\"" + MD5 + "\""),
        once(
                "AT+USECMNG=1,0,\"ca\",\"file\"",
                new ImportCredentialFile(CredentialType.CA_CERTIFICATE, CA, "file"))
            .shown()
            .reads(MD5, "+USECMNG: 1,0,\"ca\",\"" + MD5 + "\""),
        once("AT+USECMNG=2,0,\"ca\"", new DeleteCredential(CredentialType.CA_CERTIFICATE, CA))
            .shown(),
        repeatable("AT+USECMNG=3", new ListCredentials())
            .shown()
            .reads(
                List.of(
                    new StoredCredential(
                        CredentialType.CA_CERTIFICATE,
                        "ca",
                        Optional.of("A broker"),
                        Optional.of("2032/10/18 08:23:32"))),
                "CA,\"ca\",\"A broker\",\"2032/10/18 08:23:32\""),
        repeatable(
                "AT+USECMNG=4,0,\"ca\"", new ReadCredentialHash(CredentialType.CA_CERTIFICATE, CA))
            .shown()
            .reads(MD5, "+USECMNG: 4,0,\"ca\",\"" + MD5 + "\""),
        repeatable("AT+USECPRF=0,0,1", new SetTlsOption(0, TlsOption.CERTIFICATE_CHECK, "1"))
            .shown(),
        repeatable("AT+USECPRF=0,11,1", new SetTlsOption(0, TlsOption.ROT_PSK, "1")).shown(),
        repeatable("AT+USECPRF=0,8,\"hush\"", new SetTlsOption(0, TlsOption.PSK, "\"hush\"")),
        repeatable("AT+USECPRF=0,0", new ReadTlsOption(0, TlsOption.CERTIFICATE_CHECK))
            .shown()
            .reads("1", "+USECPRF: 0,0,1"),
        repeatable("AT+USECPRF=0,8", new ReadTlsOption(0, TlsOption.PSK)),
        repeatable("AT+USECPRF=4", new ResetTlsProfile(4)).shown(),
        repeatable("AT+USECPRF=0,2", new ReadCipherSuites(0))
            .shown()
            .reads(
                new CipherSuites(100, List.of("C02A", "C02C")), "+USECPRF: 0,2,100,\"C02A;C02C\""));
  }
}
