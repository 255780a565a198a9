package io.github.thingseal.testkit.internal.module.dialogue;

import java.util.List;

/**
 * One command of a command line.
 *
 * @param name in upper case, such as {@code +CMEE}, {@code &K} or {@code E}
 * @param form which of its forms
 * @param arguments of the set form
 */
public record Request(String name, Form form, List<Argument> arguments) {
  /** The forms of a command. */
  enum Form {
    ACTION,
    READ,
    TEST,
    SET
  }

  public int count() {
    return arguments.size();
  }

  public boolean has(int index) {
    return index < arguments.size() && !arguments.get(index).isEmpty();
  }

  public int number(int index, int min, int max) {
    return argument(index).number(min, max);
  }

  /** A number of up to 64 bits. */
  public long unsignedLong(int index) {
    return argument(index).unsignedLong();
  }

  public String string(int index) {
    return argument(index).string();
  }

  public void requireCount(int min, int max) {
    if (count() < min || count() > max) {
      throw new CommandRefused(CmeError.INCORRECT_PARAMETERS);
    }
  }

  private Argument argument(int index) {
    if (index >= arguments.size()) {
      throw new CommandRefused(CmeError.INCORRECT_PARAMETERS);
    }
    return arguments.get(index);
  }
}
