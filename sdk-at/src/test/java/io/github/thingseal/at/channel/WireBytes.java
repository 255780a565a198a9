package io.github.thingseal.at.channel;

/** What a channel tells of bytes on the wire, for tests of who listens. */
public final class WireBytes {
  private WireBytes() {}

  /** Bytes that may be shown. */
  public static RedactedBytes clear(int... bytes) {
    RedactedBytes.Builder builder = new RedactedBytes.Builder();
    for (int b : bytes) {
      builder.clear((byte) b);
    }
    return builder.build();
  }

  /** Bytes that may not. */
  public static RedactedBytes hidden(int count) {
    return new RedactedBytes.Builder().hidden(count).build();
  }
}
