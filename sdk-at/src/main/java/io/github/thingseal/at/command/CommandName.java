package io.github.thingseal.at.command;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of a secret command line that may be shown: the name of its first command. */
public final class CommandName {
  /** {@code AT}, then an extended command's name and how it is asked, or a basic one's letter. */
  private static final Pattern NAME =
      Pattern.compile("(?i)AT(?:[+^%#$][A-Z0-9]+(?:=\\?$|\\?$|=)?|[&\\\\]?[A-Z])?");

  private CommandName() {}

  /**
   * {@return the line, or of a secret one what stands before its first parameter, and an ellipsis}
   *
   * @param line the command line
   * @param secret whether it is secret; see {@link AtCommand#secret()}
   */
  public static String of(String line, boolean secret) {
    int end = end(line);
    return secret && end < line.length() ? line.substring(0, end) + "…" : line;
  }

  /**
   * {@return where the parameters begin, or what is dialled; 0 if it is no command line}
   *
   * @param line the command line
   */
  public static int end(String line) {
    Matcher name = NAME.matcher(Arguments.required(line, "line"));
    return name.lookingAt() ? name.end() : 0;
  }
}
