package io.github.thingseal.testkit;

/** The case of hexadecimal digits in answers; firmwares may differ in it. */
public enum DigitCase {
  /** Upper case for the RoTPublicUID, lower case for identities and keys, as in the samples. */
  AS_SEEN,
  /** Upper case throughout. */
  UPPER,
  /** Lower case throughout. */
  LOWER
}
