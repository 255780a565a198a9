package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.SilentCommand;
import io.github.thingseal.at.internal.text.HexSecrets;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.secret.SecretBytes;

/**
 * {@code AT+USECC2C=1,"<TE secret>"}: opens a chip-to-chip session. The {@code OK} is the last that
 * comes in the clear: what follows is in frames, so that callers use {@link
 * io.github.thingseal.at.module.ChipToChip#open} instead. Not repeatable: on a port that was opened
 * again the module may be in the session already. Evidence: published.
 *
 * @param teSecret the secret of the pairing, 16 bytes; stays open, and is read when the command is
 *     sent
 */
public record OpenC2c(SecretBytes teSecret) implements SecretCommand<Done>, SilentCommand {
  /**
   * Checks the length.
   *
   * @param teSecret the secret of the pairing, 16 bytes
   */
  public OpenC2c {
    PairC2c.requireLength(teSecret);
  }

  @Override
  public String line() {
    return "AT+USECC2C=1," + HexSecrets.quoted(teSecret);
  }
}
