package io.github.thingseal.cloud.operation;

/** How well something about the service is known. */
public enum Evidence {
  /** Seen in a public document or in the vendor's own source code. */
  PUBLISHED,
  /** Concluded from something published, by analogy or by computation. */
  DERIVED,
  /** Nothing public says so; our most careful choice, which can be overridden. */
  ASSUMED
}
