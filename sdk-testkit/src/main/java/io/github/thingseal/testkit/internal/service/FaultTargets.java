package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.InvalidInputException;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Which requests a fault can hit. */
final class FaultTargets {
  private final OperationTable operations;

  FaultTargets(OperationTable operations) {
    this.operations = operations;
  }

  /** Whether a fault hits requests of a path: one of a field does where answers have that field. */
  boolean fits(InjectedFault fault, String path) {
    Optional<String> field = fault.effect().field();
    return fault.isAbout(path)
        && (field.isEmpty()
            || operations.find(path).filter(e -> e.fields().contains(field.get())).isPresent());
  }

  /** Refuses a fault that would never happen. */
  void requireSome(InjectedFault fault) {
    if (entries().noneMatch(entry -> fits(fault, entry.path()))) {
      throw new InvalidInputException(
          fault.name()
              + " fits no answer of the simulated service, so it would never happen; the paths and"
              + " the fields of their answers are "
              + entries()
                  .sorted(Comparator.comparing(OperationTable.Entry::path))
                  .map(entry -> entry.path() + " " + entry.fields())
                  .collect(Collectors.joining(", ")));
    }
  }

  private Stream<OperationTable.Entry> entries() {
    return StreamSupport.stream(operations.all().spliterator(), false);
  }
}
