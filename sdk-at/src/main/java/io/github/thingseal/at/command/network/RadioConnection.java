package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.UrcType;
import java.util.Optional;

/**
 * Whether the radio has a connection at this moment.
 *
 * @param connected true if it has
 */
public record RadioConnection(boolean connected) {
  /** Evidence: the form {@code +CSCON: 1} is published, the meaning 3GPP 27.007. */
  public static final UrcType<RadioConnection> URC =
      new UrcType<>(
          "+CSCON",
          line ->
              line.size() == 1
                  ? Optional.of(new RadioConnection(line.integer(0) == 1))
                  : Optional.empty());
}
