package io.github.thingseal.at.internal.c2c;

import io.github.thingseal.at.internal.c2c.C2cLine.State;
import io.github.thingseal.at.internal.line.ByteQueue;
import io.github.thingseal.at.internal.line.GuardedTransport;
import io.github.thingseal.at.internal.line.Purpose;
import io.github.thingseal.at.internal.text.LineScanner;
import io.github.thingseal.at.transport.ControlLines;
import io.github.thingseal.at.transport.NothingWrittenException;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.ThingsealException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A transport to the module, as long as it lasts: in the clear or in frames, as the {@link C2cLine}
 * decides, to which it reports what it receives.
 *
 * <p>It watches what is written. The module's {@code OK} to {@code AT+USECC2C=1} switches both
 * directions at the next byte. In a session, the {@code OK} to {@code AT+USECC2C=2}, {@code
 * AT+CPWROFF} or a restarting {@code AT+CFUN} switches back. No other {@code OK} does, such as that
 * of a command which another thread had queued before.
 *
 * <p>Damaged and foreign frames are dropped and counted; the stream goes on with the next sound
 * frame. Frames of ours that come back, and text in the clear, are dropped, too: they are signs
 * that the module has left the session.
 */
final class C2cPort implements GuardedTransport {
  private static final String OPENING = "AT+USECC2C=1,";
  private static final Set<String> ENDING =
      Set.of("AT+USECC2C=2", "AT+CPWROFF", "AT+CFUN=10", "AT+CFUN=11", "AT+CFUN=15", "AT+CFUN=16");
  private static final int LONGEST_ENDING = 16;

  private final C2cLine line;
  private final Transport transport;
  private final ByteQueue clear = new ByteQueue();
  private final C2cDecoder.Output received = new Received();
  private volatile Consumer<Function<String, ThingsealException>> onLeft = failure -> {};
  private LineScanner answer = LineScanner.ofFramedLines();
  private Command pending = Command.NONE;

  /** What was written last went out both ways, and may be answered in the clear. */
  private boolean questioned;

  /** What shows that the module has left the session, until that was reported. */
  private @Nullable String sign;

  C2cPort(C2cLine line, Transport transport) {
    this.line = line;
    this.transport = transport;
  }

  Transport transport() {
    return transport;
  }

  boolean hasAskedToOpen() {
    return pending == Command.OPENS;
  }

  void forgetCommand() {
    pending = Command.NONE;
  }

  /** What comes in the clear answers nothing of what was asked before. */
  void forgetQuestion() {
    questioned = false;
  }

  @Override
  public void onLeft(Consumer<Function<String, ThingsealException>> listener) {
    onLeft = listener;
  }

  @Override
  public String name() {
    return transport.name();
  }

  @Override
  public Optional<ControlLines> controlLines() {
    return transport.controlLines();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (write(bytes, offset, length, Purpose.COMMAND).isPresent()) {
      throw new NothingWrittenException(name() + " is not encrypted, as it should be");
    }
  }

  @Override
  public Optional<Refusal> write(byte[] bytes, int offset, int length, Purpose purpose)
      throws IOException {
    byte[] outgoing = null;
    synchronized (line) {
      if (!line.isAttached(this)) {
        throw new NothingWrittenException(name() + " was opened again");
      }
      Optional<Refusal> refusal = line.refusal(purpose, name());
      if (refusal.isPresent()) {
        return refusal;
      }
      C2cSession session = line.session();
      if (session != null) {
        pending = purpose == Purpose.PAYLOAD ? Command.NONE : Command.of(bytes, offset, length);
        answer = LineScanner.ofFramedLines();
        outgoing = outgoing(session, bytes, offset, length, purpose);
      }
    }
    if (outgoing == null) {
      transport.write(bytes, offset, length);
    } else {
      transport.write(outgoing, 0, outgoing.length);
    }
    return Optional.empty();
  }

  private byte @Nullable [] outgoing(
      C2cSession session, byte[] bytes, int offset, int length, Purpose purpose) {
    if (line.state() == State.OPENING) {
      return null;
    }
    byte[] frames = session.encoder.encode(bytes, offset, length);
    questioned = line.state() == State.UNSURE && purpose == Purpose.PROBE;
    if (!questioned) {
      return frames;
    }
    // What has begun before may be noise that looks like a long frame, and would take the answer.
    session.decoder.restart();
    byte[] both = Arrays.copyOfRange(bytes, offset, offset + length + frames.length);
    System.arraycopy(frames, 0, both, length, frames.length);
    return both;
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    while (true) {
      int waiting = takeClear(buffer);
      if (waiting > 0) {
        return waiting;
      }
      int count = transport.read(buffer);
      if (count < 0 || !receive(buffer, count)) {
        return count;
      }
    }
  }

  private int takeClear(byte[] buffer) {
    synchronized (line) {
      return clear.moveTo(buffer);
    }
  }

  /** Takes in what came, unless there is no session, and it is what the channel is to have. */
  private boolean receive(byte[] bytes, int length) {
    String seen;
    synchronized (line) {
      C2cSession session = line.session();
      if (session == null || !line.isAttached(this)) {
        return false;
      }
      receive(session, bytes, length);
      Arrays.fill(bytes, 0, length, (byte) 0);
      seen = sign;
      sign = null;
    }
    if (seen != null) {
      onLeft.accept(EncryptionFailures.left(name(), seen));
    }
    return true;
  }

  private void receive(C2cSession session, byte[] bytes, int length) {
    if (line.state() != State.OPENING) {
      receiveFrames(session, bytes, 0, length);
      return;
    }
    int clearLength = hasAskedToOpen() ? endOfOk(bytes, length) : LineScanner.NOT_FOUND;
    if (clearLength == LineScanner.NOT_FOUND) {
      clear.add(bytes, 0, length);
      return;
    }
    clear.add(bytes, 0, clearLength);
    line.opened();
    receiveFrames(session, bytes, clearLength, length - clearLength);
  }

  /** Where what comes after the final OK begins, however the bytes are cut. */
  private int endOfOk(byte[] bytes, int length) {
    return answer.scan(bytes, 0, length, "OK"::equals);
  }

  private void receiveFrames(C2cSession session, byte[] bytes, int offset, int length) {
    session.decoder.feed(bytes, offset, length, received);
    if (line.session() != session) {
      byte[] rest = session.decoder.drain();
      clear.add(rest, 0, rest.length);
    }
  }

  @Override
  public void close() {
    transport.close();
    synchronized (line) {
      clear.clear();
    }
  }

  private void left(String why) {
    line.doubt();
    sign = why;
  }

  /** What comes within a session, or when the module is asked for it. */
  private final class Received implements C2cDecoder.Output {
    @Override
    public boolean accept(byte[] bytes, int length) {
      line.framed();
      clear.add(bytes, 0, length);
      if (pending == Command.ENDS && endOfOk(bytes, length) != LineScanner.NOT_FOUND) {
        line.restarted();
        return false;
      }
      return true;
    }

    @Override
    public void skipped(byte[] bytes, int offset, int length) {
      C2cSession session = line.session();
      if (session != null && line.state() != State.UNSURE) {
        int unused = session.clearLines.scan(bytes, offset, offset + length, this::heard);
      } else if (questioned) {
        clear.add(bytes, offset, length);
      }
    }

    /** A single character may be noise. */
    private boolean heard(String text) {
      if (line.isGreeting(text)) {
        left("its greeting came in the clear");
      } else if (text.length() > 1) {
        line.suspect();
      }
      return false;
    }

    @Override
    public void cameBack() {
      if (line.state() != State.UNSURE) {
        left("what was sent came back");
      }
    }
  }

  /** What a command means for the session, once the module has said {@code OK} to it. */
  private enum Command {
    OPENS,
    /** Ends the session: closes it, restarts the module or turns it off. */
    ENDS,
    NONE;

    /** Looks at a block that is written; command lines are written as one. */
    static Command of(byte[] bytes, int offset, int length) {
      String start =
          new String(bytes, offset, Math.min(length, LONGEST_ENDING), StandardCharsets.US_ASCII)
              .toUpperCase(Locale.ROOT);
      if (start.startsWith(OPENING)) {
        return OPENS;
      }
      return start.endsWith("\r") && ENDING.contains(start.substring(0, start.length() - 1))
          ? ENDS
          : NONE;
    }
  }
}
