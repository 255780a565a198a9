package io.github.thingseal.core;

/** The result of an operation or a command that returns nothing but that it was done. */
public enum Done {
  /** It was done. */
  DONE
}
