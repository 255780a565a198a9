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
        String.format(
            "The module at %s is a %s whose firmware does not support %s (%s). If that is wrong, open"
                + " it with ModuleOptions.family(UNKNOWN)",
            module, family, capability.description(), capability),
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
