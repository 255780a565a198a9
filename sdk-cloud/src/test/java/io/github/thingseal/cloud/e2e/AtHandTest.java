package io.github.thingseal.cloud.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.cloud.cache.KeyCacheSettings;
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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two modules, each with one key for several messages. */
class AtHandTest {
  private final RootOfTrust one = root("0a04f008003c9623");
  private final RootOfTrust other = root("0a04f008003c9624");
  private final KeyIdentity ofOne = one.newKeyIdentity(E2eVersion.V1, 0, new SecureRandom());
  private final KeyIdentity ofOther = other.newKeyIdentity(E2eVersion.V1, 0, new SecureRandom());
  private final Decryptor decryptor =
      new Decryptor(this::uplink, E2eCipher.standard(), KeyCacheSettings.standard());

  private static RootOfTrust root(String uid) {
    return RootOfTrust.derive(SecretBytes.copyOf(new byte[32]), RotPublicUid.of(uid));
  }

  private CompletableFuture<ProtectionParameters> uplink(KeyIdentity identity) {
    return CompletableFuture.completedFuture(owner(identity).uplink(identity));
  }

  private RootOfTrust owner(KeyIdentity identity) {
    return identity.equals(ofOne) ? one : other;
  }

  private E2eMessage message(KeyIdentity identity, String text) {
    return E2eCipher.standard().protect(text.getBytes(UTF_8), owner(identity).uplink(identity));
  }

  private void learn(KeyIdentity identity) {
    decryptor.unprotect(message(identity, "so that the key is cached"));
  }

  private static String text(@Nullable UnprotectResult result) {
    UnprotectResult opened = Objects.requireNonNull(result);
    return new String(opened.plaintext(), UTF_8) + " of " + opened.rotPublicUid().orElseThrow();
  }

  @AfterEach
  void close() {
    decryptor.close();
    one.close();
    other.close();
  }

  @Test
  void messages_whenTheirKeysAlternate_areOpenedEachWithItsOwn() {
    learn(ofOne);
    learn(ofOther);

    try (AtHand atHand = decryptor.atHand()) {
      assertThat(text(atHand.open(message(ofOne, "a")))).isEqualTo("a of 0a04f008003c9623");
      assertThat(text(atHand.open(message(ofOther, "b")))).isEqualTo("b of 0a04f008003c9624");
      assertThat(text(atHand.open(message(ofOther, "c")))).isEqualTo("c of 0a04f008003c9624");
      assertThat(text(atHand.open(message(ofOne, "d")))).isEqualTo("d of 0a04f008003c9623");
    }
  }

  @Test
  void message_whenItsKeyIsNotCached_isNotOpenedWithTheOneBefore() {
    learn(ofOne);

    try (AtHand atHand = decryptor.atHand()) {
      assertThat(atHand.open(message(ofOne, "a"))).isNotNull();
      assertThat(atHand.open(message(ofOther, "b"))).isNull();
      assertThat(text(atHand.open(message(ofOne, "c")))).isEqualTo("c of 0a04f008003c9623");
    }
  }

  @Test
  void messages_ofOneKeyInARow_shareOneLook() {
    learn(ofOne);
    learn(ofOther);

    try (AtHand atHand = decryptor.atHand()) {
      assertThat(atHand.has(message(ofOne, "a"))).isTrue();
      decryptor.close();
      assertThat(text(atHand.open(message(ofOne, "b")))).isEqualTo("b of 0a04f008003c9623");
      assertThat(atHand.open(message(ofOther, "c"))).isNull();
      assertThat(atHand.open(message(ofOne, "d"))).isNull();
    }
  }

  @Test
  void message_whenAltered_failsAndNoOtherDoes() {
    learn(ofOne);
    byte[] altered = message(ofOne, "a").toBytes();
    altered[altered.length - 1] ^= 1;

    try (AtHand atHand = decryptor.atHand()) {
      List<UnprotectResult> results =
          List.of(
              atHand.open(message(ofOne, "a")),
              atHand.open(E2eMessage.parse(altered)),
              atHand.open(message(ofOne, "b")));
      assertThat(results)
          .extracting(UnprotectResult::isUnprotected)
          .containsExactly(true, false, true);
    }
  }
}
