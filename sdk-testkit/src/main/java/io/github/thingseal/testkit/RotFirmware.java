package io.github.thingseal.testkit;

/** The result of {@code AT+USECFW=0}. */
public enum RotFirmware {
  /** Nothing to do. */
  UP_TO_DATE,
  /** An update that {@code AT+USECFW=1} installs. */
  UPDATE_WAITING,
  /** The file of the update is absent. */
  FILE_ABSENT
}
