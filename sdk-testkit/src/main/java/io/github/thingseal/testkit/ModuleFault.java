package io.github.thingseal.testkit;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.testkit.internal.module.fault.FaultEffect;
import io.github.thingseal.testkit.internal.module.fault.ReplyPart;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that goes wrong with a {@link SimulatedModule}: what, and with which command if it is
 * about one. Immutable. A module takes a list of them; where two say different things about the
 * same, the later one wins, and one of a command wins over one of {@link #ANY_COMMAND}.
 *
 * <p>Commands are named as on the wire without {@code AT}, such as {@code +USECPSK}, {@code E} or
 * {@code &K}; the bare command is {@code AT}, and {@link #ANY_COMMAND} stands for all that are not
 * named. A name of another form is rejected at once, that of a command which the model does not
 * have when the module is built, or given its faults.
 */
public final class ModuleFault {
  /** Stands for every command that is not named. */
  public static final String ANY_COMMAND = FaultEffect.ANY;

  private final Effect effect;

  private ModuleFault(Effect effect) {
    this.effect = effect;
  }

  /**
   * A command takes longer: the time until its prompt or answer, and again from its payload to the
   * answer.
   *
   * @param command its name
   * @param latency how much longer, by the module's clock
   * @return the fault
   * @throws InvalidInputException if the name has another form, or the time is negative
   */
  public static ModuleFault delay(String command, Duration latency) {
    Arguments.required(latency, "latency");
    return new ModuleFault(new Delay(name(command), requireNotNegative(latency)));
  }

  /** A command takes longer. */
  private record Delay(String command, Duration latency) implements Effect {
    @Override
    public Optional<Duration> delay() {
      return Optional.of(latency);
    }
  }

  /**
   * A command has no effect and no answer at all.
   *
   * @param command its name
   * @return the fault
   * @throws InvalidInputException if the name has another form
   */
  public static ModuleFault silence(String command) {
    return new ModuleFault(new Silence(name(command)));
  }

  /** A command has no effect and no answer. */
  private record Silence(String command) implements Effect {
    @Override
    public Optional<Replacement> replacement() {
      return Optional.of(Dialogue::ignore);
    }
  }

  /**
   * A command has no effect, and a result of your choice.
   *
   * @param command its name
   * @param resultCode such as {@code ERROR} or {@code +CME ERROR: SIM busy}, without line ends
   * @return the fault
   * @throws InvalidInputException if the name has another form
   */
  public static ModuleFault result(String command, String resultCode) {
    Arguments.required(resultCode, "resultCode");
    return new ModuleFault(new Result(name(command), resultCode));
  }

  /** A command has no effect, and a result of your choice. */
  private record Result(String command, String resultCode) implements Effect {
    @Override
    public Optional<Replacement> replacement() {
      return Optional.of(dialogue -> dialogue.finish(resultCode));
    }
  }

  /**
   * A command has its effect, but its result code is lost. SARA-R500S-00B was seen to lose the
   * {@code OK} to {@code AT+CPWROFF}.
   *
   * @param command its name
   * @return the fault
   * @throws InvalidInputException if the name has another form
   */
  public static ModuleFault loseResult(String command) {
    return new ModuleFault(new LoseResult(name(command)));
  }

  /** The result code of a command is lost. */
  private record LoseResult(String command) implements Effect {
    @Override
    public ReplyPart reply(ReplyPart part) {
      return part.isResultOf(command) ? part.withText("") : part;
    }
  }

  /**
   * A command has no effect and random bytes as its answer, without result code.
   *
   * @param command its name
   * @param lengthBytes how many bytes
   * @return the fault
   * @throws InvalidInputException if the name has another form, or the length is negative
   */
  public static ModuleFault garbage(String command, int lengthBytes) {
    return new ModuleFault(new Garbage(name(command), requireNotNegative(lengthBytes)));
  }

  /** A command has no effect and random bytes as its answer. */
  private record Garbage(String command, int lengthBytes) implements Effect {
    @Override
    public Optional<Replacement> replacement() {
      return Optional.of(dialogue -> dialogue.sendNoise(lengthBytes));
    }
  }

  /**
   * The module restarts on its own each time that it is given a command, which has no effect and no
   * answer.
   *
   * @param command its name
   * @param after how much later, by the module's clock
   * @return the fault
   * @throws InvalidInputException if the name has another form, or the time is negative
   */
  public static ModuleFault restart(String command, Duration after) {
    Arguments.required(after, "after");
    return new ModuleFault(new Restart(name(command), requireNotNegative(after)));
  }

  /** The module restarts instead of an answer. */
  private record Restart(String command, Duration after) implements Effect {
    @Override
    public Optional<Replacement> replacement() {
      return Optional.of(dialogue -> dialogue.restart(after));
    }
  }

  /**
   * A URC comes with every command line where it is not wanted; many of them make a flood.
   *
   * @param text the URC without line ends, such as {@code +CEREG: 1}
   * @param moment when it comes
   * @param times how often in a row
   * @return the fault
   * @throws InvalidInputException if the count is negative
   */
  public static ModuleFault urc(String text, UrcMoment moment, int times) {
    Arguments.required(text, "text");
    Arguments.required(moment, "moment");
    return new ModuleFault(new Unsolicited(text, moment, requireNotNegative(times)));
  }

  /** A URC comes where it is not wanted. */
  private record Unsolicited(String text, UrcMoment moment, int times) implements Effect {
    @Override
    public Optional<Urc> unsolicited() {
      return Optional.of(new Urc(text, moment, times));
    }
  }

  /**
   * Binary windows are cut short: bytes at their end, the closing quote and everything that follows
   * on the line are missing.
   *
   * @param missingBytes how many bytes are missing
   * @return the fault
   * @throws InvalidInputException if the number is negative
   */
  public static ModuleFault truncatedBinary(int missingBytes) {
    return new ModuleFault(new TruncatedBinary(requireNotNegative(missingBytes)));
  }

  /** Binary windows are cut short. */
  private record TruncatedBinary(int missingBytes) implements Effect {
    @Override
    public ReplyPart reply(ReplyPart part) {
      int missing = Math.min(missingBytes, part.binaryLength());
      int end = part.binaryStart() + part.binaryLength() - missing;
      return missing == 0 ? part : part.withText(part.text().substring(0, end));
    }
  }

  /**
   * Everything comes in pieces.
   *
   * @param maxBytes the most bytes of a piece; 0 for no limit
   * @param gap the time between two pieces, by the module's clock
   * @return the fault
   * @throws InvalidInputException if a number or time is negative
   */
  public static ModuleFault fragments(int maxBytes, Duration gap) {
    Arguments.required(gap, "gap");
    return new ModuleFault(new Fragments(requireNotNegative(maxBytes), requireNotNegative(gap)));
  }

  /** Everything comes in pieces. */
  private record Fragments(int maxBytes, Duration gap) implements Effect {
    @Override
    public Optional<Pieces> pieces() {
      return Optional.of(new Pieces(maxBytes, gap));
    }
  }

  /**
   * The line is closed in the middle of a reply, once per port and setting of the faults. TCP
   * clients may connect again; a pseudo-terminal or a pair of streams stays closed.
   *
   * @param replyBytes after how many bytes of replies, echo and URCs not counted; 0 for never
   * @return the fault
   * @throws InvalidInputException if the number is negative
   */
  public static ModuleFault disconnect(int replyBytes) {
    return new ModuleFault(new Disconnect(requireNotNegative(replyBytes)));
  }

  /** The line is closed in the middle of a reply. */
  private record Disconnect(int closesAfterBytes) implements Effect {}

  /**
   * Security commands are answered by {@code SEC busy} for another time after boot than 3 s.
   *
   * @param duration the time, by the module's clock
   * @return the fault
   * @throws InvalidInputException if the time is negative
   */
  public static ModuleFault secBusy(Duration duration) {
    Arguments.required(duration, "duration");
    return new ModuleFault(new SecBusy(requireNotNegative(duration)));
  }

  /** The root of trust starts faster or slower. */
  private record SecBusy(Duration duration) implements Effect {
    @Override
    public Optional<Duration> securityStart() {
      return Optional.of(duration);
    }
  }

  /**
   * Zero bytes are on the line when the module boots.
   *
   * @param count how many
   * @return the fault
   * @throws InvalidInputException if the number is negative
   */
  public static ModuleFault nulsAtBoot(int count) {
    return new ModuleFault(new NulsAtBoot(requireNotNegative(count)));
  }

  /** Zero bytes are on the line when the module boots. */
  private record NulsAtBoot(int count) implements Effect {
    @Override
    public String bootNoise() {
      return "\0".repeat(count);
    }
  }

  /**
   * Frames that the module sends in chip-to-chip sessions are damaged.
   *
   * @param fault what happens
   * @param every to every how many frames, counted from the opening; 1 for all, 0 for none
   * @return the fault
   * @throws InvalidInputException if the number is negative
   */
  public static ModuleFault c2cFrames(FrameFault fault, int every) {
    Arguments.required(fault, "fault");
    return new ModuleFault(new C2cFrames(fault, requireNotNegative(every)));
  }

  /** Frames in chip-to-chip sessions are damaged. */
  private record C2cFrames(FrameFault fault, int every) implements Effect {
    @Override
    public Optional<FrameFault> frame(Framing of, long number) {
      return ofEvery(every, number, of == Framing.CHIP_TO_CHIP, fault);
    }
  }

  /**
   * Frames that the module sends in the multiplexer are damaged.
   *
   * @param fault what happens
   * @param every to every how many frames, counted from its start; 1 for all, 0 for none
   * @return the fault
   * @throws InvalidInputException if the fault is {@link FrameFault#BAD_MAC}, because there is no
   *     MAC, or if the number is negative
   */
  public static ModuleFault muxFrames(FrameFault fault, int every) {
    Arguments.required(fault, "fault");
    if (fault == FrameFault.BAD_MAC) {
      throw new InvalidInputException("Frames of the multiplexer have no MAC to break");
    }
    return new ModuleFault(new MuxFrames(fault, requireNotNegative(every)));
  }

  /** Frames in the multiplexer are damaged. */
  private record MuxFrames(FrameFault fault, int every) implements Effect {
    @Override
    public Optional<FrameFault> frame(Framing of, long number) {
      return ofEvery(every, number, of == Framing.MULTIPLEXER, fault);
    }
  }

  private static Optional<FrameFault> ofEvery(
      int every, long number, boolean framing, FrameFault fault) {
    boolean struck = framing && every > 0 && number % every == 0;
    return struck ? Optional.of(fault) : Optional.empty();
  }

  /**
   * The module hangs, until its power goes, if anything comes less than 100 ms after the OK to
   * {@code AT+CMUX}, as some do.
   *
   * @return the fault
   */
  public static ModuleFault muxDeadlock() {
    return new ModuleFault(new MuxDeadlock(true));
  }

  /** The multiplexer hangs when it is hurried. */
  private record MuxDeadlock(boolean hangsWhenHurried) implements Effect {}

  /**
   * Every port is in the multiplexer once, when this is set or the port opens: the host restarted
   * and the module did not. It hears garbage until the multiplexer is closed.
   *
   * @return the fault
   */
  public static ModuleFault staleMux() {
    return new ModuleFault(new StaleMux(true));
  }

  /** Every port is in the multiplexer of a former life. */
  private record StaleMux(boolean isMultiplexedBefore) implements Effect {}

  /**
   * Hosts speak at a speed of their own. While it is not that of the module ({@code AT+IPR}), both
   * sides hear garbage; a module that adapts itself is always right. {@link
   * SimulatedModulePort#baudRate} goes before this.
   *
   * @param baud bits per second; 0 for that of the module
   * @return the fault
   * @throws InvalidInputException if the speed is negative
   */
  public static ModuleFault hostBaudRate(int baud) {
    return new ModuleFault(new HostBaudRate(requireNotNegative(baud)));
  }

  /** Hosts speak at a speed of their own. */
  private record HostBaudRate(int hostBaudRate) implements Effect {}

  /**
   * Names the fault.
   *
   * @return such as {@code ModuleFault[Silence[command=+USECPSK]]}
   */
  @Override
  public String toString() {
    return "ModuleFault[" + effect + "]";
  }

  /** Where it strikes. */
  FaultEffect effect() {
    return effect;
  }

  private static String name(String command) {
    String name = Arguments.required(command, "command").toUpperCase(Locale.ROOT);
    if (name.isEmpty() || (name.startsWith("AT") && !name.equals("AT")) || !isOneWord(name)) {
      throw new InvalidInputException(
          "A command is named without AT and without what follows its name, as +USECDEVINFO for"
              + " AT+USECDEVINFO?, not \""
              + command
              + "\"");
    }
    return name;
  }

  private static boolean isOneWord(String name) {
    return name.chars().allMatch(c -> c > ' ' && "=?;,\"".indexOf(c) < 0);
  }

  private static int requireNotNegative(int number) {
    if (number < 0) {
      throw new InvalidInputException("A fault cannot count below zero: " + number);
    }
    return number;
  }

  private static Duration requireNotNegative(Duration duration) {
    if (duration.isNegative()) {
      throw new InvalidInputException("The duration of a fault must not be negative: " + duration);
    }
    return duration;
  }

  /** What goes wrong; each is the record behind the method that makes it. */
  private sealed interface Effect extends FaultEffect {}
}
