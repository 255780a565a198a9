package io.github.thingseal.testkit.internal.module.command.tls;

import io.github.thingseal.testkit.internal.module.DeviceSettings;
import io.github.thingseal.testkit.internal.module.Firmware;
import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import io.github.thingseal.testkit.internal.module.core.ModuleCore;
import io.github.thingseal.testkit.internal.module.dialogue.CmeError;
import io.github.thingseal.testkit.internal.module.dialogue.CommandRefused;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.Reply;
import io.github.thingseal.testkit.internal.module.dialogue.Request;
import io.github.thingseal.testkit.internal.module.security.TlsSessions;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * TLS profiles: kept until the power goes, with values checked but used by no one.
 *
 * <p>Evidence for cipher suites and for the default of the certificate check: the vendor's C
 * library. SARA-R410M and SARA-R412M know one suite by a number of their own; SARA-R422 and LARA-R6
 * also one by its IANA number; SARA-R5 also a list.
 */
public final class TlsProfileCommands {
  private static final String COMMAND = "+USECPRF";
  private static final int LAST_PROFILE = 4;
  private static final int CERTIFICATE_CHECK = 0;
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

  /** Password and pre-shared key are not returned (assumed). */
  private static final List<Integer> SECRETS = List.of(7, PSK);

  private final DeviceSettings settings;
  private final Firmware firmware;

  private TlsProfileCommands(ModuleCore core) {
    this.settings = core.settings();
    this.firmware = core.config().firmware();
  }

  public static void addTo(CommandTable table, ModuleCore core) {
    TlsProfileCommands commands = new TlsProfileCommands(core);
    table.add(COMMAND).set((port, request) -> commands.execute(request));
  }

  private Reply execute(Request request) {
    request.requireCount(1, 6);
    int profile = request.number(0, 0, LAST_PROFILE);
    if (request.count() == 1) {
      IntStream.rangeClosed(0, LAST_OPERATION)
          .forEach(operation -> settings.putVolatileText(TlsSessions.key(profile, operation), ""));
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
    settings.putVolatileText(
        TlsSessions.key(profile, operation), newValue(profile, operation, request));
    return Reply.ok();
  }

  private String value(int profile, int operation) {
    Optional<String> stored =
        settings.volatileText(TlsSessions.key(profile, operation)).filter(text -> !text.isEmpty());
    if (SECRETS.contains(operation)) {
      return "\"\"";
    }
    return stored.orElseGet(() -> initially(operation));
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
    if (operation == CIPHERS) {
      return ciphers(profile, number, request);
    }
    request.requireCount(3, 5);
    return Integer.toString(number);
  }

  /** Certificates are checked against the root CA, but by the first of SARA-R4. */
  private String initially(int operation) {
    if (operation == CERTIFICATE_CHECK && firmware.has(Trait.CHECKS_CERTIFICATES)) {
      return "1";
    }
    return STRINGS.contains(operation) ? quoted("") : "0";
  }

  private String ciphers(int profile, int form, Request request) {
    boolean known =
        switch (form) {
          case CIPHER_LIST -> firmware.has(Trait.CIPHER_LIST);
          case ONE_CIPHER -> firmware.has(Trait.IANA_CIPHER);
          default -> true;
        };
    if (!known) {
      throw new CommandRefused(CmeError.INCORRECT_PARAMETERS);
    }
    if (form == ONE_CIPHER) {
      request.requireCount(5, 5);
      return form + "," + quoted(cipher(request));
    }
    if (form == CIPHER_LIST) {
      request.requireCount(5, 6);
      boolean bytes = request.count() == 6;
      List<String> given = bytes ? List.of(cipher(request)) : cipherList(request);
      boolean remove = request.number(request.count() - 1, 0, 1) == 1;
      return form + "," + quoted(changed(value(profile, CIPHERS), given, remove));
    }
    request.requireCount(3, 3);
    return Integer.toString(form);
  }

  /** The upper and the lower byte of an IANA number, each in two hexadecimal digits. */
  private static String cipher(Request request) {
    return digits(request.string(3), 2) + digits(request.string(4), 2);
  }

  /** Several IANA numbers in one string. */
  private static List<String> cipherList(Request request) {
    return Arrays.stream(request.string(3).split(";")).map(text -> digits(text, 4)).toList();
  }

  private static String digits(String text, int count) {
    if (!text.matches("[0-9A-Fa-f]{" + count + "}")) {
      throw new CommandRefused(CmeError.INCORRECT_PARAMETERS);
    }
    return text.toUpperCase(Locale.ROOT);
  }

  /** A list with some added at its end, or taken out of it. */
  private static String changed(String before, List<String> given, boolean remove) {
    String prefix = CIPHER_LIST + ",";
    String known = before.startsWith(prefix) ? before.substring(prefix.length()) : "";
    Set<String> list = new LinkedHashSet<>(List.of(known.replace("\"", "").split(";")));
    list.remove("");
    if (remove) {
      given.forEach(list::remove);
    } else {
      list.addAll(given);
    }
    return String.join(";", list);
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
