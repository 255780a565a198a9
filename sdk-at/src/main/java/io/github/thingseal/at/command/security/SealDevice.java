package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.AtStrings;
import io.github.thingseal.at.command.SilentCommand;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * {@code AT+USECDEVINFO="<profile>","<serial>"}: seals a module. <strong>Irreversible</strong>, so
 * never repeated. {@code OK} says that it was accepted; {@link ReadSealState} says when it is done.
 * Needs a data connection. Evidence: published.
 *
 * @param profile the device profile to claim the module for; the vendor asks to keep it secret
 * @param serial the customer's serial number for the device
 */
public record SealDevice(DeviceProfileUid profile, DeviceSerialNumber serial)
    implements SecretCommand<Done>, SilentCommand {
  /**
   * Checks that nothing is null.
   *
   * @param profile the device profile to claim the module for; the vendor asks to keep it secret
   * @param serial the customer's serial number for the device
   */
  public SealDevice {
    Arguments.required(profile, "profile");
    Arguments.required(serial, "serial");
  }

  @Override
  public String line() {
    return "AT+USECDEVINFO="
        + AtStrings.quote("A DeviceProfileUID", profile.value())
        + ","
        + AtStrings.quote("A device serial number", serial.value());
  }
}
