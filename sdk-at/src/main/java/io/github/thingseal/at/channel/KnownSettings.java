package io.github.thingseal.at.channel;

import java.util.Set;

/**
 * What the module was set to and has acknowledged, and how it writes its result codes. All of it is
 * lost when the module restarts, which is how a restart shows. Guarded by the channel's lock.
 */
final class KnownSettings {
  private enum Format {
    UNKNOWN,
    VERBOSE,
    NUMERIC
  }

  private static final int LONGEST = 64;
  private static final Set<String> FORMATTING =
      Set.of("V", "V0", "V1", "Z", "Z0", "Z1", "&F", "&F0");

  private Format format = Format.UNKNOWN;
  private boolean echoOff;
  private boolean errorReports;

  /** Whether a command that comes back is a sign of a restart. */
  boolean isEchoOff() {
    return echoOff;
  }

  /** Whether a plain {@code ERROR} may be one: the module is set to give reasons. */
  boolean isReportingErrors() {
    return errorReports;
  }

  /** A lone number is a result code only where the module writes them so. */
  boolean allows(ResultCode result) {
    if (!result.isNumeric()) {
      return true;
    }
    boolean ambiguous =
        result.kind() == ResultCode.Kind.RING || result.kind() == ResultCode.Kind.CONNECTED;
    return format == Format.NUMERIC || (format == Format.UNKNOWN && !ambiguous);
  }

  boolean isNumberAmbiguous() {
    return format != Format.NUMERIC;
  }

  void heard(ResultCode result) {
    if (result.tellsFormat()) {
      format = result.isNumeric() ? Format.NUMERIC : Format.VERBOSE;
    }
  }

  /** A command goes out; basic ones may change the form of the result code that answers them. */
  void sent(String line) {
    boolean extendedOnly = line.startsWith("AT+") && line.indexOf(';') < 0;
    if (!extendedOnly && CommandLine.parts(line).stream().anyMatch(FORMATTING::contains)) {
      forgetFormat();
    }
  }

  void forgetFormat() {
    format = Format.UNKNOWN;
  }

  void acknowledged(String line) {
    if (line.length() <= LONGEST) {
      CommandLine.parts(line).forEach(this::acknowledgedPart);
    }
  }

  private void acknowledgedPart(String part) {
    switch (part) {
      case "+CMEE=1", "+CMEE=2" -> errorReports = true;
      case "E0" -> echoOff = true;
      case "E", "E1" -> echoOff = false;
      case "Z", "Z0", "Z1", "&F", "&F0" -> {
        echoOff = false;
        errorReports = false;
      }
      default -> errorReports &= !part.startsWith("+CMEE=");
    }
  }

  void forget() {
    format = Format.UNKNOWN;
    echoOff = false;
    errorReports = false;
  }
}
