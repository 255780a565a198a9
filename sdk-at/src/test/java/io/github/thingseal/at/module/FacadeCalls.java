package io.github.thingseal.at.module;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.EncryptionLostException;
import io.github.thingseal.at.command.FixedCommand;
import io.github.thingseal.at.command.ModuleBusyException;
import io.github.thingseal.at.command.ModuleRestartedException;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.command.device.ListFiles;
import io.github.thingseal.at.command.device.ReadBaudRate;
import io.github.thingseal.at.command.device.ReadClock;
import io.github.thingseal.at.command.device.ReadFunctionality;
import io.github.thingseal.at.command.device.ReadSerialInterfaces;
import io.github.thingseal.at.command.device.ReadSupportedFunctionality;
import io.github.thingseal.at.command.device.ReadUartPowerSaving;
import io.github.thingseal.at.command.device.SetBaudRate;
import io.github.thingseal.at.command.device.SetGreeting;
import io.github.thingseal.at.command.device.SetUartPowerSaving;
import io.github.thingseal.at.command.network.Apn;
import io.github.thingseal.at.command.network.PdpCredentials;
import io.github.thingseal.at.command.security.AuthorizedFeature;
import io.github.thingseal.at.command.security.DevicePrivateKey;
import io.github.thingseal.at.command.security.RotFirmwareState;
import io.github.thingseal.at.command.security.SealState;
import io.github.thingseal.at.command.tls.CredentialName;
import io.github.thingseal.at.command.tls.CredentialType;
import io.github.thingseal.at.command.tls.PemCertificates;
import io.github.thingseal.at.command.tls.StoredCredential;
import io.github.thingseal.at.command.tls.TlsOption;
import io.github.thingseal.at.command.tls.TlsProfile;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.psk.PskSize;
import io.github.thingseal.core.secret.SecretBytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Every call of the facade that says something to the module. */
final class FacadeCalls {
  /** All that a message must survive: quotes, line ends, prompts, result codes, markers. */
  private static final byte[] PLAINTEXT =
      "\"\r\n\r\nOK\r\n> +USECPSK: 1\r\nERROR\r\n\"\0\u001a,\u00f9".getBytes(US_ASCII);

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final CredentialName CA = CredentialName.of("ca");
  private static final CredentialName KEY = CredentialName.of("key");
  private static final String MD5 = "[0-9a-f]{32}";
  private static final int RESULT_BYTES = "\r\nOK\r\n".length();
  private static final String C2C = "AT+USECC2C=";

  private FacadeCalls() {}

  static List<FacadeCall> all() {
    List<FacadeCall> all = new ArrayList<>();
    all.addAll(module());
    all.addAll(network());
    all.addAll(sealing());
    all.addAll(endToEnd());
    all.addAll(files());
    all.addAll(keys());
    all.addAll(power());
    all.addAll(chipToChip());
    all.addAll(certificates());
    all.addAll(localData());
    all.addAll(credentialStore());
    all.addAll(tls());
    all.addAll(rootOfTrust());
    all.addAll(device());
    return all;
  }

  private static FacadeCall call(
      String name, String line, String method, FacadeCall.Action action) {
    return new FacadeCall(name, line, Set.of(method), action);
  }

  private static List<FacadeCall> module() {
    return List.of(
        call("info", "AT+CGMM", "SecurityModule.info/0", FacadeCalls::assertInfo)
            .housekeeping()
            .severalCommands(Integer.MAX_VALUE),
        call(
                "execute",
                "AT+CGSN=2",
                "SecurityModule.execute/1",
                b -> assertThat(b.module.execute(Identification.IMEI_SV)).hasSize(16))
            .housekeeping()
            .information("+CGSN: \"3575200701207601\"".length()),
        call(
                "submit",
                "AT+CGMR",
                "SecurityModule.submit/1",
                b -> assertThat(result(b.module.submit(Identification.REVISION))).isNotEmpty())
            .housekeeping()
            .information("03.15".length()),
        call(
                "rotPublicUid",
                "AT+USECROTUID",
                "SecurityModule.rotPublicUid/0",
                FacadeCalls::assertUid)
            .information("+USECROTUID: 0A04F008003C9623".length()),
        call("heartbeat", "AT+USECCONN", "SecurityModule.heartbeat/0", b -> b.module.heartbeat())
            .silent()
            .atMost(1)
            .usesUpTheModule()
            .limit(300)
            .ends(Situation.REFUSED, HeartbeatRefusedException.class)
            .ends(Situation.REFUSED_WITHOUT_REASON, HeartbeatRefusedException.class)
            .ends(Situation.BUSY_FOR_A_WHILE, ModuleBusyException.class));
  }

  private static PdpCredentials credentials() {
    return new PdpCredentials(
        PdpCredentials.Protocol.CHAP, "me", SecretBytes.copyOf("hush".getBytes(US_ASCII)));
  }

  private static List<FacadeCall> network() {
    return List.of(
        call(
                "connect",
                "AT+CFUN=1",
                "Network.connect/1",
                b ->
                    assertThat(b.module.network().connect(MINUTE).status().isRegistered()).isTrue())
            .housekeeping()
            .limit(30)
            .silent()
            .severalCommands(Integer.MAX_VALUE),
        call(
                "connect to an access point",
                "AT+CGDCONT=",
                "Network.connect/2",
                b -> b.module.network().connect(Apn.of("internet"), MINUTE))
            .housekeeping()
            .silent()
            .severalCommands(Integer.MAX_VALUE),
        call(
                "connect with credentials",
                "AT+UAUTHREQ=",
                "Network.connect/3",
                b -> b.module.network().connect(Apn.of("internet"), credentials(), MINUTE))
            .housekeeping()
            .silent()
            .severalCommands(Integer.MAX_VALUE),
        call(
                "disconnect",
                "AT+CFUN=4",
                "Network.disconnect/0",
                b -> b.module.network().disconnect())
            .housekeeping()
            .limit(30)
            .silent(),
        call(
                "registration",
                "AT+CEREG?",
                "Network.registration/0",
                b -> assertThat(b.module.network().registration().status().isRegistered()).isTrue())
            .housekeeping()
            .information("+CEREG: 0,1".length()),
        call(
                "isAttached",
                "AT+CGATT?",
                "Network.isAttached/0",
                b -> assertThat(b.module.network().isAttached()).isTrue())
            .housekeeping()
            .information("+CGATT: 1".length()),
        call(
                "signal",
                "AT+CSQ",
                "Network.signal/0",
                b -> assertThat(b.module.network().signal()).isNotNull())
            .housekeeping()
            .information("+CSQ: 23,99".length()),
        call(
                "lteSignal",
                "AT+CESQ",
                "Network.lteSignal/0",
                b -> assertThat(b.module.network().lteSignal()).isNotNull())
            .housekeeping()
            .information("+CESQ: 99,99,255,255,20,46".length()),
        call(
                "functionality",
                "AT+CFUN?",
                "SecurityModule.execute/1",
                b -> assertThat(b.module.execute(new ReadFunctionality())).isIn(0, 1, 4))
            .housekeeping()
            .information("+CFUN: 1".length()),
        call(
                "supportedFunctionality",
                "AT+CFUN=?",
                "SecurityModule.execute/1",
                b ->
                    assertThat(b.module.execute(new ReadSupportedFunctionality()))
                        .contains(0, 1, 4))
            .housekeeping()
            .information("+CFUN: (0,1,4,10,11,15,16,19),(0-1)".length()),
        call(
                "contexts",
                "AT+CGDCONT?",
                "Network.contexts/0",
                b -> assertThat(b.module.network().contexts()).hasSize(1))
            .housekeeping()
            .optional()
            .information("+CGDCONT: 1,\"IP\",\"internet\",\"0.0.0.0\",0,0,0".length()),
        call(
                "connection",
                "AT+CGCONTRDP=1",
                "Network.connection/0",
                b -> assertThat(b.module.network().connection()).isPresent())
            .housekeeping()
            .optional()
            .information(
                ("+CGCONTRDP: 1,5,\"internet\",\"192.168.20.2.255.255.255.0\",\"192.168.20.1\","
                        + "\"192.0.2.53\",\"198.51.100.53\"")
                    .length()),
        call(
                "operator",
                "AT+COPS?",
                "Network.operator/0",
                b -> assertThat(b.module.network().operator()).isNotNull())
            .housekeeping()
            .limit(30)
            .information(30),
        call(
                "address",
                "AT+CGPADDR=1",
                "Network.address/0",
                b -> assertThat(b.module.network().address()).isPresent())
            .housekeeping()
            .optional()
            .information("+CGPADDR: 1,\"192.168.20.2\"".length()));
  }

  private static List<FacadeCall> sealing() {
    return List.of(
        new FacadeCall(
                "state",
                "AT+USECDEVINFO?",
                Set.of("Sealing.state/0", "Sealing.state/1"),
                b -> assertThat(known(b.module.sealing().state()).isSealed()).isTrue())
            .information("+USECDEVINFO: 1,1,1".length())
            .ends(Situation.REFUSED, NotSaid.class)
            .ends(Situation.REFUSED_WITHOUT_REASON, NotSaid.class)
            .ends(Situation.BUSY, NotSaid.class)
            .ends(Situation.UNANSWERED, NotSaid.class)
            .ends(Situation.DEAF, NotSaid.class),
        new FacadeCall(
                "seal",
                "AT+USECDEVINFO=",
                Set.of("Sealing.seal/2", "Sealing.seal/3"),
                b -> b.module.sealing().seal(ModuleBench.PROFILE, ModuleBench.SERIAL))
            .silent()
            .atMost(1)
            .unsealed()
            .ends(Situation.BUSY_FOR_A_WHILE, ModuleBusyException.class)
            .ends(Situation.UNANSWERED, SealOutcomeUnknownException.class)
            .ends(Situation.RESTARTED, SealOutcomeUnknownException.class)
            .ends(Situation.SESSION_LOST, SealOutcomeUnknownException.class)
            .ends(Situation.DEAF, SealOutcomeUnknownException.class)
            .ends(Situation.LINE_LOST, SealOutcomeUnknownException.class),
        waiting(
            "awaitBootstrapped",
            "Sealing.awaitBootstrapped/2",
            b -> b.module.sealing().awaitBootstrapped(MINUTE, (state, elapsed) -> {})),
        waiting(
            "awaitSealed",
            "Sealing.awaitSealed/2",
            b -> b.module.sealing().awaitSealed(MINUTE, (state, elapsed) -> {})),
        waiting(
            "awaitBootstrappedAsync",
            "Sealing.awaitBootstrappedAsync/2",
            b -> result(b.module.sealing().awaitBootstrappedAsync(MINUTE, (s, e) -> {}))),
        waiting(
            "awaitSealedAsync",
            "Sealing.awaitSealedAsync/2",
            b -> result(b.module.sealing().awaitSealedAsync(MINUTE, (s, e) -> {}))));
  }

  /** The state is unknown, which is what errors and silence amount to. */
  private static final class NotSaid extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotSaid() {
      super(ModuleBench.LINE);
    }
  }

  private static SealState known(SealState state) {
    if (!state.isKnown()) {
      throw new NotSaid();
    }
    return state;
  }

  /** Errors are tolerated until the wait is over: modules answer so while they bootstrap. */
  private static FacadeCall waiting(String name, String method, FacadeCall.Action action) {
    return call(name, "AT+USECDEVINFO?", method, action)
        .limit((int) MINUTE.toSeconds())
        .information("+USECDEVINFO: 1,1,1".length())
        .ends(Situation.REFUSED, WaitExpiredException.class)
        .ends(Situation.REFUSED_WITHOUT_REASON, WaitExpiredException.class)
        .ends(Situation.BUSY, WaitExpiredException.class)
        .ends(Situation.OK_ALONE, WaitExpiredException.class)
        .ends(Situation.UNANSWERED, WaitExpiredException.class)
        .ends(Situation.RESTARTED, WaitExpiredException.class)
        .ends(Situation.DEAF, WaitExpiredException.class);
  }

  private static List<FacadeCall> endToEnd() {
    return List.of(
        call(
                "encrypt",
                "AT+USECE2EDATAENC=",
                "EndToEnd.encrypt/1",
                b -> assertEncrypts(b, PLAINTEXT))
            .binary(),
        call(
                "encrypt the longest",
                "AT+USECE2EDATAENC=",
                "EndToEnd.encrypt/1",
                b -> assertEncrypts(b, new byte[900]))
            .binary()
            .longReply(900),
        call(
                "decrypt",
                "AT+USECE2EDATADEC=",
                "EndToEnd.decrypt/1",
                b -> assertThat(b.module.e2e().decrypt(b.downlink(PLAINTEXT))).isEqualTo(PLAINTEXT))
            .binary()
            .ends(Situation.BUSY_FOR_A_WHILE, ModuleBusyException.class),
        call(
                "version",
                "AT+USECOPCMD=\"e2e_enc\"",
                "EndToEnd.version/0",
                b -> assertThat(b.module.e2e().version()).isEqualTo(E2eVersion.V1))
            .information("+USECOPCMD: \"e2e_enc\",0".length())
            .endsRight(Situation.REFUSED)
            .endsRight(Situation.REFUSED_WITHOUT_REASON),
        call(
                "useVersion",
                "AT+USECOPCMD=\"e2e_enc\",",
                "EndToEnd.useVersion/1",
                b -> b.module.e2e().useVersion(E2eVersion.V2))
            .silent()
            .needsSecondFirmware()
            .ends(Situation.REFUSED, CapabilityAbsentException.class)
            .ends(Situation.REFUSED_WITHOUT_REASON, CapabilityAbsentException.class));
  }

  private static List<FacadeCall> files() {
    return List.of(
        assumed(
                call(
                    "encryptFile",
                    "AT+USECE2EFILEENC=",
                    "EndToEnd.encryptFile/2",
                    b -> assertThat(b.module.e2e().encryptFile("plain", "message")).endsWith("76")))
            .before(b -> b.writeFile("plain", new byte[44]))
            .optional()
            .information("+USECE2EFILEENC: 76".length())
            .ends(Situation.BUSY_FOR_A_WHILE, ModuleBusyException.class),
        assumed(
                call(
                    "decryptFile",
                    "AT+USECE2EFILEDEC=",
                    "EndToEnd.decryptFile/2",
                    b ->
                        assertThat(b.module.e2e().decryptFile("message", "plain"))
                            .endsWith("" + PLAINTEXT.length)))
            .before(b -> b.writeFile("message", b.downlink(PLAINTEXT).toBytes()))
            .optional()
            .information("+USECE2EFILEDEC: 44".length())
            .ends(Situation.BUSY_FOR_A_WHILE, ModuleBusyException.class));
  }

  /** What no one published is not supported if the module gives no reason. */
  private static FacadeCall assumed(FacadeCall call) {
    return call.ends(Situation.REFUSED_WITHOUT_REASON, CapabilityAbsentException.class);
  }

  private static List<FacadeCall> keys() {
    return List.of(
        call(
            "generate 16",
            "AT+USECPSK=",
            "PreSharedKeys.generate/1",
            b -> assertPsk(b, PskSize.BYTES_16)),
        call(
            "generate 32",
            "AT+USECPSK=",
            "PreSharedKeys.generate/1",
            b -> assertPsk(b, PskSize.BYTES_32)));
  }

  private static List<FacadeCall> power() {
    return List.of(
        call(
                "saveUartPower",
                "AT+UPSV=0",
                "Power.saveUartPower/1",
                b -> b.module.power().saveUartPower(SetUartPowerSaving.off()))
            .housekeeping()
            .silent(),
        call("reset", "AT+CFUN=16", "Power.reset/0", b -> b.module.power().reset())
            .restarts()
            .housekeeping()
            .limit(30)
            .silent()
            .severalCommands(Integer.MAX_VALUE)
            .endsSession()
            .endsMultiplexer()
            .atMost(1)
            .usesUpTheModule()
            .endsRight(Situation.RESTARTED)
            .endsRight(Situation.SESSION_LOST)
            .ends(Situation.BUSY_FOR_A_WHILE, ModuleBusyException.class),
        call("off", "AT+CPWROFF", "Power.off/0", b -> b.module.power().off())
            .restarts()
            .housekeeping()
            .limit(40)
            .silent()
            .atMost(1)
            .usesUpTheModule()
            .after(b -> b.silicon.powerOn())
            // What counts is whether it still answers, and it does.
            .ends(Situation.OK_ALONE, WaitExpiredException.class)
            .ends(Situation.UNANSWERED, WaitExpiredException.class)
            .endsRight(Situation.DEAF)
            // It leaves the session first.
            .ends(Situation.SESSION_LOST, ModuleRestartedException.class)
            // The port went with the power, as far as anyone can see.
            .endsRight(Situation.LINE_LOST));
  }

  private static List<FacadeCall> chipToChip() {
    return List.of(
        call("pair", C2C, "ChipToChip.pair/0", b -> b.module.c2c().pair().close())
            .atMost(2)
            .usesUpTheModule(),
        call(
                "pair by a secret",
                C2C,
                "ChipToChip.pair/2",
                b -> b.module.c2c().pair(secret(), keys -> {}).close())
            .atMost(2)
            .usesUpTheModule(),
        call("confirm the pairing", C2C, "ChipToChip.pair/0", b -> b.module.c2c().pair().close())
            .silent()
            .atMost(2)
            .occurrence(2)
            .needsSecondFirmware()
            .usesUpTheModule(),
        call("open", C2C, "ChipToChip.open/1", FacadeCalls::assertOpens)
            .silent()
            .notInSession()
            .before(ModuleBench::pair)
            .rescue(ModuleBench::resetModule)
            .usesUpTheModule()
            // The module is asked whether it encrypts, and if it answers at all, it is known.
            .ends(Situation.UNANSWERED, EncryptionLostException.class)
            .ends(Situation.RESTARTED, EncryptionLostException.class)
            .ends(Situation.DEAF, CommandTimeoutException.class, FacadeCall.OR_RIGHT),
        call("close", "AT+USECC2C=2", "ChipToChip.close/0", FacadeCalls::assertCloses)
            .silent()
            .bringsSession()
            .before(ModuleBench::beInSession)
            .rescue(ModuleBench::resetModule)
            .usesUpTheModule()
            // It is in the clear, as was wanted.
            .endsRight(Situation.RESTARTED)
            .endsRight(Situation.SESSION_LOST)
            .ends(Situation.DEAF, CommandTimeoutException.class, FacadeCall.OR_RIGHT)
            .ends(Situation.BUSY_FOR_A_WHILE, ModuleBusyException.class));
  }

  private static List<FacadeCall> certificates() {
    return List.of(
        call(
                "device certificate",
                "AT+USECDEVCERT=1",
                "Certificates.device/0",
                b -> assertCertificates(b.module.certificates().device(), 1))
            .certificates()
            .longReply(900),
        call(
                "authorities",
                "AT+USECDEVCERT=2",
                "Certificates.authorities/0",
                b -> assertCertificates(b.module.certificates().authorities(), 1))
            .certificates()
            .longReply(900),
        call(
                "private key",
                "AT+USECDEVCERT=",
                "Certificates.privateKey/0",
                b -> {
                  try (DevicePrivateKey key = b.module.certificates().privateKey()) {
                    assertThat(key.toPrivateKey().getAlgorithm()).isEqualTo("EC");
                  }
                })
            .certificates()
            .longReply(170),
        call(
                "certificate status",
                "AT+USECDEVCERT?",
                "Certificates.status/0",
                b -> assertThat(b.module.certificates().status()).isNotEmpty())
            .information("+USECDEVCERT: 1".length()));
  }

  private static List<FacadeCall> localData() {
    return List.of(
        assumed(
                call(
                    "encrypt locally",
                    "AT+USECDATAENC=",
                    "LocalData.encrypt/1",
                    b ->
                        assertThat(b.module.localData().encrypt(PLAINTEXT))
                            .hasSizeGreaterThan(PLAINTEXT.length)))
            .binary(),
        assumed(
                call(
                    "decrypt locally",
                    "AT+USECDATADEC=",
                    "LocalData.decrypt/1",
                    b ->
                        assertThat(b.module.localData().decrypt(b.ciphertext))
                            .isEqualTo(PLAINTEXT)))
            .binary()
            .before(b -> b.ciphertext = b.module.localData().encrypt(PLAINTEXT)));
  }

  private static List<FacadeCall> credentialStore() {
    return List.of(
        call(
                "store",
                "AT+USECMNG=0",
                "CredentialStore.store/3",
                b -> assertThat(storeCa(b)).matches(MD5))
            .housekeeping()
            .withPayload(),
        call(
                "store encrypted key",
                "AT+USECMNG=",
                "CredentialStore.storeEncryptedKey/3",
                b -> assertThat(storeKey(b)).matches(MD5))
            .housekeeping()
            .withPayload(),
        call(
                "store file",
                "AT+USECMNG=1",
                "CredentialStore.storeFile/3",
                b ->
                    assertThat(
                            b.module
                                .credentialStore()
                                .storeFile(CredentialType.CA_CERTIFICATE, CA, "ca.pem"))
                        .matches(MD5))
            .housekeeping()
            .before(b -> b.writeFile("ca.pem", b.certificatePem())),
        call(
                "list",
                "AT+USECMNG=3",
                "CredentialStore.list/0",
                b ->
                    assertThat(b.module.credentialStore().list())
                        .extracting(StoredCredential::name)
                        .containsExactly("ca", "key"))
            .housekeeping()
            .optional()
            .before(
                b -> {
                  storeCa(b);
                  storeKey(b);
                }),
        call(
                "md5",
                "AT+USECMNG=4",
                "CredentialStore.md5/2",
                b ->
                    assertThat(b.module.credentialStore().md5(CredentialType.CA_CERTIFICATE, CA))
                        .matches(MD5))
            .housekeeping()
            .before(FacadeCalls::storeCa),
        call(
                "delete",
                "AT+USECMNG=2",
                "CredentialStore.delete/2",
                b -> b.module.credentialStore().delete(CredentialType.CA_CERTIFICATE, CA))
            .housekeeping()
            .silent()
            .before(FacadeCalls::storeCa));
  }

  private static List<FacadeCall> tls() {
    return List.of(
        call("configure", "AT+USECPRF=1", "Tls.configure/1", FacadeCalls::configureTls)
            .housekeeping()
            .severalCommands(7 * RESULT_BYTES)
            .silent(),
        call("configure, an option", "AT+USECPRF=1,3", "Tls.configure/1", FacadeCalls::configureTls)
            .housekeeping()
            .severalCommands(5 * RESULT_BYTES)
            .silent(),
        call("reset profile", "AT+USECPRF=2", "Tls.reset/1", b -> b.module.tls().reset(2))
            .housekeeping()
            .silent(),
        call(
                "read",
                "AT+USECPRF=1,4",
                "Tls.read/2",
                b ->
                    assertThat(b.module.tls().read(1, TlsOption.SERVER_NAME))
                        .isEqualTo("server.example"))
            .housekeeping()
            .before(FacadeCalls::configureTls)
            .information("+USECPRF: 1,4,\"server.example\"".length()),
        call("useIpv4", "AT+USECOPCMD=\"cfgipv4\"", "Tls.useIpv4/0", b -> b.module.tls().useIpv4())
            .silent());
  }

  private static List<FacadeCall> rootOfTrust() {
    return List.of(
        call(
                "mode",
                "AT+USECMODE?",
                "RootOfTrustStatus.mode/0",
                b -> assertThat(b.module.rootOfTrust().mode()).isOne())
            .information("+USECMODE: 1".length()),
        call(
                "setMode",
                "AT+USECMODE=",
                "RootOfTrustStatus.setMode/1",
                b -> b.module.rootOfTrust().setMode(0))
            .silent()
            .atMost(1)
            .ends(Situation.BUSY_FOR_A_WHILE, ModuleBusyException.class),
        call(
                "authorization",
                "AT+USECAFA=0",
                "RootOfTrustStatus.authorization/1",
                b ->
                    assertThat(b.module.rootOfTrust().authorization(AuthorizedFeature.ZTP))
                        .containsExactly("0", "1"))
            .information("+USECAFA: 0,1".length()),
        call(
            "chipId",
            "AT+USECCHIP",
            "RootOfTrustStatus.chipId/0",
            b -> assertThat(b.module.rootOfTrust().chipId()).isNotEmpty()),
        call(
                "firmware",
                "AT+USECFW=0",
                "RootOfTrustStatus.firmware/0",
                b -> assertThat(b.module.rootOfTrust().firmware()).isIn((Object[]) states()))
            .information("+USECFW: 0".length()),
        call(
                "updateFirmware",
                "AT+USECFW=1",
                "RootOfTrustStatus.updateFirmware/0",
                b -> b.module.rootOfTrust().updateFirmware())
            .information("+USECFW: 0".length())
            .atMost(1)
            .ends(Situation.BUSY_FOR_A_WHILE, ModuleBusyException.class)
            .ends(Situation.UPDATE_ABSENT, UnexpectedReplyException.class));
  }

  private static RotFirmwareState[] states() {
    return RotFirmwareState.values();
  }

  private static List<FacadeCall> device() {
    return List.of(
        call(
                "clock",
                "AT+CCLK?",
                "SecurityModule.execute/1",
                b -> assertThat(b.module.execute(new ReadClock())).isNotNull())
            .housekeeping()
            .information("+CCLK: \"26/11/22,12:01:13+00\"".length()),
        call(
                "greeting",
                "AT+CSGT=1",
                "SecurityModule.execute/1",
                b -> b.module.execute(new SetGreeting(Optional.of("Module has booted."))))
            .housekeeping()
            .silent(),
        call(
                "noGreeting",
                "AT+CSGT=0",
                "SecurityModule.execute/1",
                b -> b.module.execute(new SetGreeting(Optional.empty())))
            .housekeeping()
            .silent(),
        call(
                "files",
                "AT+ULSTFILE",
                "SecurityModule.execute/1",
                b -> assertThat(b.module.execute(new ListFiles())).contains("plain"))
            .housekeeping()
            .before(b -> b.writeFile("plain", new byte[44]))
            .optional()
            .information("+ULSTFILE: \"plain\"".length()),
        call(
                "baudRate",
                "AT+IPR?",
                "SecurityModule.execute/1",
                b -> assertThat(b.module.execute(new ReadBaudRate())).isIn(0, 115_200))
            .housekeeping()
            .information("+IPR: 115200".length()),
        call(
                "set baudRate",
                "AT+IPR=115200",
                "SecurityModule.execute/1",
                b -> b.module.execute(new SetBaudRate(115_200)))
            .housekeeping()
            .silent(),
        call(
                "serialInterfaces",
                "AT+USIO?",
                "SecurityModule.execute/1",
                b -> assertThat(b.module.execute(new ReadSerialInterfaces())).isNotEmpty())
            .housekeeping()
            .information("+USIO: 5,*5".length()),
        call(
                "uartPowerSaving",
                "AT+UPSV?",
                "SecurityModule.execute/1",
                b -> assertThat(b.module.execute(new ReadUartPowerSaving())).isNotNull())
            .housekeeping()
            .information("+UPSV: 0".length()),
        call(
                "store settings",
                "AT&W",
                "SecurityModule.execute/1",
                b -> b.module.execute(FixedCommand.STORE_PROFILE))
            .housekeeping()
            .silent());
  }

  // How a result is known to be right.

  private static void assertInfo(ModuleBench bench) {
    ModuleInfo info = bench.module.info();
    assertThat(info.model()).isEqualTo("SARA-R510M8S");
    assertThat(info.imei()).isEqualTo(ModuleBench.IMEI);
  }

  private static void assertUid(ModuleBench bench) {
    assertThat(bench.module.rotPublicUid()).isEqualTo(ModuleBench.UID);
  }

  private static void assertPsk(ModuleBench bench, PskSize size) {
    try (Psk psk = bench.module.psk().generate(size);
        Psk expected = bench.rootOfTrust.psk(psk.identity())) {
      assertThat(psk.key().lengthBytes()).isEqualTo(size.bytes());
      assertThat(psk).isEqualTo(expected);
    }
  }

  private static void assertEncrypts(ModuleBench bench, byte[] plaintext) {
    E2eMessage message = bench.module.e2e().encrypt(plaintext);
    assertThat(
            E2eCipher.standard()
                .unprotect(message, bench.rootOfTrust.uplink(message.keyIdentity())))
        .isEqualTo(plaintext);
  }

  private static void assertOpens(ModuleBench bench) {
    bench.module.c2c().open(bench.keys());
    // The last line feed of the OK may be still on its way, and everything that follows is behind
    // it.
    bench.settle();
    assertThat(bench.module.c2c().isOpen() || bench.isLost()).isTrue();
  }

  private static void assertCloses(ModuleBench bench) {
    bench.module.c2c().close();
    assertThat(bench.module.c2c().isOpen()).isFalse();
  }

  private static void assertCertificates(PemCertificates certificates, int atLeast) {
    assertThat(certificates.certificates()).hasSizeGreaterThanOrEqualTo(atLeast);
  }

  private static String storeCa(ModuleBench bench) {
    return bench
        .module
        .credentialStore()
        .store(CredentialType.CA_CERTIFICATE, CA, bench.certificatePem());
  }

  private static String storeKey(ModuleBench bench) {
    try (SecretBytes password = SecretBytes.copyOf("secret".getBytes(US_ASCII));
        SecretBytes pem = bench.rootOfTrust.certificateKeyPem()) {
      return pem.expose(
          bytes -> bench.module.credentialStore().storeEncryptedKey(KEY, bytes, password));
    }
  }

  private static void configureTls(ModuleBench bench) {
    try (SecretBytes key = SecretBytes.copyOf(new byte[16]);
        Psk psk = Psk.of(PskIdentity.of(new byte[14]), key)) {
      bench
          .module
          .tls()
          .configure(
              TlsProfile.builder(1)
                  .certificateCheck(1)
                  .caCertificate(CA)
                  .serverName("server.example")
                  .psk(psk)
                  .ztpCertificate(TlsProfile.ZtpCertificate.WITH_AUTHORITIES)
                  .build());
    }
  }

  private static SecretBytes secret() {
    return SecretBytes.copyOf(new byte[C2cKeys.LENGTH_BYTES]);
  }

  /** What a future holds, or what went wrong as the blocking form throws it. */
  private static <T> T result(CompletableFuture<T> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
