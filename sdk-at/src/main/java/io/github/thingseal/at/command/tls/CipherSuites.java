package io.github.thingseal.at.command.tls;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The cipher suites of a TLS profile.
 *
 * @param selection 100 for a list of suites, 99 for one by its IANA number, else the number of the
 *     vendor's own list, 0 being the default
 * @param suites the IANA numbers, four hexadecimal digits each such as {@code C02F}; empty if the
 *     vendor's list is used
 */
public record CipherSuites(int selection, List<String> suites) {
  private static final Pattern SUITE = Pattern.compile("[0-9A-Fa-f]{4}");

  /**
   * Checks the suites.
   *
   * @param selection how they are chosen
   * @param suites the IANA numbers
   */
  public CipherSuites {
    suites = List.copyOf(Arguments.requiredElements(suites, "suites"));
    suites.forEach(CipherSuites::require);
  }

  static void require(String suite) {
    if (!SUITE.matcher(suite).matches()) {
      throw new InvalidInputException("A cipher suite is four hexadecimal digits, not " + suite);
    }
  }
}
