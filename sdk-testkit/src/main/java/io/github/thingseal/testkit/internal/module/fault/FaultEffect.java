package io.github.thingseal.testkit.internal.module.fault;

import io.github.thingseal.testkit.FrameFault;
import io.github.thingseal.testkit.UrcMoment;
import java.time.Duration;
import java.util.Optional;

/**
 * What a fault does at the points where faults can strike: a method for each. A fault overrides
 * those where it strikes; {@link FaultSet} puts the faults of a module together.
 */
public interface FaultEffect {
  /** Stands for every command that no fault names. */
  String ANY = "*";

  /** The command that it is about, {@link #ANY}, or nothing if it is not about commands. */
  default String command() {
    return "";
  }

  /** How long its command waits, before the prompt or answer and again after the payload. */
  default Optional<Duration> delay() {
    return Optional.empty();
  }

  /** What happens in the place of its command. */
  default Optional<Replacement> replacement() {
    return Optional.empty();
  }

  /** What is sent in the place of a part of a reply. */
  default ReplyPart reply(ReplyPart part) {
    return part;
  }

  /** A URC that comes when it is not wanted. */
  default Optional<Urc> unsolicited() {
    return Optional.empty();
  }

  /** The pieces in which the line takes what is sent. */
  default Optional<Pieces> pieces() {
    return Optional.empty();
  }

  /** After how many bytes of replies the line is closed, once; 0 for never. */
  default int closesAfterBytes() {
    return 0;
  }

  /** What the line shows when the module boots, ahead of everything. */
  default String bootNoise() {
    return "";
  }

  /** How long the root of trust takes to start. */
  default Optional<Duration> securityStart() {
    return Optional.empty();
  }

  /** What happens to a frame, given its number. */
  default Optional<FrameFault> frame(Framing framing, long number) {
    return Optional.empty();
  }

  /** Whether the multiplexer hangs if it gets something too soon. */
  default boolean hangsWhenHurried() {
    return false;
  }

  /** Whether ports are found in the multiplexer. */
  default boolean isMultiplexedBefore() {
    return false;
  }

  /** The speed at which hosts speak; 0 for that of the module. */
  default int hostBaudRate() {
    return 0;
  }

  /** Whose frames they are. */
  enum Framing {
    /** Those of chip-to-chip sessions. */
    CHIP_TO_CHIP,
    /** Those of the multiplexer. */
    MULTIPLEXER
  }

  /** Acts in the place of a command. */
  @FunctionalInterface
  interface Replacement {
    /** Acts; the command has no effect. */
    void act(Dialogue dialogue);
  }

  /** What a replacement can do to the dialogue. */
  interface Dialogue {
    /** Ends the command by a result code. */
    void finish(String resultCode);

    /** Sends random bytes, and is ready for the next command. */
    void sendNoise(int lengthBytes);

    /** Is ready for the next command, without a word. */
    void ignore();

    /** Restarts the module later, and says nothing until then. */
    void restart(Duration after);
  }

  /**
   * An unwanted URC.
   *
   * @param text without line ends
   * @param moment when it comes
   * @param times how often in a row
   */
  record Urc(String text, UrcMoment moment, int times) {}

  /**
   * How the line takes what is sent.
   *
   * @param maxBytes the most bytes of a piece; 0 for no limit
   * @param gap the time between two pieces
   */
  record Pieces(int maxBytes, Duration gap) {}
}
