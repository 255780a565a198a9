package io.github.thingseal.at.internal.c2c;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.c2c.VectorKeys;
import io.github.thingseal.at.internal.c2c.C2cLine.State;
import io.github.thingseal.at.internal.line.GuardedTransport;
import io.github.thingseal.at.internal.line.Purpose;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every order of events up to a length, on the line and a module that is simulated by a few flags.
 * No thread, no clock: a time-out is an event.
 *
 * <p>After each event: no command is on the wire in the clear against its caller's belief; none is
 * on it twice, or after it was refused; none has two outcomes; nothing in the clear is taken for
 * what a session carries, but the answer to a probe. At the end: each has its outcome; the line
 * agrees with the module, or the keys are gone.
 */
@Timeout(120)
class C2cLineModelTest {
  private static final int LENGTH = 4;
  private static final int LONG = 30;
  private static final int LONG_ORDERS = 1000;
  private static final List<Event> EVENTS = List.of(Event.values());
  private static final String OK = "\r\nOK\r\n";
  private static final String GREETING = "Module has booted.";
  private static final String OPEN = "AT+USECC2C=1,\"0001\"\r";
  private static final String CLOSE = "AT+USECC2C=2\r";
  private static final String RESTART = "AT+CFUN=16\r";

  private static final C2cKeys KEYS = VectorKeys.of(2);
  private static final C2cCipher MODULE = new C2cCipher(KEYS);
  private static final C2cEncoder FRAMES = new C2cEncoder(MODULE, new SecureRandom());

  /** How a line begins. */
  enum Beginning {
    CLEAR,
    WANTED_IN_CLEAR,
    WANTED_IN_SESSION
  }

  /** What the module does with what it is sent. */
  enum Reaction {
    ANSWERS,
    ANSWER_IS_LOST,
    HEARS_NOTHING,
    REFUSES
  }

  /** What may happen next. */
  enum Event {
    OPENED,
    OPENING_OK_LOST,
    OPENING_UNHEARD,
    OPENING_REFUSED,
    CLOSED,
    CLOSING_OK_LOST,
    CLOSING_UNHEARD,
    CLEAR_LINE,
    GREETING_HEARD,
    OWN_FRAME_BACK,
    COMMAND,
    ANSWERED,
    ANSWERED_IN_CLEAR,
    TIMED_OUT,
    ASKED,
    PORT_LOST,
    PORT_BACK,
    RESTARTED,
    RESTARTED_ON_PURPOSE,
    RESTART_NOT_DONE,
    UNHEARD,
    GIVEN,
    WRITTEN,
    CONSENT,
    WIPED
  }

  @ParameterizedTest
  @EnumSource(Beginning.class)
  void everyOrderOfEvents_keepsWhatIsPromised(Beginning beginning) throws IOException {
    int orders = new Search(beginning).from(new ArrayList<>());
    assertThat(orders).isGreaterThan(10_000);
  }

  /** The same, for orders that are longer than all of them can be tried. */
  @ParameterizedTest
  @EnumSource(Beginning.class)
  void longOrdersOfEvents_keepWhatIsPromised(Beginning beginning) throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < LONG_ORDERS; i++) {
      World world = new World(beginning);
      List<Event> order = new ArrayList<>();
      try {
        while (order.size() < LONG && !world.wiped) {
          Event next = EVENTS.get(random.nextInt(EVENTS.size()));
          if (world.happens(next)) {
            order.add(next);
          }
        }
        world.end();
      } catch (AssertionError e) {
        throw new AssertionError(beginning + ", then " + order + " and one more", e);
      }
    }
  }

  /** An order that was once found to matter stays, however long. */
  @Test
  void wantedSession_whenTheModuleRestartsWhileThePortIsAway_isOpenedBeforeAnythingElse()
      throws IOException {
    World world = new World(Beginning.WANTED_IN_SESSION);
    for (Event event :
        List.of(
            Event.ASKED,
            Event.COMMAND,
            Event.PORT_LOST,
            Event.RESTARTED,
            Event.PORT_BACK,
            Event.COMMAND,
            Event.ASKED,
            Event.COMMAND,
            Event.OPENED,
            Event.COMMAND,
            Event.ANSWERED)) {
      assertThat(world.happens(event)).as("%s", event).isTrue();
    }
    assertThat(world.outcomes.values())
        .extracting(List::toString)
        .containsExactlyInAnyOrder("[port lost]", "[refused]", "[refused]", "[answered]");
    world.end();
  }

  /** Depth first; a line cannot be copied, so that each order begins anew. */
  private static final class Search {
    private final Beginning beginning;

    Search(Beginning beginning) {
      this.beginning = beginning;
    }

    int from(List<Event> done) throws IOException {
      int orders = 0;
      for (Event next : EVENTS) {
        List<Event> order = new ArrayList<>(done);
        order.add(next);
        World world = new World(beginning);
        try {
          if (!world.happenAll(order)) {
            continue;
          }
          if (order.size() == LENGTH || world.wiped) {
            world.end();
          }
        } catch (AssertionError e) {
          throw new AssertionError(beginning + ", then " + order, e);
        }
        orders += order.size() == LENGTH || world.wiped ? 1 : from(order);
      }
      return orders;
    }
  }

  /** The line, its caller, and the module at the other end. */
  private static final class World {
    private final boolean wanted;
    private final C2cLine line;
    private final Map<String, List<String>> outcomes = new HashMap<>();
    private final Map<String, Integer> sent = new HashMap<>();
    private Wire wire = new Wire();
    private Optional<GuardedTransport> port;
    private boolean inSession;
    private boolean believedEncrypted;
    private boolean misled;
    private boolean wiped;
    private Optional<String> given = Optional.empty();
    private Purpose givenAs = Purpose.COMMAND;
    private boolean consented;
    private Optional<String> pending = Optional.empty();
    private boolean pendingHeard;
    private byte[] lastFrames = new byte[0];

    World(Beginning beginning) {
      wanted = beginning != Beginning.CLEAR;
      inSession = beginning == Beginning.WANTED_IN_SESSION;
      believedEncrypted = wanted;
      line = new C2cLine(wanted ? Optional.of(KEYS) : Optional.empty(), Optional.of(GREETING));
      port = Optional.of(attach());
    }

    private GuardedTransport attach() {
      wire = new Wire();
      GuardedTransport attached = line.attach(wire);
      attached.onLeft(failure -> endPending("left"));
      return attached;
    }

    boolean happenAll(List<Event> events) throws IOException {
      for (Event event : events) {
        if (!happens(event)) {
          return false;
        }
      }
      return true;
    }

    /** Returns whether it can happen now. */
    boolean happens(Event event) throws IOException {
      if (wiped || !isPossible(event)) {
        return false;
      }
      switch (event) {
        case OPENED -> open(Reaction.ANSWERS);
        case OPENING_OK_LOST -> open(Reaction.ANSWER_IS_LOST);
        case OPENING_UNHEARD -> open(Reaction.HEARS_NOTHING);
        case OPENING_REFUSED -> open(Reaction.REFUSES);
        case CLOSED -> close(Reaction.ANSWERS);
        case CLOSING_OK_LOST -> close(Reaction.ANSWER_IS_LOST);
        case CLOSING_UNHEARD -> close(Reaction.HEARS_NOTHING);
        case CLEAR_LINE -> hear("\r\n+CREG: 1\r\n".getBytes(ISO_8859_1));
        case GREETING_HEARD -> hear(("\r\n" + GREETING + "\r\n").getBytes(ISO_8859_1));
        case OWN_FRAME_BACK -> hear(lastFrames);
        case COMMAND -> {
          given = Optional.of(newCommand());
          givenAs = line.ofCommands();
          consented = false;
          writeGiven();
        }
        case GIVEN -> {
          given = Optional.of(newCommand());
          givenAs = line.ofCommands();
          consented = false;
        }
        case WRITTEN -> writeGiven();
        case ANSWERED -> hear(spoken(OK));
        case ANSWERED_IN_CLEAR -> hear(OK.getBytes(ISO_8859_1));
        case TIMED_OUT -> {
          line.doubt();
          endPending("timed out");
        }
        case ASKED -> ask();
        case PORT_LOST -> {
          port = Optional.empty();
          endPending("port lost");
        }
        case PORT_BACK -> port = Optional.of(attach());
        case RESTARTED -> restart();
        case RESTARTED_ON_PURPOSE -> restartOnPurpose(true);
        case RESTART_NOT_DONE -> restartOnPurpose(false);
        case UNHEARD -> line.unheard();
        case CONSENT -> {
          misled |= inSession;
          believedEncrypted = false;
          consented = true;
          line.goOnInClear();
        }
        case WIPED -> {
          wiped = true;
          endPending("closed");
          dropGiven();
          line.wipe();
        }
      }
      return true;
    }

    private boolean isPossible(Event event) {
      boolean idle = port.isPresent() && pending.isEmpty();
      return switch (event) {
        case OPENED, OPENING_OK_LOST, OPENING_UNHEARD, OPENING_REFUSED -> idle && !line.isOpen();
        case CLOSED, CLOSING_OK_LOST, CLOSING_UNHEARD -> idle && line.isOpen();
        case CLEAR_LINE, GREETING_HEARD, ANSWERED_IN_CLEAR, PORT_LOST -> port.isPresent();
        case OWN_FRAME_BACK -> port.isPresent() && lastFrames.length > 0;
        case COMMAND -> idle && given.isEmpty();
        case GIVEN -> given.isEmpty();
        case WRITTEN -> idle && given.isPresent();
        case RESTARTED_ON_PURPOSE -> idle;
        case RESTART_NOT_DONE -> idle && wanted && inSession;
        case UNHEARD -> idle && inSession && line.state() == State.LOST;
        case ANSWERED -> port.isPresent() && pendingHeard;
        case TIMED_OUT -> pending.isPresent();
        case ASKED -> idle && line.isUnsure();
        case PORT_BACK -> port.isEmpty();
        case RESTARTED, CONSENT, WIPED -> true;
      };
    }

    private void open(Reaction reaction) throws IOException {
      line.open(KEYS);
      // Frames of an earlier session have the same keys, and are taken: a weakness of the protocol.
      lastFrames = new byte[0];
      String reply = exchange(OPEN, Purpose.ACTIVATION, reaction);
      if (reply.contains("OK")) {
        line.opened();
        believedEncrypted = true;
      } else if (reply.contains("ERROR")) {
        line.refused();
      } else {
        line.openingUnanswered();
      }
    }

    private void close(Reaction reaction) throws IOException {
      believedEncrypted = false;
      consented = true;
      line.consent(true);
      String reply = exchange(CLOSE, Purpose.ACTIVATION, reaction);
      if (reply.contains("OK") && !line.isOpen()) {
        line.goOnInClear();
      } else {
        line.closingUnanswered();
      }
    }

    private void ask() throws IOException {
      int question = line.ask();
      if (exchange("AT\r", Purpose.PROBE, Reaction.ANSWERS).contains("OK")) {
        line.answeredInClear(question);
      }
      believedEncrypted |= line.state() == State.OPEN;
    }

    private void restart() {
      inSession = false;
      pendingHeard = false;
    }

    private void restartOnPurpose(boolean done) throws IOException {
      boolean before = inSession;
      if (exchange(RESTART, Purpose.COMMAND, Reaction.ANSWERS).contains("OK")) {
        restart();
        inSession = before && !done;
        line.restarted();
        believedEncrypted = wanted;
      }
    }

    private String newCommand() {
      String command = "AT+SECRET" + sent.size();
      sent.put(command, 0);
      outcomes.put(command, new ArrayList<>());
      return command;
    }

    private void dropGiven() {
      given.ifPresent(command -> outcomes.put(command, List.of("not written")));
      given = Optional.empty();
    }

    /** Also when the session has ended meanwhile. */
    private void writeGiven() throws IOException {
      String command = given.orElseThrow();
      given = Optional.empty();
      pending = Optional.of(command);
      boolean refused = write(command + '\r', givenAs);
      if (givenAs == Purpose.ENCRYPTED_COMMAND && !consented) {
        assertThat(wire.clear).as("clear text after a session, without consent").isEmpty();
      }
      if (refused) {
        endPending("refused");
        assertThat(sent).as("refused, and sent").containsEntry(command, 0);
      } else {
        assertThat(sent).as("neither refused nor sent").containsEntry(command, 1);
        pendingHeard = line.isOpen() == inSession;
      }
    }

    private void endPending(String outcome) {
      pending.ifPresent(
          command -> {
            List<String> ended = outcomes.getOrDefault(command, new ArrayList<>());
            ended.add(outcome);
            assertThat(ended).as("outcomes of a command").hasSize(1);
          });
      pending = Optional.empty();
      pendingHeard = false;
    }

    /** Returns what the channel receives. */
    private String exchange(String text, Purpose purpose, Reaction reaction) throws IOException {
      if (write(text, purpose)
          || reaction == Reaction.HEARS_NOTHING
          || !wire.hears(inSession, text)) {
        return "";
      }
      byte[] reply = spoken(reaction == Reaction.REFUSES ? "\r\nERROR\r\n" : OK);
      if (reaction != Reaction.REFUSES && !text.equals("AT\r")) {
        inSession = text.equals(OPEN);
      }
      return reaction == Reaction.ANSWER_IS_LOST ? "" : read(reply);
    }

    /** Returns whether it was refused. */
    private boolean write(String text, Purpose purpose) throws IOException {
      wire.forget();
      byte[] bytes = text.getBytes(ISO_8859_1);
      boolean refused = port.orElseThrow().write(bytes, 0, bytes.length, purpose).isPresent();
      wire.listen();
      if (!wire.frames.isEmpty()) {
        lastFrames = wire.framesOfBlock();
      }
      if (believedEncrypted && purpose == Purpose.COMMAND) {
        assertThat(wire.clear).as("clear text against the caller's belief").isEmpty();
      }
      sent.replaceAll((command, times) -> times + wire.count(command));
      assertThat(sent.values()).as("times that a command was sent").allMatch(times -> times < 2);
      return refused;
    }

    private byte[] spoken(String text) {
      byte[] bytes = text.getBytes(ISO_8859_1);
      return inSession ? FRAMES.encode(bytes, 0, bytes.length) : bytes;
    }

    private void hear(byte[] bytes) throws IOException {
      boolean inFrames = bytes.length > 0 && bytes[0] == C2cEncoder.FLAG;
      boolean open = line.isOpen();
      String heard = read(bytes);
      if (open && !inFrames) {
        assertThat(heard).as("clear text taken for what comes in a session").isEmpty();
      }
      if (heard.contains(OK)) {
        endPending("answered");
      }
    }

    private String read(byte[] bytes) throws IOException {
      wire.deliver(bytes);
      StringBuilder text = new StringBuilder();
      byte[] buffer = new byte[256];
      GuardedTransport reading = port.orElseThrow();
      for (int n = reading.read(buffer); n >= 0; n = reading.read(buffer)) {
        text.append(new String(buffer, 0, n, ISO_8859_1));
      }
      return text.toString();
    }

    /** Whatever has happened: what is left to be done can be done. */
    void end() throws IOException {
      if (!wiped) {
        settle();
      }
      assertThat(outcomes.values()).as("outcomes").allMatch(each -> each.size() == 1);
      line.wipe();
      assertThat(line.session()).as("keys of the session").isNull();
      line.wanted().ifPresent(World::assertClosed);
    }

    private void settle() throws IOException {
      endPending("timed out");
      dropGiven();
      if (port.isEmpty()) {
        port = Optional.of(attach());
      }
      if (line.state() == State.LOST && inSession) {
        // What configures the module has no answer.
        line.unheard();
      }
      for (int i = 0; i < 2 && line.isUnsure(); i++) {
        ask();
      }
      assertThat(line.isUnsure()).as("unsure for ever").isFalse();
      if (!misled) {
        line.doubt();
        if (line.isUnsure()) {
          ask();
        }
        assertThat(line.isOpen()).as("encrypted, as the module").isEqualTo(inSession);
      }
      if (wanted && believedEncrypted) {
        assertThat(line.state()).as("a wanted session").isIn(State.OPEN, State.LOST);
      }
    }

    private static void assertClosed(C2cKeys keys) {
      try {
        keys.key().exposeCopy();
        throw new AssertionError("wanted keys are not wiped");
      } catch (InvalidInputException expected) {
        assertThat(expected).isNotNull();
      }
    }
  }

  /** What was written last, taken apart by someone who has the keys. */
  private static final class Wire implements Transport {
    private final Deque<byte[]> toHost = new ArrayDeque<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private byte[] block = new byte[0];
    private String frames = "";
    private String clear = "";

    void forget() {
      written.reset();
    }

    void listen() {
      block = written.toByteArray();
      StringBuilder inFrames = new StringBuilder();
      StringBuilder inClear = new StringBuilder();
      new C2cDecoder(MODULE)
          .feed(
              block,
              0,
              block.length,
              new C2cDecoder.Output() {
                @Override
                public boolean accept(byte[] bytes, int length) {
                  inFrames.append(new String(bytes, 0, length, ISO_8859_1));
                  return true;
                }

                @Override
                public void skipped(byte[] bytes, int offset, int length) {
                  inClear.append(new String(bytes, offset, length, ISO_8859_1));
                }
              });
      frames = inFrames.toString();
      clear = inClear.toString().replace("\u00f9", "");
    }

    byte[] framesOfBlock() {
      int at = 0;
      while (block[at] != C2cEncoder.FLAG) {
        at++;
      }
      return Arrays.copyOfRange(block, at, block.length);
    }

    boolean hears(boolean inSession, String text) {
      return (inSession ? frames : clear).contains(text);
    }

    int count(String command) {
      String all = clear + frames;
      return (all.length() - all.replace(command + '\r', "").length()) / (command.length() + 1);
    }

    void deliver(byte[] bytes) {
      toHost.add(bytes);
    }

    @Override
    public String name() {
      return "model";
    }

    @Override
    public int read(byte[] buffer) {
      byte[] next = toHost.poll();
      if (next == null) {
        return -1;
      }
      System.arraycopy(next, 0, buffer, 0, next.length);
      return next.length;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      written.write(bytes, offset, length);
    }

    @Override
    public void close() {
      toHost.clear();
    }
  }
}
