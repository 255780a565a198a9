package io.github.thingseal.at.module;

import static io.github.thingseal.at.module.FakeDialogue.error;
import static io.github.thingseal.at.module.FakeDialogue.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.FixedCommand;
import io.github.thingseal.at.command.device.ReadBaudRate;
import io.github.thingseal.at.command.device.ReadClock;
import io.github.thingseal.at.command.device.ReadUartPowerSaving;
import io.github.thingseal.at.command.device.SetGreeting;
import io.github.thingseal.at.command.security.AuthorizedFeature;
import io.github.thingseal.at.command.security.E2eFileCommand;
import io.github.thingseal.at.command.security.LocalDataCommand;
import io.github.thingseal.at.command.security.RotFirmwareState;
import io.github.thingseal.at.command.tls.CredentialName;
import io.github.thingseal.at.command.tls.CredentialType;
import io.github.thingseal.at.command.tls.Pems;
import io.github.thingseal.at.command.tls.TlsOption;
import io.github.thingseal.at.command.tls.TlsProfile;
import io.github.thingseal.at.internal.c2c.EncryptingModule;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.e2e.E2eMessage;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates, local data, credentials, TLS, the root of trust itself, and settings. */
class FurtherPartsTest {
  private static final CredentialName NAME = CredentialName.of("ca");
  private static final String MD5 = "8ccadc0b22cef5be72ac411a11a8d812";

  static Stream<Consumer<SecurityModule>> usesOfWhatSaraR410mHasNot() {
    TlsProfile ztp =
        TlsProfile.builder(0).ztpCertificate(TlsProfile.ZtpCertificate.WITH_AUTHORITIES).build();
    TlsProfile rotPsk = TlsProfile.builder(0).rotPsk(true).build();
    return Stream.of(
        module -> module.certificates().device(),
        module -> module.certificates().authorities(),
        module -> module.certificates().privateKey(),
        module -> module.certificates().status(),
        module -> module.localData().encrypt(new byte[1]),
        module -> module.localData().decrypt(new byte[1]),
        module -> module.e2e().encryptFile("a", "b"),
        module -> module.e2e().decryptFile("a", "b"),
        module -> module.rootOfTrust().mode(),
        module -> module.rootOfTrust().setMode(0),
        module -> module.rootOfTrust().chipId(),
        module -> module.rootOfTrust().authorization(AuthorizedFeature.ZTP),
        module -> module.rootOfTrust().firmware(),
        module -> module.rootOfTrust().updateFirmware(),
        module -> module.tls().configure(ztp),
        module -> module.tls().configure(rotPsk),
        module -> module.c2c().pair());
  }

  @ParameterizedTest
  @MethodSource("usesOfWhatSaraR410mHasNot")
  void use_whenFamilyHasNotTheCapability_isRefusedAndNothingIsSent(Consumer<SecurityModule> use) {
    ModuleUnderTest test =
        ModuleUnderTest.of(FakeDialogue.of("SARA-R410M-02B", "SARA-R410M-02B-00"));
    assertThatThrownBy(() -> use.accept(test.module)).isInstanceOf(CapabilityAbsentException.class);
    assertThat(test.dialogue.sent()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ERROR", "+CME ERROR: operation not supported", "+CME ERROR: 4"})
  void assumedCommand_whenModuleDoesNotKnowIt_saysThatItIsNotSupported(String result) {
    ModuleUnderTest test =
        ModuleUnderTest.of(
            FakeDialogue.saraR5()
                .on("AT+USECDATAENC=1", error(result))
                .on("AT+USECE2EFILEENC=\"a\",\"b\"", error(result)));
    assertThatThrownBy(() -> test.module.localData().encrypt(new byte[1]))
        .isInstanceOf(CapabilityAbsentException.class)
        .hasMessageContaining("AssumedSyntax");
    assertThatThrownBy(() -> test.module.e2e().encryptFile("a", "b"))
        .isInstanceOf(CapabilityAbsentException.class);
  }

  @Test
  void assumedCommand_whenModuleRefusesForAReason_saysSo() {
    ModuleUnderTest test =
        ModuleUnderTest.of(FakeDialogue.saraR5().on("AT+USECDATADEC=1", error("+CME ERROR: 3")));
    assertThatThrownBy(() -> test.module.localData().decrypt(new byte[1]))
        .isInstanceOf(CommandRejectedException.class);
  }

  @Test
  void e2eDecryption_whenModuleDoesNotKnowIt_saysThatItIsNotSupported() {
    ModuleUnderTest test =
        ModuleUnderTest.of(
            FakeDialogue.saraR5().on("AT+USECE2EDATADEC=40", error("+CME ERROR: 4")));
    assertThatThrownBy(() -> test.module.e2e().decrypt(message()))
        .isInstanceOf(CapabilityAbsentException.class)
        .hasMessageContaining("E2E_DECRYPTION");
  }

  @Test
  void assumedSyntax_whenReplaced_isUsed() {
    FakeDialogue dialogue =
        FakeDialogue.saraR5()
            .on("AT+USECDATAENC=7", error("+CME ERROR: 3"))
            .on("AT+USECDATAENC=8", error("+CME ERROR: 3"))
            .on("AT+USECDATAENC=9", error("+CME ERROR: 3"));
    ModuleUnderTest test =
        new ModuleUnderTest(dialogue, ModuleOptions.builder().assumedSyntax(new OtherSyntax()));
    dialogue.forget();
    assertThatThrownBy(() -> test.module.e2e().decrypt(message()))
        .isInstanceOf(CommandRejectedException.class);
    assertThatThrownBy(() -> test.module.localData().encrypt(new byte[1]))
        .isInstanceOf(CommandRejectedException.class);
    assertThatThrownBy(() -> test.module.localData().decrypt(new byte[1]))
        .isInstanceOf(CommandRejectedException.class);
    assertThat(test.module.e2e().encryptFile("a", "b")).isEmpty();
    assertThat(test.module.e2e().decryptFile("a", "b")).isEmpty();
    assertThat(dialogue.sent())
        .containsExactly(
            "AT+USECDATAENC=9",
            "AT+USECDATAENC=7",
            "AT+USECDATAENC=8",
            "AT+USECE2EFILEENC=\"b\",\"a\"",
            "AT+USECE2EFILEENC=\"a1\",\"b\"");
  }

  private static E2eMessage message() {
    byte[] message = new byte[40];
    message[0] = 0x11;
    return E2eMessage.parse(message);
  }

  /** Every command is another one than is assumed. */
  private static final class OtherSyntax implements AssumedSyntax {
    @Override
    public AtCommand<byte[]> decryptE2e(E2eMessage message) {
      return LocalDataCommand.encrypt(new byte[9]);
    }

    @Override
    public AtCommand<byte[]> encryptLocally(byte[] data) {
      return LocalDataCommand.encrypt(new byte[7]);
    }

    @Override
    public AtCommand<byte[]> decryptLocally(byte[] data) {
      return LocalDataCommand.encrypt(new byte[8]);
    }

    @Override
    public AtCommand<List<String>> encryptFile(String input, String output) {
      return E2eFileCommand.encrypt(/* input= */ output, /* output= */ input);
    }

    @Override
    public AtCommand<List<String>> decryptFile(String input, String output) {
      return E2eFileCommand.encrypt(input + "1", output);
    }
  }

  @Test
  void localData_whenTooLong_isRefusedAndNothingIsSent() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5());
    assertThatThrownBy(() -> test.module.localData().encrypt(new byte[901]))
        .isInstanceOf(InvalidInputException.class);
    assertThat(test.dialogue.sent()).isEmpty();
  }

  @Test
  void store_onAFreshSaraR422_listsTheFilesAndTriesAgain() {
    String command = "AT+USECMNG=0,0,\"ca\",1";
    ModuleUnderTest test =
        ModuleUnderTest.of(
            FakeDialogue.of("SARA-R422", "SARA-R422-00B-00")
                .on(
                    command,
                    error("+CME ERROR: 1912"),
                    ok("+USECMNG: 0,0,\"ca\",\"" + MD5 + "\"")));
    assertThat(
            test.module.credentialStore().store(CredentialType.CA_CERTIFICATE, NAME, new byte[1]))
        .isEqualTo(MD5);
    assertThat(test.dialogue.sent()).containsExactly(command, "AT+ULSTFILE", command);
  }

  @Test
  void store_onOthers_isNotRepeated() {
    String command = "AT+USECMNG=0,0,\"ca\",1";
    ModuleUnderTest test =
        ModuleUnderTest.of(FakeDialogue.saraR5().on(command, error("+CME ERROR: 1912")));
    assertThatThrownBy(
            () ->
                test.module
                    .credentialStore()
                    .store(CredentialType.CA_CERTIFICATE, NAME, new byte[1]))
        .isInstanceOf(CommandRejectedException.class);
    assertThat(test.dialogue.sent()).containsExactly(command);
  }

  @Test
  void credentials_whenListedHashedAndDeleted_areSentAsTheFactsSay() {
    ModuleUnderTest test =
        ModuleUnderTest.of(
            FakeDialogue.saraR5()
                .on("AT+USECMNG=3", ok("PK,\"client_key\""))
                .on("AT+USECMNG=4,0,\"ca\"", ok("+USECMNG: 4,0,\"ca\",\"" + MD5 + "\"")));
    CredentialStore store = test.module.credentialStore();
    assertThat(store.list()).hasSize(1);
    assertThat(store.md5(CredentialType.CA_CERTIFICATE, NAME)).isEqualTo(MD5);
    store.delete(CredentialType.CA_CERTIFICATE, NAME);
    assertThat(test.dialogue.sent()).endsWith("AT+USECMNG=2,0,\"ca\"");
  }

  @Test
  void tls_whenConfigured_isResetFirst() {
    ModuleUnderTest test =
        ModuleUnderTest.of(FakeDialogue.saraR5().on("AT+USECPRF=1,11", ok("+USECPRF: 1,11,1")));
    test.module.tls().configure(TlsProfile.builder(1).rotPsk(true).build());
    assertThat(test.module.tls().read(1, TlsOption.ROT_PSK)).isEqualTo("1");
    test.module.tls().useIpv4();
    assertThat(test.dialogue.sent())
        .containsExactly(
            "AT+USECPRF=1", "AT+USECPRF=1,11,1", "AT+USECPRF=1,11", "AT+USECOPCMD=\"cfgipv4\",4");
  }

  @Test
  void rootOfTrustAndSettings_whenAsked_answer() {
    ModuleUnderTest test =
        ModuleUnderTest.of(
            FakeDialogue.saraR5()
                .on("AT+USECMODE?", ok("+USECMODE: 1"))
                .on("AT+USECCHIP", ok("+USECCHIP: \"0102\""))
                .on("AT+USECFW=0", ok("+USECFW: 1"))
                .on("AT+USECFW=1", ok("+USECFW: 0"))
                .on("AT+CCLK?", ok("+CCLK: \"26/11/22,13:26:03+04\""))
                .on("AT+IPR?", ok("+IPR: 115200"))
                .on("AT+UPSV?", ok("+UPSV: 0")));
    assertThat(test.module.rootOfTrust().mode()).isEqualTo(1);
    assertThat(test.module.rootOfTrust().chipId()).isEqualTo("0102");
    assertThat(test.module.rootOfTrust().firmware()).isEqualTo(RotFirmwareState.UPDATE_NEEDED);
    test.module.rootOfTrust().updateFirmware();
    assertThat(test.module.execute(new ReadClock()).toInstant()).isPresent();
    assertThat(test.module.execute(new ReadBaudRate())).isEqualTo(115200);
    assertThat(test.module.execute(new ReadUartPowerSaving()).mode()).isZero();
    test.dialogue.forget();
    test.module.execute(new SetGreeting(Optional.of("hello")));
    test.module.execute(new SetGreeting(Optional.empty()));
    test.module.execute(FixedCommand.STORE_PROFILE);
    assertThat(test.dialogue.sent()).containsExactly("AT+CSGT=1,\"hello\"", "AT+CSGT=0", "AT&W");
  }

  /** Over the real channel: quotes suspend the ends of lines, however the bytes are cut. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 16, 63, 64, 65, 4096})
  void certificates_whenTheyComeInPieces_areRead(int chunk) {
    EncryptingModule silicon = new EncryptingModule(2, chunk);
    silicon
        .on(
            "AT+USECDEVCERT=2",
            "\r\n+CEREG: 1\r\n\r\n+USECDEVCERT: 2,\""
                + Pems.AUTHORITY.replace("\n", "\r\n")
                + Pems.DEVICE
                + "\"\r\n\r\nOK\r\n")
        .on("AT+USECDEVCERT=0", EncryptingModule.info("+USECDEVCERT: 0,\"" + Pems.EC_KEY + "\""))
        .on(
            "AT+USECMNG=3",
            EncryptingModule.info("CA,\"ca\",\"A, B\",\"2032/10/18 08:23:32\"\r\nPK,\"key\""));
    try (SkippingTime time = new SkippingTime(passed -> {});
        SecurityModule module =
            SecurityModule.open(
                silicon,
                ModuleOptions.builder()
                    .channel(ChannelOptions.builder().scheduler(time).build())
                    .build())) {
      for (boolean encrypted : new boolean[] {false, true}) {
        if (encrypted) {
          module.c2c().open(EncryptingModule.vectorKeys(2));
        }
        assertThat(module.certificates().authorities().certificates()).hasSize(2);
        try (var key = module.certificates().privateKey()) {
          assertThat(key.toPrivateKey().getAlgorithm()).isEqualTo("EC");
        }
        assertThat(module.credentialStore().list()).hasSize(2);
      }
    }
  }
}
