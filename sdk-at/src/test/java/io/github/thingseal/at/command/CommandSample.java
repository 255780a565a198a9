package io.github.thingseal.at.command;

import java.util.List;

/**
 * A command and what its documentation promises. The samples are the one list of commands that
 * tests and fuzzers go by; {@link CommandSamplesTest} names a command without one.
 *
 * @param line what is sent
 * @param command the command
 * @param repeatable whether it may be sent twice
 * @param seconds how long the module may take
 * @param open whether logs show it, although its name is one of the secret ones
 * @param result what it makes of {@code reply}, {@link #NOT_COMPARED} if another test says
 * @param reply the information lines of an answer; none if another test reads its answers
 */
public record CommandSample(
    String line,
    AtCommand<?> command,
    boolean repeatable,
    int seconds,
    boolean open,
    Object result,
    List<String> reply) {

  /** Another test looks at what comes of the answer. */
  static final Object NOT_COMPARED = "not compared";

  /** A command that may be sent twice, and takes 10 s at most. */
  public static CommandSample repeatable(String line, AtCommand<?> command) {
    return new CommandSample(line, command, true, 10, false, "", List.of());
  }

  /** A command that is sent once, and takes 10 s at most. */
  public static CommandSample once(String line, AtCommand<?> command) {
    return new CommandSample(line, command, false, 10, false, "", List.of());
  }

  /** It may take longer. */
  public CommandSample within(int limitSeconds) {
    return new CommandSample(line, command, repeatable, limitSeconds, open, result, reply);
  }

  /** It carries no secret, although its name is among those that do. */
  public CommandSample shown() {
    return new CommandSample(line, command, repeatable, seconds, true, result, reply);
  }

  /** What it makes of an answer. */
  public CommandSample reads(Object value, String... lines) {
    return new CommandSample(line, command, repeatable, seconds, open, value, List.of(lines));
  }

  /** An answer, of which another test says what it makes of it. */
  public CommandSample answeredBy(String... lines) {
    return reads(NOT_COMPARED, lines);
  }

  /** The class, not that of an enum's constant with a body. */
  Class<?> type() {
    return command instanceof Enum<?> constant ? constant.getDeclaringClass() : command.getClass();
  }

  @Override
  public String toString() {
    return line;
  }
}
