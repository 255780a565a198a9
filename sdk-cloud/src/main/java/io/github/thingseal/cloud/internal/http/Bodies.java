package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.cloud.internal.json.AnswerFormatException;
import java.io.IOException;
import java.util.Arrays;
import okhttp3.Response;
import okio.BufferedSource;

/** Reads bodies without trusting their length. */
final class Bodies {
  private static final int ERROR_LIMIT_BYTES = 64 * 1024;
  private static final int FIRST_BYTES = 4 * 1024;

  private Bodies() {}

  /** The whole body of a successful answer, which the caller wipes. */
  static byte[] read(Response response, int limitBytes) throws IOException {
    byte[] body = readUpTo(response, limitBytes + 1);
    if (body.length > limitBytes) {
      Arrays.fill(body, (byte) 0);
      throw new AnswerFormatException(
          "more than the limit of " + limitBytes + " bytes (maxAnswerBytes raises it)");
    }
    return body;
  }

  /** The beginning of the body of an error; a broken connection does not hide the error. */
  static byte[] readError(Response response) {
    try {
      return readUpTo(response, ERROR_LIMIT_BYTES);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /** Reads piece by piece into one array and leaves no copy of a piece behind. */
  private static byte[] readUpTo(Response response, int limitBytes) throws IOException {
    BufferedSource source = DecodedBody.source(response);
    byte[] body = new byte[Math.min(limitBytes, firstBytes(response.body().contentLength()))];
    int length = 0;
    try {
      while (length < limitBytes) {
        if (length == body.length) {
          if (source.exhausted()) {
            break;
          }
          body = moved(body, (int) Math.min(limitBytes, Math.max(FIRST_BYTES, 2L * body.length)));
        }
        int read = source.read(body, length, body.length - length);
        if (read < 0) {
          break;
        }
        length += read;
      }
    } catch (IOException | RuntimeException e) {
      Arrays.fill(body, (byte) 0);
      throw e;
    }
    return length == body.length ? body : moved(body, length);
  }

  private static int firstBytes(long due) {
    return due < 0 ? FIRST_BYTES : (int) Math.min(FIRST_BYTES, due);
  }

  private static byte[] moved(byte[] bytes, int length) {
    byte[] copy = Arrays.copyOf(bytes, length);
    Arrays.fill(bytes, (byte) 0);
    return copy;
  }
}
