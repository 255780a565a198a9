package io.github.thingseal.cloud;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A RoTPublicUID as the service writes it. In which form it does so is unknown, so any text is
 * kept.
 *
 * @param text the text as received; a JSON number became 16 hexadecimal digits
 */
public record ReportedUid(String text) {
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{16}");

  /** What stands before and between the digits in other forms than the published one. */
  private static final Pattern SEPARATORS = Pattern.compile("^\\s*(?:0[xX])?|[:\\-\\s]");

  /**
   * Checks the text.
   *
   * @param text the text as received; a JSON number became 16 hexadecimal digits
   * @throws InvalidInputException if it is blank
   */
  public ReportedUid {
    Arguments.required(text, "text");
    if (text.isBlank()) {
      throw new InvalidInputException("A RoTPublicUID cannot be blank");
    }
  }

  /**
   * The identity.
   *
   * @return the identity, or empty if the text is not 16 hexadecimal digits
   */
  public Optional<RotPublicUid> uid() {
    return HEX.matcher(text).matches() ? Optional.of(RotPublicUid.of(text)) : Optional.empty();
  }

  /**
   * Whether this is a module.
   *
   * @param uid the module's identity
   * @return whether the text is that identity, in digits of either case
   */
  public boolean is(RotPublicUid uid) {
    Arguments.required(uid, "uid");
    return text.equalsIgnoreCase(uid.hex());
  }

  /** Whether this is surely another module: an identity in a known form, and not this one. */
  boolean isAnotherThan(RotPublicUid uid) {
    if (is(uid)) {
      return false;
    }
    String digits = SEPARATORS.matcher(text).replaceAll("");
    return HEX.matcher(digits).matches() && !digits.equalsIgnoreCase(uid.hex());
  }

  /**
   * The text as received.
   *
   * @return the same as {@link #text()}
   */
  @Override
  public String toString() {
    return text;
  }
}
