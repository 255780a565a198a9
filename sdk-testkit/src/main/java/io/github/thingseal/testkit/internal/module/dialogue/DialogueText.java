package io.github.thingseal.testkit.internal.module.dialogue;

import static io.github.thingseal.testkit.SimulatedModuleLine.REDACTED;

import io.github.thingseal.testkit.internal.module.dialogue.Request.Form;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes down what is said on a port, and leaves out what is not known to be harmless. */
public final class DialogueText {
  /** Commands that carry no secret in any argument or answer. */
  private static final Set<String> OPEN =
      Set.of(
          "I",
          "D",
          "+CCID",
          "+CCLK",
          "+CEDRXS",
          "+CEER",
          "+CEREG",
          "+CESQ",
          "+CFUN",
          "+CGACT",
          "+CGATT",
          "+CGDCONT",
          "+CGMI",
          "+CGMM",
          "+CGMR",
          "+CGPADDR",
          "+CGREG",
          "+CGSN",
          "+CIMI",
          "+CLAC",
          "+CMEE",
          "+CMUX",
          "+COPS",
          "+CPIN?",
          "+CPSMS",
          "+CREG",
          "+CSQ",
          "+GCAP",
          "+GMI",
          "+GMM",
          "+GMR",
          "+GSN",
          "+IPR",
          "+UCGED",
          "+UPSMR",
          "+UPSV",
          "+URAT",
          "+USECCHIP",
          "+USECCONN",
          "+USECFW",
          "+USECMODE",
          "+USECROTUID",
          "+UUPSMR");

  private static final Pattern SMALL_NUMBER = Pattern.compile("-?[0-9]{1,3}");
  private static final Pattern INFORMATION =
      Pattern.compile("(?<name>\\+[A-Z0-9]{2,20}): (?<fields>.*)", Pattern.DOTALL);
  private static final Pattern RESULT =
      Pattern.compile("OK|ERROR|CONNECT|NO CARRIER|Command aborted|\\+CM[ES] ERROR: .*");

  private final Set<String> names;

  /** Knows the names of the module's commands: what is no command may be anything. */
  public DialogueText(Set<String> names) {
    this.names = names;
  }

  /** A command line without its prefix. */
  String commandLine(String line) {
    StringBuilder text = new StringBuilder("AT");
    CommandLine commands = new CommandLine(line);
    String separator = "";
    while (commands.hasNext()) {
      String command = next(commands);
      text.append(separator).append(command);
      separator = command.startsWith("+") ? ";" : "";
    }
    return text.toString();
  }

  private String next(CommandLine commands) {
    try {
      Request request = commands.next();
      return names.contains(request.name()) ? command(request) : REDACTED;
    } catch (CommandRefused malformed) {
      return REDACTED;
    }
  }

  private static String command(Request request) {
    String name = request.name();
    return switch (request.form()) {
      case ACTION -> name;
      case READ -> name + "?";
      case TEST -> name + "=?";
      case SET -> name + (name.startsWith("+") ? "=" : "") + arguments(request);
    };
  }

  private static String arguments(Request request) {
    boolean open = OPEN.contains(request.name());
    return request.arguments().stream()
        .map(argument -> argument(argument, open))
        .collect(Collectors.joining(","));
  }

  private static String argument(Argument argument, boolean open) {
    if (argument.isEmpty()) {
      return "";
    }
    String text = argument.quoted() ? '"' + argument.text() + '"' : argument.text();
    return open ? printable(text) : field(text);
  }

  /** A line of information that a command answers. */
  String information(Request request, Info info) {
    if (info.binaryLength() > 0) {
      String head = info.text().substring(0, info.binaryStart()).replaceFirst("\"$", "");
      return line(request, head) + bytes(info.binaryLength());
    }
    return line(request, info.text());
  }

  private String line(Request request, String text) {
    String name = request.name();
    if (OPEN.contains(name) || (request.form() == Form.READ && OPEN.contains(name + "?"))) {
      return printable(text);
    }
    return withFields(text);
  }

  /** A result code, or an unsolicited one, which comes without any command. */
  public String result(String text) {
    return RESULT.matcher(text).matches() ? printable(text) : withFields(text);
  }

  public static String bytes(int count) {
    return "<" + count + (count == 1 ? " byte>" : " bytes>");
  }

  private String withFields(String text) {
    Matcher parts = INFORMATION.matcher(text);
    if (!parts.matches()) {
      return REDACTED;
    }
    if (OPEN.contains(parts.group("name"))) {
      return printable(text);
    }
    String fields =
        List.of(parts.group("fields").split(",", -1)).stream()
            .map(DialogueText::field)
            .collect(Collectors.joining(","));
    return parts.group("name") + ": " + fields;
  }

  private static String field(String text) {
    return text.isEmpty() || SMALL_NUMBER.matcher(text).matches() ? text : REDACTED;
  }

  private static String printable(String text) {
    return text.chars()
        .mapToObj(
            c ->
                c >= ' ' && c < 0x7F
                    ? String.valueOf((char) c)
                    : String.format(Locale.ROOT, "\\x%02x", c))
        .collect(Collectors.joining());
  }
}
