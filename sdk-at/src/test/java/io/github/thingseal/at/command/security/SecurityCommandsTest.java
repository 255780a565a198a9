package io.github.thingseal.at.command.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.Lines;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskSize;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityCommandsTest {
  private static final String PSK_ID = "11010008003f9720f38c30c88428";
  private static final String PSK =
      "70665f1ba1753d36e5a412a56233507da1dbd0d8476f418423892de0895c7e9f";
  private static final byte[] PLAINTEXT =
      "The quick brown fox jumps over the lazy dog.".getBytes(UTF_8);
  private static final byte[] MESSAGE =
      HexFormat.of()
          .parseHex(
              "11010008003f97203b08c787d1b20000"
                  + "6423b8017f96548d65fcaf1036f21d10bb18bd86b57178685ffbaf471162e5bf"
                  + "5a7445ff568290fbb8cce57d75d5ae4830aad00da6cfd589c6795691");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+USECROTUID: 0A04F008003C9623",
        "+USECROTUID: \"0A04F008003C9623\"",
        "+USECROTUID:0a04f008003c9623"
      })
  void rotPublicUid_inEveryForm_isRead(String line) {
    assertThat(new ReadRotPublicUid().read(Lines.of(line)).hex()).isEqualTo("0a04f008003c9623");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+USECROTUID: 0A04F008003C96",
        "+USECROTUID: 0A04F008003C962345",
        "+USECROTUID: 0A04F008003C96ZZ",
        "+USECROTUID: "
      })
  void rotPublicUid_whenNot16HexDigits_isUnexpected(String line) {
    assertThatThrownBy(() -> new ReadRotPublicUid().read(Lines.of(line)))
        .isInstanceOf(UnexpectedReplyException.class)
        .hasMessageContaining("AT+USECROTUID");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0,0,0|false|false",
        "1,0,1|true|false",
        "1,1,1|true|true",
        "1,1,0|false|false",
        "1,0,0|false|false",
        "0,1,1|false|false",
        " 1 , 0 , 1 |true|false"
      })
  void sealState_forEveryTriple_isReadAsDocumented(
      String flags, boolean bootstrapped, boolean sealed) {
    SealState state = new ReadSealState().read(Lines.of("+USECDEVINFO: " + flags));
    assertThat(state.isBootstrapped()).isEqualTo(bootstrapped);
    assertThat(state.isSealed()).isEqualTo(sealed);
    assertThat(state.toString()).isEqualTo(flags.replace(" ", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2,0,1", "1,x,1", "1,,1", "1,0,-1"})
  void sealState_whenMalformed_isUnexpected(String flags) {
    assertThatThrownBy(() -> new ReadSealState().read(Lines.of("+USECDEVINFO: " + flags)))
        .isInstanceOf(UnexpectedReplyException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void psk_whenAnswered_isIdentityThenKey(boolean upperCase) {
    String line = "+USECPSK: \"" + digits(PSK_ID, upperCase) + "\",\"" + digits(PSK, upperCase);
    try (Psk psk = new GeneratePsk(PskSize.BYTES_32).read(Lines.of(line + "\""))) {
      assertThat(psk.identity().hex()).isEqualTo(PSK_ID);
      assertThat(psk.key()).isEqualTo(SecretBytes.fromHex(PSK));
    }
  }

  @Test
  void psk_whenKeyHasAnotherSizeThanAskedFor_isUnexpectedAndNotShown() {
    assertThatThrownBy(
            () ->
                new GeneratePsk(PskSize.BYTES_16)
                    .read(Lines.of("+USECPSK: \"" + PSK_ID + "\",\"" + PSK + "\"")))
        .isInstanceOf(UnexpectedReplyException.class)
        .hasMessageContaining("16")
        .hasMessageContaining("32")
        .hasMessageNotContaining(PSK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+USECPSK: \"\",\"70665f1ba1753d36e5a412a56233507d\"",
        "+USECPSK: \"zz\",\"70665f1ba1753d36e5a412a56233507d\"",
        "+USECPSK: \"1101\",\"70665f1ba1753d36e5a412a5623350xx\"",
        "+USECPSK: \"1101\",\"70665f1ba1753d36e5a412a5623350\"",
        "+USECPSK: \"1101\",\"\""
      })
  void psk_whenMalformed_isUnexpectedAndNotShown(String line) {
    assertThatThrownBy(() -> new GeneratePsk(PskSize.BYTES_16).read(Lines.of(line)))
        .isInstanceOf(UnexpectedReplyException.class)
        .hasMessageNotContaining("70665f1b");
  }

  @Test
  void encrypt_whenAnswered_isTheMessage() {
    EncryptE2e command = EncryptE2e.of(PLAINTEXT);
    E2eMessage message = command.read(Lines.counted("+USECE2EDATAENC", 76, MESSAGE));
    assertThat(message.toBytes()).isEqualTo(MESSAGE);
    assertThat(message.version()).isEqualTo(E2eVersion.V1);
    assertThat(command.payload()).hasValue(PLAINTEXT);
  }

  @Test
  void encrypt_whenFormatIsV2_expects28BytesMore() {
    byte[] v2 = new byte[72];
    v2[0] = 0x21;
    assertThat(EncryptE2e.of(PLAINTEXT).read(Lines.counted("+USECE2EDATAENC", 72, v2)).version())
        .isEqualTo(E2eVersion.V2);
  }

  @Test
  void encrypt_whenLengthIsNotThatOfTheFormat_isUnexpected() {
    byte[] shorter = Arrays.copyOf(MESSAGE, 75);
    assertThatThrownBy(
            () -> EncryptE2e.of(PLAINTEXT).read(Lines.counted("+USECE2EDATAENC", 75, shorter)))
        .isInstanceOf(UnexpectedReplyException.class)
        .hasMessageContaining("76")
        .hasMessageContaining("75");
  }

  @Test
  void encrypt_whenFormatIsUnknown_isUnexpected() {
    byte[] unknown = MESSAGE.clone();
    unknown[0] = 0x31;
    assertThatThrownBy(
            () -> EncryptE2e.of(PLAINTEXT).read(Lines.counted("+USECE2EDATAENC", 76, unknown)))
        .isInstanceOf(UnexpectedReplyException.class);
  }

  @Test
  void encrypt_whenAnotherNumberWasAnnounced_isUnexpected() {
    assertThatThrownBy(
            () -> EncryptE2e.of(PLAINTEXT).read(Lines.counted("+USECE2EDATAENC", 80, MESSAGE)))
        .isInstanceOf(UnexpectedReplyException.class)
        .hasMessageContaining("80");
  }

  @Test
  void encrypt_whenThereIsNothingToEncrypt_isRefused() {
    assertThatThrownBy(() -> EncryptE2e.of(new byte[0])).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void decrypt_whenAnswered_isThePlaintext() {
    DecryptE2e command = new DecryptE2e(E2eMessage.parse(MESSAGE));
    assertThat(command.line()).isEqualTo("AT+USECE2EDATADEC=76");
    assertThat(command.payload()).hasValue(MESSAGE);
    assertThat(command.read(Lines.counted("+USECE2EDATADEC", 44, PLAINTEXT))).isEqualTo(PLAINTEXT);
  }

  @ParameterizedTest
  @CsvSource({"0,V1", "1,V2"})
  void e2eVersion_whenAnswered_isTheNumberPlusOne(String number, E2eVersion version) {
    assertThat(new ReadE2eVersion().read(Lines.of("+USECOPCMD: \"e2e_enc\"," + number)))
        .isEqualTo(version);
  }

  @Test
  void e2eVersion_whenUnknown_isUnexpected() {
    assertThatThrownBy(() -> new ReadE2eVersion().read(Lines.of("+USECOPCMD: \"e2e_enc\",2")))
        .isInstanceOf(UnexpectedReplyException.class);
    assertThatThrownBy(() -> new ReadE2eVersion().read(List.of()))
        .isInstanceOf(UnexpectedReplyException.class);
  }

  private static String digits(String hex, boolean upperCase) {
    return upperCase ? hex.toUpperCase(Locale.ROOT) : hex;
  }
}
