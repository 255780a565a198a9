package io.github.thingseal.examples.kafkaunprotect;

/** Why a message is a dead letter; the name is in its header {@link DeadLetters#REASON}. */
enum Reason {
  /** There is no message: a tombstone. */
  EMPTY,
  /** It is no end-to-end protected message, or was cut. */
  MALFORMED,
  /** The service knows no module that made its key identity (status 404). */
  UNKNOWN_DEVICE,
  /** The service does not give out the key (status 403): feature, price plan, blocked device. */
  NOT_PERMITTED,
  /** The service does not take the key identity (status 400). */
  REFUSED_BY_SERVICE,
  /** The tag is wrong: the message was altered. */
  ALTERED,
  /** The service names a cipher suite that the SDK does not have. */
  UNSUPPORTED_SUITE,
  /** It is larger than the output topics may take; nothing of it is copied. */
  TOO_LARGE,
  /** The service could not be asked for too long, and the application runs with that rule. */
  GIVEN_UP
}
