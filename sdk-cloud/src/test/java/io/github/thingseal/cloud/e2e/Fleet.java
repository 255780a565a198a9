package io.github.thingseal.cloud.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.cloud.error.NotFoundException;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.RootOfTrust;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** One module that protects messages, and a source that knows its parameters at once. */
final class Fleet implements AutoCloseable {
  static final RotPublicUid UID = RotPublicUid.of("0A04F008003C9623");

  final List<KeyIdentity> asked = new CopyOnWriteArrayList<>();
  final List<ProtectionParameters> answered = new CopyOnWriteArrayList<>();
  private final RootOfTrust rootOfTrust = RootOfTrust.derive(SecretBytes.copyOf(new byte[32]), UID);
  private final SecureRandom random = new SecureRandom();

  KeyIdentity identity() {
    return rootOfTrust.newKeyIdentity(E2eVersion.V1, 0, random);
  }

  E2eMessage message(KeyIdentity identity, String text) {
    return E2eCipher.standard().protect(text.getBytes(UTF_8), rootOfTrust.uplink(identity));
  }

  E2eMessage message(String text) {
    return message(identity(), text);
  }

  CompletableFuture<ProtectionParameters> uplink(KeyIdentity identity) {
    asked.add(identity);
    if (!rootOfTrust.owns(identity.toBytes())) {
      return CompletableFuture.failedFuture(
          new NotFoundException(
              "No module has " + identity,
              FailureDetails.ofAnswer("e2e.uplink", 404, "", ""),
              null));
    }
    return CompletableFuture.completedFuture(answer(rootOfTrust.uplink(identity)));
  }

  ProtectionParameters downlink(KeyIdentity identity) {
    return answer(rootOfTrust.downlink(identity));
  }

  String open(E2eMessage downlink) {
    try (ProtectionParameters parameters = rootOfTrust.downlink(downlink.keyIdentity())) {
      return new String(E2eCipher.standard().unprotect(downlink, parameters), UTF_8);
    }
  }

  /** Whether all keys that were handed out are wiped. */
  boolean isAllWiped() {
    return answered.stream().allMatch(Fleet::isWiped);
  }

  static boolean isWiped(ProtectionParameters parameters) {
    // A closed secret equals itself only.
    return !parameters.key().equals(SecretBytes.takeFrom(copyOf(parameters.key())));
  }

  private static byte[] copyOf(SecretBytes secret) {
    try {
      return secret.exposeCopy();
    } catch (RuntimeException e) {
      return new byte[0];
    }
  }

  private ProtectionParameters answer(ProtectionParameters parameters) {
    answered.add(parameters);
    return parameters;
  }

  @Override
  public void close() {
    rootOfTrust.close();
  }
}
