package io.github.thingseal.core;

/**
 * Whether a module may be sealed, which cannot be undone. Every way to seal one asks for it, at the
 * module and through the service.
 */
public enum SealPermission {
  /** Stop before sealing. */
  WITHHELD,
  /** Seal if the module is not sealed: the caller has seen what will be sealed, and wants it. */
  GRANTED
}
