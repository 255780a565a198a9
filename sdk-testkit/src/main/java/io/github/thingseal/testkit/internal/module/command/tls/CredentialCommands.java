package io.github.thingseal.testkit.internal.module.command.tls;

import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import io.github.thingseal.testkit.internal.module.command.device.FileCommands;
import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;
import io.github.thingseal.testkit.internal.module.memory.FileStore;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Certificates and keys for TLS: import from the line or a file, delete, list, MD5. */
public final class CredentialCommands {
  private static final String COMMAND = "+USECMNG";
  private static final int IMPORT = 0;
  private static final int IMPORT_FILE = 1;
  private static final int DELETE = 2;
  private static final int LIST = 3;
  private static final int DIGEST = 4;
  private static final int MAX_BYTES = 16_384;
  private static final int FAST_BAUD = 460_800;
  private static final List<String> TYPES = List.of("CA", "CC", "PK", "SC", "VC", "PU");

  private final ModuleCore core;

  private CredentialCommands(ModuleCore core) {
    this.core = core;
  }

  public static void addTo(CommandTable table, ModuleCore core) {
    CredentialCommands commands = new CredentialCommands(core);
    table.add(COMMAND).set((port, request) -> commands.execute(request));
  }

  private Reply execute(Request request) {
    return switch (request.number(0, IMPORT, DIGEST)) {
      case IMPORT -> importStream(request);
      case IMPORT_FILE -> importFile(request);
      case DELETE -> delete(request);
      case LIST -> list(request);
      default -> digest(request);
    };
  }

  private Reply importStream(Request request) {
    request.requireCount(4, 5);
    int type = type(request);
    String name = FileCommands.name(request, 2);
    int length = request.number(3, 1, MAX_BYTES);
    if (request.has(4)) {
      request.string(4);
    }
    return new Reply.Prompt(length, bytes -> store(type, name, bytes));
  }

  private Reply importFile(Request request) {
    request.requireCount(4, 5);
    Optional<byte[]> content = FileStore.files(core.memory()).read(FileCommands.name(request, 3));
    return content
        .map(bytes -> store(type(request), FileCommands.name(request, 2), bytes))
        .orElseGet(() -> Reply.failed(CmeError.NOT_FOUND));
  }

  /** The published answer to an import from the line says that it was one from a file. */
  private Reply store(int type, String name, byte[] content) {
    if (isBarred() || !Credential.isReadable(content)) {
      return Reply.failed(CmeError.INVALID_CREDENTIAL);
    }
    store(type).write(name, content);
    return Reply.lines(answer(IMPORT_FILE, type, name, content));
  }

  /**
   * Defects that were reported: a fresh SARA-R422, and SARA-R5 of the first firmware on a fast
   * line.
   */
  private boolean isBarred() {
    boolean fresh = core.config().firmware().has(Trait.IMPORT_NEEDS_LISTING);
    boolean fast = core.config().firmware().has(Trait.IMPORT_NEEDS_SLOW_LINE);
    return (fresh && !core.memory().flag(FileCommands.LISTED))
        || (fast && core.settings().baudRate() >= FAST_BAUD);
  }

  private Reply delete(Request request) {
    request.requireCount(3, 3);
    boolean found = store(type(request)).delete(FileCommands.name(request, 2));
    return found ? Reply.ok() : Reply.failed(CmeError.NOT_FOUND);
  }

  private Reply list(Request request) {
    request.requireCount(1, 2);
    List<String> lines = new ArrayList<>();
    for (int type = 0; type < TYPES.size(); type++) {
      if (!request.has(1) || type(request) == type) {
        FileStore store = store(type);
        for (String name : store.names()) {
          String details = store.read(name).flatMap(Credential::details).orElse("");
          lines.add(TYPES.get(type) + ",\"" + name + "\"" + details);
        }
      }
    }
    return Reply.lines(lines.toArray(String[]::new));
  }

  private Reply digest(Request request) {
    request.requireCount(3, 3);
    int type = type(request);
    String name = FileCommands.name(request, 2);
    return store(type)
        .read(name)
        .map(content -> Reply.lines(answer(DIGEST, type, name, content)))
        .orElseGet(() -> Reply.failed(CmeError.NOT_FOUND));
  }

  private static int type(Request request) {
    return request.number(1, 0, TYPES.size() - 1);
  }

  private FileStore store(int type) {
    return new FileStore(core.memory(), "credential." + type + ".");
  }

  private static String answer(int operation, int type, String name, byte[] content) {
    return COMMAND + ": " + operation + "," + type + ",\"" + name + "\",\"" + md5(content) + "\"";
  }

  /** Of the bytes as they came: whether a module takes it of PEM or DER is not published. */
  private static String md5(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot do MD5", e);
    }
  }
}
