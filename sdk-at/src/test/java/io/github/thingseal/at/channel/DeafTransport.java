package io.github.thingseal.at.channel;

import io.github.thingseal.at.transport.Transport;

/** Takes everything and says nothing: for tests that are the reader themselves. */
final class DeafTransport implements Transport {
  @Override
  public String name() {
    return "deaf";
  }

  @Override
  public int read(byte[] buffer) {
    return -1;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {}

  @Override
  public void close() {}
}
