package io.github.thingseal.cloud.internal.http;

/** Wipes answers that came too late for anyone to take them. */
final class Secrets {
  private Secrets() {}

  static void wipeUnless(boolean taken, Object value) {
    if (!taken && value instanceof AutoCloseable secret) {
      try {
        secret.close();
      } catch (Exception e) {
        throw new IllegalStateException("Closing a value of the SDK throws nothing", e);
      }
    }
  }
}
