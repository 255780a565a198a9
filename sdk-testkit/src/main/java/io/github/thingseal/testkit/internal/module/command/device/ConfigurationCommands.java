package io.github.thingseal.testkit.internal.module.command.device;

import io.github.thingseal.testkit.internal.module.DeviceSettings;
import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.core.PortWire;
import io.github.thingseal.testkit.internal.module.dialogue.AtPort;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Settings of the module as a whole that start-up sequences touch. */
public final class ConfigurationCommands {
  private static final List<Integer> BAUD_RATES =
      List.of(0, 9600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600);
  private static final String GREETING = "greeting";
  private static final Pattern CLOCK =
      Pattern.compile("([0-9/]{8}).([0-9:]{8})(?:([+-])([0-9]{2}))?");
  private static final DateTimeFormatter CLOCK_FORMAT =
      DateTimeFormatter.ofPattern("yy/MM/dd HH:mm:ss", Locale.ROOT);

  private ConfigurationCommands() {}

  public static void addTo(CommandTable table, ModuleCore core) {
    table
        .add("+IPR")
        .test(
            "+IPR: ("
                + BAUD_RATES.stream().map(String::valueOf).collect(Collectors.joining(","))
                + "),()")
        .read(port -> Reply.lines("+IPR: " + rateInUse(core, port)))
        .set((port, request) -> setBaudRate(core, request));
    addStored(
        table,
        core,
        "+UMNOPROF",
        1,
        999,
        core.config().firmware().has(Trait.LONG_FORMS) ? ",2,1,1" : "");
    table
        .add("+USIO")
        .test("+USIO: (0-255)")
        .read(port -> Reply.lines("+USIO: " + variant(core) + ",*" + variant(core)))
        .set((port, request) -> store(core, "+USIO", request.number(0, 0, 255)));
    addVolatile(table, core, "+CTZU", 0, 1);
    table
        .add("+CSGT")
        .test("+CSGT: (0,1)")
        .read(port -> Reply.lines("+CSGT: " + greeting(core)))
        .set((port, request) -> setGreeting(core, request));
    table
        .add("+CCLK")
        .read(port -> Reply.lines("+CCLK: \"" + core.settings().clock() + "\""))
        .set((port, request) -> setClock(core, request));
  }

  private static void addStored(
      CommandTable table, ModuleCore core, String name, int initially, int max, String more) {
    table
        .add(name)
        .test(name + ": (0-" + max + ")")
        .read(port -> Reply.lines(name + ": " + core.memory().number(name, initially) + more))
        .set((port, request) -> store(core, name, request.number(0, 0, max)));
  }

  private static Reply store(ModuleCore core, String name, int value) {
    core.memory().put(name, value).save();
    return Reply.ok();
  }

  private static int variant(ModuleCore core) {
    return core.memory().number("+USIO", 5);
  }

  private static void addVolatile(
      CommandTable table, ModuleCore core, String name, int initially, int max) {
    table
        .add(name)
        .test(name + ": (" + initially + "-" + max + ")")
        .read(port -> Reply.lines(name + ": " + core.settings().volatileNumber(name, initially)))
        .set(
            (port, request) -> {
              core.settings().putVolatile(name, request.number(0, 0, max));
              return Reply.ok();
            });
  }

  /** A module that guesses the rate has done so by the time it is asked. */
  private static int rateInUse(ModuleCore core, AtPort port) {
    int set = core.settings().baudRate();
    return set > 0
        ? set
        : core.wire(port)
            .map(PortWire::hostBaudRate)
            .filter(rate -> rate > 0)
            .orElse(DeviceSettings.FACTORY_BAUD_RATE);
  }

  private static Reply setBaudRate(ModuleCore core, Request request) {
    int rate = request.number(0, 0, 4_000_000);
    if (!BAUD_RATES.contains(rate)) {
      return Reply.failed(CmeError.INCORRECT_PARAMETERS);
    }
    return Reply.okThen(() -> core.memory().put(DeviceSettings.BAUD_RATE, rate).save());
  }

  private static String greeting(ModuleCore core) {
    return core.memory().text(GREETING).map(text -> "\"" + text + "\",1").orElse("\"\",0");
  }

  private static Reply setGreeting(ModuleCore core, Request request) {
    request.requireCount(1, 2);
    if (request.number(0, 0, 1) == 0) {
      core.memory().remove(GREETING).save();
    } else {
      core.memory().put(GREETING, request.string(1)).save();
    }
    return Reply.ok();
  }

  private static Reply setClock(ModuleCore core, Request request) {
    Matcher parts = CLOCK.matcher(request.string(0));
    if (!parts.matches()) {
      return Reply.failed(CmeError.INCORRECT_PARAMETERS);
    }
    try {
      LocalDateTime local =
          LocalDateTime.parse(parts.group(1) + " " + parts.group(2), CLOCK_FORMAT);
      int quarters = parts.group(4) == null ? 0 : Integer.parseInt(parts.group(4));
      core.settings().setClock(local, "-".equals(parts.group(3)) ? -quarters : quarters);
      return Reply.ok();
    } catch (DateTimeException e) {
      return Reply.failed(CmeError.INCORRECT_PARAMETERS);
    }
  }
}
