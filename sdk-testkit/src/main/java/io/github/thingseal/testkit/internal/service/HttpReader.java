package io.github.thingseal.testkit.internal.service;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads requests from one connection, and never more than a bound of anything. */
final class HttpReader {
  private static final int MAX_HEAD_BYTES = 64 << 10;
  private static final int MAX_CHUNK_LINE_BYTES = 1 << 10;
  private static final long MAX_READ_BYTES = 16L * ServiceFront.MAX_BODY_BYTES;
  private static final Pattern REQUEST_LINE =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([^ \\x00-\\x1f\\x7f]+) (HTTP/[0-9]\\.[0-9])");
  private static final Pattern HEADER =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):([^\\x00-\\x08\\x0a-\\x1f\\x7f]*)");

  private final InputStream in;
  private int headBytes;

  HttpReader(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** The next request without its body; empty at the end of the connection. */
  Optional<HttpHead> head() throws IOException {
    headBytes = 0;
    String first = "";
    while (first.isEmpty()) {
      Optional<String> line = line(MAX_HEAD_BYTES);
      if (line.isEmpty()) {
        return Optional.empty();
      }
      first = line.get();
    }
    Matcher parts = REQUEST_LINE.matcher(first);
    if (!parts.matches()) {
      throw Refusal.badRequest("The request line is not one of HTTP/1.1");
    }
    HttpHead head = new HttpHead(parts.group(1), parts.group(2), parts.group(3), headers());
    check(head);
    return Optional.of(head);
  }

  private static void check(HttpHead head) {
    boolean current = head.version().equals(HttpHead.HTTP_1_1);
    if (!current && !head.version().equals(HttpHead.HTTP_1_0)) {
      throw Refusal.of(505, "Only HTTP/1.1 is supported, not " + head.version());
    }
    if (current && head.value("host").isEmpty()) {
      throw Refusal.badRequest("The header Host is missing");
    }
    if (head.isChunked() && !head.values("content-length").isEmpty()) {
      throw Refusal.badRequest("The body has both a Content-Length and a Transfer-Encoding");
    }
    if (head.isChunked() && !head.value("transfer-encoding").get().equalsIgnoreCase("chunked")) {
      throw Refusal.of(501, "The only Transfer-Encoding that is known here is chunked");
    }
    if (!head.values("expect").isEmpty() && !head.lists("expect", "100-continue")) {
      throw Refusal.of(417, "The only expectation that is known here is 100-continue");
    }
    head.contentLength();
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line = headerLine(); !line.isEmpty(); line = headerLine()) {
      Matcher parts = HEADER.matcher(line);
      if (!parts.matches()) {
        throw Refusal.badRequest("A header line is malformed");
      }
      headers
          .computeIfAbsent(parts.group(1).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(parts.group(2).strip());
    }
    return headers;
  }

  private String headerLine() throws IOException {
    return line(MAX_HEAD_BYTES).orElseThrow(HttpReader::cutOff);
  }

  private static EOFException cutOff() {
    return new EOFException("The client ended within a request");
  }

  /** A line without its end; empty at the end of the connection. */
  private Optional<String> line(int maxBytes) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return Optional.empty();
      }
      headBytes++;
      if (headBytes > maxBytes) {
        throw Refusal.of(431, "The head of the request has more than " + maxBytes + " bytes");
      }
      line.write(b);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }

  /** The body of a request, of which no more than the limit of the service is kept. */
  Body body(HttpHead head) throws IOException {
    Body body = new Body();
    if (!head.isChunked()) {
      read(body, head.contentLength());
      return body;
    }
    for (long size = chunkSize(); size > 0; size = chunkSize()) {
      read(body, size);
      if (!chunkLine().isEmpty()) {
        throw Refusal.badRequest("A chunk of the body is longer than it says");
      }
    }
    while (!chunkLine().isEmpty()) {
      // Trailers say nothing here.
    }
    return body;
  }

  private long chunkSize() throws IOException {
    String size = chunkLine().split(";", 2)[0].strip();
    if (!size.matches("[0-9a-fA-F]{1,15}")) {
      throw Refusal.badRequest("A chunk of the body does not say how long it is");
    }
    return Long.parseLong(size, 16);
  }

  private String chunkLine() throws IOException {
    headBytes = 0;
    return line(MAX_CHUNK_LINE_BYTES).orElseThrow(HttpReader::cutOff);
  }

  private void read(Body body, long length) throws IOException {
    if (length > MAX_READ_BYTES - body.size) {
      throw Refusal.tooLarge("The body has more than " + MAX_READ_BYTES + " bytes");
    }
    byte[] buffer = new byte[8192];
    long left = length;
    while (left > 0) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        throw cutOff();
      }
      body.add(buffer, count);
      left -= count;
    }
  }

  /** Reads what else comes, to its end or to a bound. */
  void drain() throws IOException {
    byte[] buffer = new byte[8192];
    long left = MAX_READ_BYTES;
    for (int count = in.read(buffer); count >= 0 && left > 0; count = in.read(buffer)) {
      left -= count;
    }
  }

  /** Waits until the client ends the connection. */
  void awaitEnd() throws IOException {
    while (in.read() >= 0) {
      // Whatever it says, there is no answer.
    }
  }

  /** A body as it comes. */
  static final class Body {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long size;

    private void add(byte[] bytes, int count) {
      int room = ServiceFront.MAX_BODY_BYTES - kept.size();
      kept.write(bytes, 0, Math.min(room, count));
      size += count;
    }

    /** The body, a character a byte (ISO 8859-1), as far as it is kept. */
    String kept() {
      return kept.toString(StandardCharsets.ISO_8859_1);
    }

    long size() {
      return size;
    }
  }
}
