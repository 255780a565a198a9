package io.github.thingseal.at.module;

import io.github.thingseal.core.InvalidInputException;

/**
 * A seal of the same module is under way: another thread seals it, or it was sent one less than 4
 * minutes ago and does not report it yet. Nothing was sealed by this call; wait for the other one
 * with {@link Sealing#awaitSealed}.
 */
public final class SealUnderWayException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  SealUnderWayException(String module) {
    super(
        String.format(
            "The module at %s is being sealed by another call, or was sent a seal less than %s ago"
                + " that it does not report yet; nothing was sent. Use awaitSealed",
            module, SealsUnderWay.LONGEST));
  }
}
