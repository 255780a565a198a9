package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.AtError;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A result code, and which commands it can end.
 *
 * <p>{@code OK}, {@code ERROR}, {@code +CME ERROR}, {@code NOT SUPPORT} and {@code INVALID COMMAND
 * LINE} say something about a command line and nothing else, so that they end whatever waits. Those
 * of calls end a command that dials; at any other moment they are news of a call (V.250). {@code
 * SIM DROP} and {@code CR} have no published meaning beyond "final": they are taken for news of a
 * call, too. A command that did end with them then fails at its time limit, where the other choice
 * would report one as refused that is still being carried out. {@code +CMS ERROR} and {@code
 * ABORTED} are no news, and ubxlib takes them as the end of any command; see {@link CommandTurn}
 * for what else follows from them. Evidence: published (the codes, their numbers, ubxlib), derived
 * (the rest).
 */
record ResultCode(String text, Kind kind, @Nullable AtError error) {
  /** What a result code can be. */
  enum Kind {
    /** {@code OK}. */
    OK,
    /** An error of any command. */
    ERROR,
    /** The call or the attempt to dial is over: an error of a command that dials. */
    CALL_ENDED,
    /** {@code CONNECT}: a command that dials has succeeded. */
    CONNECTED,
    /** Someone calls: never an answer. */
    RING
  }

  private static final int MAX_LENGTH = 160;
  private static final int MAX_NUMERIC_LENGTH = 4;
  private static final String FIRST_LETTERS = "OENBCAISDR";
  private static final Pattern REASON =
      Pattern.compile(
          " *[0-9]{1,5}|([ ()/,.'_:;+-]|(?<![A-Za-z0-9])"
              + "([A-Za-z]{1,20}|[A-Za-z0-9]{1,4})(?![A-Za-z0-9]))*");

  static Optional<ResultCode> of(ReceivedLine line) {
    if (line.length() == 0 || line.length() > MAX_LENGTH || line.hasWindow() || !mayBe(line)) {
      return Optional.empty();
    }
    String text = line.text().stripTrailing();
    return switch (text) {
      case "OK", "0" -> Optional.of(new ResultCode(text, Kind.OK, null));
      case "RING", "2" -> Optional.of(new ResultCode(text, Kind.RING, null));
      case "CONNECT", "1", "9" -> Optional.of(new ResultCode(text, Kind.CONNECTED, null));
      default -> longer(text);
    };
  }

  private static Optional<ResultCode> longer(String text) {
    if (text.startsWith("CONNECT ")) {
      return Optional.of(new ResultCode(text, Kind.CONNECTED, null));
    }
    String shown = text.startsWith("+CM") ? redacted(text) : text;
    return AtError.parse(shown)
        .map(
            error ->
                new ResultCode(
                    shown, error.kind().isAboutCalls() ? Kind.CALL_ENDED : Kind.ERROR, error));
  }

  /** A reason is a number or some words; what is neither may be what was said, given back. */
  private static String redacted(String text) {
    int reason = text.indexOf(':') + 1;
    return reason == 0 || REASON.matcher(text.substring(reason)).matches()
        ? text
        : text.substring(0, reason) + " …";
  }

  /** Whether it came with a reason that is not shown. */
  boolean isRedacted() {
    return text.endsWith("…");
  }

  /** Sorts out most other lines before any text is made of them. */
  private static boolean mayBe(ReceivedLine line) {
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

  /** Whether it is one about which everybody agrees, such as {@code OK} or {@code 4}. */
  boolean tellsFormat() {
    return kind == Kind.OK || (error != null && error.kind() == AtError.Kind.ERROR);
  }
}
