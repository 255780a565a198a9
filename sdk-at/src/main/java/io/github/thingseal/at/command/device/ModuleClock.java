package io.github.thingseal.at.command.device;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The time of a module's clock.
 *
 * @param localTime date and time; the century is not reported and taken for the 21st
 * @param offset how far that is from UTC, if the module reports it
 */
public record ModuleClock(LocalDateTime localTime, Optional<ZoneOffset> offset) {
  /**
   * Checks that nothing is null.
   *
   * @param localTime date and time; the century is not reported and taken for the 21st
   * @param offset how far that is from UTC, if the module reports it
   */
  public ModuleClock {
    Arguments.required(localTime, "localTime");
    Arguments.required(offset, "offset");
  }

  /** {@return the moment, empty if the module reports no offset} */
  public Optional<Instant> toInstant() {
    return offset.map(localTime::toInstant);
  }
}
