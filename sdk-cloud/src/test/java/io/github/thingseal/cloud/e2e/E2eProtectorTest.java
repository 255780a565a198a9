package io.github.thingseal.cloud.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class E2eProtectorTest {
  private static final byte[] ORDER = "valve open".getBytes(UTF_8);

  private final Fleet fleet = new Fleet();
  private final AtomicInteger fetched = new AtomicInteger();

  private CompletableFuture<ProtectionParameters> fresh() {
    fetched.incrementAndGet();
    return CompletableFuture.completedFuture(fleet.downlink(fleet.identity()));
  }

  @AfterEach
  void close() {
    fleet.close();
    assertThat(fleet.isAllWiped()).isTrue();
  }

  @Test
  void protect_whenCalledTwice_usesParametersOfItsOwnForEach() {
    E2eProtector protector = E2eProtector.of(uid -> fresh());

    E2eMessage first = protector.protect(Fleet.UID, ORDER);
    E2eMessage second = protector.submit(Fleet.UID, ORDER).join();

    assertThat(first.keyIdentity()).isNotEqualTo(second.keyIdentity());
    assertThat(fleet.open(first)).isEqualTo("valve open");
    assertThat(fleet.open(second)).isEqualTo("valve open");
    assertThat(fetched).hasValue(2);
  }

  @Test
  void protect_whenTheServiceRepeatsParameters_encryptsNothing() {
    KeyIdentity identity = fleet.identity();
    E2eProtector protector =
        E2eProtector.of(uid -> CompletableFuture.completedFuture(fleet.downlink(identity)));
    protector.protect(Fleet.UID, ORDER);

    assertThatThrownBy(() -> protector.protect(Fleet.UID, ORDER))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining(identity.hex());
  }

  @Test
  void protect_whenTheSourceRepeatsTheVeryObject_encryptsNothing() {
    ProtectionParameters same = fleet.downlink(fleet.identity());
    E2eProtector protector = E2eProtector.of(uid -> CompletableFuture.completedFuture(same));
    protector.protect(Fleet.UID, ORDER);

    assertThatThrownBy(() -> protector.protect(Fleet.UID, ORDER))
        .isInstanceOf(PermanentException.class);
  }

  @Test
  void protect_whenTooLong_fetchesNothing() {
    E2eProtector protector = E2eProtector.of(uid -> fresh());

    assertThatThrownBy(() -> protector.protect(Fleet.UID, new byte[65_536]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("65535");
    assertThat(fetched).hasValue(0);
  }

  @Test
  void submit_whenThePlaintextChangesMeanwhile_protectsWhatItWas() {
    CompletableFuture<ProtectionParameters> answer = new CompletableFuture<>();
    E2eProtector protector = E2eProtector.of(uid -> answer);
    byte[] plaintext = ORDER.clone();

    CompletableFuture<E2eMessage> message = protector.submit(Fleet.UID, plaintext);
    plaintext[0] = 'X';
    answer.complete(fleet.downlink(fleet.identity()));

    assertThat(message).isCompleted();
    assertThat(fleet.open(message.join())).isEqualTo("valve open");
  }

  @Test
  void cancel_whenParametersAreUnderWay_endsTheCall() {
    CompletableFuture<ProtectionParameters> answer = new CompletableFuture<>();

    E2eProtector.of(uid -> answer).submit(Fleet.UID, ORDER).cancel(false);

    assertThat(answer).isCancelled();
  }

  @Test
  void parameters_whenTheyComeAfterTheCancel_areWiped() {
    CompletableFuture<ProtectionParameters> answer =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean interrupt) {
            return false;
          }
        };
    E2eProtector.of(uid -> answer).submit(Fleet.UID, ORDER).cancel(false);

    answer.complete(fleet.downlink(fleet.identity()));

    assertThat(fleet.isAllWiped()).isTrue();
  }

  @Test
  void protect_whenParametersCannotBeHad_says() {
    E2eProtector protector =
        E2eProtector.of(uid -> CompletableFuture.failedFuture(new TransientException("no line")));

    assertThatThrownBy(() -> protector.protect(Fleet.UID, ORDER))
        .isInstanceOf(TransientException.class)
        .hasMessage("no line");
  }
}
