package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.AnsweredCommand;

/**
 * What the commands of the credential store and of TLS profiles have in common: only some of them
 * carry secrets, and say so.
 *
 * @param <R> what the reply is read into
 */
public interface TlsCommand<R> extends AnsweredCommand<R> {
  @Override
  default boolean secret() {
    return false;
  }
}
