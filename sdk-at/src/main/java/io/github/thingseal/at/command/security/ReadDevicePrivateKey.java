package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.internal.reply.Reply;
import java.util.List;

/**
 * {@code AT+USECDEVCERT=0}: the private key of the device. The module must be sealed, with
 * zero-touch provisioning active; if chip-to-chip is active it answers within a session only.
 * Evidence: published; line ends and form of the PEM are not, so all are read.
 */
public record ReadDevicePrivateKey()
    implements SecurityCommand<DevicePrivateKey>, RepeatableCommand<DevicePrivateKey> {
  private static final int TYPE = 0;

  @Override
  public String line() {
    return "AT+USECDEVCERT=" + TYPE;
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+USECDEVCERT", 2, 2);
  }

  /**
   * The type, then the key in PEM over many lines.
   *
   * @return the key; the caller closes it
   * @throws UnexpectedReplyException if it is of another type, or no private key
   */
  @Override
  public DevicePrivateKey read(List<InfoLine> lines) {
    return Reply.lastAndWipe(
        this,
        lines,
        line -> {
          ReadDeviceCertificates.requireType(this, line, TYPE);
          return Reply.value(this, () -> DevicePrivateKey.takeFrom(line.bytes(1)));
        });
  }

  @Override
  public boolean secret() {
    return true;
  }
}
