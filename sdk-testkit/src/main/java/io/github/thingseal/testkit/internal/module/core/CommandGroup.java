package io.github.thingseal.testkit.internal.module.core;

import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;

/** Adds some commands to those of a module. */
@FunctionalInterface
public interface CommandGroup {
  /** Adds those that the module has. */
  void addTo(CommandTable table, ModuleCore core);
}
