package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.LineCommand;

/** The commands of the credential store and of TLS profiles that carry no secret. */
abstract class TlsCommand<R> extends LineCommand<R> {
  TlsCommand(String line, Answer<R> answer) {
    super(line, answer);
  }

  @Override
  public final boolean secret() {
    return false;
  }
}
