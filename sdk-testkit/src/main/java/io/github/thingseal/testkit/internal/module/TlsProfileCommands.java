package io.github.thingseal.testkit.internal.module;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** TLS profiles: kept until the power goes, with values checked but used by nobody. */
final class TlsProfileCommands {
  private static final String COMMAND = "+USECPRF";
  private static final int LAST_PROFILE = 4;
  private static final int CIPHERS = 2;
  private static final int ONE_CIPHER = 99;
  private static final int CIPHER_LIST = 100;
  private static final int PSK = 8;
  private static final int PSK_IDENTITY = 9;
  private static final int LAST_OPERATION = 14;

  /** The highest number of each operation that takes one; those of 0, 1 and 13 are assumed. */
  private static final Map<Integer, Integer> NUMBERS =
      Map.of(0, 3, 1, 4, CIPHERS, CIPHER_LIST, 11, 1, 13, 12, 14, 2);

  private static final List<Integer> STRINGS = List.of(3, 4, 5, 6, 7, PSK, PSK_IDENTITY, 10);

  /** A 1 behind these says that they are in hexadecimal digits. */
  private static final List<Integer> MAY_BE_HEX = List.of(PSK, PSK_IDENTITY);

  /** Password and pre-shared key are not told (assumed). */
  private static final List<Integer> SECRETS = List.of(7, PSK);

  private final DeviceSettings settings;

  private TlsProfileCommands(DeviceSettings settings) {
    this.settings = settings;
  }

  static void addTo(CommandTable table, ModuleCore core) {
    TlsProfileCommands commands = new TlsProfileCommands(core.settings());
    table.add(COMMAND).set((port, request) -> commands.execute(request));
  }

  private Reply execute(Request request) {
    request.requireCount(1, 5);
    int profile = request.number(0, 0, LAST_PROFILE);
    if (request.count() == 1) {
      IntStream.rangeClosed(0, LAST_OPERATION)
          .forEach(operation -> settings.putVolatileText(key(profile, operation), ""));
      return Reply.ok();
    }
    int operation = request.number(1, 0, LAST_OPERATION);
    if (!NUMBERS.containsKey(operation) && !STRINGS.contains(operation)) {
      return Reply.failed(CmeError.OPERATION_NOT_SUPPORTED);
    }
    if (request.count() == 2) {
      return Reply.lines(
          COMMAND + ": " + profile + "," + operation + "," + value(profile, operation));
    }
    settings.putVolatileText(key(profile, operation), newValue(profile, operation, request));
    return Reply.ok();
  }

  static String key(int profile, int operation) {
    return COMMAND + "." + profile + "." + operation;
  }

  private String value(int profile, int operation) {
    Optional<String> stored =
        settings.volatileText(key(profile, operation)).filter(text -> !text.isEmpty());
    if (SECRETS.contains(operation)) {
      return "\"\"";
    }
    return stored.orElse(STRINGS.contains(operation) ? "\"\"" : "0");
  }

  private String newValue(int profile, int operation, Request request) {
    if (STRINGS.contains(operation)) {
      request.requireCount(3, MAY_BE_HEX.contains(operation) ? 4 : 3);
      if (request.has(3)) {
        request.number(3, 0, 1);
      }
      return quoted(request.string(2));
    }
    int number = request.number(2, 0, NUMBERS.getOrDefault(operation, 0));
    if (operation == CIPHERS && number == ONE_CIPHER) {
      request.requireCount(5, 5);
      return number + "," + quoted(request.string(3)) + "," + quoted(request.string(4));
    }
    if (operation == CIPHERS && number == CIPHER_LIST) {
      request.requireCount(5, 5);
      return cipherList(value(profile, operation), request.string(3), request.number(4, 0, 1));
    }
    request.requireCount(3, operation == CIPHERS ? 3 : 5);
    return Integer.toString(number);
  }

  /** A list to add to, or to take from. */
  private static String cipherList(String before, String ciphers, int remove) {
    String prefix = CIPHER_LIST + ",";
    String known = before.startsWith(prefix) ? before.substring(prefix.length()) : "\"\"";
    List<String> given = List.of(ciphers.split(";"));
    List<String> kept =
        List.of(known.replace("\"", "").split(";")).stream()
            .filter(cipher -> !cipher.isEmpty() && !given.contains(cipher))
            .collect(Collectors.toList());
    if (remove == 0) {
      kept.addAll(given);
    }
    return prefix + quoted(String.join(";", kept));
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
