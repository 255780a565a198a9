package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.SettingCommand;

/**
 * {@code AT+CMEE=0|1|2}: how the module reports errors. Volatile, and per port. Evidence:
 * published.
 */
public enum ErrorReports implements SettingCommand {
  /** {@code ERROR} and nothing more. */
  OFF("AT+CMEE=0"),
  /** {@code +CME ERROR: 3}. */
  NUMERIC("AT+CMEE=1"),
  /** {@code +CME ERROR: operation not allowed}. */
  TEXT("AT+CMEE=2");

  private final String line;

  ErrorReports(String line) {
    this.line = line;
  }

  @Override
  public String line() {
    return line;
  }
}
