package io.github.thingseal.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * The least that answers requests of HTTP/2 over TLS after a time: status 200, and JSON made of the
 * body of the request, whose headers it does not look at. Two threads for each connection, and one
 * write for all answers that are due, so that it takes next to nothing of the processors that its
 * clients are measured on.
 */
final class LateHttp2Server {
  private static final int PREFACE_BYTES = 24;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int WINDOW_UPDATE = 8;
  private static final int ACK = 1;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  /** Less than half of what a client may send before it is given more. */
  private static final int WINDOW_STEP = 16_384;

  /** HPACK: ":status: 200" and "content-type", in no table, with a value of 16 bytes. */
  private static final byte[] OK = {(byte) 0x88, 0x0F, 0x10, 0x10};

  /** The value, and "content-length", in no table. */
  private static final byte[] JSON =
      joined("application/json".getBytes(StandardCharsets.US_ASCII), new byte[] {0x0F, 0x0D});

  private final SSLServerSocket listener;
  private final long delayNanos;
  private final UnaryOperator<byte[]> answers;
  private final Runnable connected;

  /** The last one is called for each connection that a client opens. */
  LateHttp2Server(
      SSLContext tls, int delayMillis, UnaryOperator<byte[]> answers, Runnable connected)
      throws IOException {
    this.connected = connected;
    this.listener =
        (SSLServerSocket)
            tls.getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    SSLParameters parameters = listener.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    listener.setSSLParameters(parameters);
    this.delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMillis);
    this.answers = answers;
  }

  int port() {
    return listener.getLocalPort();
  }

  void start() {
    daemon("accept", this::accept);
  }

  private void accept() throws IOException {
    while (true) {
      SSLSocket socket = (SSLSocket) listener.accept();
      connected.run();
      daemon("connection", () -> new Connection(socket).read());
    }
  }

  /** Work of a thread. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  private static Thread daemon(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException | UncheckedIOException e) {
                // The client is gone.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** One connection. */
  private final class Connection {
    private final DataInputStream in;
    private final OutputStream out;
    private final Map<Integer, byte[]> begun = new HashMap<>();
    private final Queue<Answer> due = new ArrayDeque<>();
    private final Thread writer;
    private volatile boolean over;

    Connection(SSLSocket socket) throws IOException {
      socket.setTcpNoDelay(true);
      this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
      this.out = socket.getOutputStream();
      this.writer = daemon("answers", this::write);
    }

    void read() throws IOException {
      try {
        in.skipNBytes(PREFACE_BYTES);
        send(SETTINGS, 0, 0, new byte[0]);
        int received = 0;
        while (true) {
          int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
          int type = in.readUnsignedByte();
          int flags = in.readUnsignedByte();
          int stream = in.readInt();
          byte[] payload = new byte[length];
          in.readFully(payload);
          take(type, flags, stream, payload);
          received += type == DATA ? length : 0;
          if (received >= WINDOW_STEP) {
            send(WINDOW_UPDATE, 0, 0, new byte[] {0, 0, (byte) (received >> 8), (byte) received});
            received = 0;
          }
        }
      } finally {
        over = true;
        LockSupport.unpark(writer);
      }
    }

    private void take(int type, int flags, int stream, byte[] payload) throws IOException {
      if (type == SETTINGS && (flags & ACK) == 0) {
        send(SETTINGS, ACK, 0, new byte[0]);
      } else if (type == PING && (flags & ACK) == 0) {
        send(PING, ACK, 0, payload);
      } else if (type == DATA) {
        byte[] before = begun.remove(stream);
        byte[] body = before == null ? payload : joined(before, payload);
        if ((flags & END_STREAM) == 0) {
          begun.put(stream, body);
        } else {
          answerLater(stream, answers.apply(body));
        }
      }
    }

    private void answerLater(int stream, byte[] body) {
      boolean isFirst;
      synchronized (due) {
        isFirst = due.isEmpty();
        due.add(new Answer(System.nanoTime() + delayNanos, stream, body));
      }
      if (isFirst) {
        LockSupport.unpark(writer);
      }
    }

    /** All answers are as late as each other, so that the first to come is the first to be due. */
    private void write() throws IOException {
      ByteArrayOutputStream frames = new ByteArrayOutputStream();
      while (!over) {
        long wait = collect(frames);
        if (frames.size() > 0) {
          send(frames.toByteArray());
          frames.reset();
        } else if (wait > 0) {
          LockSupport.parkNanos(this, wait);
        }
      }
    }

    /** Takes what is due; returns how long to wait for the next. */
    private long collect(ByteArrayOutputStream frames) throws IOException {
      synchronized (due) {
        long now = System.nanoTime();
        for (Answer next = due.peek(); next != null; next = due.peek()) {
          if (next.atNanos - now > 0) {
            return next.atNanos - now;
          }
          due.remove();
          frame(frames, HEADERS, END_HEADERS, next.stream, headers(next.body.length));
          frame(frames, DATA, END_STREAM, next.stream, next.body);
        }
        return TimeUnit.SECONDS.toNanos(1);
      }
    }

    private void send(int type, int flags, int stream, byte[] payload) throws IOException {
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      frame(frame, type, flags, stream, payload);
      send(frame.toByteArray());
    }

    private void send(byte[] frames) throws IOException {
      synchronized (out) {
        out.write(frames);
        out.flush();
      }
    }
  }

  /** What is sent for a request, and when. */
  private static final class Answer {
    private final long atNanos;
    private final int stream;
    private final byte[] body;

    Answer(long atNanos, int stream, byte[] body) {
      this.atNanos = atNanos;
      this.stream = stream;
      this.body = body;
    }
  }

  private static byte[] headers(int lengthBytes) {
    byte[] digits = Integer.toString(lengthBytes).getBytes(StandardCharsets.US_ASCII);
    byte[] length = joined(new byte[] {(byte) digits.length}, digits);
    return joined(joined(OK, JSON), length);
  }

  private static void frame(
      ByteArrayOutputStream to, int type, int flags, int stream, byte[] payload)
      throws IOException {
    DataOutputStream out = new DataOutputStream(to);
    out.writeShort(payload.length >> 8);
    out.writeByte(payload.length);
    out.writeByte(type);
    out.writeByte(flags);
    out.writeInt(stream);
    out.write(payload);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
