package io.github.thingseal.at.module;

import io.github.thingseal.core.TransientException;
import org.jspecify.annotations.Nullable;

/**
 * A chip-to-chip session is not, or no longer, open although the caller may rely on it; nothing was
 * sent in the clear instead.
 */
public final class EncryptionLostException extends TransientException {
  private static final long serialVersionUID = 1L;

  /** Whether the module may have received the command and acted on it. */
  private final boolean mayHaveBeenCarriedOut;

  private EncryptionLostException(String message, boolean mayHaveBeenCarriedOut) {
    super(message);
    this.mayHaveBeenCarriedOut = mayHaveBeenCarriedOut;
  }

  EncryptionLostException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.mayHaveBeenCarriedOut = false;
  }

  EncryptionLostException(String message) {
    this(message, false);
  }

  /** The session ended, by all signs, while a command within it had no answer yet. */
  static EncryptionLostException amid(String message) {
    return new EncryptionLostException(message, true);
  }

  /**
   * Whether the module may have received the command and acted on it.
   *
   * @return false if nothing was sent; true if the session ended while the command was under way
   */
  public boolean mayHaveBeenCarriedOut() {
    return mayHaveBeenCarriedOut;
  }
}
