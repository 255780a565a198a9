package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.CreatedAccessKey;
import io.github.thingseal.testkit.SimulatedAccessKey;
import java.util.List;
import java.util.Optional;

/** The access keys of the account, within {@link Cloud#exclusively}. */
public final class AccessKeys {
  /** As the vendor's guide has it. */
  static final int MAX = 5;

  private static final String UNNAMED = "Access key";

  private final Cloud cloud;

  AccessKeys(Cloud cloud) {
    this.cloud = cloud;
  }

  /** The keys, oldest first, without their secrets. */
  public List<SimulatedAccessKey> list() {
    return register().values().stream().map(StoredAccessKey::info).toList();
  }

  /** Makes a key; the caller closes what holds its secret. */
  public CreatedAccessKey create(Optional<String> name) {
    if (register().size() >= MAX) {
      throw Refusal.conflict(
          "AccessKeyLimit",
          "The account has " + MAX + " access keys, which is the most: delete one first");
    }
    StoredAccessKey key = StoredAccessKey.create(name.orElse(UNNAMED), cloud.now(), cloud.random());
    register().put(key.info().key(), key);
    cloud.events().add(EventType.ACCESS_KEY_CREATED, key.info().name());
    cloud.change();
    return new CreatedAccessKey(key.info(), key.secret().expose(SecretBytes::copyOf));
  }

  /** Deletes a key: neither its tokens nor its secret are taken any more. */
  public void delete(String key) {
    StoredAccessKey old =
        register().get(key).orElseThrow(() -> Refusal.notFound("There is no such access key"));
    register().remove(key);
    old.secret().close();
    cloud.events().add(EventType.ACCESS_KEY_DELETED, old.info().name());
    cloud.change();
  }

  /** The oldest key with its secret; the caller closes it. */
  public CreatedAccessKey oldest() {
    StoredAccessKey key =
        register().values().stream()
            .findFirst()
            .orElseThrow(() -> Refusal.notFound("The account has no access key: create one first"));
    return new CreatedAccessKey(key.info(), key.secret().expose(SecretBytes::copyOf));
  }

  boolean admits(String key, String secret) {
    return register().get(key).filter(stored -> stored.hasSecret(secret)).isPresent();
  }

  boolean exists(String key) {
    return register().contains(key);
  }

  private Register<String, StoredAccessKey> register() {
    return cloud.ledger().accessKeys();
  }
}
