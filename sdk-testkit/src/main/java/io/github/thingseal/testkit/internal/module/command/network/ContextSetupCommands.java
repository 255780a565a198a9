package io.github.thingseal.testkit.internal.module.command.network;

import io.github.thingseal.testkit.internal.module.Firmware;
import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;
import io.github.thingseal.testkit.internal.module.radio.PacketContexts;
import io.github.thingseal.testkit.internal.module.radio.PacketContexts.Context;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a host says beside the standard's commands to bring a packet data context up: authentication
 * and internal profiles.
 *
 * <p>Evidence: forms as the vendor's C library sends and reads them. Credentials are checked for
 * their form and used by no one.
 */
public final class ContextSetupCommands {
  private static final String PROFILE = "+UPSD";
  private static final int LAST_PROFILE = 6;
  private static final int LAST_CONTEXT = PacketContexts.HIGHEST;
  private static final int PROTOCOL = 0;
  private static final int MAPPED_CONTEXT = 100;
  private static final int ACTIVATE = 3;
  private static final int DEACTIVATE = 4;
  private static final int AUTOMATIC = 3;
  private static final Duration ACTIVATION = Duration.ofMillis(200);

  private final ModuleCore core;

  private ContextSetupCommands(ModuleCore core) {
    this.core = core;
  }

  public static void addTo(CommandTable table, ModuleCore core) {
    ContextSetupCommands commands = new ContextSetupCommands(core);
    Firmware firmware = core.config().firmware();
    table
        .add("+UAUTHREQ")
        .test(
            String.format(
                Locale.ROOT,
                "+UAUTHREQ: (1-%d),(0-%d),,",
                PacketContexts.HIGHEST,
                highestMode(firmware)))
        .set((port, request) -> commands.authenticate(request));
    if (firmware.has(Trait.MAPS_CONTEXTS)) {
      table.add(PROFILE).set((port, request) -> commands.profile(request));
    }
    if (firmware.has(Trait.ACTIVATES_PROFILES)) {
      table.add(PROFILE + "A").set((port, request) -> commands.activate(request));
    }
  }

  /** 0 none, 1 PAP, 2 CHAP, and with SARA-R5 3 for what the network wants. */
  private static int highestMode(Firmware firmware) {
    return firmware.has(Trait.AUTOMATIC_AUTHENTICATION) ? AUTOMATIC : AUTOMATIC - 1;
  }

  private Reply authenticate(Request request) {
    request.requireCount(2, 4);
    request.number(0, 1, PacketContexts.HIGHEST);
    int mode = request.number(1, 0, highestMode(core.config().firmware()));
    if (mode > 0 || request.count() > 2) {
      request.requireCount(4, 4);
      request.string(2);
      request.string(3);
    }
    return Reply.ok();
  }

  private Reply profile(Request request) {
    request.requireCount(1, 3);
    int profile = request.number(0, 0, LAST_PROFILE);
    if (request.count() == 1) {
      return Reply.lines(line(profile, PROTOCOL), line(profile, MAPPED_CONTEXT));
    }
    int tag = request.number(1, 0, MAPPED_CONTEXT);
    if (tag != PROTOCOL && tag != MAPPED_CONTEXT) {
      return Reply.failed(CmeError.OPERATION_NOT_SUPPORTED);
    }
    if (request.count() == 2) {
      return Reply.lines(line(profile, tag));
    }
    int value = tag == PROTOCOL ? request.number(2, 0, 3) : request.number(2, 1, LAST_CONTEXT);
    core.settings().putVolatile(key(profile, tag), value);
    return Reply.ok();
  }

  private static String key(int profile, int tag) {
    return PROFILE + "." + profile + "." + tag;
  }

  private int value(int profile, int tag) {
    return core.settings().volatileNumber(key(profile, tag), tag == PROTOCOL ? 0 : 1);
  }

  private String line(int profile, int tag) {
    return String.format(Locale.ROOT, "%s: %d,%d,%d", PROFILE, profile, tag, value(profile, tag));
  }

  /** The result comes as a URC of its own; a context that is not active cannot be used. */
  private Reply activate(Request request) {
    request.requireCount(2, 2);
    int profile = request.number(0, 0, LAST_PROFILE);
    int action = request.number(1, 0, DEACTIVATE);
    if (action == DEACTIVATE) {
      return Reply.ok();
    }
    if (action != ACTIVATE) {
      return Reply.failed(CmeError.OPERATION_NOT_SUPPORTED);
    }
    int id = value(profile, MAPPED_CONTEXT);
    Optional<Context> mapped =
        core.radio().contexts().find(id).filter(context -> core.radio().isActive(id));
    List<String> addresses = mapped.map(Context::addresses).orElse(List.of());
    if (addresses.isEmpty()) {
      return Reply.failed(CmeError.OPERATION_NOT_ALLOWED);
    }
    String result = "+UUPSDA: 0,\"" + addresses.get(0) + "\"";
    return Reply.okThen(
        () -> core.schedule(ACTIVATION, () -> core.ports().forEach(port -> port.urc(result))));
  }
}
