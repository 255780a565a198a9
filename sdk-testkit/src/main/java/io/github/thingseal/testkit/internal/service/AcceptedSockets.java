package io.github.thingseal.testkit.internal.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** Remembers accepted sockets by their number: only the socket itself can be made to reset. */
final class AcceptedSockets extends ServerSocketFactory {
  private final Map<Integer, Socket> open = new ConcurrentHashMap<>();

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

    Listener() throws IOException {}

    @Override
    public Socket accept() throws IOException {
      Socket socket = super.accept();
      open.values().removeIf(Socket::isClosed);
      open.put(accepted.getAndIncrement(), socket);
      return socket;
    }
  }
}
