package io.github.thingseal.at.module;

import static io.github.thingseal.at.module.FakeDialogue.error;
import static io.github.thingseal.at.module.FakeDialogue.lines;
import static io.github.thingseal.at.module.FakeDialogue.ok;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.Lines;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.E2eVersion;
import org.junit.jupiter.api.Test;

class EndToEndTest {
  private static final String READ = "AT+USECOPCMD=\"e2e_enc\"";
  private static final byte[] PLAINTEXT = "hello".getBytes(UTF_8);
  private static final byte[] MESSAGE = message(37);

  @Test
  void encrypt_whenAnswered_isTheMessage() {
    ModuleUnderTest test =
        ModuleUnderTest.of(
            FakeDialogue.saraR5()
                .on("AT+USECE2EDATAENC=5", lines(Lines.counted("+USECE2EDATAENC", 37, MESSAGE))));
    assertThat(test.module.e2e().encrypt(PLAINTEXT).toBytes()).isEqualTo(MESSAGE);
  }

  @Test
  void encrypt_whenRefused_saysWhatCameBack() {
    ModuleUnderTest test =
        ModuleUnderTest.of(FakeDialogue.saraR5().on("AT+USECE2EDATAENC=5", error("+CME ERROR: 3")));
    assertThatThrownBy(() -> test.module.e2e().encrypt(PLAINTEXT))
        .isInstanceOf(CommandRejectedException.class);
  }

  @Test
  void encrypt_whenTooLong_isRefusedAndNothingIsSent() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5());
    assertThatThrownBy(() -> test.module.e2e().encrypt(new byte[901]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("901")
        .hasMessageContaining("maxPlaintextBytes");
    assertThatThrownBy(() -> test.module.e2e().encrypt(new byte[0]))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> test.module.e2e().decrypt(E2eMessage.parse(message(1057))))
        .isInstanceOf(InvalidInputException.class);
    assertThat(test.dialogue.sent()).isEmpty();
  }

  @Test
  void encrypt_whenLimitIsRaised_isSent() {
    FakeDialogue dialogue = FakeDialogue.saraR5();
    dialogue.on(
        "AT+USECE2EDATAENC=2000", lines(Lines.counted("+USECE2EDATAENC", 2032, message(2032))));
    ModuleUnderTest test =
        new ModuleUnderTest(dialogue, ModuleOptions.builder().maxPlaintextBytes(2000));
    assertThat(test.module.e2e().encrypt(new byte[2000]).lengthBytes()).isEqualTo(2032);
    assertThatThrownBy(() -> ModuleOptions.builder().maxPlaintextBytes(0))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void decrypt_whenAnswered_isThePlaintext() {
    ModuleUnderTest test =
        ModuleUnderTest.of(
            FakeDialogue.saraR5()
                .on("AT+USECE2EDATADEC=37", lines(Lines.counted("+USECE2EDATADEC", 5, PLAINTEXT))));
    assertThat(test.module.e2e().decrypt(E2eMessage.parse(MESSAGE))).isEqualTo(PLAINTEXT);
  }

  @Test
  void version_whenModuleRefusesToTell_isV1() {
    assertThat(withReply(error("ERROR")).module.e2e().version()).isEqualTo(E2eVersion.V1);
    assertThat(withReply(error("+CME ERROR: 4")).module.e2e().version()).isEqualTo(E2eVersion.V1);
    assertThat(withReply(ok("+USECOPCMD: \"e2e_enc\",1")).module.e2e().version())
        .isEqualTo(E2eVersion.V2);
  }

  @Test
  void useVersion_whenAccepted_isSentOnce() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5());
    test.module.e2e().useVersion(E2eVersion.V2);
    assertThat(test.dialogue.sent()).containsExactly(READ + ",1");
  }

  @Test
  void useVersion_whenV1AndModuleKnowsNoOther_isFine() {
    ModuleUnderTest test = withReply(error("ERROR"));
    test.dialogue.on(READ + ",0", error("ERROR"));
    test.module.e2e().useVersion(E2eVersion.V1);
    assertThat(test.dialogue.sent()).containsExactly(READ + ",0", READ);
  }

  @Test
  void useVersion_whenV2AndModuleRefuses_saysThatItHasV1Only() {
    ModuleUnderTest test = withReply(error("ERROR"));
    test.dialogue.on(READ + ",1", error("ERROR"));
    assertThatExceptionOfType(CapabilityAbsentException.class)
        .isThrownBy(() -> test.module.e2e().useVersion(E2eVersion.V2))
        .satisfies(e -> assertThat(e.capability()).isEqualTo(Capability.E2E_V2))
        .withCauseInstanceOf(CommandRejectedException.class);
  }

  @Test
  void useVersion_whenV2AndFirmwareIs00b_isRefusedAndNothingIsSent() {
    ModuleUnderTest test =
        ModuleUnderTest.of(FakeDialogue.of("SARA-R510M8S", "SARA-R510M8S-00B-00"));
    assertThatExceptionOfType(CapabilityAbsentException.class)
        .isThrownBy(() -> test.module.e2e().useVersion(E2eVersion.V2))
        .withMessageContaining("SARA_R5")
        .withMessageContaining("E2E_V2");
    assertThat(test.dialogue.sent()).isEmpty();
  }

  private static ModuleUnderTest withReply(FakeDialogue.Answer answer) {
    return ModuleUnderTest.of(FakeDialogue.saraR5().on(READ, answer));
  }

  private static byte[] message(int length) {
    byte[] bytes = new byte[length];
    bytes[0] = 0x11;
    return bytes;
  }
}
