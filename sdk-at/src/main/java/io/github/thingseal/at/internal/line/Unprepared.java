package io.github.thingseal.at.internal.line;

import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.ConfigurationFailedException;
import io.github.thingseal.at.command.DeadlineExceededException;
import io.github.thingseal.at.command.EncryptionLostException;
import io.github.thingseal.at.command.ModuleBusyException;
import io.github.thingseal.at.command.ModuleRestartedException;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.transport.PortGoneException;
import io.github.thingseal.at.transport.PortUnusableException;
import io.github.thingseal.core.AuthenticationException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.TransientException;

/** What must come before a command has failed: that is not how the command ended. */
public final class Unprepared {
  private Unprepared() {}

  /** Does what comes before a command, whose line is redacted if it is secret. */
  public static void before(String command, Runnable preparation) {
    try {
      preparation.run();
    } catch (ThingsealException e) {
      throw of(command, e);
    }
  }

  /** What the command, whose line is redacted if it is secret, fails with. */
  public static ThingsealException of(String command, ThingsealException why) {
    String what = command + " was not sent: what comes before it failed: " + why.getMessage();
    ThingsealException failure = ofSameKind(why, command, what);
    if (failure.getCause() == null) {
      failure.initCause(why);
    }
    return failure;
  }

  private static ThingsealException ofSameKind(
      ThingsealException why, String command, String what) {
    if (why instanceof ModuleBusyException busy) {
      return new ModuleBusyException(command, busy.error(), what);
    }
    if (why instanceof CommandInterruptedException) {
      return new CommandInterruptedException(command, false, what);
    }
    if (why instanceof DeadlineExceededException) {
      return new DeadlineExceededException(command, false, what, why);
    }
    if (why instanceof ChannelClosedException) {
      return new ChannelClosedException(command, false, what);
    }
    if (why instanceof EncryptionLostException) {
      return new EncryptionLostException(command, false, what);
    }
    if (why instanceof CommandTimeoutException) {
      return new CommandTimeoutException(command, false, what);
    }
    if (why instanceof ModuleRestartedException) {
      return new ModuleRestartedException(command, false, what);
    }
    if (why instanceof PortGoneException) {
      return new PortGoneException(what, why);
    }
    if (why instanceof PortUnusableException) {
      return new PortUnusableException(what, why);
    }
    if (why instanceof InvalidInputException) {
      return new InvalidInputException(what, why);
    }
    if (why instanceof AuthenticationException) {
      return new AuthenticationException(what, why);
    }
    if (why instanceof PermanentException && !isOfOneConfiguration(why)) {
      return new PermanentException(what, why);
    }
    return why.getClass() == TransientException.class
        ? new TransientException(what)
        : new ConfigurationFailedException(command, false, what, why);
  }

  /** What a module answered: it is configured again before the next command. */
  private static boolean isOfOneConfiguration(ThingsealException why) {
    return why instanceof CommandRejectedException || why instanceof UnexpectedReplyException;
  }
}
