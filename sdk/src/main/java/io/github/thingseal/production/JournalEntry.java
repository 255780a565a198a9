package io.github.thingseal.production;

import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of a {@link SealingJournal}: what happened to a module, and which serial number is its.
 *
 * @param at when it happened
 * @param event what happened
 * @param rotPublicUid the module
 * @param serial the serial number that is reserved for the module, and for no other
 */
public record JournalEntry(
    Instant at, Event event, RotPublicUid rotPublicUid, DeviceSerialNumber serial) {
  private static final int PARTS = 4;

  /**
   * Checks that nothing is null.
   *
   * @param at when it happened
   * @param event what happened
   * @param rotPublicUid the module
   * @param serial the serial number that is reserved for the module, and for no other
   */
  public JournalEntry {
    Arguments.required(at, "at");
    Arguments.required(event, "event");
    Arguments.required(rotPublicUid, "rotPublicUid");
    Arguments.required(serial, "serial");
  }

  /** What can happen to a module, in this order. */
  public enum Event {
    /** The serial number was given to the module. Nothing was sent. */
    RESERVED,
    /** The module is about to be sealed: whether it was, only the module knows. */
    SEALING,
    /** The module is sealed and the service has confirmed it. */
    VERIFIED;

    /** Sealing may be begun again, and be found to be done; nothing follows what is verified. */
    boolean mayFollow(@Nullable Event before) {
      return switch (this) {
        case RESERVED -> before == null;
        case SEALING, VERIFIED -> before == RESERVED || before == SEALING;
      };
    }
  }

  /** Whether nothing is left to do. */
  boolean isVerified() {
    return event == Event.VERIFIED;
  }

  /** The line without its end: time, event, module and serial number, apart by blanks. */
  String toLine() {
    return at + " " + event + " " + rotPublicUid.hex() + " " + serial;
  }

  /** Reads a line; empty if it is none. */
  static Optional<JournalEntry> parse(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length != PARTS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new JournalEntry(
              Instant.parse(parts[0]),
              Event.valueOf(parts[1].toUpperCase(Locale.ROOT)),
              RotPublicUid.of(parts[2]),
              DeviceSerialNumber.of(parts[3])));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}
