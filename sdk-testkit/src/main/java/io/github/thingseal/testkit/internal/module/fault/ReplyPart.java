package io.github.thingseal.testkit.internal.module.fault;

/**
 * A part of a reply on its way out, one character per byte.
 *
 * @param kind which part
 * @param command the command that is answered
 * @param text what is sent
 * @param binaryStart where its binary window begins
 * @param binaryLength how long the window is; 0 without one
 */
public record ReplyPart(Kind kind, String command, String text, int binaryStart, int binaryLength) {
  /** The parts of a reply. */
  public enum Kind {
    /** A line of information, without its end. */
    INFORMATION,
    /** The prompt for a payload. */
    PROMPT,
    /** The result code with its line ends. */
    RESULT
  }

  /** A part without a binary window. */
  public static ReplyPart of(Kind kind, String command, String text) {
    return new ReplyPart(kind, command, text, 0, 0);
  }

  /** Whether it is the result code of a command. */
  public boolean isResultOf(String name) {
    return kind == Kind.RESULT && (name.equals(command) || name.equals(FaultEffect.ANY));
  }

  /** The same part with another text, which has no binary window. */
  public ReplyPart withText(String newText) {
    return of(kind, command, newText);
  }
}
