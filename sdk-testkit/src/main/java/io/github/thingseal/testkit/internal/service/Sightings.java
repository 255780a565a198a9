package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.Sighting;
import java.util.List;

/** Clones and suspicious devices, within {@link Cloud#exclusively}. */
public final class Sightings {
  private final Cloud cloud;

  Sightings(Cloud cloud) {
    this.cloud = cloud;
  }

  /** The clones that were rejected. */
  public List<Sighting> clones() {
    return cloud.ledger().clones().values();
  }

  Page<Sighting> clones(Page.Request wanted) {
    return cloud.ledger().clones().page(wanted, clone -> true);
  }

  /** The devices that are under suspicion. */
  public List<Sighting> suspicions() {
    return cloud.ledger().suspicions().values();
  }

  void addClone(RotPublicUid uid) {
    add(cloud.ledger().clones(), uid, "");
    cloud.events().add(EventType.CLONE_REJECTED, uid, "Another instance has bootstrapped before");
  }

  void addSuspicion(RotPublicUid uid, String reason) {
    add(cloud.ledger().suspicions(), uid, reason);
    cloud.events().add(EventType.SUSPICIOUS, uid, reason);
  }

  private void add(Register<String, Sighting> register, RotPublicUid uid, String reason) {
    Sighting first = new Sighting(uid, reason, cloud.now(), 1);
    String key = key(first);
    register.put(key, register.get(key).map(Sightings::again).orElse(first));
    cloud.change();
  }

  /** What is seen again has the same. */
  static String key(Sighting sighting) {
    return sighting.uid().hex() + ' ' + sighting.reason();
  }

  private static Sighting again(Sighting seen) {
    return new Sighting(seen.uid(), seen.reason(), seen.detectedAt(), seen.attempts() + 1);
  }
}
