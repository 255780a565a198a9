package io.github.thingseal.at.command;

import io.github.thingseal.core.Done;

/** A command that sets something, which {@code OK} alone answers, and that may be set again. */
public abstract class SetCommand extends LineCommand<Done> implements SettingCommand {
  /**
   * Takes the line.
   *
   * @param line the command line, without the carriage return that ends it
   */
  protected SetCommand(String line) {
    super(line, Answer.ok());
  }
}
