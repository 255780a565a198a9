package io.github.thingseal.testkit.internal.module.command.basic;

import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.AtPort;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;
import io.github.thingseal.testkit.internal.module.mux.Multiplexer;

/** Entering the multiplexer: the basic option with UIH frames only. */
public final class MuxCommands {
  private static final int MAX_INFO = 32_767;
  private static final int HIGHEST_SPEED = 9;
  private static final int MAX_PARAMETERS = 9;
  private static final int FRAME_SIZE = 3;

  private MuxCommands() {}

  public static void addTo(CommandTable table, ModuleCore core) {
    table
        .add("+CMUX")
        .test("+CMUX: (0),(0),(),(1-32767),(),(),()")
        .set((port, request) -> start(core, port, request));
  }

  private static Reply start(ModuleCore core, AtPort port, Request request) {
    request.requireCount(1, MAX_PARAMETERS);
    request.number(0, 0, 0);
    for (int i = 1; i < request.count(); i++) {
      if (i != FRAME_SIZE && request.has(i)) {
        request.number(i, 0, i == 1 ? 0 : i == 2 ? HIGHEST_SPEED : Integer.MAX_VALUE);
      }
    }
    int maxInfo =
        request.has(FRAME_SIZE)
            ? request.number(FRAME_SIZE, 1, MAX_INFO)
            : Multiplexer.DEFAULT_INFO;
    return core.wire(port)
        .map(wire -> Reply.okThen(() -> wire.multiplex(maxInfo)))
        .orElseGet(() -> Reply.failed(CmeError.OPERATION_NOT_ALLOWED));
  }
}
