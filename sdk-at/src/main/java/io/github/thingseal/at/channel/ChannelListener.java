package io.github.thingseal.at.channel;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;

/**
 * Watches a channel, for traces, metrics and recovery. All methods do nothing unless overridden.
 *
 * <p>Called in the order of events on the threads of the channel, while it is held up: return soon,
 * and do not call the channel. Secrets are redacted before they come here: payloads, counted binary
 * windows, command lines from {@code =} on and all answers of secret commands.
 */
public interface ChannelListener {
  /**
   * Something was sent.
   *
   * @param line the command line, or what stands for a payload
   */
  default void onSent(String line) {
    Arguments.required(line, "line");
  }

  /**
   * Something was received.
   *
   * @param line the line, or what stands for a secret one
   */
  default void onReceived(String line) {
    Arguments.required(line, "line");
  }

  /**
   * A command came to its end.
   *
   * @param command the command line, redacted up to {@code =} if it is secret
   * @param took the time since it was sent
   * @param outcome such as {@code OK} or {@code +CME ERROR: SEC busy}
   */
  default void onCompleted(String command, Duration took, String outcome) {
    Arguments.required(command, "command");
    Arguments.required(took, "took");
    Arguments.required(outcome, "outcome");
  }

  /**
   * A command was not answered in time. After some in a row a caller may want to power-cycle the
   * module.
   *
   * @param command the command line, redacted up to {@code =} if it is secret
   * @param consecutive how many commands in a row were not answered, this one included
   */
  default void onTimeout(String command, int consecutive) {
    Arguments.required(command, "command");
  }

  /**
   * The port has vanished, and is opened again. Commands wait for it or fail from now on.
   *
   * @param reason why
   */
  default void onPortLost(String reason) {
    Arguments.required(reason, "reason");
  }

  /**
   * A connection is at its end: the channel was closed, or the line was lost.
   *
   * @param reason why
   */
  default void onClosed(String reason) {
    Arguments.required(reason, "reason");
  }

  /**
   * A whole command line came back, maybe behind noise. Once echo is off this shows that the module
   * has lost its settings.
   *
   * @param command the command line, redacted up to {@code =} if it is secret
   */
  default void onEcho(String command) {
    Arguments.required(command, "command");
  }

  /** The {@linkplain ChannelOptions.Builder#greeting greeting} came: the module has restarted. */
  default void onGreeting() {}

  /**
   * Bytes came that no line of text has, such as the zero bytes of a module that boots, or what a
   * bad line makes of others. Payloads and counted binary windows do not count.
   */
  default void onNoise() {}
}
