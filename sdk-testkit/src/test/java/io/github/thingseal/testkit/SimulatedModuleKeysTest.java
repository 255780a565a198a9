package io.github.thingseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pre-shared keys and end-to-end messages, checked by what the other side holds. */
class SimulatedModuleKeysTest {
  private static final String NOT_ALLOWED = "\r\n+CME ERROR: operation not allowed\r\n";
  private static final String NOT_SUPPORTED = "\r\n+CME ERROR: operation not supported\r\n";
  private static final String FOX = "The quick brown fox jumps over the lazy dog.";
  private static final Pattern PSK =
      Pattern.compile("\r\n\\+USECPSK: \"([0-9a-f]{28})\",\"([0-9a-f]+)\"\r\n\r\nOK\r\n");

  private static byte[] encrypt(ModuleBench bench, byte[] plaintext, int overhead) {
    assertThat(bench.send("AT+USECE2EDATAENC=" + plaintext.length + "\r")).isEqualTo("\r\n>");
    bench.write(plaintext);
    String reply = bench.read();
    int length = plaintext.length + overhead;
    String head = "\r\n+USECE2EDATAENC: " + length + ",\"";
    assertThat(reply).startsWith(head).endsWith("\"\r\n\r\nOK\r\n");
    assertThat(reply).hasSize(head.length() + length + "\"\r\n\r\nOK\r\n".length());
    return reply
        .substring(head.length(), head.length() + length)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] openUplink(ModuleBench bench, byte[] bytes) {
    E2eMessage message = E2eMessage.parse(bytes);
    try (ProtectionParameters parameters = bench.rootOfTrust.uplink(message.keyIdentity())) {
      return E2eCipher.standard().unprotect(message, parameters);
    }
  }

  private static byte[] downlink(ModuleBench bench, byte[] plaintext) {
    KeyIdentity identity = bench.rootOfTrust.newKeyIdentity(E2eVersion.V1, 7, new SecureRandom());
    return E2eCipher.standard().protect(plaintext, bench.rootOfTrust.downlink(identity)).toBytes();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 44, 256, 900})
  void encrypt_inV1_isReadByTheCipherOfTheOtherSide(int length) {
    try (ModuleBench bench = ModuleBench.sealed()) {
      byte[] plaintext = new byte[length];
      new SecureRandom().nextBytes(plaintext);
      byte[] message = encrypt(bench, plaintext, 32);
      assertThat(message[0] & 0xF0).isEqualTo(0x10);
      assertThat(HexFormat.of().formatHex(message, 8, 9)).isEqualTo("07");
      assertThat(openUplink(bench, message)).isEqualTo(plaintext);
    }
  }

  @Test
  void encrypt_inV2_isReadByTheCipherOfTheOtherSide() {
    try (ModuleBench bench = ModuleBench.sealed()) {
      assertThat(bench.send("AT+USECOPCMD=\"e2e_enc\"\r"))
          .isEqualTo("\r\n+USECOPCMD: \"e2e_enc\",0\r\n\r\nOK\r\n");
      assertThat(bench.send("AT+USECOPCMD=\"e2e_enc\",1\r")).isEqualTo("\r\nOK\r\n");
      byte[] message = encrypt(bench, FOX.getBytes(StandardCharsets.US_ASCII), 28);
      assertThat(message[0] & 0xF0).isEqualTo(0x20);
      assertThat(openUplink(bench, message)).asString().isEqualTo(FOX);
      assertThat(bench.send("AT+USECOPCMD=\"e2e_enc\",2\r")).contains("+CME ERROR");
    }
  }

  @Test
  void encrypt_twice_neverUsesTheSameKeyIdentity() {
    try (ModuleBench bench = ModuleBench.sealed()) {
      byte[] plaintext = {1};
      assertThat(encrypt(bench, plaintext, 32)).isNotEqualTo(encrypt(bench, plaintext, 32));
    }
  }

  @Test
  void encrypt_withEcho_echoesTheCommandButNotThePayload() {
    try (ModuleBench bench = ModuleBench.sealed()) {
      bench.send("ATE1\r");
      assertThat(bench.send("AT+USECE2EDATAENC=2\r")).isEqualTo("AT+USECE2EDATAENC=2\r\r\n>");
      assertThat(bench.send("A")).isEmpty();
      assertThat(bench.send("\r")).startsWith("\r\n+USECE2EDATAENC: 34,\"");
    }
  }

  @Test
  void encrypt_whenThePayloadStopsComing_givesUpAfterTwentySeconds() {
    try (ModuleBench bench = ModuleBench.sealed()) {
      bench.send("AT+USECE2EDATAENC=10\r");
      bench.seconds(15);
      bench.write("12345");
      bench.seconds(19);
      assertThat(bench.read()).isEmpty();
      bench.seconds(1);
      assertThat(bench.read()).isEqualTo("\r\nERROR\r\n");
      assertThat(bench.send("AT\r")).isEqualTo("\r\nOK\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "901", "-1", "abc", "\"44\"", "44,1"})
  void encrypt_withALengthThatCannotBe_isRefusedInsteadOfThePrompt(String length) {
    try (ModuleBench bench = ModuleBench.sealed()) {
      assertThat(bench.send("AT+USECE2EDATAENC=" + length + "\r"))
          .isEqualTo("\r\n+CME ERROR: incorrect parameters\r\n");
    }
  }

  @Test
  void decrypt_ofWhatTheOtherSideProtected_yieldsThePlaintext() {
    try (ModuleBench bench = ModuleBench.sealed()) {
      byte[] message = downlink(bench, FOX.getBytes(StandardCharsets.US_ASCII));
      assertThat(bench.send("AT+USECE2EDATADEC=76\r")).isEqualTo("\r\n>");
      bench.write(message);
      assertThat(bench.read()).isEqualTo("\r\n+USECE2EDATADEC: 44,\"" + FOX + "\"\r\n\r\nOK\r\n");
    }
  }

  @Test
  void decrypt_whenAnyByteIsWrong_isRefused() {
    try (ModuleBench bench = ModuleBench.sealed()) {
      byte[] message = downlink(bench, new byte[] {1, 2, 3});
      for (int i = 0; i < message.length; i++) {
        byte[] tampered = message.clone();
        tampered[i] ^= 1;
        bench.send("AT+USECE2EDATADEC=" + message.length + "\r");
        bench.write(tampered);
        assertThat(bench.read()).as("byte %d", i).isEqualTo(NOT_ALLOWED);
      }
      bench.send("AT+USECE2EDATADEC=5\r");
      assertThat(bench.send("12345")).isEqualTo(NOT_ALLOWED);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 32})
  void psk_ofEitherSize_isKnownToTheOtherSide(int size) {
    try (ModuleBench bench = ModuleBench.sealed()) {
      Matcher reply = PSK.matcher(bench.send("AT+USECPSK=" + size + "\r"));
      assertThat(reply.matches()).isTrue();
      try (Psk psk = bench.rootOfTrust.psk(PskIdentity.fromHex(reply.group(1)))) {
        assertThat(psk.key().lengthBytes()).isEqualTo(size);
        assertThat(psk.key().<String>expose(HexFormat.of()::formatHex)).isEqualTo(reply.group(2));
      }
      assertThat(bench.send("AT+USECPSK=" + size + "\r")).doesNotContain(reply.group(1));
    }
  }

  @Test
  void psk_ofAnotherSize_isRefused() {
    try (ModuleBench bench = ModuleBench.sealed()) {
      assertThat(bench.send("AT+USECPSK=24\r"))
          .isEqualTo("\r\n+CME ERROR: incorrect parameters\r\n");
    }
  }

  @Test
  void keys_beforeTheModuleIsSealed_areRefused() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.seconds(10);
      for (String command : new String[] {"USECPSK=16", "USECE2EDATAENC=1", "USECE2EDATADEC=33"}) {
        assertThat(bench.send("AT+" + command + "\r")).isEqualTo(NOT_ALLOWED);
      }
    }
  }

  @Test
  void keys_withoutTheirFeature_areRefused() {
    try (ModuleBench bench = ModuleBench.sealed()) {
      bench.air.features = java.util.Set.of();
      bench.send("AT+USECCONN\r");
      for (String command : new String[] {"USECPSK=16", "USECE2EDATAENC=1", "USECE2EDATADEC=33"}) {
        assertThat(bench.send("AT+" + command + "\r")).isEqualTo(NOT_ALLOWED);
      }
    }
  }

  @Test
  void formats_onFirmwareWithOneOnly_cannotBeChosen() {
    try (ModuleBench bench = ModuleBench.sealed(b -> b.firmware("00B"))) {
      assertThat(bench.send("AT+USECOPCMD=\"e2e_enc\"\r")).isEqualTo(NOT_SUPPORTED);
      assertThat(bench.send("AT+USECOPCMD=\"e2e_enc\",1\r")).isEqualTo(NOT_SUPPORTED);
      assertThat(openUplink(bench, encrypt(bench, new byte[] {5}, 32))).containsExactly(5);
    }
  }

  @ParameterizedTest
  @EnumSource(SimulatedModuleModel.class)
  void securityCommands_onEveryModel_areThereOnlyIfItHasARootOfTrust(SimulatedModuleModel model) {
    boolean without = model.wireName().contains("-02B");
    try (ModuleBench bench = ModuleBench.configured(b -> b.model(model))) {
      assertThat(bench.send("AT+CGMM\r")).isEqualTo("\r\n" + model.wireName() + "\r\n\r\nOK\r\n");
      String uid = "\r\n+USECROTUID: 0A04F008003C9623\r\n\r\nOK\r\n";
      assertThat(bench.send("AT+USECROTUID\r")).isEqualTo(without ? NOT_SUPPORTED : uid);
      assertThat(bench.send("AT+USECPSK=?\r")).isEqualTo(without ? NOT_SUPPORTED : "\r\nOK\r\n");
      boolean r5 = model.wireName().startsWith("SARA-R5");
      assertThat(bench.send("AT+USECAFA=2\r"))
          .isEqualTo(r5 ? "\r\n+USECAFA: 2,0\r\n\r\nOK\r\n" : NOT_SUPPORTED);
    }
  }

  @Test
  void securityMode_whenOff_stopsTheBootstrap() {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send("AT+USECMODE?\r")).isEqualTo("\r\n+USECMODE: 1\r\n\r\nOK\r\n");
      bench.send("AT+USECMODE=0\r");
      bench.module.advance(Duration.ofMinutes(5));
      assertThat(bench.air.calls).isEmpty();
      bench.send("AT+USECMODE=1\r");
      bench.seconds(5);
      assertThat(bench.air.calls).hasSize(4);
    }
  }
}
