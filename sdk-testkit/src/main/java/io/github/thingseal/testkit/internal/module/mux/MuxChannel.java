package io.github.thingseal.testkit.internal.module.mux;

import io.github.thingseal.testkit.internal.module.dialogue.AtPort;
import io.github.thingseal.testkit.internal.module.dialogue.PortHost;
import io.github.thingseal.testkit.internal.module.dialogue.UartSleep;
import io.github.thingseal.testkit.internal.module.line.Line;

/** One AT channel of the multiplexer; what it would say before it is open, it says then. */
final class MuxChannel implements Line {
  private final Multiplexer multiplexer;
  private final int dlci;
  private final AtPort port;
  private boolean open;

  MuxChannel(PortHost core, Multiplexer multiplexer, UartSleep sleep, int dlci) {
    this.multiplexer = multiplexer;
    this.dlci = dlci;
    this.port = new AtPort(core, this, sleep);
    port.reset();
    port.hold(true);
  }

  AtPort port() {
    return port;
  }

  boolean isOpen() {
    return open;
  }

  void open() {
    if (!open) {
      open = true;
      port.channelOpened();
    }
  }

  /** Closed by the host: its next life begins with the settings of power-on. */
  void shut() {
    open = false;
    port.reset();
    port.hold(true);
  }

  void receive(byte[] info) {
    for (byte b : info) {
      if (open) {
        port.receive(b);
      }
    }
  }

  @Override
  public void send(byte[] bytes) {
    if (open) {
      multiplexer.sendData(dlci, bytes);
    }
  }

  @Override
  public void hangUp() {
    shut();
    multiplexer.respondDisconnected(dlci);
  }

  @Override
  public void close() {
    open = false;
  }
}
