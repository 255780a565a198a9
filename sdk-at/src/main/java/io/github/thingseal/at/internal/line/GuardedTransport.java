package io.github.thingseal.at.internal.line;

import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.ThingsealException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A transport that refuses what would leave in the clear although it must not. */
public interface GuardedTransport extends Transport {
  /**
   * Writes a block as {@link Transport#write(byte[], int, int)} does, and returns empty; or refuses
   * to, and not a byte is written.
   */
  Optional<Refusal> write(byte[] bytes, int offset, int length, Purpose purpose) throws IOException;

  /**
   * Sets who hears, on the thread that reads, that the module cannot have understood what was
   * written last, so that no one needs to wait for the answer. It is given what makes the failure
   * of a command from its name.
   */
  void onLeft(Consumer<Function<String, ThingsealException>> listener);

  /**
   * Why a block was not written: what makes the failure of a command from its name, and whether a
   * probe may have later commands pass.
   */
  record Refusal(Function<String, ThingsealException> failure, boolean mayPass) {}
}
