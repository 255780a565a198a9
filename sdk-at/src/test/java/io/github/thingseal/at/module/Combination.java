package io.github.thingseal.at.module;

import io.github.thingseal.at.command.ChannelClosedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One call of the facade, one fault, and what lies between driver and module. */
record Combination(Wiring wiring, FacadeCall call, Fault fault) {
  static List<Combination> of(Wiring wiring) {
    List<Combination> all = new ArrayList<>();
    for (FacadeCall call : FacadeCalls.all()) {
      for (Fault fault : Faults.all()) {
        Combination combination = new Combination(wiring, call, fault);
        if (combination.makesSense()) {
          all.add(combination);
        }
      }
    }
    return all;
  }

  /** Left out: opening a session within one; what 00B does not have. */
  private boolean makesSense() {
    return (wiring == Wiring.PLAIN || fault.everywhere())
        && (call.inSession || !wiring.encrypted)
        && !(call.secondFirmware && wiring == Wiring.C2C_V1)
        && !isOnlyHelpedByAReset();
  }

  /**
   * A module that has opened or closed a session and was not understood, or says so and has not,
   * speaks another language than the driver until it is reset, which ends the multiplexer, too.
   */
  private boolean isOnlyHelpedByAReset() {
    boolean misunderstood = situation() == Situation.OK_ALONE || situation() == Situation.DEAF;
    boolean switches = call.rescue != null;
    return misunderstood
        && ((switches && wiring.multiplexed) || (call.endsSession && wiring.encrypted));
  }

  Situation situation() {
    return fault.situation().apply(call, wiring);
  }

  /** A multiplexer whose module is deaf on all channels takes it for restarted, and ends them. */
  Set<Class<?>> ending() {
    Set<Class<?>> usual = call.ending(situation());
    if (wiring.multiplexed && call.endsMultiplexer && usual.isEmpty()) {
      return Set.of(ChannelClosedException.class, FacadeCall.OR_RIGHT);
    }
    if (!wiring.multiplexed || situation() != Situation.DEAF || usual.isEmpty()) {
      return usual;
    }
    Set<Class<?>> either = new HashSet<>(usual);
    either.add(ChannelClosedException.class);
    return either;
  }

  @Override
  public String toString() {
    return wiring + ", " + call + ", " + fault;
  }
}
