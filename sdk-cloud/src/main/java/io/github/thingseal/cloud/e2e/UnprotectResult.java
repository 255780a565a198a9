package io.github.thingseal.cloud.e2e;

import io.github.thingseal.cloud.internal.futures.Outcomes;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.id.RotPublicUid;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result for one message of many: its plaintext, or the reason why there is none. */
public final class UnprotectResult {
  private final byte @Nullable [] plaintext;
  private final @Nullable RotPublicUid rotPublicUid;
  private final @Nullable ThingsealException failure;

  private UnprotectResult(
      byte @Nullable [] plaintext,
      @Nullable RotPublicUid rotPublicUid,
      @Nullable ThingsealException failure) {
    this.plaintext = plaintext;
    this.rotPublicUid = rotPublicUid;
    this.failure = failure;
  }

  /** Decrypts; whatever comes of it is the result. */
  static UnprotectResult open(
      E2eCipher cipher, E2eMessage message, ProtectionParameters parameters) {
    try {
      return of(cipher.unprotect(message, parameters), parameters.rotPublicUid().orElse(null));
    } catch (RuntimeException | Error e) {
      return failed(Outcomes.typed(e, "Decrypting " + message));
    }
  }

  static UnprotectResult of(byte[] plaintext, @Nullable RotPublicUid rotPublicUid) {
    return new UnprotectResult(plaintext, rotPublicUid, null);
  }

  static UnprotectResult failed(ThingsealException failure) {
    return new UnprotectResult(null, null, failure);
  }

  /**
   * Whether there is a plaintext.
   *
   * @return false if there is a {@link #failure()}
   */
  public boolean isUnprotected() {
    return plaintext != null;
  }

  /**
   * The plaintext, verified.
   *
   * @return the bytes, possibly none; not copied
   * @throws ThingsealException the {@link #failure()}, if there is one
   */
  public byte[] plaintext() {
    if (plaintext == null) {
      throw failure().orElseThrow();
    }
    return plaintext;
  }

  /**
   * The module that the key of the message belongs to, according to the service.
   *
   * @return its identity; empty if the message failed, or the service does not name the module in
   *     the known form
   */
  public Optional<RotPublicUid> rotPublicUid() {
    return Optional.ofNullable(rotPublicUid);
  }

  /**
   * Why there is no plaintext: what {@link E2eUnprotector#unprotect(E2eMessage)} would throw.
   *
   * @return the failure, or empty if there is a plaintext
   */
  public Optional<ThingsealException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Overwrites a plaintext that no one was handed. */
  void wipe() {
    if (plaintext != null) {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  /**
   * Names the module and the length, or the failure; never the plaintext.
   *
   * @return such as {@code UnprotectResult[44 bytes of 0a04f008003c9623]}
   */
  @Override
  public String toString() {
    String outcome =
        plaintext == null
            ? String.valueOf(failure)
            : plaintext.length + " bytes of " + (rotPublicUid == null ? "?" : rotPublicUid);
    return "UnprotectResult[" + outcome + "]";
  }
}
