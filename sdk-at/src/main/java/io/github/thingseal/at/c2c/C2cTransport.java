package io.github.thingseal.at.c2c;

import io.github.thingseal.at.transport.Transport;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A transport around a transport: in the clear until a session is opened, framed and encrypted
 * until it is closed. Nothing above it changes when it is on.
 *
 * <p>Reading switches at the byte behind the module's {@code OK}: {@link #beginOpening} is called
 * before {@code AT+USECC2C=1} is written, {@link #beginClosing} before {@code AT+USECC2C=2}. If the
 * module answers otherwise, {@link #cancelSwitch} leaves things as they were.
 *
 * <p><strong>Known weakness of the protocol:</strong> frames carry neither direction nor sequence
 * number, so whoever taps the line can replay or reflect them, and V1 checks integrity without a
 * key. A session hides and protects single frames, not the conversation.
 */
public final class C2cTransport implements Transport {
  /** A frame whose rest has not come after this long is given up. */
  private static final long INTER_BYTE_LIMIT_NANOS = 1_000_000_000L;

  private static final int BLOCK_BYTES = 4096;

  private final Transport line;
  private final SecureRandom random;
  private final LongSupplier nanoClock;
  private final byte[] block = new byte[BLOCK_BYTES];
  private final ByteQueue clear = new ByteQueue();
  private final OkScanner okScanner = new OkScanner();

  private final Object lock = new Object();
  private boolean switching;
  private @Nullable Session session;
  private long lastByteAt;

  /**
   * Wraps a line that is in the clear.
   *
   * @param line the line to the module; closed with this transport
   */
  public C2cTransport(Transport line) {
    this(line, new SecureRandom(), System::nanoTime);
  }

  C2cTransport(Transport line, SecureRandom random, LongSupplier nanoClock) {
    this.line = line;
    this.random = random;
    this.nanoClock = nanoClock;
  }

  /**
   * Prepares for the module's {@code OK} to the command that opens a session.
   *
   * @param keys the keys of the session; not kept, what is needed of them is copied
   */
  public void beginOpening(C2cKeys keys) {
    synchronized (lock) {
      session = new Session(keys, random);
      switching = true;
      okScanner.reset();
    }
  }

  /** Prepares for the module's {@code OK} to the command that closes the session. */
  public void beginClosing() {
    synchronized (lock) {
      switching = session != null;
      okScanner.reset();
    }
  }

  /** Takes a preparation back, because the module did not say {@code OK}. */
  public void cancelSwitch() {
    synchronized (lock) {
      if (switching && session != null && !session.open) {
        session = null;
      }
      switching = false;
    }
  }

  /** Drops the session at once: the module has restarted and forgotten it. */
  public void sessionLost() {
    synchronized (lock) {
      session = null;
      switching = false;
    }
  }

  /**
   * Whether what is written now is encrypted.
   *
   * @return true from the module's {@code OK} to the opening until that to the closing
   */
  public boolean isEncrypted() {
    synchronized (lock) {
      return session != null && session.open;
    }
  }

  /**
   * How many times the line of this session had bytes that are no frame.
   *
   * @return the count, 0 without a session
   */
  public long damagedFrames() {
    synchronized (lock) {
      return session == null ? 0 : session.decoder.damaged();
    }
  }

  /**
   * How many frames of this session were dropped because they were not made with its keys.
   *
   * @return the count, 0 without a session
   */
  public long forgedFrames() {
    synchronized (lock) {
      return session == null ? 0 : session.decoder.forged();
    }
  }

  @Override
  public String name() {
    return line.name();
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    while (true) {
      synchronized (lock) {
        int count = clear.moveTo(buffer);
        if (count > 0) {
          return count;
        }
      }
      int count = line.read(block);
      if (count < 0) {
        return -1;
      }
      synchronized (lock) {
        take(block, count);
      }
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    byte[] frames;
    synchronized (lock) {
      frames =
          session != null && session.open ? session.encoder.encode(bytes, offset, length) : null;
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
      session = null;
      clear.clear();
    }
  }

  private void take(byte[] bytes, int length) {
    Session current = session;
    if (current == null) {
      clear.add(bytes, 0, length);
    } else if (current.open) {
      takeFramed(current, bytes, 0, length);
    } else {
      takeOpening(current, bytes, length);
    }
  }

  private void takeOpening(Session opening, byte[] bytes, int length) {
    int clearLength = switching ? okScanner.scan(bytes, length) : -1;
    if (clearLength < 0) {
      clear.add(bytes, 0, length);
      return;
    }
    clear.add(bytes, 0, clearLength);
    opening.open = true;
    switching = false;
    takeFramed(opening, bytes, clearLength, length - clearLength);
  }

  private void takeFramed(Session current, byte[] bytes, int offset, int length) {
    long now = nanoClock.getAsLong();
    if (current.decoder.hasPartial() && now - lastByteAt > INTER_BYTE_LIMIT_NANOS) {
      current.decoder.abandonPartial(this::takeClear);
    }
    lastByteAt = now;
    current.decoder.feed(bytes, offset, length, this::takeClear);
    if (session == null) {
      byte[] rest = current.decoder.drain();
      clear.add(rest, 0, rest.length);
    }
  }

  /** Takes what one frame protects; false once the session is closed by it. */
  private boolean takeClear(byte[] bytes, int length) {
    clear.add(bytes, 0, length);
    if (switching && okScanner.scan(bytes, length) >= 0) {
      session = null;
      switching = false;
    }
    return session != null;
  }

  /** The two halves of a session; it is open once the module has said so. */
  private static final class Session {
    private final C2cEncoder encoder;
    private final C2cDecoder decoder;
    private boolean open;

    Session(C2cKeys keys, SecureRandom random) {
      this.encoder = new C2cEncoder(new C2cCipher(keys), random);
      this.decoder = new C2cDecoder(new C2cCipher(keys));
    }
  }
}
