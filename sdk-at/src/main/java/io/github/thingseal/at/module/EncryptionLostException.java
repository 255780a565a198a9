package io.github.thingseal.at.module;

import io.github.thingseal.core.TransientException;

/**
 * A chip-to-chip session is not, or no longer, open although the caller may rely on it; nothing was
 * sent in the clear instead.
 */
public final class EncryptionLostException extends TransientException {
  private static final long serialVersionUID = 1L;

  EncryptionLostException(String message, Throwable cause) {
    super(message, cause);
  }

  EncryptionLostException(String message) {
    super(message);
  }
}
