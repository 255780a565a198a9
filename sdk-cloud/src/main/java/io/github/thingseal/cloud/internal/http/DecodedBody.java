package io.github.thingseal.cloud.internal.http;

import java.io.IOException;
import java.util.Locale;
import okhttp3.Interceptor;
import okhttp3.Request;
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
  private final String encoding;
  private final Raw raw;
  private final BufferedSource packed;
  private @Nullable Source plain;

  private DecodedBody(String encoding, Source raw) {
    this.encoding = encoding;
    this.raw = new Raw(raw);
    this.packed = Okio.buffer(this.raw);
  }

  /** Asks for gzip unless another interceptor asks for something, and unpacks it. */
  static Response intercept(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    if (request.header("Accept-Encoding") != null) {
      return chain.proceed(request);
    }
    Response response =
        chain.proceed(request.newBuilder().header("Accept-Encoding", "gzip").build());
    String encoding = response.header("Content-Encoding");
    if (encoding == null || encoding.isBlank() || encoding.equalsIgnoreCase("identity")) {
      return response;
    }
    Source decoded =
        new DecodedBody(encoding.strip().toLowerCase(Locale.ROOT), response.body().source());
    return response
        .newBuilder()
        .removeHeader("Content-Encoding")
        .removeHeader("Content-Length")
        .body(ResponseBody.create(Okio.buffer(decoded), response.body().contentType(), -1))
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
