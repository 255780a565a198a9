package io.github.thingseal.cloud;

/** The answer of an operation that returns nothing but that it was done. */
public enum Done {
  /** It was done. */
  DONE;
}
