package io.github.thingseal.cloud.whitelist;

/** The outcome of a line of an import. */
public enum LineOutcome {
  /** Accepted, and not sent: of a dry run, or of an import that ended before. */
  ACCEPTED,
  /** Accepted and sent; the service confirmed it. */
  ADDED,
  /** An earlier line of the file holds the same identity. */
  DUPLICATE,
  /** On the whitelist already; not sent. */
  LISTED,
  /** Before the line at which this import began; not sent. */
  SKIPPED,
  /** Not a RoTPublicUID; not sent. */
  REFUSED,
  /** The call failed, and it was not carried out. */
  FAILED,
  /** The call failed, and it may have been carried out. */
  UNCERTAIN;

  /**
   * Whether the line is still to be sent, or to be sent again.
   *
   * @return true for {@link #ACCEPTED}, {@link #FAILED} and {@link #UNCERTAIN}
   */
  public boolean isOpen() {
    return this == ACCEPTED || this == FAILED || this == UNCERTAIN;
  }
}
