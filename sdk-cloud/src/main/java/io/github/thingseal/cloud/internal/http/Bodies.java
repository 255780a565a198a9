package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.cloud.internal.json.AnswerFormatException;
import java.io.IOException;
import okhttp3.Response;
import okio.BufferedSource;

/** Reads bodies without trusting their length. */
final class Bodies {
  private static final int ERROR_LIMIT_BYTES = 64 * 1024;

  private Bodies() {}

  /** The whole body of a successful answer. */
  static byte[] read(Response response, int limitBytes) throws IOException {
    BufferedSource source = response.body().source();
    if (source.request(limitBytes + 1L)) {
      throw new AnswerFormatException(
          "more than the limit of " + limitBytes + " bytes (maxAnswerBytes raises it)");
    }
    return source.readByteArray();
  }

  /** The beginning of the body of an error; a broken connection does not hide the error. */
  static byte[] readError(Response response) {
    try {
      BufferedSource source = response.body().source();
      source.request(ERROR_LIMIT_BYTES);
      return source.readByteArray(Math.min(ERROR_LIMIT_BYTES, source.getBuffer().size()));
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
