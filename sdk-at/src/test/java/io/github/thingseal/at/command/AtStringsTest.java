package io.github.thingseal.at.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
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
}
