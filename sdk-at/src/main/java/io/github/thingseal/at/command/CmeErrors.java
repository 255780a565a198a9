package io.github.thingseal.at.command;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Numbers and texts of {@code +CME ERROR} (3GPP TS 27.007 section 9.2, derived). */
final class CmeErrors {
  private static final Map<Integer, String> TEXTS =
      Map.ofEntries(
          entry(0, "phone failure"),
          entry(1, "no connection to phone"),
          entry(2, "phone-adaptor link reserved"),
          entry(3, "operation not allowed"),
          entry(4, "operation not supported"),
          entry(5, "PH-SIM PIN required"),
          entry(10, "SIM not inserted"),
          entry(11, "SIM PIN required"),
          entry(12, "SIM PUK required"),
          entry(13, "SIM failure"),
          entry(14, "SIM busy"),
          entry(15, "SIM wrong"),
          entry(16, "incorrect password"),
          entry(20, "memory full"),
          entry(21, "invalid index"),
          entry(22, "not found"),
          entry(23, "memory failure"),
          entry(24, "text string too long"),
          entry(25, "invalid characters in text string"),
          entry(26, "dial string too long"),
          entry(27, "invalid characters in dial string"),
          entry(30, "no network service"),
          entry(31, "network timeout"),
          entry(32, "network not allowed - emergency calls only"),
          entry(50, "incorrect parameters"),
          entry(100, "unknown"));

  private static final Map<String, Integer> NUMBERS =
      TEXTS.entrySet().stream()
          .collect(
              Collectors.toMap(
                  text -> text.getValue().toLowerCase(Locale.ROOT), Map.Entry::getKey));

  private CmeErrors() {}

  static OptionalInt numberOf(String text) {
    Integer number = NUMBERS.get(text.toLowerCase(Locale.ROOT));
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  static Optional<String> textOf(int number) {
    return Optional.ofNullable(TEXTS.get(number));
  }
}
