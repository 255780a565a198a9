package io.github.thingseal.testkit.internal.module.line;

import java.util.function.Consumer;

/** Whatever is at the other end of a line: a simulated module, or a transcript. */
public interface LineHost {
  /** Takes what comes from the host. */
  interface Receiver {
    /** Takes bytes. */
    void receive(byte[] bytes, int length);
  }

  /** Attaches a line. */
  Receiver attach(Line line);

  /** Someone may be listening on a line from now on; again with each client of a TCP port. */
  default void connected(Line line) {}

  /** No one is listening on a line any more, until the next client comes. */
  default void disconnected(Line line) {}

  /** Detaches a line that will not come back. */
  void detach(Line line);

  /** Does something to the wire of a line; a transcript has none. */
  default void control(Line line, Consumer<ModemLines> action) {}
}
