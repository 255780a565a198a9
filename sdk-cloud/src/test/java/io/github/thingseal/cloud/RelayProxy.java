package io.github.thingseal.cloud;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy on loopback that asks for a user and relays to loopback. */
final class RelayProxy implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<String> targets = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final String user;
  private final String password;

  private RelayProxy(String user, String password, Dialogue dialogue) throws IOException {
    this.user = user;
    this.password = password;
    run(
        () -> {
          while (!server.isClosed()) {
            Socket client = server.accept();
            connections.incrementAndGet();
            run(() -> serve(client, dialogue));
          }
        });
  }

  /** Asks for Basic authentication. */
  static RelayProxy http(String user, String password) throws IOException {
    return new RelayProxy(user, password, RelayProxy::connect);
  }

  /** Version 5; without a user it asks for none. */
  static RelayProxy socks(String user, String password) throws IOException {
    return new RelayProxy(user, password, RelayProxy::socks);
  }

  int port() {
    return server.getLocalPort();
  }

  /** The hosts that were asked for. */
  List<String> targets() {
    return targets;
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve(Socket client, Dialogue dialogue) throws IOException {
    try (client) {
      int port = dialogue.portFor(this, client.getInputStream(), client.getOutputStream());
      if (port < 0) {
        return;
      }
      // Whatever proxy the JVM is set to use: it may be this one.
      try (Socket service = new Socket(Proxy.NO_PROXY)) {
        service.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        run(() -> service.getInputStream().transferTo(client.getOutputStream()));
        client.getInputStream().transferTo(service.getOutputStream());
      }
    }
  }

  private int connect(InputStream in, OutputStream out) throws IOException {
    String right =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    while (true) {
      StringBuilder request = new StringBuilder();
      while (request.indexOf("\r\n\r\n") < 0) {
        int c = in.read();
        if (c < 0) {
          return -1;
        }
        request.append((char) c);
      }
      if (request.indexOf("Proxy-Authorization: Basic " + right) < 0) {
        out.write(
            "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"a\"\r\nContent-Length: 0\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        continue;
      }
      String[] target =
          request.substring("CONNECT ".length(), request.indexOf(" HTTP")).split(":", -1);
      targets.add(target[0]);
      out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return Integer.parseInt(target[1]);
    }
  }

  private int socks(InputStream in, OutputStream out) throws IOException {
    in.read();
    in.readNBytes(in.read());
    boolean named = !user.isEmpty();
    out.write(new byte[] {5, (byte) (named ? 2 : 0)});
    if (named) {
      in.read();
      String name = text(in);
      boolean right = name.equals(user) && text(in).equals(password);
      out.write(new byte[] {1, (byte) (right ? 0 : 1)});
      if (!right) {
        return -1;
      }
    }
    in.readNBytes(4);
    targets.add(text(in));
    int port = in.read() << 8 | in.read();
    out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
    return port;
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readNBytes(in.read()), StandardCharsets.UTF_8);
  }

  private static void run(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // Closed, or one side went away.
              }
            },
            "relay-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private interface Task {
    void run() throws IOException;
  }

  private interface Dialogue {
    /** The port that was asked for, or -1. */
    int portFor(RelayProxy proxy, InputStream in, OutputStream out) throws IOException;
  }
}
