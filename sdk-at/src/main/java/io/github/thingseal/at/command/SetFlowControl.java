package io.github.thingseal.at.command;

/** {@code AT&K0|3}: flow control of the module's UART. Evidence: published. */
public enum SetFlowControl implements SilentCommand {
  /** None: the right one unless both lines are wired. */
  NONE("AT&K0"),
  /** By RTS and CTS, which must both be wired. */
  RTS_CTS("AT&K3");

  private final String line;

  SetFlowControl(String line) {
    this.line = line;
  }

  @Override
  public String line() {
    return line;
  }

  @Override
  public boolean repeatable() {
    return true;
  }
}
