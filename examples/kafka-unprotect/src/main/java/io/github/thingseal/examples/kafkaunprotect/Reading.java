package io.github.thingseal.examples.kafkaunprotect;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.RotPublicUid;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a simulated device says: who it is, and the number of the reading.
 *
 * @param uid the device
 * @param number the first is 0
 */
record Reading(RotPublicUid uid, int number) {
  /** The text of a reading, filled up with dots. */
  static byte[] text(RotPublicUid uid, int number, int lengthBytes) {
    byte[] text =
        String.format(Locale.ROOT, "%s %d ", uid.hex(), number).getBytes(StandardCharsets.US_ASCII);
    byte[] padded = Arrays.copyOf(text, lengthBytes);
    Arrays.fill(padded, text.length, lengthBytes, (byte) '.');
    return padded;
  }

  /** Reads such a text; nothing if it is not one, to the byte. */
  static Optional<Reading> parse(byte[] bytes) {
    String[] words = new String(bytes, StandardCharsets.US_ASCII).split(" ", 3);
    if (words.length != 3) {
      return Optional.empty();
    }
    try {
      Reading reading = new Reading(RotPublicUid.of(words[0]), Integer.parseInt(words[1]));
      byte[] again = text(reading.uid(), reading.number(), bytes.length);
      return Arrays.equals(again, bytes) ? Optional.of(reading) : Optional.empty();
    } catch (InvalidInputException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
