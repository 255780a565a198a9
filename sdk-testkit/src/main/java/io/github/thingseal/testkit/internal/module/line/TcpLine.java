package io.github.thingseal.testkit.internal.module.line;

import io.github.thingseal.core.TransientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An AT port behind a TCP port on loopback. One client at a time: the next one is served when the
 * one before has gone. One thread does it all.
 */
public final class TcpLine implements Line {
  private static final Logger LOG = LoggerFactory.getLogger(TcpLine.class);
  private static final int MAX_WAITING_BYTES = 1 << 20;
  private static final long STOP_MILLIS = 5000;

  private final LineHost core;
  private final Selector selector;
  private final ServerSocketChannel server;
  private final SelectionKey accepting;
  private final LineHost.Receiver receiver;
  private final Thread thread;
  private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private @Nullable SocketChannel client;
  private WebClientGuard guard = new WebClientGuard();
  private boolean hangingUp;
  private volatile boolean closed;

  private TcpLine(LineHost core, Selector selector, ServerSocketChannel server) throws IOException {
    this.core = core;
    this.selector = selector;
    this.server = server;
    this.accepting = server.register(selector, SelectionKey.OP_ACCEPT);
    this.receiver = core.attach(this);
    this.thread = new Thread(this::serve, "thingseal-module-tcp-" + port());
    thread.setDaemon(true);
  }

  /** Listens on a port of the loopback address; 0 for any that is free. */
  public static TcpLine listen(LineHost core, int port) {
    ServerSocketChannel server = null;
    try {
      server = ServerSocketChannel.open();
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      server.configureBlocking(false);
      TcpLine line = new TcpLine(core, Selector.open(), server);
      line.thread.start();
      return line;
    } catch (IOException e) {
      closeQuietly(server);
      throw new TransientException(
          "TCP port "
              + port
              + " on loopback cannot be opened ("
              + e.getMessage()
              + "): choose another, or 0 for any",
          e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.socket().getLocalPort();
  }

  @Override
  public synchronized void send(byte[] bytes) {
    // A line that no one reads loses what comes, as a serial line does.
    if (client == null || hangingUp || waitingBytes + bytes.length > MAX_WAITING_BYTES) {
      return;
    }
    waiting.add(ByteBuffer.wrap(bytes));
    waitingBytes += bytes.length;
    if (Thread.currentThread() != thread) {
      selector.wakeup();
    }
  }

  @Override
  public synchronized void hangUp() {
    hangingUp = client != null;
    selector.wakeup();
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    if (Thread.currentThread() != thread) {
      join();
    }
  }

  private void join() {
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve() {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    try {
      while (!closed) {
        selector.select(key -> {});
        step(buffer);
      }
    } catch (IOException e) {
      LOG.error("The TCP port {} of the simulated module failed", port(), e);
    } finally {
      disconnect();
      endWaitingClients();
      closeQuietly(server);
      closeQuietly(selector);
      core.detach(this);
    }
  }

  private void step(ByteBuffer buffer) throws IOException {
    SocketChannel connected = current();
    if (connected == null) {
      accept();
      return;
    }
    try {
      boolean open = read(connected, buffer);
      write(connected);
      if (!open || isHangingUp()) {
        disconnect();
      }
    } catch (IOException e) {
      LOG.debug("The client of TCP port {} is gone: {}", port(), e.toString());
      disconnect();
    }
  }

  private void accept() throws IOException {
    SocketChannel accepted = server.accept();
    if (accepted == null) {
      return;
    }
    accepted.configureBlocking(false);
    accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
    accepted.register(selector, SelectionKey.OP_READ);
    accepting.interestOps(0);
    guard = new WebClientGuard();
    synchronized (this) {
      client = accepted;
    }
    core.connected(this);
    write(accepted);
  }

  private boolean read(SocketChannel from, ByteBuffer buffer) throws IOException {
    buffer.clear();
    int length = from.read(buffer);
    return length > 0 ? receive(buffer.flip()) : length == 0;
  }

  private boolean receive(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    Optional<byte[]> admitted = guard.admit(bytes);
    if (admitted.isEmpty()) {
      LOG.warn("TCP port {} of the simulated module is no web server: client ended", port());
      return false;
    }
    receiver.receive(admitted.get(), admitted.get().length);
    return true;
  }

  private synchronized void write(SocketChannel to) throws IOException {
    while (!waiting.isEmpty()) {
      ByteBuffer next = waiting.element();
      waitingBytes -= to.write(next);
      if (next.hasRemaining()) {
        break;
      }
      waiting.remove();
    }
    SelectionKey key = to.keyFor(selector);
    if (key != null) {
      key.interestOps(SelectionKey.OP_READ | (waiting.isEmpty() ? 0 : SelectionKey.OP_WRITE));
    }
  }

  private synchronized @Nullable SocketChannel current() {
    return client;
  }

  private synchronized boolean isHangingUp() {
    return hangingUp;
  }

  private void disconnect() {
    if (current() != null) {
      dropClient();
      core.disconnected(this);
    }
  }

  private synchronized void dropClient() {
    closeQuietly(client);
    client = null;
    hangingUp = false;
    waiting.clear();
    waitingBytes = 0;
    if (accepting.isValid()) {
      accepting.interestOps(SelectionKey.OP_ACCEPT);
    }
  }

  /**
   * A client that was never served sees an end, too, and not the reset of a listener that is gone.
   */
  private void endWaitingClients() {
    try {
      for (SocketChannel next = server.accept(); next != null; next = server.accept()) {
        closeQuietly(next);
      }
    } catch (IOException e) {
      LOG.debug("The clients that waited for TCP port {} are not ended: {}", port(), e.toString());
    }
  }

  private static void closeQuietly(@Nullable AutoCloseable closeable) {
    if (closeable == null) {
      return;
    }
    try {
      closeable.close();
    } catch (Exception e) {
      LOG.debug("Closing {} failed: {}", closeable, e.toString());
    }
  }
}
