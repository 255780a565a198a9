package io.github.thingseal.at.module;

import io.github.thingseal.core.PermanentException;
import org.jspecify.annotations.Nullable;

/** A module of this family and firmware cannot do what was asked for. */
public final class CapabilityAbsentException extends PermanentException {
  private static final long serialVersionUID = 1L;

  /** The family of the module; a part of the serialized form. */
  private final ModuleFamily family;

  /** What it cannot do; a part of the serialized form. */
  private final Capability capability;

  CapabilityAbsentException(
      String module, ModuleFamily family, Capability capability, @Nullable Throwable cause) {
    super(
        "The module at "
            + module
            + " is a "
            + family
            + " with firmware that has not "
            + capability.description()
            + " ("
            + capability
            + "). If that is wrong, open it with ModuleOptions.family(UNKNOWN)",
        cause);
    this.family = family;
    this.capability = capability;
  }

  /** {@return the family of the module} */
  public ModuleFamily family() {
    return family;
  }

  /** {@return what it cannot do} */
  public Capability capability() {
    return capability;
  }
}
