package io.github.thingseal.testkit.internal.module.line;

/** A way out of the module for one AT port. */
public interface Line {
  /** Takes bytes for the host; never blocks. */
  void send(byte[] bytes);

  /** Breaks the connection as if the cable was pulled. */
  void hangUp();

  /** Ends the line and whatever it owns. */
  void close();
}
