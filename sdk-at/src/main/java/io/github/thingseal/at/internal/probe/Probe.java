package io.github.thingseal.at.internal.probe;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * The questions that are put to a module of which nothing is known: they change nothing, and every
 * module answers them. The SDK takes their lines from here.
 */
public enum Probe {
  /** {@code AT}: is the module there? */
  ATTENTION("AT"),
  /** {@code AT+CMEE?}: how does it report errors? The answer is known by its form. */
  ERROR_REPORTS("AT+CMEE?");

  /** What the answer to {@link #ERROR_REPORTS} begins with, before its one value. */
  public static final String ANSWER = "+CMEE";

  /** The value of a module that was not set to report errors, or has lost that with a restart. */
  public static final String REPORTS_OFF = "0";

  private static final char END = '\r';

  private final String line;

  Probe(String line) {
    this.line = line;
  }

  /** The command line. */
  public String line() {
    return line;
  }

  /** The line with its end. */
  public byte[] bytes() {
    return (line + END).getBytes(US_ASCII);
  }
}
