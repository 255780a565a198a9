package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.tls.PemCertificates;
import io.github.thingseal.at.internal.text.Echoes;

/**
 * {@code AT+USECDEVCERT=1|2}: the certificate of the device, or those of its authorities. The
 * module must be sealed, with zero-touch provisioning active; if chip-to-chip is active it answers
 * within a session only. Evidence: published; the line ends of the PEM are not, so all are read.
 */
public enum ReadDeviceCertificates
    implements SecurityCommand<PemCertificates>, RepeatableCommand<PemCertificates> {
  /** The X.509 certificate of the device. */
  DEVICE(1),
  /** Those of the certificate authorities; up to 15. */
  AUTHORITIES(2);

  private final int type;

  ReadDeviceCertificates(int type) {
    this.type = type;
  }

  @Override
  public String line() {
    return "AT+USECDEVCERT=" + type;
  }

  /** The type, then PEM over many lines. */
  @Override
  public Answer<PemCertificates> answer() {
    return Answer.line("+USECDEVCERT", 2, 2, this::certificates);
  }

  private PemCertificates certificates(InfoLine line) {
    return new PemCertificates(Echoes.require(line, 0, "type", type).text(1));
  }
}
