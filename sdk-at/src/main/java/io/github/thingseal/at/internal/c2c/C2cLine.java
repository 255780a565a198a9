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
 * <p>A command that was given within a session is refused in the clear, too, if the session ended
 * on purpose and no one has consented.
 *
 * <p><strong>Known weakness of the protocol:</strong> frames carry neither direction nor sequence
 * number, and the keys of all sessions are the same. Anyone who taps the line can replay or reflect
 * them. V1 checks integrity without a key. A session hides and protects single frames, not the
 * conversation. Evidence: published (the vendor's own implementation).
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
  private final SecureRandom random = new SecureRandom();
  private volatile State state;

  /** What it is if a module of which no one is sure turns out to be in the clear. */
  private State inClear = State.CLEAR;

  private @Nullable C2cSession session;
  private @Nullable C2cPort port;

  /** How many sessions were prepared: who speaks of one must not mean another. */
  private int sessions;

  /** Text came in the clear within the session; anyone may have said it. */
  private volatile boolean suspected;

  /** What was given within the last session may go on in the clear. */
  private boolean consented;

  /** What is answered after another question, or on another port, decides nothing. */
  private int questions;

  private boolean wiped;

  /**
   * A line to a module that is in the clear or, if a session is wanted, that may be in it: a
   * program that crashed may have left it there. The keys are copied.
   */
  public C2cLine(Optional<C2cKeys> wanted, Optional<String> greeting) {
    this.wanted = wanted.map(C2cLine::copyOf);
    this.greeting = greeting;
    this.state = wanted.isPresent() ? State.LOST : State.CLEAR;
    unheard();
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
    unheard();
    return port;
  }

  /** The transport beneath, for what is no command and is never encrypted. */
  public synchronized Transport transport() {
    return Objects.requireNonNull(port, "nothing is attached").transport();
  }

  public State state() {
    return state;
  }

  /** What a command is sent for that a caller gives now, and who may rely on a session. */
  public synchronized Purpose ofCommands() {
    boolean undecided = state == State.OPENING || state == State.UNSURE;
    return (undecided ? inClear : state) == State.CLEAR
        ? Purpose.COMMAND
        : Purpose.ENCRYPTED_COMMAND;
  }

  public boolean isOpen() {
    State now = state;
    return now == State.OPEN || now == State.UNSURE;
  }

  /** Whether the module is to be asked how it speaks. */
  public boolean isUnsure() {
    return suspected || state == State.UNSURE;
  }

  /** Whether something is to be done before the next command; takes no lock. */
  public boolean isDue() {
    State now = state;
    return suspected || now == State.UNSURE || (now == State.LOST && wanted.isPresent());
  }

  /** The number of the session that was prepared last, for {@link #restarted(int)}. */
  public synchronized int sessions() {
    return sessions;
  }

  /** The keys of the session that the options ask for; they stay this line's. */
  public Optional<C2cKeys> wanted() {
    return wanted;
  }

  // What is done with it on purpose.

  /** Prepares for the command that opens a session. The keys are not kept. */
  public synchronized void open(C2cKeys keys) {
    inClear = state;
    end(state);
    prepare(keys);
    become(State.OPENING);
  }

  private void prepare(C2cKeys keys) {
    session = new C2cSession(keys, random);
    sessions++;
    consented = false;
  }

  /** The module has said {@code OK} to the opening, though its last byte may be still to come. */
  public synchronized void opened() {
    if (state == State.OPENING) {
      become(State.OPEN);
    }
  }

  /** The module has surely not opened the session: all is as before. */
  public synchronized void refused() {
    if (state == State.OPENING) {
      end(inClear);
    }
  }

  /** The module has not answered the opening of the session. */
  public synchronized void openingUnanswered() {
    if (session != null) {
      become(State.UNSURE);
    }
  }

  /** The module may have left the session: it is lost, unless the caller has consented. */
  public synchronized void closingUnanswered() {
    inClear = consented ? State.CLEAR : State.LOST;
    openingUnanswered();
  }

  /**
   * A module that should be in the clear does not answer there: it may be in the session that the
   * options ask for.
   */
  public synchronized void unheard() {
    if (state == State.LOST && !wiped) {
      wanted.ifPresent(
          keys -> {
            prepare(keys);
            inClear = State.LOST;
            become(State.UNSURE);
          });
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

  /** It was so since a session that may be over, and another one open meanwhile. */
  public synchronized void restarted(int session) {
    if (session == sessions) {
      restarted();
    }
  }

  /** Whether what was given within the session may go out in the clear once that has ended. */
  public synchronized void consent(boolean given) {
    consented = given;
  }

  /**
   * The caller has closed the session, or consents to clear text. Who does while another thread
   * opens a session consents in case it does not open.
   */
  public synchronized void goOnInClear() {
    consented = true;
    if (state == State.OPENING) {
      inClear = State.CLEAR;
    } else {
      end(State.CLEAR);
    }
  }

  /** Wipes all keys: the module is not used any more. */
  public synchronized void wipe() {
    wiped = true;
    end(state == State.CLEAR ? State.CLEAR : State.LOST);
    wanted.ifPresent(C2cKeys::close);
  }

  /** How many times bytes came in this session that are no frame. */
  public synchronized long damagedFrames() {
    return session == null ? 0 : session.decoder.damaged();
  }

  /** How many frames of this session were dropped because they were not made with its keys. */
  public synchronized long forgedFrames() {
    return session == null ? 0 : session.decoder.forged();
  }

  // What the port does and hears.

  boolean isAttached(C2cPort asking) {
    return port == asking;
  }

  @Nullable C2cSession session() {
    return session;
  }

  Optional<Refusal> refusal(Purpose purpose, String name) {
    if (purpose == Purpose.ACTIVATION || purpose == Purpose.PROBE) {
      return Optional.empty();
    }
    boolean consents = purpose != Purpose.ENCRYPTED_COMMAND || consented;
    return switch (state == State.OPENING ? inClear : state) {
      case UNSURE -> Optional.of(new Refusal(EncryptionFailures.unsure(name), true));
      case LOST -> Optional.of(new Refusal(EncryptionFailures.lost(name), false));
      case CLEAR ->
          consents
              ? Optional.empty()
              : Optional.of(new Refusal(EncryptionFailures.ended(name), false));
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
  }

  private void become(State next) {
    if (port != null && state != next) {
      port.forgetQuestion();
    }
    consented &= next != State.OPEN;
    state = next;
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
