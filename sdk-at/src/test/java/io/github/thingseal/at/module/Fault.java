package io.github.thingseal.at.module;

import static java.util.stream.Collectors.toSet;

import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.SimulatedModule;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One thing that goes wrong with the simulated module, or in which its firmware is odd.
 *
 * @param name what it is called
 * @param trait the method of {@link SimulatedModule.Builder} if it is a trait, which a module has
 *     from the start; empty for a fault
 * @param firmware gives a module the trait
 * @param atStart whether it is there before the port is opened; otherwise it comes with the command
 * @param everywhere whether it is tried in sessions and in the multiplexer, too
 * @param before what is said to the module before, for the fault to matter; empty for nothing
 * @param plan makes it, for a call so long after boot
 * @param situation what it amounts to, for a call behind a wiring
 */
record Fault(
    String name,
    String trait,
    UnaryOperator<SimulatedModule.Builder> firmware,
    boolean atStart,
    boolean everywhere,
    String before,
    BiFunction<FacadeCall, Duration, List<ModuleFault>> plan,
    BiFunction<FacadeCall, Wiring, Situation> situation) {

  /** One that is the same for every call. */
  static Fault of(String name, ModuleFault fault) {
    return forCall(name, call -> fault);
  }

  /** One that depends on the command that it strikes. */
  static Fault forCall(String name, Function<FacadeCall, ModuleFault> fault) {
    return planned(name, (call, sinceBoot) -> fault.apply(call));
  }

  /** One that depends on the time since boot, too. */
  static Fault planned(String name, BiFunction<FacadeCall, Duration, ModuleFault> fault) {
    return new Fault(
        name,
        "",
        UnaryOperator.identity(),
        false,
        false,
        "",
        (call, sinceBoot) -> List.of(fault.apply(call, sinceBoot)),
        (call, wiring) -> Situation.FINE);
  }

  /** No fault, but a trait of the firmware. */
  static Fault trait(String name, String trait, UnaryOperator<SimulatedModule.Builder> firmware) {
    return new Fault(
        name,
        trait,
        firmware,
        true,
        false,
        "",
        (call, sinceBoot) -> List.of(),
        (call, wiring) -> Situation.FINE);
  }

  Fault amountsTo(Situation always) {
    return amountsTo((call, wiring) -> always);
  }

  Fault amountsTo(BiFunction<FacadeCall, Wiring, Situation> rule) {
    return new Fault(name, trait, firmware, atStart, everywhere, before, plan, rule);
  }

  /** What is said to the module before, for the fault to matter. */
  Fault after(String line) {
    return new Fault(name, trait, firmware, atStart, everywhere, line, plan, situation);
  }

  Fault fromTheStart() {
    return new Fault(name, trait, firmware, true, everywhere, before, plan, situation);
  }

  Fault andEverywhere() {
    return new Fault(name, trait, firmware, atStart, true, before, plan, situation);
  }

  /** Which faults of the simulated module it is made of: their names, without their values. */
  Set<String> kinds(FacadeCall call) {
    return plan.apply(call, Duration.ZERO).stream()
        .map(fault -> fault.toString().split("[\\[\\]]", -1)[1])
        .collect(toSet());
  }

  @Override
  public String toString() {
    return name;
  }
}
