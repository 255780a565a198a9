package io.github.thingseal.testkit.internal.module.data;

import io.github.thingseal.testkit.internal.module.ModuleContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A packet data call on an AT port: bytes instead of commands, until the host escapes, drops DTR or
 * ends the link, or the network takes the context away.
 */
public final class DataCall {
  /** What a call does to its port. */
  public interface Port {
    /** Sends bytes to the host. */
    void send(String bytes);

    /** Goes back to commands; the call stays. */
    void suspend();

    /** The call is over. */
    void over();
  }

  /** The restart timer of RFC 1661. */
  private static final Duration RESTART = Duration.ofSeconds(3);

  private final ModuleContext core;
  private final int context;
  private final Port port;
  private final PppRefusal peer;
  private EscapeSequence escape;
  private boolean wasEnding;
  private Runnable cancel = () -> {};

  public DataCall(ModuleContext core, int context, EscapeSequence.Settings escaping, Port port) {
    this.core = core;
    this.context = context;
    this.port = port;
    this.peer = new PppRefusal(bytes -> port.send(new String(bytes, StandardCharsets.ISO_8859_1)));
    this.escape = escape(escaping);
  }

  /** The context that it uses. */
  public int context() {
    return context;
  }

  /** Data again, after commands. */
  public void resume(EscapeSequence.Settings escaping) {
    escape.stop();
    escape = escape(escaping);
  }

  private EscapeSequence escape(EscapeSequence.Settings escaping) {
    return new EscapeSequence(core, escaping, port::suspend);
  }

  public void accept(byte received) {
    escape.accept(received);
    peer.accept(received);
    if (peer.isOver()) {
      port.over();
    } else if (peer.isEnding() && !wasEnding) {
      wasEnding = true;
      cancel = core.schedule(RESTART, port::over);
    }
  }

  /** Nothing comes of it any more. */
  public void stop() {
    escape.stop();
    cancel.run();
  }
}
