package io.github.thingseal.at.channel;

import io.github.thingseal.at.transport.Transport;
import java.io.IOException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that reads a transport until its end. */
final class PortReader {
  /** What is done with what was read. */
  interface Sink {
    void receive(byte[] block, int length);

    /** Nothing more comes. */
    void close(String reason);
  }

  private static final Logger LOG = LoggerFactory.getLogger(PortReader.class);
  private static final int BLOCK_BYTES = 4096;
  private static final long JOIN_MILLIS = 2000;

  private final Transport transport;
  private final Sink sink;
  private final Thread thread;

  PortReader(Transport transport, Sink sink) {
    this.transport = transport;
    this.sink = sink;
    thread = Threads.daemon(this::read, "thingseal-at-reader " + transport.name());
  }

  void start() {
    thread.start();
  }

  /** Waits until it has ended, unless it is the one that calls. */
  void join() {
    Threads.join(thread, JOIN_MILLIS);
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
      LOG.error("{}: reading failed in an unforeseen way", transport.name(), e);
    } finally {
      sink.close(reason);
    }
  }
}
