package io.github.thingseal.at.command.security;

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

  int number() {
    return number;
  }
}
