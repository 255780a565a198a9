package io.github.thingseal.testkit.internal.service;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Remembers accepted sockets by their number: only the socket itself can be made to reset.
 *
 * <p>The server drops a connection without closing it when it cannot make sense of a request, such
 * as a GET with a body. Its client would wait for ever; such sockets are closed here.
 */
final class AcceptedSockets extends ServerSocketFactory {
  private static final int LOOK_FOR_ABANDONED_MILLIS = 200;

  private final Map<Integer, ServedSocket> open = new ConcurrentHashMap<>();

  /** Has a connection end in a reset when it is closed. */
  void resetOnClose(int connectionIndex) {
    Optional.ofNullable(open.get(connectionIndex)).ifPresent(AcceptedSockets::resetOnClose);
  }

  @Override
  public ServerSocket createServerSocket() throws IOException {
    return new Listener();
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    throw unbound();
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) throws IOException {
    throw unbound();
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
      throws IOException {
    throw unbound();
  }

  private static SocketException unbound() {
    return new SocketException("This factory makes unbound sockets only");
  }

  private static void resetOnClose(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException e) {
      throw new IllegalStateException("A connection was gone before its reset", e);
    }
  }

  private final class Listener extends ServerSocket {
    private final AtomicInteger accepted = new AtomicInteger();

    Listener() throws IOException {
      setSoTimeout(LOOK_FOR_ABANDONED_MILLIS);
    }

    @Override
    public Socket accept() throws IOException {
      while (true) {
        ServedSocket socket = new ServedSocket();
        boolean connected = accepts(socket);
        closeAbandoned();
        if (connected) {
          open.put(accepted.getAndIncrement(), socket);
          return socket;
        }
      }
    }

    private boolean accepts(Socket socket) throws IOException {
      try {
        implAccept(socket);
        return true;
      } catch (SocketTimeoutException e) {
        return false;
      }
    }
  }

  private void closeAbandoned() throws IOException {
    open.values().removeIf(Socket::isClosed);
    for (ServedSocket socket : open.values()) {
      if (socket.isAbandoned()) {
        socket.close();
      }
    }
  }

  /** Knows who serves it: a thread of the server has the name of its connection while it does. */
  private static final class ServedSocket extends Socket {
    private volatile @Nullable Thread server;
    private volatile String serverName = "";

    @Override
    public InputStream getInputStream() throws IOException {
      if (server == null) {
        serverName = Thread.currentThread().getName();
        server = Thread.currentThread();
      }
      return super.getInputStream();
    }

    boolean isAbandoned() {
      Thread thread = server;
      return thread != null && !(thread.isAlive() && thread.getName().equals(serverName));
    }
  }
}
