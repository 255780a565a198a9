package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.UnexpectedReplyException;
import java.util.Arrays;

/** Whether the firmware of the root of trust is that which the module's firmware brings. */
public enum RotFirmwareState {
  /** It is. */
  UP_TO_DATE(0),
  /** It is older. */
  UPDATE_NEEDED(1),
  /** The module's firmware brings none. */
  FILE_ABSENT(3);

  private final int number;

  RotFirmwareState(int number) {
    this.number = number;
  }

  static RotFirmwareState of(int number) {
    return Arrays.stream(values())
        .filter(state -> state.number == number)
        .findFirst()
        .orElseThrow(() -> new UnexpectedReplyException("no one says what " + number + " means"));
  }
}
