package io.github.thingseal;

import io.github.thingseal.core.PermanentException;
import org.jspecify.annotations.Nullable;

/**
 * The module is not, and cannot become, the device that was asked for. It is sealed with another
 * profile or serial number, belongs to another account, is a clone, was blocked, or was exchanged
 * for another module.
 */
public final class DeviceConflictException extends PermanentException {
  private static final long serialVersionUID = 1L;

  DeviceConflictException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
