package io.github.thingseal.at.internal.text;

import io.github.thingseal.at.command.AtStrings;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;

/** Names of files in a module's file system. */
public final class FileNames {
  private FileNames() {}

  /** Returns the name between quotes. */
  public static String quoted(String name, String parameter) {
    if (Arguments.required(name, parameter).isEmpty()) {
      throw new InvalidInputException("The name of a file has no characters");
    }
    return AtStrings.quote("The name of a file", name);
  }
}
