package io.github.thingseal.testkit;

/**
 * The behaviour of {@code AT+USECDEVINFO?} until bootstrap has succeeded. Firmwares differ in this,
 * and a driver must bear all of them.
 */
public enum SealStateReply {
  /**
   * It answers at once: {@code 0,0,0}, and {@code 1,0,0} once the second phase of the bootstrap is
   * over. Evidence: read from the vendor's C library, which takes these answers as "not
   * bootstrapped".
   */
  ZEROS,

  /**
   * It returns an error. Evidence: the vendor's documentation of the sealing process says so of a
   * bootstrap "still in progress". The number of the error is unknown; {@code +CME ERROR: 3},
   * operation not allowed, is assumed.
   */
  ERROR,

  /**
   * It blocks until the bootstrap is complete, then answers {@code 1,0,1}. Evidence: the vendor's
   * documentation of the sealing process says so of SARA-R4. Assumed: it blocks only its own AT
   * port (or channel of the multiplexer), where unsolicited lines wait. Any character from the host
   * aborts it. It blocks as long as there is no network at all.
   */
  BLOCKED
}
