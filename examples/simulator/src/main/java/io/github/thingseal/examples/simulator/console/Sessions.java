package io.github.thingseal.examples.simulator.console;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;

/** The tokens of the pages that are open. A request that changes something has one of them. */
final class Sessions {
  static final int MAX = 16;

  private static final int TOKEN_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Deque<String> tokens = new ArrayDeque<>();

  /** Opens a session; the oldest ends if there are too many. */
  synchronized String open() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = HexFormat.of().formatHex(bytes);
    if (tokens.size() == MAX) {
      tokens.remove();
    }
    tokens.add(token);
    return token;
  }

  synchronized boolean knows(String token) {
    byte[] given = token.getBytes(US_ASCII);
    boolean known = false;
    for (String each : tokens) {
      known |= MessageDigest.isEqual(each.getBytes(US_ASCII), given);
    }
    return known;
  }
}
