package io.github.thingseal.testkit.internal.module.command.device;

import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandRefused;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Info;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;
import io.github.thingseal.testkit.internal.module.memory.FileStore;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The module's file system. Files with a tag are apart from those without; the tag {@code USER} is
 * that of files without one (assumed).
 */
public final class FileCommands {
  public static final String LISTED = "files.listed";

  private static final String LIST = "+ULSTFILE";
  private static final int MAX_BYTES = 65_536;
  private static final int MAX_NAME = 200;

  /** Assumed; no source says how much fits. */
  private static final int CAPACITY_BYTES = 1 << 20;

  private static final int NAMES = 0;
  private static final int FREE = 1;
  private static final int SIZE = 2;

  private final ModuleCore core;

  private FileCommands(ModuleCore core) {
    this.core = core;
  }

  public static void addTo(CommandTable table, ModuleCore core) {
    FileCommands commands = new FileCommands(core);
    table
        .add(LIST)
        .action(port -> commands.names(FileStore.files(core.memory())))
        .set((port, request) -> commands.list(request));
    table.add("+UDWNFILE").set((port, request) -> commands.download(request));
    table.add("+URDFILE").set((port, request) -> commands.read(request));
    table.add("+URDBLOCK").set((port, request) -> commands.readBlock(request));
    table.add("+UDELFILE").set((port, request) -> commands.delete(request));
  }

  private FileStore files(Request request, int tag) {
    if (!request.has(tag)) {
      return FileStore.files(core.memory());
    }
    String name = request.string(tag).toUpperCase(Locale.ROOT);
    if (!name.matches("[A-Z]+")) {
      throw new CommandRefused(CmeError.INCORRECT_PARAMETERS);
    }
    return FileStore.files(core.memory(), name);
  }

  private Reply list(Request request) {
    request.requireCount(1, 3);
    return switch (request.number(0, NAMES, SIZE)) {
      case NAMES -> names(files(request, 1));
      case FREE -> Reply.lines(LIST + ": " + free(files(request, 1)));
      default -> Reply.lines(LIST + ": " + content(files(request, 2), request).length);
    };
  }

  private Reply names(FileStore files) {
    core.memory().put(LISTED, 1).save();
    String names =
        files.names().stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(","));
    return Reply.lines(names.isEmpty() ? LIST + ":" : LIST + ": " + names);
  }

  private static int free(FileStore files) {
    return CAPACITY_BYTES
        - files.names().stream()
            .mapToInt(name -> files.read(name).map(bytes -> bytes.length).orElse(0))
            .sum();
  }

  /** The file that a command names first, or with +ULSTFILE second. */
  private static byte[] content(FileStore files, Request request) {
    int index = request.name().equals(LIST) ? 1 : 0;
    return files
        .read(name(request, index))
        .orElseThrow(() -> new CommandRefused(CmeError.NOT_FOUND));
  }

  /** What is written goes to the end of the file, if there is one of that name. */
  private Reply download(Request request) {
    request.requireCount(2, 3);
    String name = name(request, 0);
    FileStore files = files(request, 2);
    return new Reply.Prompt(
        request.number(1, 1, MAX_BYTES),
        bytes -> {
          files.append(name, bytes);
          return Reply.ok();
        });
  }

  private Reply read(Request request) {
    request.requireCount(1, 2);
    return window(request, content(files(request, 1), request));
  }

  /** What lies behind the end of the file is left out. */
  private Reply readBlock(Request request) {
    request.requireCount(3, 3);
    byte[] content = content(FileStore.files(core.memory()), request);
    int offset = request.number(1, 0, MAX_BYTES);
    int length = request.number(2, 0, MAX_BYTES);
    if (offset > content.length) {
      return Reply.failed(CmeError.INCORRECT_PARAMETERS);
    }
    int end = Math.min(content.length, offset + length);
    return window(request, Arrays.copyOfRange(content, offset, end));
  }

  /** SARA-R4 begins these two replies with a line feed alone. */
  private Reply window(Request request, byte[] bytes) {
    String head = request.name() + ": \"" + request.string(0) + "\"," + bytes.length + ",\"";
    Info line = Info.window(head, bytes);
    boolean odd = core.config().firmware().has(Trait.LINE_FEED_BEFORE_FILES);
    return odd ? Reply.lineAfter("\n", line) : Reply.line(line);
  }

  private Reply delete(Request request) {
    request.requireCount(1, 2);
    boolean found = files(request, 1).delete(name(request, 0));
    return found ? Reply.ok() : Reply.failed(CmeError.NOT_FOUND);
  }

  /** A name of a file or a credential. */
  public static String name(Request request, int index) {
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
