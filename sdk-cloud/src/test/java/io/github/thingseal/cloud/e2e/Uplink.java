package io.github.thingseal.cloud.e2e;

import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.KeyIdentity;
import java.util.Locale;

/** A message of a device, with what came beside it. */
final class Uplink {
  private final int device;
  private final int number;
  private final byte[] bytes;

  Uplink(int device, int number, byte[] bytes) {
    this.device = device;
    this.number = number;
    this.bytes = bytes;
  }

  static Uplink of(Fleet fleet, int device, int number) {
    return of(fleet, fleet.identity(), device, number);
  }

  static Uplink of(Fleet fleet, KeyIdentity identity, int device, int number) {
    return new Uplink(device, number, fleet.message(identity, text(device, number)).toBytes());
  }

  int device() {
    return device;
  }

  int number() {
    return number;
  }

  byte[] bytes() {
    return bytes;
  }

  KeyIdentity keyIdentity() {
    return E2eMessage.parse(bytes).keyIdentity();
  }

  String text() {
    return text(device, number);
  }

  @Override
  public String toString() {
    return text();
  }

  private static String text(int device, int number) {
    return String.format(Locale.ROOT, "%d/%d", device, number);
  }
}
