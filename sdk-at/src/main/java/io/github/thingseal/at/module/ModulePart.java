package io.github.thingseal.at.module;

/** A part of the facade: what it shares with the others, and the name of where it belongs. */
abstract class ModulePart {
  final ModuleContext context;

  ModulePart(ModuleContext context) {
    this.context = context;
  }

  /** {@return such as {@code Network[/dev/ttyUSB0]}} */
  @Override
  public final String toString() {
    return getClass().getSimpleName() + "[" + context.name() + "]";
  }
}
