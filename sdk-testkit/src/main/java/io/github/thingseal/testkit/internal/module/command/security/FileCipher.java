package io.github.thingseal.testkit.internal.module.command.security;

import io.github.thingseal.testkit.internal.module.command.device.FileCommands;
import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;
import io.github.thingseal.testkit.internal.module.memory.FileStore;
import java.util.Optional;
import java.util.function.Function;

/**
 * The file forms of ciphers: from one file into another, or in place; the answer is the length. All
 * of it is assumed.
 */
final class FileCipher {
  private FileCipher() {}

  static void addTo(
      CommandTable table,
      ModuleCore core,
      String name,
      Runnable guard,
      Function<byte[], Optional<byte[]>> cipher) {
    FileStore files = FileStore.files(core.memory());
    table.add(name).guard(guard).set((port, request) -> convert(files, name, request, cipher));
  }

  private static Reply convert(
      FileStore files, String name, Request request, Function<byte[], Optional<byte[]>> cipher) {
    request.requireCount(1, 2);
    String source = FileCommands.name(request, 0);
    String target = request.has(1) ? FileCommands.name(request, 1) : source;
    Optional<byte[]> content = files.read(source);
    if (content.isEmpty()) {
      return Reply.failed(CmeError.NOT_FOUND);
    }
    Optional<byte[]> result = content.flatMap(cipher);
    if (result.isEmpty()) {
      return Reply.failed(CmeError.OPERATION_NOT_ALLOWED);
    }
    files.write(target, result.get());
    return Reply.lines(name + ": " + result.get().length);
  }
}
