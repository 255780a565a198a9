package io.github.thingseal.cloud.e2e;

import io.github.thingseal.cloud.internal.e2e.Downlink;
import io.github.thingseal.cloud.internal.e2e.Plaintexts;
import io.github.thingseal.cloud.internal.futures.Outcomes;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.e2e.DownlinkParametersSource;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.e2e.UnsupportedCipherSuiteException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.concurrent.CompletableFuture;

/**
 * Protects messages for modules to decrypt: each with parameters of its own, fetched for it, used
 * once and wiped. Nothing is cached, and there is no way to hand parameters in; the last 100,000
 * key identities are remembered, and one that is answered again is refused.
 *
 * <p>Safe for use by any number of threads. The form of the message is derived, never tried against
 * a real module: experimental.
 */
public final class E2eProtector {
  private final DownlinkParametersSource source;
  private final Downlink downlink;

  private E2eProtector(DownlinkParametersSource source, E2eCipher cipher) {
    this.source = source;
    this.downlink = new Downlink(cipher);
  }

  /**
   * A protector with the standard cipher.
   *
   * @param source where parameters come from, such as {@code services.e2e()}
   * @return the protector
   */
  public static E2eProtector of(DownlinkParametersSource source) {
    return of(source, E2eCipher.standard());
  }

  /**
   * A protector.
   *
   * @param source where parameters come from, such as {@code services.e2e()}
   * @param cipher the cipher
   * @return the protector
   */
  public static E2eProtector of(DownlinkParametersSource source, E2eCipher cipher) {
    Arguments.required(source, "source");
    Arguments.required(cipher, "cipher");
    return new E2eProtector(source, cipher);
  }

  /**
   * Protects a message, and waits for its parameters. An interrupt ends the wait at once, and stays
   * set.
   *
   * @param uid the module
   * @param plaintext what to protect, at most 65,535 bytes; not changed
   * @return the message to send to the module, by whatever transport
   * @throws InvalidInputException if the plaintext is too long; nothing is fetched then
   * @throws UnsupportedCipherSuiteException if the service names a suite that is not known
   * @throws PermanentException if the service answers parameters that were used before, or of
   *     format V2
   * @throws ThingsealException if the parameters cannot be obtained
   */
  public E2eMessage protect(RotPublicUid uid, byte[] plaintext) {
    return Outcomes.await(submit(uid, plaintext), "Protecting a message for " + uid);
  }

  /**
   * Protects a message without waiting for its parameters. Cancelling the future ends the call.
   *
   * @param uid the module
   * @param plaintext what to protect, at most 65,535 bytes; copied
   * @return the message to come, or what {@link #protect} would throw
   * @throws InvalidInputException if the plaintext is too long; nothing is fetched then
   */
  public CompletableFuture<E2eMessage> submit(RotPublicUid uid, byte[] plaintext) {
    Arguments.required(uid, "uid");
    byte[] copy = Plaintexts.copyOf(Arguments.required(plaintext, "plaintext"));
    CompletableFuture<ProtectionParameters> fetched =
        Arguments.returned(source.downlink(uid), "DownlinkParametersSource.downlink");
    return Outcomes.map(fetched, parameters -> downlink.protect(copy, parameters));
  }
}
