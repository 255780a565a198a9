package io.github.thingseal.at.module;

import io.github.thingseal.core.PermanentException;

/**
 * The command that seals was sent, but not answered: no one knows whether it is carried out. Not to
 * be repeated blindly, which is why it is no transient error: read the state until it settles.
 */
public final class SealOutcomeUnknownException extends PermanentException {
  private static final long serialVersionUID = 1L;

  SealOutcomeUnknownException(String module, Throwable cause) {
    super(
        "Sealing was sent to the module at "
            + module
            + ", but not answered: it is unknown whether it is carried out. Do not repeat it, but"
            + " read state() or awaitSealed() until it is clear",
        cause);
  }
}
