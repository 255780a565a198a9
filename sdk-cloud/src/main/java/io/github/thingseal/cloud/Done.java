package io.github.thingseal.cloud;

/** The answer of an operation that has nothing to tell but that it was done. */
public enum Done {
  /** It was done. */
  DONE;
}
