package io.github.thingseal.at.command;

import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of unsolicited result code: its prefix, and how it is read. A new kind is a new value.
 *
 * @param <T> what it is read into
 * @param prefix such as {@code +CEREG}, without the colon
 * @param reader reads a line with that prefix; empty, or an exception of the SDK, if it is another
 *     kind of line
 */
public record UrcType<T>(String prefix, Function<InfoLine, Optional<T>> reader) {
  /**
   * Checks that nothing is null.
   *
   * @param prefix such as {@code +CEREG}, without the colon
   * @param reader reads a line with that prefix; empty, or an exception of the SDK, if it is
   *     another kind of line
   */
  public UrcType {
    Arguments.required(prefix, "prefix");
    Arguments.required(reader, "reader");
  }

  /** Registration in LTE; reports are turned on by {@link SetRegistrationReports}. */
  public static final UrcType<Registration> REGISTRATION = registration(RegistrationDomain.EPS);

  /**
   * Whether the radio has a connection at this moment. Evidence: the form {@code +CSCON: 1} is
   * published, the meaning 3GPP 27.007.
   */
  public static final UrcType<Boolean> RADIO_CONNECTED =
      new UrcType<>(
          "+CSCON",
          line -> line.size() == 1 ? Optional.of(line.integer(0) == 1) : Optional.empty());

  /**
   * The module goes to deep sleep: {@code +UUPSMR: 1}. Evidence: published; other numbers are not
   * known and not reported.
   */
  public static final UrcType<Ok> DEEP_SLEEP_ENTRY =
      new UrcType<>(
          "+UUPSMR", line -> line.integer(0) == 1 ? Optional.of(Ok.OK) : Optional.empty());

  /** What happens to PDP contexts. Evidence: published for {@code +CGEV: ME PDN ACT 1}. */
  public static final UrcType<PdpEvent> PDP_EVENT =
      new UrcType<>("+CGEV", line -> Optional.of(new PdpEvent(line.text(0))));

  /** Whether {@link ActivatePsdProfile} has come to its end. Evidence: published. */
  public static final UrcType<PsdActivation> PSD_ACTIVATION =
      new UrcType<>(
          "+UUPSDA", line -> Optional.of(new PsdActivation(line.integer(0), line.optionalText(1))));

  /** A TLS session, with its master secret. Evidence: published. */
  public static final UrcType<TlsSessionEvent> TLS_SESSION =
      new UrcType<>("+UUSECPRF", TlsSessionEvent::read);

  /**
   * The registration in a domain. Evidence: published.
   *
   * @param domain which registration
   * @return its kind of line: the status, and where, if the module tells
   */
  public static UrcType<Registration> registration(RegistrationDomain domain) {
    Arguments.required(domain, "domain");
    return new UrcType<>(domain.prefix(), line -> Optional.of(Registration.reported(domain, line)));
  }

  /**
   * Reads a line.
   *
   * @param line the line
   * @return the value, or empty if the line is of another kind or cannot be read
   */
  public Optional<T> read(InfoLine line) {
    Arguments.required(line, "line");
    try {
      return Arguments.returned(reader.apply(line), "UrcType.reader");
    } catch (ThingsealException e) {
      return Optional.empty();
    }
  }
}
