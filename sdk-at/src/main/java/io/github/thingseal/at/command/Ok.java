package io.github.thingseal.at.command;

/** The result of a command that answers nothing but {@code OK}. */
public enum Ok {
  /** The module said {@code OK}. */
  OK
}
