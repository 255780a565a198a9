package io.github.thingseal.at.command;

import java.util.List;
import java.util.Locale;

/** Which command lines carry a secret, or are answered with one, as far as their names say. */
final class SecretLines {
  /**
   * The whole security set; PINs and passwords of the SIM and of networks, and what may carry them;
   * the contents of files, which keys are imported from. The names are those of 3GPP 27.007 and of
   * u-blox; a name too many costs a line in a log, a name too few costs a key.
   */
  private static final List<String> NAMES =
      List.of(
          "+USEC",
          "+CPIN",
          "+CLCK",
          "+CPWD",
          "+CSIM",
          "+CRSM",
          "+CGLA",
          "+CGAUTH",
          "+UAUTHREQ",
          "+UPSD",
          "+UMQTT",
          "+UHTTP",
          "+UFTP",
          "+URDFILE",
          "+URDBLOCK");

  private SecretLines() {}

  /** Looks for the names anywhere: other commands may stand before them, and blanks amid them. */
  static boolean has(String line) {
    String name = line.replace(" ", "").toUpperCase(Locale.ROOT);
    return NAMES.stream().anyMatch(name::contains);
  }
}
