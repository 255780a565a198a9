package io.github.thingseal.at.module;

import io.github.thingseal.core.PermanentException;

/** A module is sealed already, once and for all; nothing was sent. */
public final class AlreadySealedException extends PermanentException {
  private static final long serialVersionUID = 1L;

  AlreadySealedException(String module) {
    super(
        String.format(
            "The module at %s is sealed already, which cannot be undone or done again; nothing was"
                + " sent. With which profile and serial number, only the service knows",
            module));
  }
}
