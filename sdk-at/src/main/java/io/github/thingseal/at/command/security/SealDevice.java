package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.AtStrings;
import io.github.thingseal.at.command.LineCommand;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * {@code AT+USECDEVINFO="<profile>","<serial>"}: seals a module. <strong>Irreversible</strong>, so
 * never repeated. {@code OK} says that it was accepted; {@link ReadSealState} says when it is done.
 * Needs a data connection. Evidence: published.
 */
public final class SealDevice extends LineCommand<Done> implements SecretCommand<Done> {
  /**
   * Seals the module.
   *
   * @param profile the device profile to claim it for; the vendor asks to keep it secret
   * @param serial the customer's serial number for the device
   */
  public SealDevice(DeviceProfileUid profile, DeviceSerialNumber serial) {
    super(
        "AT+USECDEVINFO="
            + AtStrings.quote("A DeviceProfileUID", Arguments.required(profile, "profile").value())
            + ","
            + AtStrings.quote(
                "A device serial number", Arguments.required(serial, "serial").value()),
        Answer.ok());
  }
}
