package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReadCommand;
import io.github.thingseal.at.internal.text.Echoes;

/**
 * {@code AT+USECDEVCERT=0}: the private key of the device. The module must be sealed, with
 * zero-touch provisioning active; if chip-to-chip is active it answers within a session only.
 * Evidence: published; line ends and form of the PEM are not, so all are read.
 */
public final class ReadDevicePrivateKey extends ReadCommand<DevicePrivateKey>
    implements SecretCommand<DevicePrivateKey> {
  private static final int TYPE = 0;

  /**
   * Asks for it. The type comes, then the key in PEM over many lines. The caller closes the key.
   */
  public ReadDevicePrivateKey() {
    super(
        "AT+USECDEVCERT=" + TYPE,
        Answer.line("+USECDEVCERT", 2, 2, ReadDevicePrivateKey::privateKey).wiped());
  }

  private static DevicePrivateKey privateKey(InfoLine line) {
    return DevicePrivateKey.takeFrom(Echoes.require(line, 0, "type", TYPE).bytes(1));
  }
}
