package io.github.thingseal.at.command.tls;

import io.github.thingseal.at.command.AnsweredCommand;

/** The commands of the credential store and of TLS profiles; those that carry secrets say so. */
interface TlsCommand<R> extends AnsweredCommand<R> {
  @Override
  default boolean secret() {
    return false;
  }
}
