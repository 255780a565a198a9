package io.github.thingseal.examples.kafkaunprotect;

/**
 * The topics of the application. They exist before it starts.
 *
 * @param input protected messages, keyed by RoTPublicUID
 * @param plaintext what they said, keyed by RoTPublicUID
 * @param deadLetters what could not be unprotected, as it came
 */
record Topics(String input, String plaintext, String deadLetters) {
  static Topics standard() {
    return new Topics("uplink", "plaintext", "uplink-dead-letters");
  }
}
