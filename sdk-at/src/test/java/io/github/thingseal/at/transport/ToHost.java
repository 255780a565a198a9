package io.github.thingseal.at.transport;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What a module in memory has said, until the driver reads it. */
public final class ToHost {
  private static final byte[] END = {};

  private final BlockingQueue<byte[]> blocks = new LinkedBlockingQueue<>();

  /** A line on which nothing was said. */
  public ToHost() {}

  /** Says something, in one block. */
  public void say(byte[] block) {
    blocks.add(block);
  }

  /** Ends the line. */
  public void end() {
    blocks.add(END);
  }

  /** Reads as a transport does. */
  public int read(byte[] buffer) throws IOException {
    try {
      byte[] block = blocks.take();
      System.arraycopy(block, 0, buffer, 0, block.length);
      return block.length == 0 ? -1 : block.length;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
