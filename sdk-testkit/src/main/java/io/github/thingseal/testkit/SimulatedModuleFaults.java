package io.github.thingseal.testkit;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.testkit.internal.module.fault.FaultPlan;
import io.github.thingseal.testkit.internal.module.fault.FaultPlan.Answer;
import io.github.thingseal.testkit.internal.module.fault.LinkFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What goes wrong with a {@link SimulatedModule}, and the choices in which real modules differ or
 * no source says which is true. Immutable; it can be changed while the module runs.
 *
 * <p>Commands are named as on the wire without {@code AT}, such as {@code +USECPSK}, {@code E} or
 * {@code &K}; the bare command is {@code AT}, and {@link #ANY_COMMAND} stands for all that are not
 * named. A name of another form is rejected at once, that of a command which the model does not
 * have when the module is built, or given its faults.
 */
public final class SimulatedModuleFaults {
  /** Stands for every command that is not named. */
  public static final String ANY_COMMAND = FaultPlan.ANY;

  private static final Duration SEC_BUSY = Duration.ofSeconds(3);

  private final FaultPlan plan;

  private SimulatedModuleFaults(FaultPlan plan) {
    this.plan = plan;
  }

  /**
   * A module in good health: busy security subsystem for 3 s after boot, everything else as in the
   * samples.
   *
   * @return no faults
   */
  public static SimulatedModuleFaults none() {
    return builder().build();
  }

  /**
   * Begins a set of faults.
   *
   * @return a builder without faults
   */
  public static Builder builder() {
    return new Builder();
  }

  FaultPlan plan() {
    return plan;
  }

  /** When a URC comes that is not wanted. */
  public enum UrcMoment {
    /** Between the command and the first line of its response. */
    BEFORE_RESPONSE,
    /** Between the last line of information and the result code. */
    BETWEEN_LINES,
    /** Right after a prompt, while the host gets ready to send. */
    AFTER_PROMPT,
    /** Between two lines of information, where an answer has several. */
    LINE_GAP,
    /** When a channel of the multiplexer opens, as a backlog that waited for it. */
    MUX_OPEN,
    /** In the middle of a length-counted binary window, which is a defect. */
    INSIDE_BINARY
  }

  /** What a bad line does to frames, of chip-to-chip sessions or of the multiplexer. */
  public enum FrameFault {
    /** The checksum of the frame is wrong. */
    BAD_CHECKSUM,
    /** The checksum is right, but not the authentication within; chip-to-chip only. */
    BAD_MAC,
    /** The frame is lost. */
    DROPPED,
    /** The frame comes twice. */
    DUPLICATED,
    /** Random bytes, the last of them a marker, come ahead of the frame. */
    NOISE_BEFORE
  }

  /** What {@code AT+USECFW=0} finds. */
  public enum RotFirmware {
    /** Nothing to do. */
    UP_TO_DATE,
    /** An update that {@code AT+USECFW=1} installs. */
    UPDATE_WAITING,
    /** The file of the update is absent. */
    FILE_ABSENT
  }

  /** The case of hexadecimal digits in answers. */
  public enum DigitCase {
    /** Upper case for the RoTPublicUID, lower case for identities and keys, as in the samples. */
    AS_SEEN,
    /** Upper case throughout. */
    UPPER,
    /** Lower case throughout. */
    LOWER
  }

  /** Builds {@link SimulatedModuleFaults}. */
  public static final class Builder {
    private final Map<String, Duration> latencies = new HashMap<>();
    private final Map<String, Answer> answers = new HashMap<>();
    private final List<FaultPlan.Urc> urcs = new ArrayList<>();
    private int missingBinaryBytes;
    private int chunkBytes;
    private Duration chunkGap = Duration.ZERO;
    private int cutReplyAfterBytes;
    private boolean promptBlank;
    private DigitCase digitCase = DigitCase.AS_SEEN;
    private boolean quotedRotUid;
    private Duration secBusy = SEC_BUSY;
    private boolean dropPowerOffOk;
    private int nulsAtBoot;
    private final Map<FrameFault, Integer> c2cFrames = new EnumMap<>(FrameFault.class);
    private final Map<FrameFault, Integer> muxFrames = new EnumMap<>(FrameFault.class);
    private boolean muxDeadlock;
    private boolean staleMux;
    private int hostBaudRate;
    private boolean pemCrLf;
    private RotFirmware rotFirmware = RotFirmware.UP_TO_DATE;

    private Builder() {}

    /**
     * Delays a command: the time until its prompt or answer, and again from its payload to the
     * answer.
     *
     * @param command its name
     * @param latency the delay, by the module's clock
     * @return this builder
     */
    public Builder latency(String command, Duration latency) {
      Arguments.required(latency, "latency");
      latencies.put(name(command), requireNotNegative(latency));
      return this;
    }

    /**
     * Lets a command have no effect and no answer at all.
     *
     * @param command its name
     * @return this builder
     */
    public Builder silence(String command) {
      answers.put(name(command), new Answer.Silence());
      return this;
    }

    /**
     * Lets a command have no effect and a result of one's own.
     *
     * @param command its name
     * @param resultCode such as {@code ERROR} or {@code +CME ERROR: SIM busy}, without line ends
     * @return this builder
     */
    public Builder result(String command, String resultCode) {
      Arguments.required(resultCode, "resultCode");
      answers.put(name(command), new Answer.Final(resultCode));
      return this;
    }

    /**
     * Lets a command have no effect and random bytes as its answer, without result code.
     *
     * @param command its name
     * @param lengthBytes how many bytes
     * @return this builder
     */
    public Builder garbage(String command, int lengthBytes) {
      answers.put(name(command), new Answer.Garbage(requireNotNegative(lengthBytes)));
      return this;
    }

    /**
     * Lets the module restart on its own each time that it is given a command, which has no effect
     * and no answer.
     *
     * @param command its name
     * @param after how much later, by the module's clock
     * @return this builder
     */
    public Builder restart(String command, Duration after) {
      Arguments.required(after, "after");
      answers.put(name(command), new Answer.Restart(requireNotNegative(after)));
      return this;
    }

    /**
     * Sends a URC with every command line where it is not wanted; many of them make a flood.
     *
     * @param text the URC without line ends, such as {@code +CEREG: 1}
     * @param moment when it comes
     * @param times how often in a row
     * @return this builder
     */
    public Builder urc(String text, UrcMoment moment, int times) {
      Arguments.required(text, "text");
      Arguments.required(moment, "moment");
      urcs.add(new FaultPlan.Urc(text, moment, requireNotNegative(times)));
      return this;
    }

    /**
     * Cuts binary windows short: bytes at their end, the closing quote and everything that follows
     * on the line are missing.
     *
     * @param missingBytes how many bytes are missing; 0 for none
     * @return this builder
     */
    public Builder truncatedBinary(int missingBytes) {
      this.missingBinaryBytes = requireNotNegative(missingBytes);
      return this;
    }

    /**
     * Sends replies in pieces.
     *
     * @param maxBytes the most bytes of a piece; 0 for no limit
     * @param gap the time between two pieces, by the module's clock
     * @return this builder
     */
    public Builder replyChunks(int maxBytes, Duration gap) {
      Arguments.required(gap, "gap");
      this.chunkBytes = requireNotNegative(maxBytes);
      this.chunkGap = requireNotNegative(gap);
      return this;
    }

    /**
     * Closes the line in the middle of a reply, once per port and setting of the faults: TCP
     * clients may connect again, a pseudo-terminal or a pair of streams is gone for good.
     *
     * @param replyBytes after how many bytes of replies, echo and URCs not counted; 0 for never
     * @return this builder
     */
    public Builder cutReplyAfter(int replyBytes) {
      this.cutReplyAfterBytes = requireNotNegative(replyBytes);
      return this;
    }

    /**
     * Appends a blank to the prompt, as some firmwares do.
     *
     * @param blank whether there is a blank
     * @return this builder
     */
    public Builder promptBlank(boolean blank) {
      this.promptBlank = blank;
      return this;
    }

    /**
     * Chooses the case of hexadecimal digits.
     *
     * @param digitCase the case
     * @return this builder
     */
    public Builder hexDigits(DigitCase digitCase) {
      this.digitCase = Arguments.required(digitCase, "digitCase");
      return this;
    }

    /**
     * Puts the RoTPublicUID in quotes.
     *
     * @param quoted whether there are quotes
     * @return this builder
     */
    public Builder quotedRotUid(boolean quoted) {
      this.quotedRotUid = quoted;
      return this;
    }

    /**
     * Sets how long security commands are answered by {@code SEC busy} after boot.
     *
     * @param duration the time, by the module's clock; 3 s if not set
     * @return this builder
     */
    public Builder secBusy(Duration duration) {
      Arguments.required(duration, "duration");
      this.secBusy = requireNotNegative(duration);
      return this;
    }

    /**
     * Loses the {@code OK} to {@code AT+CPWROFF}, as SARA-R500S-00B was seen to do.
     *
     * @param drop whether it gets lost
     * @return this builder
     */
    public Builder dropPowerOffOk(boolean drop) {
      this.dropPowerOffOk = drop;
      return this;
    }

    /**
     * Puts zero bytes on the line when the module boots.
     *
     * @param count how many
     * @return this builder
     */
    public Builder nulsAtBoot(int count) {
      this.nulsAtBoot = requireNotNegative(count);
      return this;
    }

    /**
     * Damages frames that the module sends in chip-to-chip sessions.
     *
     * @param fault what happens
     * @param every to every how many frames, counted from the opening; 1 for all, 0 for none
     * @return this builder
     */
    public Builder c2cFrames(FrameFault fault, int every) {
      Arguments.required(fault, "fault");
      c2cFrames.put(fault, requireNotNegative(every));
      return this;
    }

    /**
     * Damages frames that the module sends in the multiplexer.
     *
     * @param fault what happens
     * @param every to every how many frames, counted from its start; 1 for all, 0 for none
     * @return this builder
     * @throws InvalidInputException if the fault is {@link FrameFault#BAD_MAC}: there is none
     */
    public Builder muxFrames(FrameFault fault, int every) {
      Arguments.required(fault, "fault");
      if (fault == FrameFault.BAD_MAC) {
        throw new InvalidInputException("Frames of the multiplexer have no MAC to break");
      }
      muxFrames.put(fault, requireNotNegative(every));
      return this;
    }

    /**
     * Lets the module hang, until its power goes, if anything comes less than 100 ms after the OK
     * to {@code AT+CMUX}, as some do.
     *
     * @param deadlock whether it hangs
     * @return this builder
     */
    public Builder muxDeadlock(boolean deadlock) {
      this.muxDeadlock = deadlock;
      return this;
    }

    /**
     * Puts every port into the multiplexer once, when this is set or the port opens: the host
     * restarted and the module did not. It hears garbage until the multiplexer is closed.
     *
     * @param stale whether the ports are found in it
     * @return this builder
     */
    public Builder staleMux(boolean stale) {
      this.staleMux = stale;
      return this;
    }

    /**
     * Lets hosts speak at a speed of their own. While it is not that of the module ({@code
     * AT+IPR}), both sides hear garbage; a module that adapts itself is always right. {@link
     * SimulatedModulePort#baudRate} goes before this.
     *
     * @param baud bits per second; 0 for that of the module
     * @return this builder
     */
    public Builder hostBaudRate(int baud) {
      this.hostBaudRate = requireNotNegative(baud);
      return this;
    }

    /**
     * Ends the lines of PEM texts with CR LF instead of LF; no source says which it is.
     *
     * @param crLf whether there is a CR
     * @return this builder
     */
    public Builder pemCrLf(boolean crLf) {
      this.pemCrLf = crLf;
      return this;
    }

    /**
     * Sets what {@code AT+USECFW=0} finds, until the update was installed.
     *
     * @param state what it finds; {@link RotFirmware#UP_TO_DATE} if not set
     * @return this builder
     */
    public Builder rotFirmware(RotFirmware state) {
      this.rotFirmware = Arguments.required(state, "state");
      return this;
    }

    /**
     * Builds the faults.
     *
     * @return the faults
     */
    public SimulatedModuleFaults build() {
      return new SimulatedModuleFaults(
          new FaultPlan(
              latencies,
              answers,
              urcs,
              missingBinaryBytes,
              chunkBytes,
              chunkGap,
              cutReplyAfterBytes,
              promptBlank,
              digitCase,
              quotedRotUid,
              secBusy,
              dropPowerOffOk,
              nulsAtBoot,
              new LinkFaults(
                  c2cFrames,
                  muxFrames,
                  muxDeadlock,
                  staleMux,
                  hostBaudRate,
                  pemCrLf,
                  rotFirmware)));
    }

    private static String name(String command) {
      String name = Arguments.required(command, "command").toUpperCase(Locale.ROOT);
      if (name.isEmpty() || (name.startsWith("AT") && !name.equals("AT")) || !named(name)) {
        throw new InvalidInputException(
            "A command is named without AT and without what follows its name, as +USECDEVINFO for"
                + " AT+USECDEVINFO?, not \""
                + command
                + "\"");
      }
      return name;
    }

    private static boolean named(String name) {
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
        throw new InvalidInputException("A fault cannot last less than nothing: " + duration);
      }
      return duration;
    }
  }
}
