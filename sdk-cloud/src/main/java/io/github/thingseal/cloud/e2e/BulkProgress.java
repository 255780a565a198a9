package io.github.thingseal.cloud.e2e;

/**
 * The progress of a stream of messages.
 *
 * @param taken how many messages were taken from their source
 * @param unprotected how many results with a plaintext were handed over
 * @param failed how many results without one were handed over
 */
public record BulkProgress(long taken, long unprotected, long failed) {
  /**
   * How many messages are under way: taken, and their result not handed over.
   *
   * @return the number, at most the window of the stream
   */
  public long underWay() {
    return taken - unprotected - failed;
  }
}
