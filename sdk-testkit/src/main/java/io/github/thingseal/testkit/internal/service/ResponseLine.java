package io.github.thingseal.testkit.internal.service;

import java.io.IOException;
import java.time.Duration;

/** The connection on which one answer is to be sent. Whether it stays open is what is returned. */
public interface ResponseLine {
  /** Sends the answer. */
  boolean send() throws IOException;

  /** Sends the answer without the second half of its body, and ends the connection. */
  boolean sendHalf() throws IOException;

  /** Waits, unless the connection is closed meanwhile; whether it was not. */
  boolean pause(Duration delay);

  /** Reads on until the client ends the connection. */
  boolean awaitEnd() throws IOException;

  /** Ends the connection by a reset. */
  boolean reset() throws IOException;
}
