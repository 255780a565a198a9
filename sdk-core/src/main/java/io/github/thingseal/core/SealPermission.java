package io.github.thingseal.core;

/**
 * The permission to seal a module, which cannot be undone. An onboarding, a production line and the
 * operation of the service require it; the call of the module's own {@code seal} is its permission.
 */
public enum SealPermission {
  /** Stop before sealing. */
  WITHHELD,
  /** Seal if the module is not sealed: the caller has seen what will be sealed, and wants it. */
  GRANTED
}
