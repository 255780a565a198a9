package io.github.thingseal.at.module;

import io.github.thingseal.at.transport.ControlLines;
import io.github.thingseal.at.transport.Transport;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Looks at commands in the very moment they go out. They were looked at before they waited for the
 * line, and what was said on it meanwhile may have ended the session.
 */
final class CommandGate implements Transport {
  private final Transport line;
  private final SessionSigns session;

  CommandGate(Transport line, SessionSigns session) {
    this.line = line;
    this.session = session;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (!session.isGuarded() || isTaken(bytes, offset, length)) {
      line.write(bytes, offset, length);
    } else {
      session.holdBack();
    }
  }

  private boolean isTaken(byte[] bytes, int offset, int length) {
    byte[] command = Arrays.copyOfRange(bytes, offset, offset + length);
    try {
      return session.takes(command);
    } finally {
      Arrays.fill(command, (byte) 0);
    }
  }

  @Override
  public String name() {
    return line.name();
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    return line.read(buffer);
  }

  @Override
  public Optional<ControlLines> controlLines() {
    return line.controlLines();
  }

  @Override
  public void close() {
    line.close();
  }
}
