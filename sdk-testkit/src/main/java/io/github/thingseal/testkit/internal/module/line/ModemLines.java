package io.github.thingseal.testkit.internal.module.line;

/** What a host does to the wires of a line beside sending bytes. */
public interface ModemLines {
  /** The host's data terminal ready. */
  void dtr(boolean on);

  /** The host's request to send. */
  void rts(boolean on);

  /** The rate that the host is known to use; 0 if it is not known. */
  void hostBaudRate(int rate);
}
