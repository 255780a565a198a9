package io.github.thingseal.at.module;

import io.github.thingseal.at.command.device.SetFunctionality;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether callers want the radio on, so that it is turned on again after a restart: the last change
 * that the module carried out decides, whatever thread made it and hears of that first. A change
 * that turns the radio off counts from the moment when it is asked for, unless the module refuses.
 */
final class RadioWish {
  /** Those that turn the radio off, and came after the last one that was carried out. */
  private final Set<Change> off = new HashSet<>();

  private boolean on;
  private long last;
  private long carriedOut;

  synchronized boolean isOn() {
    return on && off.isEmpty();
  }

  /** A caller asks for a change. */
  Change ask(SetFunctionality command) {
    Change change = new Change(command);
    change.sending();
    return change;
  }

  /** The module restarts, or may do so, without having said {@code OK}. */
  void restarted() {
    ask(SetFunctionality.RADIO_OFF).carriedOut();
  }

  /** One change on its way. */
  final class Change {
    private final SetFunctionality command;
    private long number;

    private Change(SetFunctionality command) {
      this.command = command;
    }

    /** Restarts are not repeatable. */
    private boolean turnsOff() {
      return command.repeatable() && !isFull();
    }

    private boolean isFull() {
      return command.equals(SetFunctionality.FULL);
    }

    /** The module is given it: what was given before does not count any more, once it is done. */
    void sending() {
      synchronized (RadioWish.this) {
        number = ++last;
        if (turnsOff()) {
          off.add(this);
        }
      }
    }

    void refused() {
      synchronized (RadioWish.this) {
        off.remove(this);
      }
    }

    void carriedOut() {
      synchronized (RadioWish.this) {
        off.remove(this);
        if (number > carriedOut) {
          carriedOut = number;
          on = isFull();
          off.removeIf(earlier -> earlier.number < number);
        }
      }
    }
  }
}
