package io.github.thingseal.docs;

import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.SimulatedModule;
import java.time.Duration;
import java.util.List;

/** What docs/testing.md shows of the simulators. */
final class TestkitSnippets {
  private TestkitSnippets() {}

  static void faultsOfTheModule(SimulatedModule silicon) {
    silicon.faults(
        List.of(
            ModuleFault.silence("+USECPSK"),
            ModuleFault.delay("+USECROTUID", Duration.ofSeconds(5))));
  }
}
