package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.AtError;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.CommandNotSupportedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.GarbledReplyException;
import io.github.thingseal.at.command.ModuleBusyException;
import io.github.thingseal.at.command.ModuleRestartedException;
import io.github.thingseal.at.command.ReplyTooLongException;
import io.github.thingseal.at.command.ResultInDoubtException;
import io.github.thingseal.at.transport.PortGoneException;
import io.github.thingseal.core.ThingsealException;
import java.time.Duration;

/** What went wrong, in words: what was attempted, on what, what came back, what to do. */
final class Failures {
  private static final String SECURITY_SET = "AT+USEC";

  private Failures() {}

  static ThingsealException rejected(String port, String command, AtError error, int attempts) {
    String answer = answered(port, command) + error;
    if (error.isBusy()) {
      String times = attempts == 1 ? "" : ", " + attempts + " times";
      return new ModuleBusyException(
          command, error, answer + times + ": the module is still starting, try again later");
    }
    if (error.isNotSupported()) {
      return new CommandNotSupportedException(
          command, error, answer + ": this model or firmware does not know it");
    }
    String hint =
        error.kind() == AtError.Kind.ERROR
            ? "; AT+CMEE=2 makes the module give reasons"
            : ": the module's state does not allow it, or a parameter is wrong";
    return new CommandRejectedException(command, error, answer + hint + wantedState(command));
  }

  private static String wantedState(String command) {
    return command.startsWith(SECURITY_SET)
        ? ". Most commands of the root of trust require a module that was whitelisted, bootstrapped"
            + " and sealed: check AT+USECDEVINFO? and the service"
        : "";
  }

  static ThingsealException payloadNotTaken(String port, String command) {
    return new ResultInDoubtException(
        command,
        false,
        answered(port, command)
            + "OK before its payload was sent, which is no answer to it"
            + outcome(false));
  }

  static ThingsealException inDoubt(
      String port, String command, String result, boolean carriedOut) {
    return new ResultInDoubtException(
        command,
        carriedOut,
        answered(port, command)
            + result
            + ", which may belong to something else: it does not fit the rest of the answer"
            + outcome(carriedOut));
  }

  static ThingsealException tooLong(String port, String command, ChannelOptions options) {
    String limits = options.maxReplyLines() + " lines or " + options.maxReplyBytes() + " bytes";
    return new ReplyTooLongException(
        command,
        true,
        answered(port, command)
            + ("more than " + limits + ", which ChannelOptions.maxReply allows")
            + outcome(true));
  }

  /** The module that answered is not the one that was configured, though the same device. */
  static ThingsealException restartedBefore(String port, String command, boolean carriedOut) {
    return new ModuleRestartedException(
        command,
        carriedOut,
        on(port, command)
            + " was answered by a module that has restarted: it has lost the settings that it had"
            + " acknowledged"
            + outcome(carriedOut));
  }

  static ThingsealException damaged(String port, String command) {
    return new GarbledReplyException(
        command,
        true,
        answered(port, command)
            + "a binary reply whose length does not fit its count: bytes were lost or added on the"
            + " line, check baud rate and flow control"
            + outcome(true));
  }

  static ThingsealException cutShort(String port, String command, Duration limit) {
    return new GarbledReplyException(
        command,
        true,
        answered(port, command)
            + ("a reply that stopped in the middle, and nothing more came within " + seconds(limit))
            + ": bytes were lost on the line, check baud rate and flow control"
            + outcome(true));
  }

  static ThingsealException timedOut(
      String port, String command, Duration limit, boolean carriedOut) {
    return new CommandTimeoutException(
        command,
        carriedOut,
        on(port, command)
            + (" was not answered within " + seconds(limit))
            + (carriedOut ? "" : "; the prompt for its payload never came")
            + outcome(carriedOut));
  }

  static ThingsealException restarted(
      String port, String command, Duration waited, boolean carriedOut) {
    return new ModuleRestartedException(
        command,
        carriedOut,
        on(port, command)
            + (" has no answer: the module greeted " + seconds(waited) + " later")
            + ", as it does when it has restarted"
            + outcome(carriedOut));
  }

  static ThingsealException notSentInTime(String port, String command, Duration limit) {
    return notSent(
        command,
        ("other commands had the line to " + port + " for the " + seconds(limit))
            + " that it could wait");
  }

  static ThingsealException noStep(String port, String command, int probes) {
    return notSent(
        command,
        ("after an earlier time-out the module on " + port + " left " + probes + " probes")
            + ", AT+CMEE? or AT, without answer. Is it busy or restarting, is the line sound, and"
            + " does it answer these commands at all?");
  }

  static ThingsealException babbles(String port, String command) {
    return notSent(
        command,
        ("the module on " + port + " does not stop to send result codes that no one asked for")
            + ". Check that no other program uses the port, and the line for echoes");
  }

  private static ThingsealException notSent(String command, String why) {
    return new CommandTimeoutException(command, false, command + " was not sent: " + why);
  }

  static ThingsealException closed(
      String port, String command, String reason, boolean sent, boolean carriedOut) {
    return new ChannelClosedException(
        command,
        sent,
        carriedOut,
        on(port, command) + " has no answer: " + reason + outcome(carriedOut));
  }

  static ThingsealException absent(String port, String command) {
    return new ChannelClosedException(
        command,
        false,
        command + " was not sent: " + port + " has vanished. It is opened again when it is back");
  }

  static ThingsealException gone(String command, PortGoneException reason) {
    return new PortGoneException(command + " was not sent: " + reason.getMessage(), reason);
  }

  static ThingsealException closedToListeners(String port, String reason) {
    return new ChannelClosedException(
        "", false, "No one can listen to " + port + " any more: " + reason);
  }

  static ThingsealException interrupted(String port, String command, boolean sent) {
    return new CommandInterruptedException(
        command,
        sent,
        "The thread that waited for "
            + on(port, command)
            + " was interrupted"
            + (sent ? outcome(true) : ". Nothing was sent"));
  }

  private static String on(String port, String command) {
    return command + " on " + port;
  }

  private static String answered(String port, String command) {
    return on(port, command) + " was answered with ";
  }

  private static String outcome(boolean mayHaveBeenCarriedOut) {
    return mayHaveBeenCarriedOut
        ? ". It may have been carried out: look at the module's state before you repeat it"
        : ". It was not carried out";
  }

  private static String seconds(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }
}
