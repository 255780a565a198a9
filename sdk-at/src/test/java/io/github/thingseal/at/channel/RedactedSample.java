package io.github.thingseal.at.channel;

/** Bytes as a listener gets them. */
public final class RedactedSample {
  private RedactedSample() {}

  /** One byte in the clear, one hidden. */
  public static RedactedBytes bytes() {
    return new RedactedBytes.Builder().clear((byte) 'x').hidden(1).build();
  }
}
