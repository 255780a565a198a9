package io.github.thingseal.cloud.operation;

/** The evidence for a fact about the service. */
public enum Evidence {
  /** Seen in a public document or in the vendor's own source code. */
  PUBLISHED,
  /** Concluded from something published, by analogy or by computation. */
  DERIVED,
  /** Nothing public says so; our most careful choice, which can be overridden. */
  ASSUMED
}
