package io.github.thingseal.at.command;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A final result code other than {@code OK}: the text as it came, its kind, and its number where
 * there is one.
 *
 * <p>Modules report a number or a text depending on {@code +CMEE}; texts of the common codes are
 * mapped to their numbers. The numbers of the security commands' errors are not published, so that
 * nothing should hang on them. Evidence: published (result codes), derived (code table, 3GPP TS
 * 27.007).
 */
public final class AtError implements Serializable {
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

    /**
     * Whether it is about a call: it ends a command that dials, and is news at any other moment.
     *
     * @return false if it answers a command line
     */
    public boolean isAboutCalls() {
      return switch (this) {
        case NO_CARRIER, NO_DIALTONE, BUSY, NO_ANSWER, DISCONNECT, SIM_DROP, CR -> true;
        case ERROR, CME, CMS, ABORTED, NOT_SUPPORT, INVALID_COMMAND_LINE -> false;
      };
    }
  }

  private static final long serialVersionUID = 1L;

  private static final String CME_PREFIX = "+CME ERROR:";
  private static final String CMS_PREFIX = "+CMS ERROR:";
  private static final int OPERATION_NOT_SUPPORTED = 4;
  private static final int SIM_BUSY = 14;
  private static final String SEC_BUSY_TEXT = "sec busy";

  /** The family. */
  private final Kind kind;

  /** The line as it came. */
  private final String text;

  /** The number, or null if there is none. */
  private final @Nullable Integer code;

  private AtError(Kind kind, String text, @Nullable Integer code) {
    this.kind = kind;
    this.text = text;
    this.code = code;
  }

  /**
   * Reads a final result code.
   *
   * @param line the line without line ends, verbose ({@code +CME ERROR: SIM busy}) or numeric
   *     ({@code 4})
   * @return the error, or empty if the line is no final result code or is {@code OK}
   */
  public static Optional<AtError> parse(String line) {
    Arguments.required(line, "line");
    String upper = line.toUpperCase(Locale.ROOT);
    if (upper.startsWith(CME_PREFIX)) {
      return Optional.of(withReason(Kind.CME, line, CME_PREFIX.length()));
    }
    if (upper.startsWith(CMS_PREFIX)) {
      return Optional.of(withReason(Kind.CMS, line, CMS_PREFIX.length()));
    }
    return kindOf(upper).map(kind -> new AtError(kind, line, null));
  }

  private static AtError withReason(Kind kind, String line, int prefixLength) {
    String reason = line.substring(prefixLength).trim();
    OptionalInt number = number(reason);
    if (number.isEmpty() && kind == Kind.CME) {
      number = CmeErrors.numberOf(reason);
    }
    return new AtError(kind, line, number.isPresent() ? number.getAsInt() : null);
  }

  private static OptionalInt number(String reason) {
    try {
      return OptionalInt.of(Integer.parseInt(reason));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static Optional<Kind> kindOf(String line) {
    return Optional.ofNullable(
        switch (line) {
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

  /**
   * What kind of final result code it is.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * The line as it came.
   *
   * @return such as {@code +CME ERROR: SEC busy}
   */
  public String text() {
    return text;
  }

  /**
   * The number of a {@code +CME ERROR} or {@code +CMS ERROR}, sent as such or known by its text.
   *
   * @return the number, or empty if there is none or the text has no published number
   */
  public OptionalInt code() {
    return code == null ? OptionalInt.empty() : OptionalInt.of(code);
  }

  /**
   * Whether the module is only not ready yet: {@code SEC busy} (security subsystem still starting)
   * or {@code SIM busy}.
   *
   * @return true if the same command may succeed some seconds later
   */
  public boolean isBusy() {
    if (kind != Kind.CME) {
      return false;
    }
    String reason = text.substring(CME_PREFIX.length()).trim();
    return reason.equalsIgnoreCase(SEC_BUSY_TEXT) || codeIs(SIM_BUSY);
  }

  /**
   * Whether the module says that it does not know the operation. Firmware that merely says {@code
   * ERROR} may mean the same.
   *
   * @return true for {@code +CME ERROR: 4}, {@code NOT SUPPORT} and {@code INVALID COMMAND LINE}
   */
  public boolean isNotSupported() {
    return kind == Kind.NOT_SUPPORT
        || kind == Kind.INVALID_COMMAND_LINE
        || (kind == Kind.CME && codeIs(OPERATION_NOT_SUPPORTED));
  }

  private boolean codeIs(int number) {
    return code != null && code == number;
  }

  /**
   * Compares by what came.
   *
   * @param other anything
   * @return whether the other is an error of the same kind, text and number
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof AtError that
        && kind == that.kind
        && text.equals(that.text)
        && Objects.equals(code, that.code);
  }

  /**
   * Hashes what {@link #equals} compares.
   *
   * @return the hash
   */
  @Override
  public int hashCode() {
    return Objects.hash(kind, text, code);
  }

  /**
   * The line as it came, with the meaning of a bare number.
   *
   * @return such as {@code +CME ERROR: 3 (operation not allowed)}
   */
  @Override
  public String toString() {
    if (kind != Kind.CME || code == null || !text.endsWith(" " + code)) {
      return text;
    }
    return CmeErrors.textOf(code).map(meaning -> text + " (" + meaning + ")").orElse(text);
  }
}
