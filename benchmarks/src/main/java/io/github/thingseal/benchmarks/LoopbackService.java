package io.github.thingseal.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As little of a service as a client can talk to: it signs in, and answers a look at a device. It
 * costs the same whatever asks it, and the threads that bear its name are no client's.
 */
final class LoopbackService implements AutoCloseable {
  static final String THREADS = "loopback-service";
  private static final String LENGTH = "content-length:";
  private static final Pattern UID = Pattern.compile("\"ROTPublicUID\":\"([0-9a-fA-F]{16})\"");

  private final ServerSocket server;
  private final AtomicInteger signIns = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();

  private LoopbackService(ServerSocket server) {
    this.server = server;
  }

  static LoopbackService start() {
    try {
      LoopbackService service =
          new LoopbackService(new ServerSocket(0, 1000, InetAddress.getLoopbackAddress()));
      service.inBackground(service::accept);
      return service;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
  }

  int signIns() {
    return signIns.get();
  }

  int requests() {
    return requests.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void inBackground(Runnable task) {
    Thread thread = new Thread(task, THREADS);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        inBackground(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (String first = line(in); !first.isEmpty(); first = line(in)) {
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
            length = Integer.parseInt(header.substring(LENGTH.length()).strip());
          }
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        byte[] answer = answer(first, body).getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream().write(answer);
      }
    } catch (IOException e) {
      // The client went away.
    }
  }

  private String answer(String first, String body) {
    String json = first.contains("/authenticate") ? signIn() : device(body);
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        + json.length()
        + "\r\n\r\n"
        + json;
  }

  private String signIn() {
    signIns.incrementAndGet();
    long expiry = Instant.now().plus(1, ChronoUnit.HOURS).getEpochSecond();
    return "{\"AuthToken\":\""
        + encode("{\"alg\":\"RS256\"}")
        + "."
        + encode("{\"exp\":" + expiry + "}")
        + ".c2lnbmF0dXJl\"}";
  }

  private String device(String body) {
    requests.incrementAndGet();
    Matcher uid = UID.matcher(body);
    return "{\"ROTPublicUID\":\""
        + (uid.find() ? uid.group(1) : "")
        + "\",\"State\":\"OWNED\",\"DeviceProfileUID\":\"AgbCtixjwqLjwV3VWpfPyz\","
        + "\"DeviceSerialNumber\":\"356726100000001\"}";
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
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
