package io.github.thingseal.at.command.security;

/** A command of the root of trust whose line, payload or reply no log may show. */
interface SecretCommand<R> extends SecurityCommand<R> {
  @Override
  default boolean secret() {
    return true;
  }
}
