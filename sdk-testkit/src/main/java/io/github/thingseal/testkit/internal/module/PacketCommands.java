package io.github.thingseal.testkit.internal.module;

/** Attachment and the one packet data context. */
final class PacketCommands {
  private static final String ACCESS_POINT = "apn";
  private static final String PDP_TYPE = "pdpType";
  private static final String DEFAULT_ACCESS_POINT = "default";
  private static final String ADDRESS = "192.168.20.2";
  private static final String GATEWAY = "192.168.20.1";
  private static final int BEARER = 5;
  private static final int HIGHEST_CONTEXT = 11;

  private PacketCommands() {}

  static void addTo(CommandTable table, ModuleCore core) {
    table
        .add("+CGATT")
        .test("+CGATT: (0-1)")
        .read(port -> Reply.lines("+CGATT: " + digit(core.radio().isAttached())))
        .set((port, request) -> done(core.radio().attach(request.number(0, 0, 1) == 1)));
    table
        .add("+CGACT")
        .test("+CGACT: (0-1)")
        .read(port -> Reply.lines("+CGACT: 1," + digit(core.radio().isContextActive())))
        .set((port, request) -> activate(core, request));
    table
        .add("+CGDCONT")
        .read(port -> Reply.lines("+CGDCONT: 1,\"" + context(core) + ",0,0,0"))
        .set((port, request) -> define(core, request));
    table
        .add("+CGPADDR")
        .action(port -> address(core))
        .set((port, request) -> ofFirst(request, address(core)));
    table
        .add("+CGCONTRDP")
        .action(port -> parameters(core))
        .set((port, request) -> ofFirst(request, parameters(core)));
    table
        .add("+CGEREP")
        .test("+CGEREP: (0-2),(0-1)")
        .read(port -> Reply.lines("+CGEREP: " + port.settings().packetUrc() + ",0"))
        .set(
            (port, request) -> {
              port.settings().packetUrc(request.number(0, 0, 2));
              return Reply.ok();
            });
  }

  private static int digit(boolean flag) {
    return flag ? 1 : 0;
  }

  private static Reply done(boolean possible) {
    return possible ? Reply.ok() : Reply.failed(CmeError.OPERATION_NOT_ALLOWED);
  }

  private static Reply activate(ModuleCore core, Request request) {
    request.requireCount(1, 2);
    boolean wanted = request.number(0, 0, 1) == 1;
    if (request.has(1)) {
      request.number(1, 1, 1);
    }
    return done(core.radio().activate(wanted));
  }

  private static String accessPoint(ModuleCore core) {
    return core.memory().text(ACCESS_POINT).orElse(DEFAULT_ACCESS_POINT);
  }

  private static String context(ModuleCore core) {
    String type = core.memory().text(PDP_TYPE).orElse("IP");
    String address = core.radio().isContextActive() ? ADDRESS : "0.0.0.0";
    return type + "\",\"" + accessPoint(core) + "\",\"" + address + "\"";
  }

  private static Reply define(ModuleCore core, Request request) {
    request.requireCount(1, HIGHEST_CONTEXT);
    request.number(0, 1, HIGHEST_CONTEXT);
    if (request.count() == 1) {
      core.memory().remove(ACCESS_POINT).remove(PDP_TYPE).save();
      return Reply.ok();
    }
    String type = request.string(1);
    if (!type.equals("IP")
        && !type.equals("IPV6")
        && !type.equals("IPV4V6")
        && !type.equals("NONIP")) {
      return Reply.failed(CmeError.INCORRECT_PARAMETERS);
    }
    core.memory().put(PDP_TYPE, type);
    if (request.has(2)) {
      core.memory().put(ACCESS_POINT, request.string(2));
    }
    core.memory().save();
    return Reply.ok();
  }

  private static Reply ofFirst(Request request, Reply reply) {
    request.number(0, 1, 1);
    return reply;
  }

  private static Reply address(ModuleCore core) {
    String address = core.radio().isContextActive() ? ",\"" + ADDRESS + "\"" : "";
    return Reply.lines("+CGPADDR: 1" + address);
  }

  private static Reply parameters(ModuleCore core) {
    if (!core.radio().isContextActive()) {
      return Reply.ok();
    }
    return Reply.lines(
        String.format(
            "+CGCONTRDP: 1,%d,\"%s\",\"%s\",\"%s\",\"\"",
            BEARER, accessPoint(core), ADDRESS, GATEWAY));
  }
}
