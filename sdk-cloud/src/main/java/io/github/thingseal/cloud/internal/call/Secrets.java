package io.github.thingseal.cloud.internal.call;

import org.jspecify.annotations.Nullable;

/** Wipes answers that came too late for anyone to take them. */
public final class Secrets {
  private Secrets() {}

  /** Closes the value, if it is a secret, unless it was taken. */
  public static void wipeUnless(boolean taken, @Nullable Object value) {
    if (!taken && value instanceof AutoCloseable secret) {
      try {
        secret.close();
      } catch (Exception e) {
        throw new IllegalStateException("Closing a value of the SDK throws nothing", e);
      }
    }
  }
}
