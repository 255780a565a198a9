package io.github.thingseal.testkit.internal.module;

import io.github.thingseal.testkit.SimulatedModuleEvent.Kind;
import io.github.thingseal.testkit.internal.module.clock.ModuleClock;
import io.github.thingseal.testkit.internal.module.fault.FaultSet;
import io.github.thingseal.testkit.internal.module.memory.NonVolatileMemory;
import java.time.Duration;
import java.time.Instant;

/** What the parts of one module share; used under its lock only. */
public interface ModuleContext {
  /** What it is built with. */
  ModuleConfig config();

  /** What it keeps without power. */
  NonVolatileMemory memory();

  /** The settings of the whole module. */
  DeviceSettings settings();

  /** What goes wrong at present. */
  FaultSet faults();

  /** Runs a task later, unless the power goes before; the result cancels it. */
  Runnable schedule(Duration delay, Runnable task);

  /** Reports an event to the observers. */
  void report(Kind kind, int phase);

  /**
   * When the block came that is being received. Its bytes came together, however long this machine
   * takes to look at them: in fast time a moment of that is a gap in a frame.
   */
  Instant receivedAt();

  /** Its time. */
  default ModuleClock clock() {
    return config().clock();
  }
}
