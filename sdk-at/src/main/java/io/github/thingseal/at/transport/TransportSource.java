package io.github.thingseal.at.transport;

/** Opens the way to one module, as often as it takes: a port comes and goes. */
@FunctionalInterface
public interface TransportSource {
  /**
   * Opens it.
   *
   * @return a new transport, which belongs to the caller
   * @throws io.github.thingseal.core.ThingsealException if it cannot be opened now
   */
  Transport open();
}
