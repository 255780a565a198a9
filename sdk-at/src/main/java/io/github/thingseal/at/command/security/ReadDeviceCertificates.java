package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.command.tls.PemCertificates;
import io.github.thingseal.at.internal.reply.Reply;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;

/**
 * {@code AT+USECDEVCERT=1|2}: the certificate of the device, or those of its authorities. The
 * module must be sealed, with zero-touch provisioning active; if chip-to-chip is active it answers
 * within a session only. Evidence: published; the line ends of the PEM are not, so all are read.
 *
 * @param kind which certificates
 */
public record ReadDeviceCertificates(Kind kind)
    implements SecurityCommand<PemCertificates>, RepeatableCommand<PemCertificates> {
  /**
   * Checks that nothing is null.
   *
   * @param kind which certificates
   */
  public ReadDeviceCertificates {
    Arguments.required(kind, "kind");
  }

  /** Which certificates a module has. */
  public enum Kind {
    /** The X.509 certificate of the device. */
    DEVICE(1),
    /** Those of the certificate authorities; up to 15. */
    AUTHORITIES(2);

    private final int type;

    Kind(int type) {
      this.type = type;
    }
  }

  @Override
  public String line() {
    return "AT+USECDEVCERT=" + kind.type;
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+USECDEVCERT", 2, 2);
  }

  /**
   * The type, then PEM over many lines.
   *
   * @throws UnexpectedReplyException if it is of another type, or no certificate
   */
  @Override
  public PemCertificates read(List<InfoLine> lines) {
    InfoLine line = Reply.last(this, lines);
    requireType(this, line, kind.type);
    return Reply.value(this, () -> new PemCertificates(line.text(1)));
  }

  static void requireType(AtCommand<?> command, InfoLine line, int type) {
    if (line.integer(0) != type) {
      throw Reply.unexpected(
          command, "type " + type + " was asked for, but " + line.integer(0) + " came");
    }
  }
}
