package io.github.thingseal.cloud.internal.http;

import java.io.IOException;
import java.util.Locale;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.GzipSource;
import okio.Okio;
import okio.Source;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A compressed body, unpacked while it is read. OkHttp's own unpacking fails for an empty body, and
 * what it throws for a wrong one looks like a broken connection.
 */
final class DecodedBody implements Source {
  static final String ACCEPT_ENCODING = "Accept-Encoding";
  static final String ACCEPTED = "gzip";

  private final String encoding;
  private final Raw raw;
  private final BufferedSource packed;
  private @Nullable Source plain;

  private DecodedBody(String encoding, Source raw) {
    this.encoding = encoding;
    this.raw = new Raw(raw);
    this.packed = Okio.buffer(this.raw);
  }

  /** The body of an answer, unpacked if need be. */
  static BufferedSource source(Response response) {
    String encoding = response.header("Content-Encoding");
    BufferedSource body = response.body().source();
    return encoding == null || encoding.isBlank() || encoding.equalsIgnoreCase("identity")
        ? body
        : Okio.buffer(new DecodedBody(encoding.strip().toLowerCase(Locale.ROOT), body));
  }

  /** Unpacks for interceptors what was packed as the SDK asked for, and not as one of them did. */
  static Response intercept(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    BufferedSource plain = source(response);
    if (plain == response.body().source()
        || !ACCEPTED.equals(chain.request().header(ACCEPT_ENCODING))) {
      return response;
    }
    return response
        .newBuilder()
        .removeHeader("Content-Encoding")
        .removeHeader("Content-Length")
        .body(ResponseBody.create(plain, response.body().contentType(), -1))
        .build();
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    Source source = plain;
    if (source == null) {
      source = unpacked();
      plain = source;
    }
    try {
      return source.read(sink, byteCount);
    } catch (IOException e) {
      if (raw.failed) {
        throw e;
      }
      throw new EncodingException("a body that is not " + encoding + ", as its header says");
    }
  }

  @Override
  public Timeout timeout() {
    return raw.timeout();
  }

  @Override
  public void close() throws IOException {
    packed.close();
  }

  /** Nothing is nothing in every encoding. */
  private Source unpacked() throws IOException {
    if (packed.exhausted()) {
      return packed;
    }
    if (encoding.equals("gzip") || encoding.equals("x-gzip")) {
      return new GzipSource(packed);
    }
    throw new EncodingException("a body in an encoding that was not asked for");
  }

  /** The body as it comes over the wire; knows whether it was the wire that failed. */
  private static final class Raw extends ForwardingSource {
    private boolean failed;

    Raw(Source delegate) {
      super(delegate);
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      try {
        return super.read(sink, byteCount);
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }
  }
}
