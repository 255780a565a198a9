package io.github.thingseal.at.transport;

/** Opens the way to one module, as often as it takes: a port comes and goes. */
@FunctionalInterface
public interface TransportSource {
  /**
   * Opens it.
   *
   * @return a new transport, which belongs to the caller
   * @throws io.github.thingseal.core.TransientException if it cannot be opened now, so that another
   *     attempt is worth while
   * @throws io.github.thingseal.core.InvalidInputException if there is no such port; where it was
   *     opened before, it may come back
   * @throws io.github.thingseal.core.PermanentException if it will never be opened again, such as a
   *     {@link PortGoneException}; no further attempt is made, nor is it after any other exception
   */
  Transport open();
}
