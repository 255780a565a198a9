package io.github.thingseal.testkit;

/** When an unsolicited result code comes that is not wanted. */
public enum UrcMoment {
  /** Between the command and the first line of its response. */
  BEFORE_RESPONSE,
  /** Between the last line of information and the result code. */
  BETWEEN_LINES,
  /** Right after a prompt, while the host gets ready to send. */
  AFTER_PROMPT,
  /** Between two lines of information, where an answer has several. */
  LINE_GAP,
  /** When a channel of the multiplexer opens, as a backlog that waited for it. */
  MUX_OPEN,
  /** In the middle of a length-counted binary window, which is a defect. */
  INSIDE_BINARY
}
