package io.github.thingseal.examples.kafkaunprotect;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters: key, value, timestamp and headers as they came, and headers that say why. Sent to
 * the input topic again, one is tried again.
 */
final class DeadLetters {
  /** The header with the name of the {@link Reason}. */
  static final String REASON = "thingseal-reason";

  /** The header with the reason for people, in UTF-8. */
  static final String TEXT = "thingseal-text";

  /** The header with topic, partition and offset that the message came from. */
  static final String SOURCE = "thingseal-source";

  /**
   * A topic's limit counts the batch that is written: 61 bytes, up to 36 for the record, and the 16
   * of a plaintext's key, which the message may lack. The default limit is 12 bytes above a MiB.
   */
  private static final int BATCH_BYTES = 256;

  /** What fits with its batch in a topic with the default limit, compressed or not. */
  private static final int MAX_MESSAGE_BYTES = (1 << 20) - BATCH_BYTES;

  /** The lengths of its name and value. */
  private static final int HEADER_BYTES = 10;

  private static final int MAX_TEXT = 500;

  private DeadLetters() {}

  static Record<byte[], byte[]> of(
      Record<byte[], byte[]> message, RecordMetadata source, Outcome.DeadLetter outcome) {
    Headers headers = new RecordHeaders(message.headers());
    String text = outcome.text();
    set(headers, REASON, outcome.reason().name());
    set(headers, TEXT, text.substring(0, Math.min(MAX_TEXT, text.length())));
    set(headers, SOURCE, source.topic() + "-" + source.partition() + "@" + source.offset());
    return message.withHeaders(headers);
  }

  /**
   * Whether a message may be more than the output topics take. Compressed, the input topic takes it
   * all the same.
   */
  static boolean isTooLarge(Record<byte[], byte[]> message) {
    return sizeBytes(message) > MAX_MESSAGE_BYTES;
  }

  /** Says where a message is that is too large, and holds nothing of it. */
  static Record<byte[], byte[]> ofTooLarge(Record<byte[], byte[]> message, RecordMetadata source) {
    String text =
        "The message has "
            + sizeBytes(message)
            + " bytes; more than "
            + MAX_MESSAGE_BYTES
            + " are not copied";
    return of(
        new Record<>(null, null, message.timestamp()),
        source,
        new Outcome.DeadLetter(Reason.TOO_LARGE, text));
  }

  private static long sizeBytes(Record<byte[], byte[]> message) {
    long bytes = (long) lengthBytes(message.key()) + lengthBytes(message.value());
    for (Header header : message.headers()) {
      bytes += Utils.utf8Length(header.key()) + lengthBytes(header.value()) + HEADER_BYTES;
    }
    return bytes;
  }

  private static int lengthBytes(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  /** Headers without what an earlier attempt has left in them. */
  static Headers cleaned(Headers headers) {
    if (headers.lastHeader(REASON) == null
        && headers.lastHeader(TEXT) == null
        && headers.lastHeader(SOURCE) == null) {
      return headers;
    }
    Headers cleaned = new RecordHeaders(headers);
    cleaned.remove(REASON).remove(TEXT).remove(SOURCE);
    return cleaned;
  }

  /** In the place of one that a dead letter brings along when it is sent again. */
  private static void set(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
