package io.github.thingseal.examples.kafkaunprotect;

import io.github.thingseal.core.id.RotPublicUid;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of one message. */
sealed interface Outcome {
  /** It is unprotected. */
  final class Plaintext implements Outcome {
    private final @Nullable RotPublicUid uid;
    private final byte[] bytes;

    /** Of the module whose key it was, if the service names it; the bytes are not copied. */
    Plaintext(@Nullable RotPublicUid uid, byte[] bytes) {
      this.uid = uid;
      this.bytes = bytes;
    }

    Optional<RotPublicUid> uid() {
      return Optional.ofNullable(uid);
    }

    /** The content, not copied. */
    byte[] bytes() {
      return bytes;
    }
  }

  /**
   * It is of no use, whenever it is tried again.
   *
   * @param reason why, for programs
   * @param text the reason, human-readable
   */
  record DeadLetter(Reason reason, String text) implements Outcome {}

  /**
   * The service cannot be asked at the moment, which is not the fault of the message.
   *
   * @param text the reason, human-readable
   */
  record Held(String text) implements Outcome {}
}
