package io.github.thingseal.at.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.device.ReadFileBlock;
import io.github.thingseal.at.command.security.EncryptE2e;
import io.github.thingseal.core.InvalidInputException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtStringsTest {
  @Test
  void quote_whenPrintable_addsQuotes() {
    assertThat(AtStrings.quote("The name", "a b;c>d")).isEqualTo("\"a b;c>d\"");
    assertThat(AtStrings.quote("The name", "")).isEqualTo("\"\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"S3\"", "S3,", "S3\r", "S3\n", "S3\0", "S3\u0015", "S3\u007f", "S3é"})
  void quote_whenLineCannotCarryIt_namesThePlaceAndNotTheText(String text) {
    assertThatThrownBy(() -> AtStrings.quote("The name", text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("The name cannot hold U+")
        .hasMessageContaining("position 2")
        .hasMessageNotContaining("S3");
  }

  @Test
  void messages_whenTheLocaleHasOtherDigits_haveThoseOfTheLine() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThatThrownBy(() -> AtStrings.quote("The name", "S3,"))
          .hasMessageContaining("U+002C at position 2");
      assertThatThrownBy(() -> AtStrings.requireLine("AT\r", false))
          .hasMessageContaining("U+000D at position 2");
      assertThatThrownBy(() -> AtStrings.requireLine("AT" + "x".repeat(1_024), false))
          .hasMessageContaining("at most 1024 characters, but this one has 1026");
      assertThatThrownBy(() -> new ReadFileBlock("a", 7, 0))
          .hasMessageContaining("1 to 65536 bytes, not 0 at 7");
      assertThatThrownBy(() -> ReplyShape.prefixed("+FOO", 3, 2)).hasMessageContaining("3 and 2");
      assertThatThrownBy(
              () ->
                  EncryptE2e.of(new byte[2])
                      .read(Lines.of("+USECE2EDATAENC: 33,\"\u0011" + "x".repeat(32) + "\"")))
          .hasMessageContaining("for 2 bytes")
          .hasMessageContaining("has 34, but 33 came");
    } finally {
      Locale.setDefault(before);
    }
  }
}
