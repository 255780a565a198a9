package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.UrcType;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event of a PDP context, reported with {@code +CGEV}.
 *
 * @param text as it came, such as {@code ME PDN ACT 1}
 */
public record PdpEvent(String text) {
  /** What happens to PDP contexts. Evidence: published for {@code +CGEV: ME PDN ACT 1}. */
  public static final UrcType<PdpEvent> URC =
      new UrcType<>("+CGEV", line -> Optional.of(new PdpEvent(line.text(0))));

  /**
   * Checks that nothing is null.
   *
   * @param text as it came, such as {@code ME PDN ACT 1}
   */
  public PdpEvent {
    Arguments.required(text, "text");
  }

  private static final Pattern FORM =
      Pattern.compile("(?:ME|NW) PDN ((?:DE)?ACT) (\\d{1,3})(\\D.*)?");

  /**
   * {@return the number of the context that was activated, empty if it is another event} Evidence:
   * published ({@code ME}); 3GPP 27.007 ({@code NW}).
   */
  public OptionalInt activated() {
    return number("ACT");
  }

  /**
   * {@return the number of the context that was deactivated, empty if it is another event}
   * Evidence: 3GPP 27.007.
   */
  public OptionalInt deactivated() {
    return number("DEACT");
  }

  private OptionalInt number(String event) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches() && matcher.group(1).equals(event)
        ? OptionalInt.of(Integer.parseInt(matcher.group(2)))
        : OptionalInt.empty();
  }
}
