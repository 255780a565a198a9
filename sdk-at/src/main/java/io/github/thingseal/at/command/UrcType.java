package io.github.thingseal.at.command;

import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of unsolicited result code: its prefix, and how it is read. The values that the SDK knows
 * stand in the types that they are read into, such as {@code Registration.URC}.
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
   * @param reader reads a line with that prefix
   */
  public UrcType {
    Arguments.required(prefix, "prefix");
    Arguments.required(reader, "reader");
  }

  /**
   * {@return what a line is read into, empty if it is of another kind or cannot be read}
   *
   * @param line the line
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
