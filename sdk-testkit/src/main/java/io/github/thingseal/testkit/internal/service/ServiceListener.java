package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.TransientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One port of the service, on loopback: an HTTP/1.1 server with a thread for each connection. A
 * library's server hides the connection, and the faults need it: resets, halves, silence.
 */
public final class ServiceListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceListener.class);
  private static final int BACKLOG = 200;
  private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(5);

  private final ServerSocket server;
  private final @Nullable SSLSocketFactory tls;
  private final ServiceFront front;
  private final Map<HttpConnection, Thread> connections = new ConcurrentHashMap<>();
  private final Thread accepting;
  private volatile boolean closed;

  private ServiceListener(ServerSocket server, @Nullable SSLSocketFactory tls, ServiceFront front) {
    this.server = server;
    this.tls = tls;
    this.front = front;
    this.accepting = thread("", this::accept);
  }

  /** Serves HTTPS on a port, or on any if it is 0. */
  public static ServiceListener https(int port, SSLSocketFactory sockets, ServiceFront front) {
    return started(port, sockets, front);
  }

  /** Serves HTTP on a port, or on any if it is 0. */
  public static ServiceListener http(int port, ServiceFront front) {
    return started(port, null, front);
  }

  private static ServiceListener started(
      int port, @Nullable SSLSocketFactory tls, ServiceFront front) {
    ServiceListener listener = new ServiceListener(bound(port), tls, front);
    listener.accepting.start();
    return listener;
  }

  private static ServerSocket bound(int port) {
    ServerSocket server = null;
    try {
      server = new ServerSocket();
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      return server;
    } catch (IOException e) {
      close(server);
      throw new TransientException(
          "Port "
              + port
              + " on loopback cannot be opened ("
              + e.getMessage()
              + "): choose another, or 0 for any",
          e);
    }
  }

  /** The base URL, with the path that the published one has. */
  public URI url() {
    String address = InetAddress.getLoopbackAddress().getHostAddress();
    String host = address.contains(":") ? "[" + address + "]" : address;
    String scheme = tls == null ? "http" : "https";
    return URI.create(scheme + "://" + host + ":" + server.getLocalPort() + ServiceRequest.BASE);
  }

  private void accept() {
    while (!closed) {
      try {
        serve(server.accept());
      } catch (IOException e) {
        LOG.debug("Port {} does not accept: {}", server.getLocalPort(), e.toString());
      }
    }
  }

  private void serve(Socket socket) {
    HttpConnection connection = new HttpConnection(socket, tls, front);
    Thread thread =
        thread(
            "-" + socket.getPort(),
            () -> {
              connection.run();
              connections.remove(connection);
            });
    connections.put(connection, thread);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      // No thread can be made for it; those to come may find one.
      LOG.warn("A connection is refused, because no thread can be made for it", e);
      connections.remove(connection);
      connection.close();
    }
    if (closed) {
      connection.close();
    }
  }

  private Thread thread(String suffix, Runnable task) {
    Thread thread = new Thread(task, "thingseal-service-" + server.getLocalPort() + suffix);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    closed = true;
    close(server);
    List<Thread> ending = new ArrayList<>(List.of(accepting));
    ending.addAll(connections.values());
    connections.keySet().forEach(HttpConnection::close);
    ending.forEach(ServiceListener::join);
  }

  private static void join(Thread thread) {
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(@Nullable ServerSocket server) {
    try {
      if (server != null) {
        server.close();
      }
    } catch (IOException e) {
      LOG.debug("A port could not be closed: {}", e.toString());
    }
  }
}
