package io.github.thingseal.at.channel;

/**
 * Watches a channel to the byte, as {@link TranscriptRecorder} does. A channel copies what comes
 * only if there is such a listener.
 */
public interface WireListener extends ChannelListener {
  /**
   * Bytes were sent: a command line with its end, a payload, what wakes or aborts.
   *
   * @param bytes the bytes, secret ones hidden
   */
  void onWireSent(RedactedBytes bytes);

  /**
   * Bytes were received, in order: a line with what stood before it and with its end as far as that
   * was there, a prompt, or what could not be read.
   *
   * @param bytes the bytes, secret ones hidden
   */
  void onWireReceived(RedactedBytes bytes);
}
