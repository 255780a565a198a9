package io.github.thingseal.at.module;

/** By what it was noticed that a module has restarted, or may have. */
public enum RestartSign {
  /** It sent its greeting. */
  GREETING,
  /** It sent a command back, though echo was turned off. */
  ECHO,
  /** Its error reports are off, though they were turned on. */
  SETTINGS_LOST,
  /** Its port has vanished; it is configured again when that is back. */
  PORT_LOST,
  /** It did not answer several commands, and was recovered by the caller's hook. */
  RECOVERED,
  /** It speaks in the clear, though a chip-to-chip session was open. */
  SESSION_LOST
}
