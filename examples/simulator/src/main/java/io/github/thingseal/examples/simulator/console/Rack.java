package io.github.thingseal.examples.simulator.console;

import java.util.List;

/** The modules that the console shows. */
public interface Rack {
  /** The modules, oldest first. */
  List<RackedModule> modules();

  /** Switches on one more module with the root of trust of the first, as a counterfeiter would. */
  void addClone();
}
