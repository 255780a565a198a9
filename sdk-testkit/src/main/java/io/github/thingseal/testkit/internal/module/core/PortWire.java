package io.github.thingseal.testkit.internal.module.core;

import io.github.thingseal.testkit.internal.module.dialogue.AtPort;
import io.github.thingseal.testkit.internal.module.dialogue.UartSleep;
import io.github.thingseal.testkit.internal.module.line.Line;
import io.github.thingseal.testkit.internal.module.line.ModemLines;
import io.github.thingseal.testkit.internal.module.mux.Multiplexer;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One physical port: speed, modem lines, sleep; and behind them its AT port, or while it is in that
 * mode the multiplexer.
 */
public final class PortWire implements Multiplexer.Wire, ModemLines {
  private static final int MAX_HELD_BYTES = 1 << 20;

  private final ModuleCore core;
  private final Line line;
  private final UartSleep sleep;
  private final AtPort port;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private @Nullable Multiplexer multiplexer;
  private int hostBaudRate;
  private boolean clearToSend = true;

  PortWire(ModuleCore core, Line line) {
    this.core = core;
    this.line = line;
    this.sleep = new UartSleep(core);
    this.port = new AtPort(core, this, sleep);
  }

  public Line line() {
    return line;
  }

  /** The AT port that speaks while there is no multiplexer. */
  public AtPort port() {
    return port;
  }

  public Instant lastActivity() {
    return sleep.lastActivity();
  }

  public void receive(byte[] bytes, int length) {
    boolean garbled = isGarbled();
    for (int i = 0; i < length; i++) {
      if (!sleep.swallows()) {
        deliver(garbled ? garble(bytes[i]) : bytes[i]);
      }
    }
  }

  private void deliver(byte received) {
    if (multiplexer == null) {
      port.receive(received);
    } else {
      multiplexer.receive(received);
    }
  }

  /** Enters 27.010; the AT port waits until it is over. */
  public void multiplex(int maxInfo) {
    core.ports().remove(port);
    multiplexer = new Multiplexer(core, this, sleep, maxInfo);
  }

  /** A host that restarted finds the multiplexer of its former life. */
  void multiplexStale() {
    if (multiplexer == null) {
      core.ports().remove(port);
      Multiplexer stale = new Multiplexer(core, this, sleep, Multiplexer.DEFAULT_INFO);
      multiplexer = stale;
      stale.strayFrame();
    }
  }

  /** Leaves 27.010, if it is on: the AT port is as it was before. */
  @Override
  public void demultiplex() {
    if (multiplexer == null) {
      return;
    }
    multiplexer.close();
    multiplexer = null;
    port.resume();
    core.ports().add(port);
  }

  /** Takes the wire off the module. */
  public void detach() {
    demultiplex();
    core.ports().remove(port);
  }

  /** The power went. */
  public void powerLost() {
    demultiplex();
    held.reset();
  }

  public int hostBaudRate() {
    return hostBaudRate;
  }

  /** The rate that the host is known to use; 0 if it is not known. */
  @Override
  public void hostBaudRate(int rate) {
    hostBaudRate = rate;
  }

  /** The host's data terminal ready. */
  @Override
  public void dtr(boolean on) {
    sleep.dtr(on);
    if (!on && multiplexer == null) {
      port.terminalNotReady();
    }
  }

  /** No one is at the other end any more. */
  public void clientGone() {
    if (multiplexer == null) {
      port.clientGone();
    }
  }

  /** The host's request to send: off also means that it cannot take anything. */
  @Override
  public void rts(boolean on) {
    sleep.rts(on);
    clearToSend = on;
    if (on && held.size() > 0) {
      line.send(held.toByteArray());
      held.reset();
    }
  }

  private boolean isGarbled() {
    int host = hostBaudRate == 0 ? core.faults().hostBaudRate() : hostBaudRate;
    int module = core.settings().baudRate();
    return host != 0 && module != 0 && host != module;
  }

  /** Nothing that makes sense, the same each time. */
  private static byte garble(byte b) {
    int bits = b & 0xFF;
    return (byte) ((bits << 3 | bits >> 5) ^ 0xB1);
  }

  @Override
  public void send(byte[] bytes) {
    byte[] sent = bytes;
    if (isGarbled()) {
      sent = new byte[bytes.length];
      for (int i = 0; i < bytes.length; i++) {
        sent[i] = garble(bytes[i]);
      }
    }
    if (clearToSend) {
      line.send(sent);
    } else if (held.size() + sent.length <= MAX_HELD_BYTES) {
      held.writeBytes(sent);
    }
  }

  @Override
  public void hangUp() {
    line.hangUp();
  }

  @Override
  public void close() {
    line.close();
  }
}
