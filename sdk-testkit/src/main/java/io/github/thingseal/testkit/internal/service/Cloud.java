package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.RootOfTrust;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The service behind its doors: HTTP, the air, and the portal. Callers hold the one lock until they
 * are done ({@link #exclusively}); what they changed is saved as one.
 */
public final class Cloud {
  private final Ledger ledger;
  private final Clock clock;
  private final SecureRandom random;
  private final Consumer<Ledger> store;
  private final Events events;
  private final AccessKeys accessKeys;
  private final Profiles profiles;
  private final Whitelist whitelist;
  private final Devices devices;
  private final Sightings sightings;
  private final Certificates certificates;
  private int depth;
  private boolean changed;

  Cloud(Ledger ledger, Clock clock, SecureRandom random, Consumer<Ledger> store) {
    this.ledger = ledger;
    this.clock = clock;
    this.random = random;
    this.store = store;
    this.events = new Events(this);
    this.accessKeys = new AccessKeys(this);
    this.profiles = new Profiles(this);
    this.whitelist = new Whitelist(this);
    this.devices = new Devices(this);
    this.sightings = new Sightings(this);
    this.certificates = new Certificates(this);
    store.accept(ledger);
  }

  /** Does several things as one. */
  public synchronized <T> T exclusively(Supplier<T> work) {
    depth++;
    try {
      return work.get();
    } finally {
      depth--;
      save();
    }
  }

  private void save() {
    if (depth == 0 && changed) {
      changed = false;
      store.accept(ledger);
    }
  }

  /** Has the state saved once what is under way is done. */
  void change() {
    changed = true;
  }

  /** The access keys of the account. */
  public AccessKeys accessKeys() {
    return accessKeys;
  }

  /** The device profiles of the account. */
  public Profiles profiles() {
    return profiles;
  }

  /** The whitelist of the account. */
  public Whitelist whitelist() {
    return whitelist;
  }

  /** The devices. */
  public Devices devices() {
    return devices;
  }

  /** Clones and suspicious devices. */
  public Sightings sightings() {
    return sightings;
  }

  /** Certificate authorities and certificates. */
  public Certificates certificates() {
    return certificates;
  }

  /** What has happened. */
  public Events events() {
    return events;
  }

  /** Copies the secret that all roots of trust come from. */
  public synchronized SecretBytes vendorSecret() {
    return ledger.vendorSecret().expose(SecretBytes::copyOf);
  }

  /** Forgets the secrets. */
  public synchronized void close() {
    ledger.close();
  }

  RootOfTrust rootOfTrust(RotPublicUid uid) {
    return RootOfTrust.derive(ledger.vendorSecret(), uid);
  }

  Ledger ledger() {
    return ledger;
  }

  SecureRandom random() {
    return random;
  }

  /** The time of day, by the clock of the service. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
