package io.github.thingseal.cloud.auth;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Refuses what cannot be an access key or its secret, without quoting a character of it. */
final class PrintableText {
  private PrintableText() {}

  /** Refuses a secret that is not text of one line in UTF-8. */
  static void require(String what, SecretBytes secret) {
    CharBuffer text = secret.expose(bytes -> decode(what, bytes));
    try {
      require(what, text);
    } finally {
      Arrays.fill(text.array(), '\0');
    }
  }

  /** Refuses text that is blank, or not of one line. */
  static void require(String what, CharSequence text) {
    if (text.chars().allMatch(Character::isWhitespace)) {
      throw new InvalidInputException("The " + what + " is blank");
    }
    if (!text.codePoints().allMatch(PrintableText::isPrintable)) {
      throw new InvalidInputException(
          "The "
              + what
              + " holds a line break or another control character, as text copied or read from a"
              + " file does; take it off");
    }
  }

  private static CharBuffer decode(String what, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      throw new InvalidInputException("The " + what + " is not in UTF-8");
    }
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
