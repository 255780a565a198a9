package io.github.thingseal.testkit.internal.module;

import java.util.stream.Collectors;

/** The few file commands that others lean on: write after a prompt, list, delete. */
final class FileCommands {
  static final String LISTED = "files.listed";

  private static final int MAX_BYTES = 65_536;
  private static final int MAX_NAME = 200;

  private FileCommands() {}

  static void addTo(CommandTable table, ModuleCore core) {
    FileStore files = FileStore.files(core);
    table.add("+ULSTFILE").action(port -> list(core, files));
    table.add("+UDWNFILE").set((port, request) -> download(files, request));
    table.add("+UDELFILE").set((port, request) -> delete(files, request));
  }

  private static Reply list(ModuleCore core, FileStore files) {
    core.memory().put(LISTED, 1).save();
    String names =
        files.names().stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(","));
    return Reply.lines(names.isEmpty() ? "+ULSTFILE:" : "+ULSTFILE: " + names);
  }

  private static Reply download(FileStore files, Request request) {
    request.requireCount(2, 3);
    String name = name(request, 0);
    return new Reply.Prompt(
        request.number(1, 1, MAX_BYTES),
        bytes -> {
          files.write(name, bytes);
          return Reply.ok();
        });
  }

  private static Reply delete(FileStore files, Request request) {
    request.requireCount(1, 2);
    return files.delete(name(request, 0)) ? Reply.ok() : Reply.failed(CmeError.NOT_FOUND);
  }

  /** A name of a file or a credential. */
  static String name(Request request, int index) {
    String name = request.string(index);
    if (name.isEmpty()) {
      throw new CommandRefused(CmeError.INCORRECT_PARAMETERS);
    }
    if (name.length() > MAX_NAME) {
      throw new CommandRefused(CmeError.TEXT_TOO_LONG);
    }
    return name;
  }
}
