package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.ProfileSettings;
import io.github.thingseal.testkit.SimulatedDeviceProfile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What a service begins with: fresh, or as its file has it.
 *
 * @param cloud the state and what can be done with it
 * @param certificates what the server shows
 */
public record Foundation(Cloud cloud, ServerCertificates certificates) {
  private static final int VENDOR_SECRET_BYTES = 32;
  private static final String FIRST_ACCESS_KEY = "First access key";

  /**
   * What a fresh service is made of.
   *
   * @param clock the clock
   * @param random makes everything that is random
   * @param profile the settings of the first profile
   */
  public record Plan(Clock clock, SecureRandom random, ProfileSettings profile) {}

  /** A service that forgets everything when it ends. */
  public static Foundation inMemory(Plan plan, Optional<SecretBytes> vendorSecret) {
    return new Foundation(
        new Cloud(freshLedger(plan, vendorSecret), plan.clock(), plan.random(), ledger -> {}),
        ServerCertificates.create());
  }

  /**
   * A service that goes on where its file ends; a secret of its own only matters if there is none.
   */
  public static Foundation inFolder(Plan plan, Optional<SecretBytes> vendorSecret, Path folder) {
    LedgerFile file = new LedgerFile(folder);
    LedgerFile.Content content =
        file.read()
            .orElseGet(
                () ->
                    new LedgerFile.Content(
                        freshLedger(plan, vendorSecret), ServerCertificates.create()));
    return new Foundation(
        new Cloud(
            content.ledger(),
            plan.clock(),
            plan.random(),
            ledger -> file.write(ledger, content.certificates())),
        content.certificates());
  }

  private static Ledger freshLedger(Plan plan, Optional<SecretBytes> vendorSecret) {
    SecureRandom random = plan.random();
    SecretBytes secret =
        vendorSecret
            .map(given -> given.expose(SecretBytes::copyOf))
            .orElseGet(() -> SecretBytes.random(VENDOR_SECRET_BYTES, random));
    Ledger ledger = new Ledger(secret);
    StoredAccessKey key =
        StoredAccessKey.create(
            FIRST_ACCESS_KEY, plan.clock().instant().truncatedTo(ChronoUnit.MILLIS), random);
    ledger.accessKeys().put(key.info().key(), key);
    SimulatedDeviceProfile profile = Profiles.make(plan.profile(), random);
    ledger.profiles().put(profile.uid(), profile);
    return ledger;
  }
}
