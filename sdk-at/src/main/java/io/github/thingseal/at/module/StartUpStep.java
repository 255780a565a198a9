package io.github.thingseal.at.module;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.FixedCommand;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.command.device.SetFunctionality;
import io.github.thingseal.at.command.device.SetUartPowerSaving;
import io.github.thingseal.at.command.network.ReadOperatorProfile;
import io.github.thingseal.at.command.network.SetCellInfoMode;
import io.github.thingseal.at.transport.FlowControl;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.ArrayList;
import java.util.List;

/**
 * One command of the start-up configuration. It is tried three times if it may be repeated.
 *
 * @param command the command
 * @param essential whether the module cannot be used if it fails
 */
public record StartUpStep(AtCommand<?> command, boolean essential) {
  /**
   * Checks that there is a command.
   *
   * @param command the command
   * @param essential whether the module cannot be used if it fails
   */
  public StartUpStep {
    Arguments.required(command, "command");
  }

  /**
   * {@return a step that must succeed}
   *
   * @param command the command
   */
  public static StartUpStep essential(AtCommand<?> command) {
    return new StartUpStep(command, true);
  }

  /**
   * {@return a step that may fail}
   *
   * @param command the command
   */
  public static StartUpStep optional(AtCommand<?> command) {
    return new StartUpStep(command, false);
  }

  /**
   * ubxlib's configuration of a module that answers already. Only its last step, which turns the
   * radio off, is essential. Evidence: published.
   *
   * @param family the family of the module
   * @param flowControl the flow control of its UART
   * @param powerSaving whether and when its UART sleeps
   * @return the steps, in order
   */
  public static List<StartUpStep> standard(
      ModuleFamily family, FlowControl flowControl, SetUartPowerSaving powerSaving) {
    Arguments.required(family, "family");
    Arguments.required(powerSaving, "powerSaving");
    Arguments.required(flowControl, "flowControl");
    List<StartUpStep> steps = new ArrayList<>();
    steps.add(optional(FixedCommand.SOCKET_HEX_MODE_OFF));
    steps.add(optional(Identification.VERSIONS));
    steps.add(optional(FixedCommand.CARRIER_DETECT));
    steps.add(optional(FixedCommand.IGNORE_DTR));
    family.data.cellInfoMode.ifPresent(mode -> steps.add(optional(new SetCellInfoMode(mode))));
    steps.add(
        optional(
            flowControl == FlowControl.RTS_CTS
                ? FixedCommand.FLOW_CONTROL_BY_RTS_CTS
                : FixedCommand.FLOW_CONTROL_OFF));
    steps.add(optional(powerSaving));
    steps.add(optional(FixedCommand.DEEP_SLEEP_REPORTS));
    steps.add(optional(new ReadOperatorProfile()));
    steps.add(essential(SetFunctionality.RADIO_OFF));
    return List.copyOf(steps);
  }
}
