package io.github.thingseal.at.internal.line;

import io.github.thingseal.at.transport.Transport;
import java.io.IOException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that reads a transport until its end. */
public final class PortReader {
  public interface Sink {
    /** Takes a block, which is lent for the duration of the call. */
    void receive(byte[] block, int length);

    void close(String reason);
  }

  private static final Logger LOG = LoggerFactory.getLogger(PortReader.class);
  private static final int BLOCK_BYTES = 4096;
  private static final long JOIN_MILLIS = 2000;

  private final Transport transport;
  private final Sink sink;
  private final Thread thread;

  /** Does not read yet; the thread's name is completed by that of the transport. */
  public PortReader(Transport transport, String threadName, Sink sink) {
    this.transport = transport;
    this.sink = sink;
    thread = new Thread(this::read, threadName + ' ' + transport.name());
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Waits until it has ended, unless it is the one that calls. */
  public void join() {
    if (thread == Thread.currentThread()) {
      return;
    }
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    byte[] block = new byte[BLOCK_BYTES];
    String reason = "the line was closed, by the other side or in this program";
    try {
      int length = transport.read(block);
      while (length >= 0) {
        sink.receive(block, length);
        Arrays.fill(block, 0, length, (byte) 0);
        length = transport.read(block);
      }
    } catch (IOException e) {
      reason = "the line was lost: " + e.getMessage();
    } catch (RuntimeException | Error e) {
      reason = "reading failed: " + e;
      LOG.error("{}: reading failed unexpectedly", transport.name(), e);
    } finally {
      sink.close(reason);
    }
  }
}
