package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;

/** What the root of trust encrypts or decrypts follows the prompt: bytes that no log may show. */
abstract class PayloadCommand<R> implements SecretCommand<R> {
  private final String name;
  private final byte[] payload;
  private final Answer<R> answer;

  PayloadCommand(String name, byte[] payload, Answer<R> answer) {
    this.name = name;
    this.payload = payload.clone();
    this.answer = answer;
  }

  /** The bytes, of which there must be one or more. */
  static byte[] some(byte[] bytes, String parameter) {
    if (Arguments.required(bytes, parameter).length == 0) {
      throw new InvalidInputException(
          "There is nothing to encrypt or decrypt: the " + parameter + " has no bytes");
    }
    return bytes;
  }

  @Override
  public final String line() {
    return "AT" + name + "=" + payload.length;
  }

  @Override
  public final Optional<byte[]> payload() {
    return Optional.of(payload.clone());
  }

  @Override
  public final Answer<R> answer() {
    return answer;
  }

  /** Reports how much, never what. */
  @Override
  public final String toString() {
    return getClass().getSimpleName() + "[" + name + ", " + payload.length + " bytes]";
  }
}
