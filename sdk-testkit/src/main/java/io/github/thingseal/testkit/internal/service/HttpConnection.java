package io.github.thingseal.testkit.internal.service;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of a client: request by request, each answered in one write. */
final class HttpConnection implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int LINGER_MILLIS = 2000;

  private final Socket raw;
  private final @Nullable SSLSocketFactory tls;
  private final ServiceFront front;
  private final QuickAck quickAck;
  private final CountDownLatch closed = new CountDownLatch(1);

  HttpConnection(Socket raw, @Nullable SSLSocketFactory tls, ServiceFront front) {
    this.raw = raw;
    this.tls = tls;
    this.front = front;
    this.quickAck = new QuickAck(raw);
  }

  @Override
  public void run() {
    try (Socket socket = secured()) {
      socket.setTcpNoDelay(true);
      HttpReader reader = new HttpReader(socket.getInputStream());
      while (serve(reader, socket.getOutputStream())) {
        // The next request.
      }
      end(socket, reader);
    } catch (IOException e) {
      LOG.debug("A client's connection has ended: {}", e.toString());
    } finally {
      close();
    }
  }

  private Socket secured() throws IOException {
    if (tls == null) {
      return raw;
    }
    SSLSocket socket =
        (SSLSocket) tls.createSocket(raw, raw.getInetAddress().getHostAddress(), 0, true);
    socket.setUseClientMode(false);
    socket.startHandshake();
    return socket;
  }

  /** Answers one request; false if the connection is to end. */
  private boolean serve(HttpReader reader, OutputStream out) throws IOException {
    Answer answer;
    boolean withBody = true;
    boolean last = true;
    try {
      Optional<HttpHead> head = reader.head();
      if (head.isEmpty()) {
        return false;
      }
      withBody = !head.get().method().equals("HEAD");
      last = head.get().isLastOnConnection();
      answer = front.answer(request(reader, head.get(), out));
    } catch (Refusal e) {
      last = true;
      answer = front.refuse(e);
    }
    return send(answer, reader, out, withBody, last);
  }

  private ServiceRequest request(HttpReader reader, HttpHead head, OutputStream out)
      throws IOException {
    quickAck.acknowledge();
    if (head.expectsContinue()) {
      if (head.contentLength() > ServiceFront.MAX_BODY_BYTES) {
        throw Refusal.tooLarge("The body has " + head.contentLength() + " bytes");
      }
      out.write(CONTINUE);
    }
    HttpReader.Body body = reader.body(head);
    return ServiceRequest.of(head, body.kept(), body.size());
  }

  private boolean send(
      Answer answer, HttpReader reader, OutputStream out, boolean withBody, boolean last)
      throws IOException {
    return answer.fault().send(new Response(answer, reader, out, withBody, last));
  }

  private boolean isClosedWithin(long nanos) {
    try {
      return closed.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** A socket that is closed with something unread in it takes the answer with it. */
  private static void end(Socket socket, HttpReader reader) throws IOException {
    if (!socket.isClosed()) {
      socket.setSoTimeout(LINGER_MILLIS);
      socket.shutdownOutput();
      reader.drain();
    }
  }

  /** Ends the connection, whatever is under way. */
  void close() {
    closed.countDown();
    try {
      raw.close();
    } catch (IOException e) {
      LOG.debug("A client's connection could not be closed: {}", e.toString());
    }
  }

  /** One answer on its way. */
  private final class Response implements ResponseLine {
    private final Answer answer;
    private final HttpReader reader;
    private final OutputStream out;
    private final boolean withBody;
    private final boolean last;

    Response(Answer answer, HttpReader reader, OutputStream out, boolean withBody, boolean last) {
      this.answer = answer;
      this.reader = reader;
      this.out = out;
      this.withBody = withBody;
      this.last = last;
    }

    @Override
    public boolean send() throws IOException {
      write(0);
      return !last;
    }

    @Override
    public boolean sendHalf() throws IOException {
      write((answer.bodyLength() + 1) / 2);
      return false;
    }

    private void write(int missingBytes) throws IOException {
      byte[] bytes = answer.toBytes(withBody, last);
      out.write(bytes, 0, bytes.length - missingBytes);
      out.flush();
    }

    @Override
    public boolean pause(Duration delay) {
      return !isClosedWithin(delay.toNanos());
    }

    @Override
    public boolean awaitEnd() throws IOException {
      reader.awaitEnd();
      return false;
    }

    @Override
    public boolean reset() throws IOException {
      raw.setSoLinger(true, 0);
      raw.close();
      return false;
    }
  }
}
