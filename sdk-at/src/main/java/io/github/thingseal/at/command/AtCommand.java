package io.github.thingseal.at.command;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One AT command as a value: what goes out, how the reply is read, how long that may take.
 *
 * <p>Immutable. The channel knows AT, a command knows one command; adding one touches nothing else.
 *
 * @param <R> what the reply is read into
 */
public interface AtCommand<R> {
  /** The limit of any command that does not name its own (ubxlib's for all cellular modules). */
  Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(10);

  /**
   * {@return the command line without the carriage return that ends it, such as {@code
   * AT+USECPSK=16}}
   */
  String line();

  /** {@return which information lines answer it; every other line is unsolicited} */
  ReplyShape reply();

  /**
   * Reads the reply after a final {@code OK}.
   *
   * @param lines the information lines of {@link #reply()}'s shape, in the order they came
   * @return the result
   * @throws UnexpectedReplyException if the lines are not what the command's documentation promises
   */
  R read(List<InfoLine> lines);

  /**
   * {@return the bytes that are written, without any terminator, after the module has prompted for
   * them; empty if the command has no prompt}
   */
  default Optional<byte[]> payload() {
    return Optional.empty();
  }

  /**
   * {@return how long the module may take from the carriage return to the final result code} Asked
   * for in the moment when the line is sent.
   */
  default Duration timeLimit() {
    return DEFAULT_TIME_LIMIT;
  }

  /**
   * {@return how long the command may wait before it is sent: for its turn on the line, and for a
   * port that is away; empty if it waits for as long as it takes} Asked for when it is handed over.
   */
  default Optional<Duration> waitLimit() {
    return Optional.empty();
  }

  /**
   * {@return whether command line, payload or reply hold what no log, trace or message may show, so
   * that everything but the command's name is redacted} Unless a command says otherwise that is so
   * for the security set ({@code +USEC…}) and other commands that carry keys, passwords, PINs or
   * files, also where they stand behind a semicolon.
   */
  default boolean secret() {
    return SecretLines.has(line());
  }

  /**
   * {@return whether sending it twice does no more than sending it once, so that it may be repeated
   * after a {@code SEC busy} or a time-out; false unless a command says otherwise}
   */
  default boolean repeatable() {
    return false;
  }

  /**
   * {@return whether it may wait for a port that is away, or until a module that was noticed to
   * have restarted is configured, and go out to whatever module is there then} One that may not
   * fails unsent. Unless a command says otherwise, that is what seals: {@code AT+USECDEVINFO=}.
   */
  default boolean outlivesPort() {
    return !line().toUpperCase(Locale.ROOT).contains("+USECDEVINFO=");
  }

  /**
   * {@return whether the module aborts it when it receives a character while working on it; false
   * unless a command says otherwise}
   */
  default boolean abortable() {
    return false;
  }
}
