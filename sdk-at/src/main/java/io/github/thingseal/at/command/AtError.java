package io.github.thingseal.at.command;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

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
    ERROR,
    /** {@code +CME ERROR}: mobile equipment, with a number or a text. */
    CME,
    /** {@code +CMS ERROR}: short messages, with a number or a text. */
    CMS,
    /** {@code ABORTED}, {@code Command aborted}, or 3000. */
    ABORTED,
    /** {@code NO CARRIER}, or 3. */
    NO_CARRIER,
    /** {@code NO DIALTONE}, or 6. */
    NO_DIALTONE,
    /** {@code BUSY}, or 7: the line, not the module. */
    BUSY,
    /** {@code NO ANSWER}, or 8. */
    NO_ANSWER,
    /** {@code NOT SUPPORT}, or 10. */
    NOT_SUPPORT,
    /** {@code INVALID COMMAND LINE}, or 11. */
    INVALID_COMMAND_LINE,
    /** {@code CR}, or 12. */
    CR,
    /** {@code SIM DROP}, or 13. */
    SIM_DROP,
    /** {@code DISCONNECT}, or 14. */
    DISCONNECT;

    /** {@return whether it is about a call: it ends a command that dials, else is news} */
    public boolean isAboutCalls() {
      return switch (this) {
        case NO_CARRIER, NO_DIALTONE, BUSY, NO_ANSWER, DISCONNECT, SIM_DROP, CR -> true;
        case ERROR, CME, CMS, ABORTED, NOT_SUPPORT, INVALID_COMMAND_LINE -> false;
      };
    }
  }

  private static final String CME_PREFIX = "+CME ERROR:";
  private static final String CMS_PREFIX = "+CMS ERROR:";
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
    String upper = line.toUpperCase(Locale.ROOT);
    if (upper.startsWith(CME_PREFIX)) {
      return Optional.of(Kind.CME);
    }
    if (upper.startsWith(CMS_PREFIX)) {
      return Optional.of(Kind.CMS);
    }
    return Optional.ofNullable(
        switch (upper) {
          case "ERROR", "4" -> Kind.ERROR;
          case "ABORTED", "COMMAND ABORTED", "3000" -> Kind.ABORTED;
          case "NO CARRIER", "3" -> Kind.NO_CARRIER;
          case "NO DIALTONE", "6" -> Kind.NO_DIALTONE;
          case "BUSY", "7" -> Kind.BUSY;
          case "NO ANSWER", "8" -> Kind.NO_ANSWER;
          case "NOT SUPPORT", "10" -> Kind.NOT_SUPPORT;
          case "INVALID COMMAND LINE", "11" -> Kind.INVALID_COMMAND_LINE;
          case "CR", "12" -> Kind.CR;
          case "SIM DROP", "13" -> Kind.SIM_DROP;
          case "DISCONNECT", "14" -> Kind.DISCONNECT;
          default -> null;
        });
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
