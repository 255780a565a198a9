package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.testkit.ServiceFault;
import io.github.thingseal.testkit.ServiceFault.Effect;
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
  boolean fits(ServiceFault fault, String path) {
    Optional<String> field = field(fault.effect());
    return fault.fits(path)
        && (field.isEmpty()
            || operations.find(path).filter(e -> e.fields().contains(field.get())).isPresent());
  }

  /** Refuses a fault that would never happen. */
  void requireSome(ServiceFault fault) {
    if (entries().noneMatch(entry -> fits(fault, entry.path()))) {
      throw new InvalidInputException(
          fault
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

  private static Optional<String> field(Effect effect) {
    if (effect instanceof Effect.MissingField missing) {
      return Optional.of(missing.name());
    }
    if (effect instanceof Effect.WrongType wrong) {
      return Optional.of(wrong.name());
    }
    return effect instanceof Effect.ExpiredToken ? Optional.of("AuthToken") : Optional.empty();
  }
}
