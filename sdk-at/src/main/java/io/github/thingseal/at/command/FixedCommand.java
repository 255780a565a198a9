package io.github.thingseal.at.command;

import java.time.Duration;

/** Commands that have no parameters and answer nothing but {@code OK}. Evidence: published. */
public enum FixedCommand implements SettingCommand {
  /** {@code AT}: is the module there? */
  ATTENTION("AT"),
  /** {@code ATE0}: no echo. Volatile. */
  ECHO_OFF("ATE0"),
  /** {@code ATV1}: result codes as words, with line ends on both sides. Volatile. */
  VERBOSE_RESULTS("ATV1"),
  /** {@code AT+UDCONF=1,0}: socket data not in hexadecimal; some firmware remembers it. */
  SOCKET_HEX_MODE_OFF("AT+UDCONF=1,0"),
  /** {@code AT&C1}: the DCD line follows the data carrier. */
  CARRIER_DETECT("AT&C1"),
  /** {@code AT&D0}: the DTR line is ignored. */
  IGNORE_DTR("AT&D0"),
  /** {@code AT+CMEE=0}: errors are {@code ERROR} and nothing more. Volatile, and per port. */
  ERROR_REPORTS_OFF("AT+CMEE=0"),
  /** {@code AT+CMEE=1}: {@code +CME ERROR: 3}. Volatile, and per port. */
  ERRORS_AS_NUMBERS("AT+CMEE=1"),
  /** {@code AT+CMEE=2}: {@code +CME ERROR: operation not allowed}. Volatile, and per port. */
  ERRORS_AS_TEXT("AT+CMEE=2"),
  /** {@code AT&K0}: the module's UART has no flow control. */
  FLOW_CONTROL_OFF("AT&K0"),
  /** {@code AT&K3}: flow control by RTS and CTS, which must both be wired. */
  FLOW_CONTROL_BY_RTS_CTS("AT&K3"),
  /** {@code AT+UPSMR=1}: {@code +UUPSMR} reports when the module goes to deep sleep. */
  DEEP_SLEEP_REPORTS("AT+UPSMR=1"),
  /** {@code AT&W}: stores the current settings as the profile of the module. */
  STORE_PROFILE("AT&W"),
  /** {@code ATZ}: takes the settings of the stored profile; the echo may be on again. */
  RESTORE_PROFILE("ATZ"),
  /** {@code AT&F}: takes the settings of the factory; the echo is on again. */
  FACTORY_PROFILE("AT&F"),
  /**
   * {@code AT+CPWROFF}: shuts down. The {@code OK} may stay away although it is carried out, so the
   * module is off when it is silent, not when it said {@code OK}.
   */
  POWER_OFF("AT+CPWROFF") {
    @Override
    public Duration timeLimit() {
      return Duration.ofSeconds(40);
    }

    @Override
    public boolean repeatable() {
      return false;
    }
  };

  private final String line;

  FixedCommand(String line) {
    this.line = line;
  }

  @Override
  public String line() {
    return line;
  }
}
