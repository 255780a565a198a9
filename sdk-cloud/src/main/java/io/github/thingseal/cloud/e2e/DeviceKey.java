package io.github.thingseal.cloud.e2e;

import org.jspecify.annotations.Nullable;

/**
 * A device as a key of a map. Its {@code equals} and {@code hashCode} are the caller's: what the
 * one throws is kept, what the other throws is thrown here and never later.
 */
final class DeviceKey {
  private final Object device;
  private final int hash;
  private @Nullable Throwable failure;

  DeviceKey(Object device) {
    this.device = device;
    this.hash = device.hashCode();
  }

  /** What {@code equals} threw while this was compared with others. */
  @Nullable Throwable failure() {
    return failure;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    try {
      return this == other || (other instanceof DeviceKey that && device.equals(that.device));
    } catch (RuntimeException | Error e) {
      failure = e;
      return false;
    }
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
