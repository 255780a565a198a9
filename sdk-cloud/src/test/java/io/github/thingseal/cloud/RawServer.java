package io.github.thingseal.cloud;

import io.github.thingseal.cloud.auth.Credentials;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on loopback that signs in, and answers every other request with the bytes it is given.
 */
final class RawServer implements AutoCloseable {
  private static final String TOKEN = "{\"AuthToken\":\"opaque-token-of-tests\"}";

  /** The first lines of what was asked for, but for sign-ins. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  private final ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private volatile byte[] answer = new byte[0];
  private volatile byte[] repeated = new byte[0];

  RawServer() throws IOException {
    Thread acceptor = new Thread(this::accept, "raw-server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** What to answer from now on, one byte for each character; the connection ends with it. */
  void answerWith(String latin1) {
    answerWith(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  void answerWith(byte[] bytes) {
    answer = bytes;
  }

  /**
   * Answers with a beginning, and then with the same again and again until the client goes away.
   */
  void answerEndlesslyWith(String start, String again) {
    answerWith(start);
    repeated = again.getBytes(StandardCharsets.ISO_8859_1);
  }

  int port() {
    return server.getLocalPort();
  }

  SecurityServicesBuilder builder() {
    return SecurityServices.builder()
        .baseUrl("http://127.0.0.1:" + port() + "/v1")
        .credentials(Credentials.of(FakeService.ACCESS_KEY, FakeService.ACCESS_SECRET))
        .readTimeout(Duration.ofMinutes(5)) // Real time, unlike the rest.
        .time(new VirtualTime(), () -> 0.5);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Closeable each : open) {
      each.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread thread = new Thread(() -> serve(socket), "raw-server-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        String first = line(in);
        if (first.isEmpty()) {
          return;
        }
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
            length = Integer.parseInt(header.substring(15).strip());
          }
        }
        in.readNBytes(length);
        if (first.contains("/authenticate")) {
          write(
              socket,
              ("HTTP/1.1 200 OK\r\nContent-Length: " + TOKEN.length() + "\r\n\r\n" + TOKEN)
                  .getBytes(StandardCharsets.ISO_8859_1));
        } else {
          requests.add(first);
          write(socket, answer);
          while (repeated.length > 0) {
            write(socket, repeated);
          }
          return;
        }
      }
    } catch (IOException e) {
      // The client went away.
    } finally {
      open.remove(socket);
    }
  }

  private static void write(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        text.append((char) c);
      }
    }
    return text.toString();
  }
}
