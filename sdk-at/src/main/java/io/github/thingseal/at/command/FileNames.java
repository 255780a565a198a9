package io.github.thingseal.at.command;

import io.github.thingseal.core.InvalidInputException;

/** Names of files in a module's file system. */
final class FileNames {
  static final String WHAT = "The name of a file";

  private FileNames() {}

  static void require(String name) {
    if (name.isEmpty()) {
      throw new InvalidInputException("The name of a file has no characters");
    }
    String unused = AtStrings.quote(WHAT, name);
  }
}
