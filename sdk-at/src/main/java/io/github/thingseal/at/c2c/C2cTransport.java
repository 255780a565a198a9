package io.github.thingseal.at.c2c;

import io.github.thingseal.at.transport.ControlLines;
import io.github.thingseal.at.transport.Transport;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A transport around a transport: in the clear until a session is opened, framed and encrypted
 * until it ends. Nothing above it changes when it is on.
 *
 * <p>It watches what is written: after {@link #beginOpening}, the module's {@code OK} to {@code
 * AT+USECC2C=1} switches both directions at the very byte behind it; in a session, that to {@code
 * AT+USECC2C=2}, {@code AT+CPWROFF} or a restarting {@code AT+CFUN} switches back. No other {@code
 * OK} does, such as that of a command which another thread had queued before.
 *
 * <p>Damaged and foreign frames are dropped and counted; the stream goes on with the next sound
 * frame.
 *
 * <p><strong>Known weakness of the protocol:</strong> frames carry neither direction nor sequence
 * number, and the keys of all sessions are the same, so whoever taps the line can replay or reflect
 * them, and V1 checks integrity without a key. A session hides and protects single frames, not the
 * conversation. Evidence: published (the vendor's own implementation).
 */
public final class C2cTransport implements Transport {
  private final Transport line;
  private final SecureRandom random;
  private final ByteQueue clear = new ByteQueue();
  private final OkScanner okScanner = new OkScanner();

  private final Object lock = new Object();
  private @Nullable C2cSession session;
  private SwitchingCommand pending = SwitchingCommand.NONE;

  /**
   * Wraps a line that is in the clear.
   *
   * @param line the line to the module; closed with this transport
   */
  public C2cTransport(Transport line) {
    this(line, new SecureRandom());
  }

  C2cTransport(Transport line, SecureRandom random) {
    this.line = line;
    this.random = random;
  }

  /**
   * Prepares for the command that opens a session. Drops the session that there is, if any.
   *
   * @param keys the keys of the session; not kept, what is needed of them is copied
   */
  public void beginOpening(C2cKeys keys) {
    synchronized (lock) {
      drop();
      session = new C2cSession(keys, random);
    }
  }

  /** Takes a preparation back, because the module did not say {@code OK}. */
  public void cancelOpening() {
    synchronized (lock) {
      if (session != null && !session.isOpen()) {
        drop();
      }
    }
  }

  /** Drops the session at once: the module has restarted and forgotten it. */
  public void sessionLost() {
    synchronized (lock) {
      drop();
    }
  }

  /**
   * Whether what is written now is encrypted.
   *
   * @return true from the module's {@code OK} to the opening until the session's end
   */
  public boolean isEncrypted() {
    synchronized (lock) {
      return session != null && session.isOpen();
    }
  }

  /**
   * How many times bytes came in this session that are no frame.
   *
   * @return the count, 0 without a session
   */
  public long damagedFrames() {
    synchronized (lock) {
      return session == null ? 0 : session.decoder().damaged();
    }
  }

  /**
   * How many frames of this session were dropped because they were not made with its keys.
   *
   * @return the count, 0 without a session
   */
  public long forgedFrames() {
    synchronized (lock) {
      return session == null ? 0 : session.decoder().forged();
    }
  }

  @Override
  public String name() {
    return line.name();
  }

  @Override
  public Optional<ControlLines> controlLines() {
    return line.controlLines();
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    while (true) {
      int waiting = takeClear(buffer);
      if (waiting > 0) {
        return waiting;
      }
      int count = line.read(buffer);
      if (count < 0) {
        return -1;
      }
      synchronized (lock) {
        if (session == null) {
          return count;
        }
        receive(session, buffer, count);
        Arrays.fill(buffer, 0, count, (byte) 0);
      }
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    byte[] frames = null;
    synchronized (lock) {
      if (session != null) {
        pending = SwitchingCommand.of(bytes, offset, length);
        okScanner.reset();
        frames = session.isOpen() ? session.encoder().encode(bytes, offset, length) : null;
      }
    }
    if (frames == null) {
      line.write(bytes, offset, length);
    } else {
      line.write(frames, 0, frames.length);
    }
  }

  @Override
  public void close() {
    line.close();
    synchronized (lock) {
      drop();
      clear.clear();
    }
  }

  private int takeClear(byte[] buffer) {
    synchronized (lock) {
      return clear.moveTo(buffer);
    }
  }

  private void receive(C2cSession current, byte[] bytes, int length) {
    if (current.isOpen()) {
      receiveFrames(current, bytes, 0, length);
      return;
    }
    int clearLength =
        pending == SwitchingCommand.OPENS ? okScanner.scan(bytes, length) : OkScanner.NOT_THERE;
    if (clearLength == OkScanner.NOT_THERE) {
      clear.add(bytes, 0, length);
      return;
    }
    clear.add(bytes, 0, clearLength);
    current.open();
    pending = SwitchingCommand.NONE;
    receiveFrames(current, bytes, clearLength, length - clearLength);
  }

  private void receiveFrames(C2cSession current, byte[] bytes, int offset, int length) {
    current.decoder().feed(bytes, offset, length, this::receiveClear);
    if (session != current) {
      byte[] rest = current.decoder().drain();
      clear.add(rest, 0, rest.length);
    }
  }

  /** Takes what one frame protects; false once the session has ended with it. */
  private boolean receiveClear(byte[] bytes, int length) {
    clear.add(bytes, 0, length);
    if (pending == SwitchingCommand.ENDS && okScanner.scan(bytes, length) != OkScanner.NOT_THERE) {
      drop();
      return false;
    }
    return true;
  }

  private void drop() {
    pending = SwitchingCommand.NONE;
    if (session != null) {
      session.wipe();
      session = null;
    }
  }
}
