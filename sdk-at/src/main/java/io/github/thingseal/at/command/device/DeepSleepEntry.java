package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.UrcType;
import java.util.Optional;

/** The module goes to deep sleep. */
public record DeepSleepEntry() {
  /** Evidence: {@code +UUPSMR: 1} is published; other numbers are not known and not reported. */
  public static final UrcType<DeepSleepEntry> URC =
      new UrcType<>(
          "+UUPSMR",
          line -> line.integer(0) == 1 ? Optional.of(new DeepSleepEntry()) : Optional.empty());
}
