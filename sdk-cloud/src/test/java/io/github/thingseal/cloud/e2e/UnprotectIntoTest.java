package io.github.thingseal.cloud.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.cloud.cache.KeyCacheSettings;
import io.github.thingseal.cloud.error.NotFoundException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.MessageAuthenticationException;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.testsupport.Garbage;
import io.github.thingseal.testsupport.Waits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decrypting into buffers of the caller's: the key is looked up first, and cached afterwards. */
class UnprotectIntoTest {
  private static final String TEXT = "17.5 C";
  private static final int LENGTH = TEXT.length();

  private final Fleet fleet = new Fleet();
  private E2eUnprotector unprotector = E2eUnprotector.builder(fleet::uplink).build();

  @AfterEach
  void close() {
    unprotector.close();
    fleet.close();
    assertThat(fleet.isAllWiped()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void unprotect_intoOneBuffer_takesMessagesOneAfterTheOther(boolean direct) {
    ByteBuffer plaintext = direct ? ByteBuffer.allocateDirect(99) : ByteBuffer.allocate(99);
    E2eMessage message = fleet.message(TEXT);
    for (int i = 0; i < 2; i++) {
      assertThat(unprotector.unprotect(message, plaintext.clear().position(3))).isEqualTo(LENGTH);

      assertThat(plaintext.position()).isEqualTo(3 + LENGTH);
      assertThat(text(plaintext.flip().position(3))).isEqualTo(TEXT);
      assertThat(plaintext.limit(99).get(2)).isZero();
      assertThat(plaintext.get(3 + LENGTH)).isZero();
    }
    assertThat(fleet.asked).hasSize(1);
  }

  @Test
  void unprotect_intoAnArray_writesThePlaintextAndNothingElse() {
    byte[] plaintext = new byte[LENGTH + 5];
    E2eMessage message = fleet.message(TEXT);
    for (int i = 0; i < 2; i++) {
      Arrays.fill(plaintext, (byte) '.');

      assertThat(unprotector.unprotect(message, plaintext, 3)).isEqualTo(LENGTH);

      assertThat(plaintext).asString().isEqualTo("..." + TEXT + "..");
    }
    assertThat(fleet.asked).hasSize(1);
  }

  @Test
  void unprotect_whenNothingIsCached_worksAsWell() {
    unprotector =
        E2eUnprotector.builder(fleet::uplink)
            .cache(KeyCacheSettings.standard().withMaxEntries(0))
            .build();
    byte[] plaintext = new byte[LENGTH];

    assertThat(unprotector.unprotect(fleet.message(TEXT), plaintext, 0)).isEqualTo(LENGTH);
    assertThat(plaintext).asString().isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 15, 16, 17, 32})
  void unprotect_intoTheArrayOfTheMessage_works(int offset) {
    KeyIdentity identity = fleet.identity();
    for (int i = 0; i < 2; i++) {
      byte[] array = fleet.message(identity, TEXT).toBytes();

      unprotector.unprotect(E2eMessage.parse(array), array, offset);

      assertThat(array).asString().contains(TEXT);
      assertThat(new String(array, offset, LENGTH, UTF_8)).isEqualTo(TEXT);
    }
  }

  @Test
  void unprotect_intoTheBufferOfTheMessage_works() {
    ByteBuffer datagram = ByteBuffer.wrap(fleet.message(TEXT).toBytes());

    unprotector.unprotect(E2eMessage.parse(datagram), datagram);

    assertThat(text(datagram.flip())).isEqualTo(TEXT);
  }

  @Test
  void unprotect_ofNoBytes_fitsWhereNoneRemain() {
    E2eMessage empty = fleet.message("");
    for (int i = 0; i < 2; i++) {
      assertThat(unprotector.unprotect(empty, new byte[3], 3)).isZero();
      assertThat(unprotector.unprotect(empty, ByteBuffer.allocate(0))).isZero();
    }
  }

  @Test
  void unprotect_whereThereIsNoPlace_looksNothingUp() {
    E2eMessage message = fleet.message(TEXT);
    ByteBuffer readOnly = ByteBuffer.allocate(99).asReadOnlyBuffer();

    assertThatThrownBy(() -> unprotector.unprotect(message, readOnly))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("read-only");
    assertThatThrownBy(() -> unprotector.unprotect(message, new byte[99], -1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> unprotector.unprotect(message, new byte[99], 100))
        .isInstanceOf(InvalidInputException.class);

    assertThat(fleet.asked).isEmpty();
  }

  @Test
  void unprotect_whereThePlaintextDoesNotFit_leavesTheBufferAndKeepsTheKey() {
    E2eMessage message = fleet.message(TEXT);
    byte[] array = new byte[LENGTH];
    ByteBuffer buffer = ByteBuffer.wrap(array).position(1);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> unprotector.unprotect(message, buffer))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("does not fit");
      assertThatThrownBy(() -> unprotector.unprotect(message, array, 1))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("does not fit");
    }
    assertThat(array).containsOnly(0);
    assertThat(buffer.position()).isEqualTo(1);
    assertThat(fleet.asked).hasSize(1);
  }

  @Test
  void unprotect_whenRefused_leavesTheBufferAsItIs() {
    byte[] tampered = fleet.message(TEXT).toBytes();
    tampered[20] ^= 1;
    E2eMessage altered = E2eMessage.parse(tampered);
    E2eMessage unknown = E2eMessage.parseHex("1101" + "00".repeat(40));
    byte[] array = new byte[99];
    ByteBuffer buffer = ByteBuffer.wrap(array);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> unprotector.unprotect(altered, buffer))
          .isInstanceOf(MessageAuthenticationException.class);
      assertThatThrownBy(() -> unprotector.unprotect(altered, array, 0))
          .isInstanceOf(MessageAuthenticationException.class);
      assertThatThrownBy(() -> unprotector.unprotect(unknown, buffer))
          .isInstanceOf(NotFoundException.class);
    }
    assertThat(array).containsOnly(0);
    assertThat(buffer.position()).isZero();
  }

  /** The caller has its buffer back, and may use it for something else. */
  @Test
  void unprotect_whenInterruptedWhileItIsDecrypted_writesNothingAfterwards() throws Exception {
    CompletableFuture<ProtectionParameters> answer = new CompletableFuture<>();
    CompletableFuture<Void> gaveUp = new CompletableFuture<>();
    Thread caller = Thread.currentThread();
    unprotector =
        E2eUnprotector.builder(identity -> answer)
            .cipher(
                E2eCipher.standard()
                    .withEngine(
                        new WatchedEngine(
                            (key, opened) -> {
                              caller.interrupt();
                              gaveUp.join();
                            })))
            .build();
    byte[] array = new byte[99];
    E2eMessage message = fleet.message(TEXT);
    Thread service =
        new Thread(
            () -> {
              // Before the caller waits for the answer, it would decrypt on its own thread.
              Waits.until(
                  () ->
                      answer.getNumberOfDependents() > 0
                          && caller.getState() == Thread.State.WAITING);
              answer.complete(fleet.uplink(message.keyIdentity()).join());
            });
    service.start();

    assertThatThrownBy(() -> unprotector.unprotect(message, array, 0))
        .isInstanceOf(TransientException.class);

    assertThat(Thread.interrupted()).isTrue();
    gaveUp.complete(null);
    service.join();
    assertThat(array).containsOnly(0);
  }

  @Test
  void unprotect_whenClosed_saysSo() {
    E2eMessage message = fleet.message(TEXT);
    unprotector.unprotect(message, new byte[99], 0);
    unprotector.close();

    assertThatThrownBy(() -> unprotector.unprotect(message, new byte[99], 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void unprotect_ofALongMessage_makesNoArrayForThePlaintext() {
    E2eMessage message = fleet.message("x".repeat(10_000));
    ByteBuffer plaintext = ByteBuffer.allocateDirect(10_000);

    assertThat(Garbage.bytesOf(() -> unprotector.unprotect(message, plaintext.clear())))
        .isLessThan(1_000);
  }

  @Test
  void unprotect_ofAShortMessage_makesLessGarbageThanWithANewArray() {
    E2eMessage message = fleet.message("x".repeat(50));
    ByteBuffer plaintext = ByteBuffer.allocateDirect(50);

    assertThat(Garbage.bytesOf(() -> unprotector.unprotect(message, plaintext.clear())))
        .isLessThan(Garbage.bytesOf(() -> unprotector.unprotect(message)));
  }

  private static String text(ByteBuffer plaintext) {
    return UTF_8.decode(plaintext).toString();
  }
}
