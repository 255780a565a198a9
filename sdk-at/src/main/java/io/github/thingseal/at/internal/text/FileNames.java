package io.github.thingseal.at.internal.text;

import io.github.thingseal.at.command.AtStrings;
import io.github.thingseal.core.InvalidInputException;

/** Names of files in a module's file system. */
public final class FileNames {
  public static final String WHAT = "The name of a file";

  private FileNames() {}

  public static void require(String name) {
    if (name.isEmpty()) {
      throw new InvalidInputException("The name of a file has no characters");
    }
    String unused = AtStrings.quote(WHAT, name);
  }
}
