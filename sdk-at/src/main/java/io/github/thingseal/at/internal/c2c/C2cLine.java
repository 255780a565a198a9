package io.github.thingseal.at.internal.c2c;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.internal.line.GuardedTransport;
import io.github.thingseal.at.internal.line.GuardedTransport.Refusal;
import io.github.thingseal.at.internal.line.Purpose;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.secret.SecretBytes;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The line to a module, encrypted or not: the one state machine of chip-to-chip. It outlives the
 * port, whose transports are {@linkplain #attach attached} one after the other; the keys of a
 * session are held until it is over.
 *
 * <table>
 * <caption>What goes out, by its {@link Purpose}</caption>
 * <tr><th>state</th><th>command</th><th>activation</th><th>probe</th></tr>
 * <tr><td>{@link State#CLEAR}</td><td>clear</td><td>clear</td><td>clear</td></tr>
 * <tr><td>{@link State#OPENING}</td><td>clear, if it was before</td><td>clear</td><td>clear</td></tr>
 * <tr><td>{@link State#OPEN}</td><td>frames</td><td>frames</td><td>frames</td></tr>
 * <tr><td>{@link State#UNSURE}</td><td>refused</td><td>frames</td><td>both</td></tr>
 * <tr><td>{@link State#LOST}</td><td>refused</td><td>clear</td><td>clear</td></tr>
 * </table>
 *
 * <p><strong>Known weakness of the protocol:</strong> frames carry neither direction nor sequence
 * number, and the keys of all sessions are the same, so anyone who taps the line can replay or
 * reflect them, and V1 checks integrity without a key. A session hides and protects single frames,
 * not the conversation. Evidence: published (the vendor's own implementation).
 *
 * <p>Its monitor guards it and its ports.
 */
public final class C2cLine {
  /** How the module speaks, as far as that is known. */
  public enum State {
    /** No session, and callers know it. */
    CLEAR,
    /** A session is prepared; the module's {@code OK} to its opening switches both directions. */
    OPENING,
    /** In frames, both ways. */
    OPEN,
    /** The module may be in the session, or may have left it: it is asked both ways. */
    UNSURE,
    /** No session, although callers or the options want one. */
    LOST
  }

  private final Optional<C2cKeys> wanted;
  private final Optional<String> greeting;
  private final Runnable onDue;
  private final SecureRandom random = new SecureRandom();
  private State state = State.CLEAR;

  /** What it is if a module of which no one is sure turns out to be in the clear. */
  private State inClear = State.CLEAR;

  private @Nullable C2cSession session;
  private @Nullable C2cPort port;

  /** Text came in the clear within the session; anyone may have said it. */
  private boolean suspected;

  /** What is answered after another question, or on another port, decides nothing. */
  private int questions;

  /**
   * A line to a module that is in the clear or, if a session is wanted, that may be in it. The keys
   * are copied. {@code onDue} runs with the monitor whenever something {@linkplain #isDue() is
   * due}, so that it must only set a flag.
   */
  public C2cLine(Optional<C2cKeys> wanted, Optional<String> greeting, Runnable onDue) {
    this.wanted = wanted.map(C2cLine::copyOf);
    this.greeting = greeting;
    this.onDue = onDue;
    this.wanted.ifPresent(
        keys -> {
          // A program that crashed may have left the module in it.
          session = new C2cSession(keys, random);
          state = State.UNSURE;
          inClear = State.LOST;
        });
  }

  private static C2cKeys copyOf(C2cKeys keys) {
    return C2cKeys.of(
        keys.teSecret().expose(SecretBytes::copyOf),
        keys.key().expose(SecretBytes::copyOf),
        keys.hmacKey().expose(SecretBytes::copyOf));
  }

  /**
   * Puts a transport beneath. The one before, if any, is not used any more; a module of which it is
   * not known what became of it meanwhile is asked.
   */
  public synchronized GuardedTransport attach(Transport transport) {
    boolean askedToOpen = port != null && port.hasAskedToOpen();
    port = new C2cPort(this, transport);
    questions++;
    if (session != null) {
      session.restart();
    }
    if (state == State.OPENING && askedToOpen) {
      become(State.UNSURE);
    }
    doubt();
    return port;
  }

  /** The transport beneath, for what is no command and is never encrypted. */
  public synchronized Transport transport() {
    return Objects.requireNonNull(port, "nothing is attached").transport();
  }

  public synchronized State state() {
    return state;
  }

  /** Whether there is a session, or may be. */
  public synchronized boolean isOpen() {
    return state == State.OPEN || state == State.UNSURE;
  }

  /** Whether the module is to be asked how it speaks. */
  public synchronized boolean isUnsure() {
    return state == State.UNSURE || suspected;
  }

  /** Whether something is to be done before the next command. */
  public synchronized boolean isDue() {
    return isUnsure() || (state == State.LOST && wanted.isPresent());
  }

  /** The keys of the session that the options ask for; they stay this line's. */
  public Optional<C2cKeys> wanted() {
    return wanted;
  }

  // What is done with it on purpose.

  /**
   * Prepares for the command that opens a session. The keys are not kept; returns the state until
   * now, for {@link #refused} and {@link #unanswered}.
   */
  public synchronized State open(C2cKeys keys) {
    State before = state;
    end(before);
    session = new C2cSession(keys, random);
    inClear = before;
    become(State.OPENING);
    return before;
  }

  /** The module has said {@code OK} to the opening, though its last byte may be still to come. */
  public synchronized void opened() {
    if (state == State.OPENING) {
      become(State.OPEN);
    }
  }

  /** The module has surely not opened the session. */
  public synchronized void refused(State before) {
    if (state == State.OPENING) {
      end(before);
    }
  }

  /**
   * The module has not answered the opening or closing of the session; which state it is otherwise
   * shows if it answers in the clear.
   */
  public synchronized void unanswered(State otherwise) {
    if (session != null) {
      inClear = otherwise;
      become(State.UNSURE);
    }
  }

  /** Something happened that the session may not have outlived. */
  public synchronized void doubt() {
    if (state == State.OPEN) {
      inClear = State.LOST;
      become(State.UNSURE);
    }
  }

  /**
   * A module that {@linkplain #isUnsure() no one is sure of} is asked from now on; returns the
   * number of the question, for {@link #answeredInClear}.
   */
  public synchronized int ask() {
    suspected = false;
    doubt();
    return ++questions;
  }

  /** The module has answered a probe, and in the clear unless it answered with a frame. */
  public synchronized void answeredInClear(int question) {
    if (state == State.UNSURE && question == questions) {
      end(inClear);
    }
  }

  /** The module has left the session in a way that is known: it was restarted, or turned off. */
  public synchronized void restarted() {
    end(wanted.isPresent() ? State.LOST : State.CLEAR);
  }

  /**
   * The caller has closed the session, or consents to clear text. Who does while another thread
   * opens a session consents in case it does not open.
   */
  public synchronized void goOnInClear() {
    if (state == State.OPENING) {
      inClear = State.CLEAR;
    } else {
      end(State.CLEAR);
    }
  }

  /** Wipes all keys: the module is not used any more. */
  public synchronized void wipe() {
    end(state == State.CLEAR ? State.CLEAR : State.LOST);
    wanted.ifPresent(C2cKeys::close);
  }

  /** How many times bytes came in this session that are no frame. */
  public synchronized long damagedFrames() {
    return session == null ? 0 : session.decoder().damaged();
  }

  /** How many frames of this session were dropped because they were not made with its keys. */
  public synchronized long forgedFrames() {
    return session == null ? 0 : session.decoder().forged();
  }

  // What the port does and hears.

  boolean isAttached(C2cPort asking) {
    return port == asking;
  }

  @Nullable C2cSession session() {
    return session;
  }

  Optional<Refusal> refusal(Purpose purpose, String name) {
    if (purpose != Purpose.COMMAND && purpose != Purpose.PAYLOAD) {
      return Optional.empty();
    }
    return switch (state == State.OPENING ? inClear : state) {
      case UNSURE -> Optional.of(new Refusal(EncryptionFailures.unsure(name), true));
      case LOST -> Optional.of(new Refusal(EncryptionFailures.lost(name), false));
      default -> Optional.empty();
    };
  }

  /** A frame came, which no module makes that is not in the session. */
  void framed() {
    if (state == State.UNSURE) {
      become(State.OPEN);
    }
  }

  boolean isGreeting(String text) {
    return greeting.filter(text::equals).isPresent();
  }

  /** Text came in the clear: the module is asked before the next command. */
  void suspect() {
    suspected = true;
    onDue.run();
  }

  private void become(State next) {
    if (port != null && state != next) {
      port.forgetQuestion();
    }
    state = next;
    if (isDue()) {
      onDue.run();
    }
  }

  private void end(State next) {
    if (session != null) {
      session.wipe();
      session = null;
    }
    if (port != null) {
      port.forgetCommand();
    }
    suspected = false;
    become(next);
  }
}
