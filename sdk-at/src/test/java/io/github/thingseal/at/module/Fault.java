package io.github.thingseal.at.module;

import io.github.thingseal.testkit.SimulatedModuleFaults;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * One thing that goes wrong with the simulated module.
 *
 * @param knob the method of {@link SimulatedModuleFaults.Builder} that does it
 * @param name what it is called
 * @param atStart whether it is there before the port is opened; otherwise it comes with the command
 * @param everywhere whether it is tried in sessions and in the multiplexer, too
 * @param before what is said to the module before, for the fault to matter; empty for nothing
 * @param plan makes it, for a call so long after boot
 * @param situation what it amounts to, for a call behind a wiring
 */
record Fault(
    String knob,
    String name,
    boolean atStart,
    boolean everywhere,
    String before,
    BiFunction<FacadeCall, Duration, SimulatedModuleFaults> plan,
    BiFunction<FacadeCall, Wiring, Situation> situation) {

  /** One that is the same for every call. */
  static Fault of(String knob, String name, UnaryOperator<SimulatedModuleFaults.Builder> change) {
    return forCall(knob, name, (call, builder) -> change.apply(builder));
  }

  /** One that depends on the command that it strikes. */
  static Fault forCall(
      String knob,
      String name,
      BiFunction<FacadeCall, SimulatedModuleFaults.Builder, SimulatedModuleFaults.Builder> change) {
    return new Fault(
        knob,
        name,
        false,
        false,
        "",
        (call, sinceBoot) -> change.apply(call, SimulatedModuleFaults.builder()).build(),
        (call, wiring) -> Situation.FINE);
  }

  Fault amountsTo(Situation always) {
    return amountsTo((call, wiring) -> always);
  }

  Fault amountsTo(BiFunction<FacadeCall, Wiring, Situation> rule) {
    return new Fault(knob, name, atStart, everywhere, before, plan, rule);
  }

  /** What is said to the module before, for the fault to matter. */
  Fault after(String line) {
    return new Fault(knob, name, atStart, everywhere, line, plan, situation);
  }

  Fault fromTheStart() {
    return new Fault(knob, name, true, everywhere, before, plan, situation);
  }

  Fault andEverywhere() {
    return new Fault(knob, name, atStart, true, before, plan, situation);
  }

  @Override
  public String toString() {
    return name;
  }
}
