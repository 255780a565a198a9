package io.github.thingseal.cloud.internal.http;

import java.io.IOException;

/** The body of an answer arrived, and is not in the encoding that its header names. */
final class EncodingException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The message completes "the service answered …" and quotes nothing. */
  EncodingException(String message) {
    super(message);
  }
}
