package io.github.thingseal;

/** Whether an onboarding may seal a module, which cannot be undone. */
public enum SealPermission {
  /** Stop before sealing. */
  WITHHELD,
  /** Seal if the module is not sealed: the caller has seen what will be sealed, and wants it. */
  GRANTED
}
