package io.github.thingseal.at.command;

/**
 * What the commands of the credential store and of TLS profiles have in common: only some of them
 * carry secrets, and say so.
 */
interface TlsCommand<R> extends AtCommand<R> {
  @Override
  default boolean secret() {
    return false;
  }
}
