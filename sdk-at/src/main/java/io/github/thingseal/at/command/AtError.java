package io.github.thingseal.at.command;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A final result code other than {@code OK}.
 *
 * <p>Modules report a number or a text depending on {@code +CMEE}; texts of the common codes are
 * mapped to their numbers. The numbers of the security commands' errors are not published, so that
 * nothing should hang on them. Evidence: published (result codes), derived (code table, 3GPP TS
 * 27.007).
 *
 * @param text the line as it came, without line ends, verbose ({@code +CME ERROR: SEC busy}) or
 *     numeric ({@code 4})
 */
public record AtError(String text) {
  /** The families of final result codes that are not {@code OK}. */
  public enum Kind {
    /** {@code ERROR}, or 4: no reason given; all there is under {@code AT+CMEE=0}. */
    ERROR("ERROR|4"),
    /** {@code +CME ERROR}: mobile equipment, with a number or a text. */
    CME("\\+CME ERROR:.*"),
    /** {@code +CMS ERROR}: short messages, with a number or a text. */
    CMS("\\+CMS ERROR:.*"),
    /** {@code ABORTED}, {@code Command aborted}, or 3000. */
    ABORTED("(COMMAND )?ABORTED|3000"),
    /** {@code NO CARRIER}, or 3. */
    NO_CARRIER("NO CARRIER|3"),
    /** {@code NO DIALTONE}, or 6. */
    NO_DIALTONE("NO DIALTONE|6"),
    /** {@code BUSY}, or 7: the line, not the module. */
    BUSY("BUSY|7"),
    /** {@code NO ANSWER}, or 8. */
    NO_ANSWER("NO ANSWER|8"),
    /** {@code NOT SUPPORT}, or 10. */
    NOT_SUPPORT("NOT SUPPORT|10"),
    /** {@code INVALID COMMAND LINE}, or 11. */
    INVALID_COMMAND_LINE("INVALID COMMAND LINE|11"),
    /** {@code CR}, or 12. */
    CR("CR|12"),
    /** {@code SIM DROP}, or 13. */
    SIM_DROP("SIM DROP|13"),
    /** {@code DISCONNECT}, or 14. */
    DISCONNECT("DISCONNECT|14");

    private final Pattern line;

    Kind(String line) {
      this.line = Pattern.compile(line, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** {@return whether it is about a call: it ends a command that dials, else is news} */
    public boolean isAboutCalls() {
      return switch (this) {
        case NO_CARRIER, NO_DIALTONE, BUSY, NO_ANSWER, DISCONNECT, SIM_DROP, CR -> true;
        case ERROR, CME, CMS, ABORTED, NOT_SUPPORT, INVALID_COMMAND_LINE -> false;
      };
    }
  }

  private static final int OPERATION_NOT_SUPPORTED = 4;
  private static final int SIM_BUSY = 14;
  private static final String SEC_BUSY_TEXT = "sec busy";

  /**
   * Reads a final result code.
   *
   * @param text the line as it came
   * @throws InvalidInputException if the line is none, or is {@code OK}
   */
  public AtError {
    if (kindOf(Arguments.required(text, "text")).isEmpty()) {
      throw new InvalidInputException("No final result code, or none of an error: " + text);
    }
  }

  /**
   * {@return the error, or empty if the line is no final result code or is {@code OK}}
   *
   * @param line the line without line ends
   */
  public static Optional<AtError> parse(String line) {
    return kindOf(Arguments.required(line, "line")).map(kind -> new AtError(line));
  }

  private static OptionalInt number(String reason) {
    try {
      return OptionalInt.of(Integer.parseInt(reason));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static Optional<Kind> kindOf(String line) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.line.matcher(line).matches())
        .findFirst();
  }

  /** {@return what kind of final result code it is} */
  public Kind kind() {
    return kindOf(text).orElseThrow();
  }

  /**
   * {@return the number of a {@code +CME ERROR} or {@code +CMS ERROR}, sent as such or known by its
   * text; empty if there is none or the text has no published number}
   */
  public OptionalInt code() {
    OptionalInt number = number(reason());
    return number.isEmpty() && kind() == Kind.CME ? CmeErrors.numberOf(reason()) : number;
  }

  /** What stands behind the prefix of a CME or CMS error. */
  private String reason() {
    Kind kind = kind();
    return kind == Kind.CME || kind == Kind.CMS ? text.substring(text.indexOf(':') + 1).trim() : "";
  }

  /**
   * {@return whether the module is only not ready yet, so that the same command may succeed some
   * seconds later: {@code SEC busy} (security subsystem still starting) or {@code SIM busy}}
   */
  public boolean isBusy() {
    return kind() == Kind.CME && (reason().equalsIgnoreCase(SEC_BUSY_TEXT) || codeIs(SIM_BUSY));
  }

  /**
   * {@return whether the module says that it does not know the operation: {@code +CME ERROR: 4},
   * {@code NOT SUPPORT} or {@code INVALID COMMAND LINE}} Firmware that merely says {@code ERROR}
   * may mean the same.
   */
  public boolean isNotSupported() {
    return switch (kind()) {
      case NOT_SUPPORT, INVALID_COMMAND_LINE -> true;
      case CME -> codeIs(OPERATION_NOT_SUPPORTED);
      default -> false;
    };
  }

  private boolean codeIs(int number) {
    return code().isPresent() && code().getAsInt() == number;
  }

  /** The line as it came, with the meaning of a bare number. */
  @Override
  public String toString() {
    return kind() == Kind.CME && number(reason()).isPresent()
        ? CmeErrors.textOf(number(reason()).getAsInt())
            .map(meaning -> text + " (" + meaning + ")")
            .orElse(text)
        : text;
  }
}
