package io.github.thingseal.testkit.internal.module.command.network;

import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandRefused;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;
import io.github.thingseal.testkit.internal.module.radio.PacketContexts;
import io.github.thingseal.testkit.internal.module.radio.PacketContexts.Context;
import io.github.thingseal.testkit.internal.module.radio.Radio;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Attachment and packet data contexts, in the forms of 3GPP TS 27.007. */
public final class PacketCommands {
  private static final List<String> TYPES = List.of("IP", "NONIP", "IPV4V6", "IPV6");
  private static final String NUMBERS = "(1-" + PacketContexts.HIGHEST + ")";
  private static final String NO_ADDRESS = "0.0.0.0";
  private static final String MASK = ".255.255.255.0";
  private static final String GATEWAY = "192.168.20.1";
  private static final String FIRST_DNS = "192.0.2.53";
  private static final String SECOND_DNS = "198.51.100.53";
  private static final int MAX_PARAMETERS = 11;
  private static final int FIRST_BEARER = 5;

  private final Radio radio;
  private final PacketContexts contexts;

  private PacketCommands(ModuleCore core) {
    this.radio = core.radio();
    this.contexts = core.radio().contexts();
  }

  public static void addTo(CommandTable table, ModuleCore core) {
    new PacketCommands(core).addTo(table);
  }

  private void addTo(CommandTable table) {
    table
        .add("+CGATT")
        .test("+CGATT: (0-1)")
        .read(port -> Reply.lines("+CGATT: " + digit(radio.isAttached())))
        .set((port, request) -> done(radio.attach(request.number(0, 0, 1) == 1)));
    table
        .add("+CGACT")
        .test("+CGACT: (0-1)")
        .read(port -> eachContext(this::activity))
        .set((port, request) -> activate(request));
    table
        .add("+CGDCONT")
        .test(() -> Reply.lines(TYPES.stream().map(this::range).toArray(String[]::new)))
        .read(port -> eachContext(this::definition))
        .set((port, request) -> define(request));
    table
        .add("+CGPADDR")
        .test(() -> Reply.lines("+CGPADDR: (" + numbers(contexts.all()) + ")"))
        .action(port -> eachContext(this::address))
        .set((port, request) -> lines(wanted(request, 0), this::address));
    table
        .add("+CGCONTRDP")
        .test(() -> Reply.lines("+CGCONTRDP: (" + numbers(active()) + ")"))
        .action(port -> lines(active(), this::parameters))
        .set((port, request) -> parametersOf(request));
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

  private Reply eachContext(Function<Context, String> line) {
    return lines(contexts.all(), line);
  }

  private static Reply lines(List<Context> of, Function<Context, String> line) {
    return Reply.lines(of.stream().map(line).toArray(String[]::new));
  }

  private static String numbers(List<Context> of) {
    return of.stream().map(Context::id).map(String::valueOf).collect(Collectors.joining(","));
  }

  private List<Context> active() {
    return contexts.all().stream().filter(context -> radio.isActive(context.id())).toList();
  }

  /** The contexts that a command names from a parameter on; all of them must be defined. */
  private List<Context> wanted(Request request, int from) {
    Set<Integer> ids = new TreeSet<>();
    for (int i = from; i < request.count(); i++) {
      ids.add(request.number(i, 1, PacketContexts.HIGHEST));
    }
    return ids.stream().map(this::defined).toList();
  }

  private Context defined(int id) {
    return contexts.find(id).orElseThrow(() -> new CommandRefused(CmeError.OPERATION_NOT_ALLOWED));
  }

  private String activity(Context context) {
    return "+CGACT: " + context.id() + "," + digit(radio.isActive(context.id()));
  }

  private Reply activate(Request request) {
    request.requireCount(1, 1 + PacketContexts.HIGHEST);
    boolean on = request.number(0, 0, 1) == 1;
    List<Context> of = request.count() == 1 ? contexts.all() : wanted(request, 1);
    return done(radio.activate(of.stream().map(Context::id).toList(), on));
  }

  private String range(String type) {
    return "+CGDCONT: " + NUMBERS + ",\"" + type + "\",,,(0),(0),(0)";
  }

  private String definition(Context context) {
    String address = context.addresses().stream().findFirst().orElse(NO_ADDRESS);
    return String.format(
        Locale.ROOT,
        "+CGDCONT: %d,\"%s\",\"%s\",\"%s\",0,0,0",
        context.id(),
        context.type(),
        context.accessPoint(),
        radio.isActive(context.id()) ? address : NO_ADDRESS);
  }

  /** A number alone clears that context, which also ends its use (assumed). */
  private Reply define(Request request) {
    request.requireCount(1, MAX_PARAMETERS);
    int id = request.number(0, 1, PacketContexts.HIGHEST);
    if (request.count() == 1) {
      contexts.clear(id);
      radio.deactivate(id);
      return Reply.ok();
    }
    String type = request.string(1);
    if (!TYPES.contains(type)) {
      return Reply.failed(CmeError.INCORRECT_PARAMETERS);
    }
    contexts.define(new Context(id, type, request.has(2) ? request.string(2) : ""));
    return Reply.ok();
  }

  private String address(Context context) {
    String head = "+CGPADDR: " + context.id();
    if (!radio.isActive(context.id())) {
      return head;
    }
    return head
        + context.addresses().stream()
            .map(address -> ",\"" + address + "\"")
            .collect(Collectors.joining());
  }

  private Reply parametersOf(Request request) {
    request.requireCount(1, 1);
    List<Context> of = wanted(request, 0);
    return lines(of.stream().filter(active()::contains).toList(), this::parameters);
  }

  /** Of a context with both protocols, what holds for IPv4. */
  private String parameters(Context context) {
    String head =
        String.format(
            Locale.ROOT,
            "+CGCONTRDP: %d,%d,\"%s\"",
            context.id(),
            FIRST_BEARER + context.id() - 1,
            context.usedAccessPoint());
    if (context.addresses().isEmpty()) {
      return head;
    }
    String address = context.addresses().get(0) + (context.hasIpV4() ? MASK : "");
    return String.format(
        Locale.ROOT,
        "%s,\"%s\",\"%s\",\"%s\",\"%s\"",
        head,
        address,
        GATEWAY,
        FIRST_DNS,
        SECOND_DNS);
  }
}
