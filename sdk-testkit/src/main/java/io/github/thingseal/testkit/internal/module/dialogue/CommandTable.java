package io.github.thingseal.testkit.internal.module.dialogue;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The commands of one module. */
public final class CommandTable {
  private final Map<String, Command> commands = new HashMap<>();

  /** Adds a command to be furnished with its forms. */
  public Command add(String name) {
    Command command = new Command();
    if (commands.putIfAbsent(name, command) != null) {
      throw new IllegalStateException("Two groups of commands add " + name);
    }
    return command;
  }

  /** Whether there is a command of this name. */
  public boolean has(String name) {
    return commands.containsKey(name);
  }

  /** The names of all commands, in order. */
  public Set<String> names() {
    return new TreeSet<>(commands.keySet());
  }

  public Reply execute(AtPort port, Request request) {
    Command command = commands.get(request.name());
    if (command == null) {
      return Reply.failed(CmeError.OPERATION_NOT_SUPPORTED);
    }
    Reply reply = execute(command, port, request);
    return reply instanceof Reply.Failed failed
        ? Reply.failed(command.translated(failed.error()))
        : reply;
  }

  private static Reply execute(Command command, AtPort port, Request request) {
    try {
      return command.execute(port, request);
    } catch (CommandRefused refused) {
      return Reply.failed(refused.error());
    }
  }
}
