package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.SettingCommand;
import io.github.thingseal.at.transport.FlowControl;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * {@code AT&K0|3}: flow control of the module's UART. Evidence: published.
 *
 * @param control none unless both lines are wired
 */
public record SetFlowControl(FlowControl control) implements SettingCommand {
  /**
   * Checks that nothing is null.
   *
   * @param control none unless both lines are wired
   */
  public SetFlowControl {
    Arguments.required(control, "control");
  }

  @Override
  public String line() {
    return control == FlowControl.RTS_CTS ? "AT&K3" : "AT&K0";
  }
}
