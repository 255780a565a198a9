package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.internal.reply.Reply;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;

/**
 * {@code AT+USECDEVCERT=0}: the private key of the device. The module must be sealed, with
 * zero-touch provisioning active; if chip-to-chip is active it answers within a session only.
 * Evidence: published; line ends and form of the PEM are not, so all are read.
 */
public record ReadDevicePrivateKey() implements SecurityCommand<DevicePrivateKey> {
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
    Arguments.requiredElements(lines, "lines");
    try {
      InfoLine line = Reply.last(this, lines);
      ReadDeviceCertificates.requireType(this, line, TYPE);
      return Reply.value(this, () -> DevicePrivateKey.takeFrom(line.bytes(1)));
    } finally {
      lines.forEach(InfoLine::wipe);
    }
  }

  @Override
  public boolean secret() {
    return true;
  }

  @Override
  public boolean repeatable() {
    return true;
  }
}
