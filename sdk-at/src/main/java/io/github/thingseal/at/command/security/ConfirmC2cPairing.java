package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.SilentCommand;
import io.github.thingseal.at.internal.text.HexSecrets;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;

/**
 * {@code AT+USECC2C=4,"<TE secret>","<confirmation>"}: confirms a pairing of version 2. Evidence:
 * published.
 */
public final class ConfirmC2cPairing implements SecretCommand<Done>, SilentCommand {
  private static final int CONFIRMATION_BYTES = 64;

  private final SecretBytes teSecret;
  private final byte[] confirmation;

  /**
   * Confirms a pairing.
   *
   * @param teSecret the secret that the host chose, 16 bytes; stays open, and is read when the
   *     command is sent
   * @param confirmation IV, encrypted tag and MAC, 64 bytes; copied
   */
  public ConfirmC2cPairing(SecretBytes teSecret, byte[] confirmation) {
    PairC2c.requireLength(teSecret);
    if (Arguments.required(confirmation, "confirmation").length != CONFIRMATION_BYTES) {
      throw new InvalidInputException(
          "The confirmation of a pairing is 64 bytes, not " + confirmation.length);
    }
    this.teSecret = teSecret;
    this.confirmation = confirmation.clone();
  }

  @Override
  public String line() {
    return "AT+USECC2C=4," + HexSecrets.quoted(teSecret) + "," + HexSecrets.quoted(confirmation);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "ConfirmC2cPairing";
  }
}
