package io.github.thingseal.at.command.security;

import java.util.Optional;

/** What the root of trust encrypts or decrypts follows the prompt: bytes that no log may show. */
abstract class PayloadCommand<R> implements SecretCommand<R> {
  private final String name;
  private final byte[] payload;

  PayloadCommand(String name, byte[] payload) {
    this.name = name;
    this.payload = payload.clone();
  }

  @Override
  public final String line() {
    return "AT" + name + "=" + payload.length;
  }

  @Override
  public final Optional<byte[]> payload() {
    return Optional.of(payload.clone());
  }

  /** Reports how much, never what. */
  @Override
  public final String toString() {
    return getClass().getSimpleName() + "[" + name + ", " + payload.length + " bytes]";
  }
}
