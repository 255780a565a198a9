package io.github.thingseal.at.module;

import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.GarbledReplyException;
import io.github.thingseal.at.command.ResultInDoubtException;
import io.github.thingseal.at.command.UnexpectedReplyException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call of the facade, which checks that its result is the right one, and how it ends when the
 * line or the module does not do what it should.
 */
final class FacadeCall {
  /** What a reply has besides its result code. */
  enum Reply {
    NOTHING,
    INFORMATION,
    /** Information that may be absent, so that its loss cannot be noticed. */
    OPTIONAL_INFORMATION,
    BINARY
  }

  /** Does it, and throws unless the result is right. */
  interface Action {
    void perform(ModuleBench bench) throws Exception;
  }

  /** No exception, and the right result. */
  static final Set<Class<?>> RIGHT = Set.of();

  /** A result that is not right, because the module lied and no one can notice. */
  static final Class<?> TAKEN_IN = AssertionError.class;

  /** Among what it may throw: nothing, and then its result must be right. */
  static final Class<?> OR_RIGHT = Void.class;

  private static final int RESULT_BYTES = "\r\nOK\r".length();
  private static final int FRAME_BYTES = "\r\n\r\n".length();

  final String name;
  final Set<String> methods;
  final String line;
  final Action action;
  final Map<Situation, Set<Class<?>>> endings = new EnumMap<>(Situation.class);

  Reply reply = Reply.INFORMATION;
  Duration limit = Duration.ofSeconds(150);
  int informationBytes = 60;
  int replyBytes = informationBytes;
  int occurrence = 1;
  boolean payload;
  boolean sealed = true;
  boolean inSession = true;
  boolean endsMultiplexer;
  boolean usesUpTheModule;
  boolean restarts;
  int timesAtMost = Integer.MAX_VALUE;
  boolean bringsSession;
  boolean endsSession;
  boolean security = true;
  boolean certificates;
  boolean secondFirmware;
  int repliesBytes;
  Action before = bench -> {};
  Action after = bench -> {};
  @Nullable Action rescue;

  /**
   * Defines a call of a security command that answers something.
   *
   * @param name what it is called
   * @param line how the command line begins that the faults strike
   * @param methods of the facade that it stands for, with the number of their parameters
   * @param action does it and checks the result
   */
  FacadeCall(String name, String line, Set<String> methods, Action action) {
    this.name = name;
    this.line = line;
    this.methods = methods;
    this.action = action;
  }

  /** The command's name as the simulator's faults have it. */
  String command() {
    return line.replaceAll("^AT|[=?].*$", "");
  }

  /** What it may throw; nothing means that its result must be right. */
  Set<Class<?>> ending(Situation situation) {
    if (payload && situation == Situation.OK_ALONE) {
      return Set.of(ResultInDoubtException.class);
    }
    return endings.getOrDefault(situation, ExpectedOutcomes.usual(situation, reply));
  }

  /** How long the module may take, each time that it may. */
  Duration almostLimit() {
    return limit.dividedBy(payload ? 2 : 1).minusSeconds(1);
  }

  /** It says more after the line that the faults strike, and so much must come for all of it. */
  FacadeCall severalCommands(int bytes) {
    repliesBytes = bytes;
    return this;
  }

  /** How much of its reply must come; the last line feed does not matter. */
  int neededReplyBytes() {
    if (repliesBytes > 0) {
      return repliesBytes;
    }
    return switch (reply) {
      case NOTHING -> RESULT_BYTES;
      case INFORMATION, OPTIONAL_INFORMATION, BINARY ->
          informationBytes + FRAME_BYTES + RESULT_BYTES;
    };
  }

  // What differs from the usual.

  FacadeCall silent() {
    reply = Reply.NOTHING;
    return this;
  }

  FacadeCall binary() {
    reply = Reply.BINARY;
    payload = true;
    return this;
  }

  /** The module restarts, or goes off, whenever it gets to it. */
  FacadeCall restarts() {
    restarts = true;
    return this;
  }

  FacadeCall optional() {
    reply = Reply.OPTIONAL_INFORMATION;
    return this;
  }

  FacadeCall withPayload() {
    payload = true;
    return this;
  }

  /** Neither slow nor guarded by the security subsystem. */
  FacadeCall housekeeping() {
    security = false;
    return limit(10);
  }

  FacadeCall limit(int seconds) {
    limit = Duration.ofSeconds(seconds);
    return this;
  }

  /** How long the information is, line ends not counted. */
  FacadeCall information(int bytes) {
    informationBytes = bytes;
    return this;
  }

  /** The faults strike when a line that begins so is sent for the n-th time. */
  FacadeCall occurrence(int number) {
    occurrence = number;
    return this;
  }

  FacadeCall unsealed() {
    sealed = false;
    usesUpTheModule = true;
    return this;
  }

  /** What the module is like afterwards is of no use to others. */
  FacadeCall usesUpTheModule() {
    usesUpTheModule = true;
    return this;
  }

  /** Must not be sent more often than when all is well, whatever becomes of it. */
  FacadeCall atMost(int times) {
    timesAtMost = times;
    return this;
  }

  /** It reads what a module with chip-to-chip reports in a session only. */
  FacadeCall certificates() {
    certificates = true;
    return this;
  }

  /** It is in a chip-to-chip session, whatever the wiring. */
  FacadeCall bringsSession() {
    bringsSession = true;
    return this;
  }

  /** A session is over with it. */
  FacadeCall endsSession() {
    endsSession = true;
    return this;
  }

  FacadeCall notInSession() {
    inSession = false;
    return this;
  }

  /** A multiplexer is over with it, and only another one has the module answer again. */
  FacadeCall endsMultiplexer() {
    endsMultiplexer = true;
    return this;
  }

  FacadeCall before(Action preparation) {
    before = preparation;
    return this;
  }

  /** What has to be done for the module to answer again. */
  FacadeCall after(Action restoration) {
    after = restoration;
    return this;
  }

  /** What its documentation says to do if the module answers nothing any more. */
  FacadeCall rescue(Action lastResort) {
    rescue = lastResort;
    return this;
  }

  FacadeCall needsSecondFirmware() {
    secondFirmware = true;
    return this;
  }

  FacadeCall ends(Situation situation, Class<?>... ending) {
    endings.put(situation, Set.of(ending));
    return this;
  }

  FacadeCall endsRight(Situation situation) {
    endings.put(situation, RIGHT);
    return this;
  }

  /** Its reply may take several frames. */
  FacadeCall longReply(int bytes) {
    replyBytes = bytes;
    Class<?> damaged =
        reply == Reply.BINARY ? GarbledReplyException.class : UnexpectedReplyException.class;
    return ends(Situation.REPEATED_PIECES, damaged)
        .ends(
            Situation.REPEATED_PIECES_OF_PIECES,
            GarbledReplyException.class,
            UnexpectedReplyException.class,
            ResultInDoubtException.class,
            CommandTimeoutException.class);
  }

  @Override
  public String toString() {
    return name;
  }
}
