package io.github.thingseal.at.command.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.Lines;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChipToChipCommandsTest {
  private static final String DIGITS = "0001020304050607F8F9FAFBFCFDFEFF";
  private static final SecretBytes SECRET = SecretBytes.fromHex(DIGITS);
  private static final String K = "\"1011121314151617e8e9eaebecedeeef\"";
  private static final String H = "\"2021222324252627D8D9DADBDCDDDEDF\"";
  private static final String T = "\"303132333435363738393a3b3c3d3e3f\"";

  @Test
  void lines_whenSent_areThoseOfTheFacts() {
    assertThat(new PairC2c(SECRET).line()).isEqualTo("AT+USECC2C=0,\"" + DIGITS + "\"");
    assertThat(new OpenC2c(SECRET).line()).isEqualTo("AT+USECC2C=1,\"" + DIGITS + "\"");
    assertThat(new CloseC2c().line()).isEqualTo("AT+USECC2C=2");
    assertThat(new ConfirmC2cPairing(SECRET, new byte[64]).line())
        .isEqualTo("AT+USECC2C=4,\"" + DIGITS + "\",\"" + "00".repeat(64) + "\"");
    assertThat(
            List.of(
                new PairC2c(SECRET),
                new OpenC2c(SECRET),
                new ConfirmC2cPairing(SECRET, new byte[64])))
        .allMatch(AtCommand::secret)
        .allSatisfy(command -> assertThat(command.toString()).doesNotContain(DIGITS));
    assertThat(new PairC2c(SECRET).repeatable()).isFalse();
  }

  @Test
  void pairing_ofV1_isTheKey() {
    try (C2cPairing pairing = new PairC2c(SECRET).read(Lines.of("+USECC2C: 0,0," + K))) {
      assertThat(pairing.key()).isEqualTo(SecretBytes.fromHex("1011121314151617e8e9eaebecedeeef"));
      assertThat(pairing.hmacKey()).isEmpty();
      assertThat(pairing.confirmationTag()).isEmpty();
    }
  }

  @Test
  void pairing_ofV2_isKeyHmacKeyAndTag() {
    C2cPairing pairing =
        new PairC2c(SECRET).read(Lines.of("+USECC2C: 0,0," + K + "," + H + "," + T));
    assertThat(pairing.hmacKey()).hasValue(SecretBytes.fromHex("2021222324252627d8d9dadbdcdddedf"));
    assertThat(pairing.confirmationTag())
        .hasValue(SecretBytes.fromHex("303132333435363738393a3b3c3d3e3f"));
    pairing.close();
    assertThatThrownBy(() -> pairing.key().exposeCopy()).isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0,1," + K,
        "1,0," + K,
        "0,0",
        "0,0,\"\"",
        "0,0,\"10\"",
        "0,0,\"zz11121314151617e8e9eaebecedeeef\"",
        "0,0," + K + "," + H,
        "0,0," + K + "," + H + ",\"30\"",
        "0,0," + K + ",\"20\"," + T,
        "x,0," + K
      })
  void pairing_whenMalformed_isUnexpectedAndNotShown(String parameters) {
    assertThatThrownBy(() -> new PairC2c(SECRET).read(Lines.of("+USECC2C: " + parameters)))
        .isInstanceOf(UnexpectedReplyException.class)
        .hasMessageNotContaining("1112131415");
  }

  @Test
  void pairing_withAnHmacKeyAndNoTag_isRefused() {
    Optional<SecretBytes> there = Optional.of(SECRET);
    assertThatThrownBy(() -> new C2cPairing(SECRET, there, Optional.empty()))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new C2cPairing(SECRET, Optional.empty(), there))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void commands_whenASecretHasAnotherLength_areRefused() {
    SecretBytes other = SecretBytes.copyOf(new byte[15]);
    assertThatThrownBy(() -> new PairC2c(other)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new OpenC2c(other)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new ConfirmC2cPairing(SECRET, new byte[63]))
        .isInstanceOf(InvalidInputException.class);
  }
}
