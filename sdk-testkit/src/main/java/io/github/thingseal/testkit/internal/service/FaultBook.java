package io.github.thingseal.testkit.internal.service;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The faults that are still to happen. */
public final class FaultBook {
  private final List<Entry> entries = new ArrayList<>();
  private final FaultTargets targets;

  FaultBook(FaultTargets targets) {
    this.targets = targets;
  }

  /** Adds a fault behind those already there; refuses one that would never happen. */
  public synchronized void add(InjectedFault fault) {
    targets.requireSome(fault);
    entries.add(new Entry(fault));
  }

  /** Forgets all faults. */
  public synchronized void clear() {
    entries.clear();
  }

  /** What happens to a request: the oldest fault that fits it. */
  synchronized Optional<ResponseFault> next(String path) {
    Iterator<Entry> iterator = entries.iterator();
    while (iterator.hasNext()) {
      Entry entry = iterator.next();
      if (targets.fits(entry.fault, path)) {
        if (entry.spend()) {
          iterator.remove();
        }
        return Optional.of(entry.fault.effect());
      }
    }
    return Optional.empty();
  }

  private static final class Entry {
    private final InjectedFault fault;
    private int left;

    Entry(InjectedFault fault) {
      this.fault = fault;
      this.left = fault.times();
    }

    /** Counts down, unless it never ends, and returns whether it is used up. */
    boolean spend() {
      if (left != Integer.MAX_VALUE) {
        left--;
      }
      return left == 0;
    }
  }
}
