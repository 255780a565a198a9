package io.github.thingseal.at.module;

import io.github.thingseal.testkit.ModuleFault;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bench that serves the same call again and again for as long as it is as good as new. */
final class SharedBench implements AutoCloseable {
  private @Nullable ModuleBench bench;
  private @Nullable Combination last;
  private boolean asGoodAsNew;

  /** A bench for a combination; it is used up unless it is said to be as good as new. */
  ModuleBench take(Combination next) {
    ModuleBench given = bench;
    if (given == null || !asGoodAsNew || !fits(next)) {
      close();
      given = fresh(next);
      bench = given;
    }
    last = next;
    asGoodAsNew = false;
    return given;
  }

  void asGoodAsNew() {
    asGoodAsNew = true;
  }

  private boolean fits(Combination next) {
    return last != null
        && last.call().name.equals(next.call().name)
        && last.wiring() == next.wiring()
        && !next.fault().atStart();
  }

  private static ModuleBench fresh(Combination next) {
    List<ModuleFault> atStart =
        next.fault().atStart() ? next.fault().plan().apply(next.call(), Duration.ZERO) : List.of();
    return next.call().certificates
        ? ModuleBench.withCertificates(
            next.wiring(), next.call().sealed, next.fault().firmware(), atStart)
        : ModuleBench.of(next.wiring(), next.call().sealed, next.fault().firmware(), atStart);
  }

  @Override
  public void close() {
    if (bench != null) {
      bench.close();
      bench = null;
    }
  }
}
