package io.github.thingseal.at.internal.c2c;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.internal.c2c.C2cSession.Mode;
import io.github.thingseal.at.internal.text.LineScanner;
import io.github.thingseal.at.transport.ControlLines;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * frame. Frames of ours that come back, and text in the clear, are dropped, too: they are signs
 * that the module has left the session, which a {@link Listener} may look into.
 *
 * <p><strong>Known weakness of the protocol:</strong> frames carry neither direction nor sequence
 * number, and the keys of all sessions are the same, so anyone who taps the line can replay or
 * reflect them, and V1 checks integrity without a key. A session hides and protects single frames,
 * not the conversation. Evidence: published (the vendor's own implementation).
 */
public final class C2cTransport implements Transport {
  /** What the channel and the facade ask a module that has not answered. */
  private static final Set<String> QUESTIONS = Set.of("AT\r", "AT+CMEE?\r");

  private final Transport line;
  private final Listener listener;
  private final SecureRandom random = new SecureRandom();
  private final ByteQueue clear = new ByteQueue();
  private final C2cDecoder.Output received = new Received();

  private final Object lock = new Object();
  private final List<Runnable> news = new ArrayList<>();
  private LineScanner answer = LineScanner.ofFramedLines();
  private LineScanner clearLines = LineScanner.ofFramedLines();
  private @Nullable C2cSession session;
  private SwitchingCommand pending = SwitchingCommand.NONE;

  /** What was written last may be answered in the clear. */
  private boolean questioned;

  /**
   * Hears of what may concern the session. Called on the thread that reads, before what was read is
   * handed on.
   */
  public interface Listener {
    /** A command has ended the session; the module said {@code OK} to it. */
    default void onEnded() {}

    /**
     * A frame of ours came back in an open session, which no module within it does: one that has
     * restarted gives back what it does not understand.
     */
    default void onOwnFrame() {}

    /**
     * A line of text came in the clear in an open session. Anyone may have said it.
     *
     * @param text the line without its end
     */
    default void onClearLine(String text) {
      Arguments.required(text, "text");
    }
  }

  /**
   * Wraps a line that is in the clear.
   *
   * @param line the line to the module; closed with this transport
   */
  public C2cTransport(Transport line) {
    this(line, new Listener() {});
  }

  /**
   * Wraps a line that is in the clear.
   *
   * @param line the line to the module; closed with this transport
   * @param listener hears of what may concern the session
   */
  public C2cTransport(Transport line, Listener listener) {
    this.line = Arguments.required(line, "line");
    this.listener = Arguments.required(listener, "listener");
  }

  /**
   * Prepares for the command that opens a session. Drops the session that there is, if any.
   *
   * @param keys the keys of the session; not kept, what is needed of them is copied
   */
  public void beginOpening(C2cKeys keys) {
    Arguments.required(keys, "keys");
    synchronized (lock) {
      drop();
      session = new C2cSession(keys, random);
    }
  }

  /**
   * Takes the session that was prepared for open: the sender of the command has read the module's
   * {@code OK}, though its last byte may be still to come.
   */
  public void confirmOpening() {
    synchronized (lock) {
      if (session != null && session.mode() == Mode.OPENING) {
        session.mode(Mode.OPEN);
      }
    }
  }

  /**
   * Asks a module of which no one knows whether it is in the session: from now on the questions
   * {@code AT} and {@code AT+CMEE?} go out in the clear and, behind that, in a frame, and may be
   * answered either way. Any other command is encrypted, and only frames answer it. The first frame
   * from the module means that it is in the session, which is open then; until that, or {@link
   * #sessionLost}, it {@linkplain #isAsking() is asked}.
   *
   * @param keys the keys of the session, if none was opened or prepared; not kept
   */
  public void ask(C2cKeys keys) {
    Arguments.required(keys, "keys");
    synchronized (lock) {
      if (session == null) {
        session = new C2cSession(keys, random);
      }
      session.mode(Mode.ASKING);
      questioned = false;
      pending = SwitchingCommand.NONE;
    }
  }

  /**
   * Whether the module is asked and has not answered with a frame.
   *
   * @return true if nothing speaks for its being in the session
   */
  public boolean isAsking() {
    return is(Mode.ASKING);
  }

  /** Drops the session at once: the module has restarted and forgotten it. */
  public void sessionLost() {
    synchronized (lock) {
      drop();
    }
  }

  /**
   * Whether commands are encrypted.
   *
   * @return true from the module's {@code OK} to the opening until the session's end, and while the
   *     module is asked
   */
  public boolean isEncrypted() {
    return is(Mode.OPEN) || isAsking();
  }

  private boolean is(Mode mode) {
    synchronized (lock) {
      return session != null && session.mode() == mode;
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

  /**
   * The line itself, for what is no command and is never encrypted.
   *
   * @return the transport that this one is around
   */
  public Transport line() {
    return line;
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
    Arguments.required(buffer, "buffer");
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
      tell();
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Arguments.required(bytes, "bytes");
    byte[] outgoing = null;
    synchronized (lock) {
      if (session != null) {
        pending = SwitchingCommand.of(bytes, offset, length);
        answer = LineScanner.ofFramedLines();
        outgoing = outgoing(session, bytes, offset, length);
      }
    }
    if (outgoing == null) {
      line.write(bytes, offset, length);
    } else {
      line.write(outgoing, 0, outgoing.length);
    }
  }

  private byte @Nullable [] outgoing(C2cSession current, byte[] bytes, int offset, int length) {
    if (current.mode() == Mode.OPENING) {
      return null;
    }
    byte[] frames = current.encoder().encode(bytes, offset, length);
    questioned = current.mode() == Mode.ASKING && isQuestion(bytes, offset, length);
    if (!questioned) {
      return frames;
    }
    // What has begun before may be noise that looks like a long frame, and would take the answer.
    current.decoder().restart();
    byte[] both = Arrays.copyOfRange(bytes, offset, offset + length + frames.length);
    System.arraycopy(frames, 0, both, length, frames.length);
    return both;
  }

  @Override
  public void close() {
    line.close();
    synchronized (lock) {
      drop();
      clear.clear();
    }
  }

  private static boolean isQuestion(byte[] bytes, int offset, int length) {
    return QUESTIONS.contains(new String(bytes, offset, length, StandardCharsets.US_ASCII));
  }

  private int takeClear(byte[] buffer) {
    synchronized (lock) {
      return clear.moveTo(buffer);
    }
  }

  private void receive(C2cSession current, byte[] bytes, int length) {
    if (current.mode() != Mode.OPENING) {
      receiveFrames(current, bytes, 0, length);
      return;
    }
    int clearLength =
        pending == SwitchingCommand.OPENS ? endOfOk(bytes, length) : LineScanner.NOT_FOUND;
    if (clearLength == LineScanner.NOT_FOUND) {
      clear.add(bytes, 0, length);
      return;
    }
    clear.add(bytes, 0, clearLength);
    current.mode(Mode.OPEN);
    receiveFrames(current, bytes, clearLength, length - clearLength);
  }

  /** Where what comes after the final OK begins, however the bytes are cut. */
  private int endOfOk(byte[] bytes, int length) {
    return answer.scan(bytes, 0, length, "OK"::equals);
  }

  private void receiveFrames(C2cSession current, byte[] bytes, int offset, int length) {
    current.decoder().feed(bytes, offset, length, received);
    if (session != current) {
      byte[] rest = current.decoder().drain();
      clear.add(rest, 0, rest.length);
    }
  }

  /** Listeners may call back, so they are notified without the lock. */
  private void tell() {
    List<Runnable> due;
    synchronized (lock) {
      due = List.copyOf(news);
      news.clear();
    }
    due.forEach(Runnable::run);
  }

  private void drop() {
    pending = SwitchingCommand.NONE;
    clearLines = LineScanner.ofFramedLines();
    if (session != null) {
      session.wipe();
      session = null;
    }
  }

  /** What comes while a session is open, or asked for. */
  private final class Received implements C2cDecoder.Output {
    @Override
    public boolean accept(byte[] bytes, int length) {
      if (session != null) {
        session.mode(Mode.OPEN);
      }
      clear.add(bytes, 0, length);
      if (pending == SwitchingCommand.ENDS && endOfOk(bytes, length) != LineScanner.NOT_FOUND) {
        drop();
        news.add(listener::onEnded);
        return false;
      }
      return true;
    }

    @Override
    public void skipped(byte[] bytes, int offset, int length) {
      if (isAsking()) {
        if (questioned) {
          clear.add(bytes, offset, length);
        }
      } else {
        clearLines.scan(bytes, offset, offset + length, this::clearLine);
      }
    }

    /** A single character may be noise. */
    private boolean clearLine(String text) {
      if (text.length() > 1) {
        news.add(() -> listener.onClearLine(text));
      }
      return false;
    }

    @Override
    public void cameBack() {
      if (!isAsking()) {
        news.add(listener::onOwnFrame);
      }
    }
  }
}
