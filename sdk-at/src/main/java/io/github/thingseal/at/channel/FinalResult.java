package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.AtError;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A final result code: {@code OK}, or an error.
 *
 * @param text the code as it came
 * @param error the error, or null for {@code OK}
 */
record FinalResult(String text, @Nullable AtError error) {
  private static final int MAX_LENGTH = 160;
  private static final int MAX_NUMERIC_LENGTH = 4;
  private static final String FIRST_LETTERS = "OENBCAISD";

  static Optional<FinalResult> of(RawLine line) {
    if (line.length() == 0 || line.length() > MAX_LENGTH || line.hasWindow() || !mayBe(line)) {
      return Optional.empty();
    }
    String text = line.text().stripTrailing();
    if (text.equals("OK") || text.equals("0")) {
      return Optional.of(new FinalResult(text, null));
    }
    return AtError.parse(text).map(error -> new FinalResult(text, error));
  }

  /** Sorts out most other lines before any text is made of them. */
  private static boolean mayBe(RawLine line) {
    byte first = line.at(0);
    if (first == '+') {
      return line.length() > 4 && line.at(1) == 'C' && line.at(2) == 'M' && line.at(4) == ' ';
    }
    if (first >= '0' && first <= '9') {
      return line.length() <= MAX_NUMERIC_LENGTH;
    }
    return FIRST_LETTERS.indexOf(first) >= 0;
  }

  boolean isNumeric() {
    return Character.isDigit(text.charAt(0));
  }
}
