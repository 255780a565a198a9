package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.AtCommand;
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

/**
 * What went wrong with a command, in words: what was attempted, on what, what came back, what to
 * do.
 *
 * @param command its line, redacted up to {@code =} if it is secret
 * @param repeatable whether repeating it changes nothing; see {@link AtCommand#repeatable()}
 */
record Failures(String port, String command, boolean repeatable) {
  private static final String CHECK_LINE = " on the line, check baud rate and flow control";

  /**
   * A final result code that is an error.
   *
   * @param requirement what the command requires, as far as it is known
   */
  ThingsealException rejected(AtError error, int attempts, String requirement) {
    String answer = answered() + error;
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
    String wanted = requirement.isEmpty() ? "" : ". " + requirement;
    return new CommandRejectedException(command, error, answer + hint + wanted);
  }

  ThingsealException payloadNotTaken() {
    String answer = answered() + "OK before its payload was sent, which is no answer to it";
    return unanswered(ResultInDoubtException::new, false, answer);
  }

  ThingsealException inDoubt(String result) {
    String doubt = ", which may belong to something else: it does not fit the rest of the answer";
    return unanswered(ResultInDoubtException::new, true, answered() + result + doubt);
  }

  ThingsealException tooLong(ChannelOptions.Values options) {
    String limits = options.maxReplyLines + " lines or " + options.maxReplyBytes + " bytes";
    String answer = answered() + "more than " + limits + ", which ChannelOptions.maxReply allows";
    return unanswered(ReplyTooLongException::new, true, answer);
  }

  /** The module that answered is not the one that was configured, though the same device. */
  ThingsealException restartedBefore(boolean carriedOut) {
    String by =
        " was answered by a module that has restarted: it has lost the settings that it had";
    return unanswered(ModuleRestartedException::new, carriedOut, on() + by + " acknowledged");
  }

  /** For a command that is for the module which was there when it was given. */
  ThingsealException configuredAnew() {
    String because =
        " was not sent: the module has restarted, or another one was connected, and was configured"
            + " before it. Read what it depends on again, then repeat it";
    return unanswered(ModuleRestartedException::new, false, on() + because);
  }

  /** The module had to be woken again before each of so many questions. */
  ThingsealException asleep(int questions) {
    return notSent(
        ("the module on " + port + " had to be woken again after each of " + questions)
            + " questions by which it was back in step. Give its UART a longer time before it"
            + " sleeps, or wake it by a control line");
  }

  ThingsealException damaged() {
    String reply = "a binary reply whose length does not fit its count: bytes were lost or added";
    return unanswered(GarbledReplyException::new, true, answered() + reply + CHECK_LINE);
  }

  ThingsealException cutShort(Duration limit) {
    String end = "a reply that stopped in the middle, and nothing more came within ";
    String lost = seconds(limit) + ": bytes were lost";
    return unanswered(GarbledReplyException::new, true, answered() + end + lost + CHECK_LINE);
  }

  ThingsealException timedOut(Duration limit, boolean carriedOut) {
    String prompt = carriedOut ? "" : "; the prompt for its payload never came";
    String wait = " was not answered within " + seconds(limit);
    return unanswered(CommandTimeoutException::new, carriedOut, on() + wait + prompt);
  }

  ThingsealException restarted(Duration waited, boolean carriedOut) {
    String greeted = " has no answer: the module greeted " + seconds(waited) + " later";
    String because = ", as it does when it has restarted";
    return unanswered(ModuleRestartedException::new, carriedOut, on() + greeted + because);
  }

  private ThingsealException unanswered(Kind kind, boolean carriedOut, String what) {
    return kind.of(command, carriedOut, what + outcome(carriedOut));
  }

  /** The constructor of an exception. */
  private interface Kind {
    ThingsealException of(String command, boolean mayHaveBeenCarriedOut, String message);
  }

  ThingsealException notSentInTime(Duration limit) {
    String wait = " for the " + seconds(limit) + " that it could wait";
    return notSent("other commands had the line to " + port + wait);
  }

  ThingsealException noStep(int probes) {
    return notSent(
        ("after an earlier time-out the module on " + port + " left " + probes + " probes")
            + ", AT+CMEE? or AT, without answer. Is it busy or restarting, is the line sound, and"
            + " does it answer these commands at all?");
  }

  ThingsealException babbles() {
    return notSent(
        ("the module on " + port + " does not stop to send result codes that no one asked for")
            + ". Check that no other program uses the port, and the line for echoes");
  }

  private ThingsealException notSent(String why) {
    return new CommandTimeoutException(command, false, command + " was not sent: " + why);
  }

  ThingsealException closed(String reason, boolean sent, boolean carriedOut) {
    return new ChannelClosedException(
        command, sent, carriedOut, on() + " has no answer: " + reason + outcome(carriedOut));
  }

  ThingsealException absent() {
    return new ChannelClosedException(
        command,
        false,
        command + " was not sent: " + port + " has vanished. It is opened again when it is back");
  }

  ThingsealException gone(PortGoneException reason) {
    return new PortGoneException(command + " was not sent: " + reason.getMessage(), reason);
  }

  static ThingsealException closedToListeners(String port, String reason) {
    return new ChannelClosedException(
        "", false, "No one can listen to " + port + " any more: " + reason);
  }

  ThingsealException interrupted(boolean sent) {
    String what = "The thread that waited for " + on() + " was interrupted";
    String outcome = sent ? outcome(true) : ". Nothing was sent";
    return new CommandInterruptedException(command, sent, what + outcome);
  }

  private String on() {
    return command + " on " + port;
  }

  private String answered() {
    return on() + " was answered with ";
  }

  private String outcome(boolean mayHaveBeenCarriedOut) {
    if (!mayHaveBeenCarriedOut) {
      return ". It was not carried out";
    }
    return repeatable
        ? ". It may have been carried out, and can be repeated"
        : ". It may have been carried out: look at the module's state before you repeat it";
  }

  private static String seconds(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }
}
