package io.github.thingseal.cloud.internal.http;

import java.io.IOException;

/** The HTTP client, or code that was hooked into it, threw something else than an IOException. */
final class ClientFault extends IOException {
  private static final long serialVersionUID = 1L;

  ClientFault(Throwable cause) {
    super(cause);
  }

  /** What was thrown. */
  Throwable thrown() {
    Throwable cause = getCause();
    return cause == null ? this : cause;
  }
}
