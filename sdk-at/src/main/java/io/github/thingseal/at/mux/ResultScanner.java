package io.github.thingseal.at.mux;

import io.github.thingseal.at.command.AtError;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds final result codes in what a module says before the multiplexer runs. */
final class ResultScanner {
  private static final int MAX_LINE = 160;

  private final StringBuilder line = new StringBuilder();

  /**
   * Looks through a block for the first final result code.
   *
   * @return how many bytes were looked at; all unless a result was found
   */
  int scan(byte[] block, int from, int end, Result result) {
    for (int i = from; i < end; i++) {
      if (block[i] == '\r' || block[i] == '\n') {
        String text = line.toString().strip();
        line.setLength(0);
        if (text.equals("OK") || text.equals("0")) {
          result.found(Optional.empty());
          return i + 1;
        }
        Optional<AtError> error = AtError.parse(text).filter(ResultScanner::isAnswer);
        if (error.isPresent()) {
          result.found(error);
          return i + 1;
        }
      } else if (line.length() < MAX_LINE) {
        line.append(new String(block, i, 1, StandardCharsets.ISO_8859_1));
      }
    }
    return end;
  }

  /** The results of calls answer nothing that is said here. */
  private static boolean isAnswer(AtError error) {
    return switch (error.kind()) {
      case ERROR, CME, CMS, ABORTED, NOT_SUPPORT, INVALID_COMMAND_LINE -> true;
      case NO_CARRIER, NO_DIALTONE, BUSY, NO_ANSWER, DISCONNECT, SIM_DROP, CR -> false;
    };
  }

  /** Takes what was found: nothing for {@code OK}, or the error. */
  interface Result {
    void found(Optional<AtError> error);
  }
}
