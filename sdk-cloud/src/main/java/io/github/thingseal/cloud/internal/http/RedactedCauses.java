package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.cloud.internal.redaction.Redactor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Makes exceptions of dependencies, which quote what came over the wire, fit for a cause. */
final class RedactedCauses {
  private static final int DEEPEST = 5;
  private static final int LENGTH = 200;

  private RedactedCauses() {}

  /** The exception itself, or if it or what depends on it quotes a secret, a copy without it. */
  static Throwable withoutSecrets(Throwable e, Redactor redactor) {
    Throwable shown = e instanceof ClientFault fault ? fault.thrown() : e;
    return isClean(shown, redactor, 0) ? shown : copy(shown, redactor, 0);
  }

  private static boolean isClean(@Nullable Throwable e, Redactor redactor, int depth) {
    if (e == null) {
      return true;
    }
    if (depth == DEEPEST || e.getSuppressed().length > 0) {
      return false;
    }
    String message = e.getMessage();
    return (message == null || message.equals(clean(message, redactor)))
        && isClean(e.getCause(), redactor, depth + 1);
  }

  private static Throwable copy(Throwable e, Redactor redactor, int depth) {
    String message = e.getMessage() == null ? "" : ": " + clean(e.getMessage(), redactor);
    Throwable cause = depth == DEEPEST ? null : e.getCause();
    IOException copy =
        new IOException(
            e.getClass().getName() + message,
            cause == null ? null : copy(cause, redactor, depth + 1));
    copy.setStackTrace(e.getStackTrace());
    return copy;
  }

  private static String clean(String message, Redactor redactor) {
    return Redactor.cut(redactor.text(message), LENGTH);
  }
}
