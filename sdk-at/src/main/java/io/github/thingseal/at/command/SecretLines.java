package io.github.thingseal.at.command;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which command lines carry a secret, or are answered with one, as far as their names say. */
final class SecretLines {
  /**
   * The whole security set. Commands that may carry PINs and passwords of the SIM and of networks.
   * The contents of files, from which keys are imported. Numbers that are dialled to change a PIN
   * or a password (3GPP 22.030). The names are those of 3GPP 27.007 and of u-blox; a name too many
   * costs a line in a log, a name too few costs a key.
   */
  private static final Pattern NAMES =
      Pattern.compile(
          "[+](USEC|CPIN|CLCK|CPWD|CSIM|CRSM|CGLA|CGAUTH|UAUTHREQ|UPSD|UMQTT|UHTTP|UFTP|ULWM2M"
              + "|USMTP|UDYNDNS|URDFILE|URDBLOCK)|[*][*]0");

  private SecretLines() {}

  /** Looks for the names anywhere: other commands may stand before them, and blanks amid them. */
  static boolean has(String line) {
    return NAMES.matcher(line.replace(" ", "").toUpperCase(Locale.ROOT)).find();
  }
}
