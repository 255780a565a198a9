package io.github.thingseal.testsupport;

import io.github.thingseal.testsupport.CcmVectors.Vector;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * AES-CCM vectors of our own, so that a checkout without the published ones has some: the key, the
 * beginning of the first nonce and the counting bytes of RFC 3610 section 8, with every length of
 * nonce and tag. Computed with OpenSSL.
 */
final class OwnCcmVectors {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] KEY = HEX.parseHex("c0c1c2c3c4c5c6c7c8c9cacbcccdcecf");
  private static final byte[] NONCE = HEX.parseHex("00000003020100a0a1a2a3a4a5");
  private static final int FIRST_OF_MESSAGE = 8;

  /** Bytes of nonce, tag, associated data and message; ciphertext and tag. */
  private static final String ROWS =
      """
      7 4 0 0 12787596
      8 6 0 1 0a9dfdfde00c72
      9 8 0 15 1939dcfb9cacd35306f7e2791592897d98fb652701e323
      10 10 0 16 2fe7d7129cf8cdc7552c7a325237336b70592a0ef65d62f2d416
      11 12 0 17 aa2d3ecba66863758f03015116de30ed8ac6165761bbfdeadc93068ad0
      12 14 0 33 3d3cef188df7830d987b22e465f5b67fb14adc630ab5acefef5f218d0c83d99f730d00526a5f062a\
      a0e685027fa8b1
      13 16 0 64 588c979a61c663d2f066d0c2c0f989806d5f6b61dac384e0442dbe25fa482ba8360bbf01c01245a4\
      829f206cc3d6ae5b548dd0b1692cec5e95a56b48c3c6c89ebeebc906ae03c71994f6589c0744c132
      7 16 8 64 167233f8684e086a4403363ddf240df195205096b9e52865aa17cf7730388ed93668e3594c38539a\
      ed94421a1386a2a639620ff4533df0e3486ba15a3505bd6a270dc394eb58e7015205bbe1b4917620
      8 14 8 33 0a8ab97677c1a82ccf49dc936e75a965d4ddf2088d6b944b432cc31f9b9a45c1d57d9885058f41ac\
      b131690fca2481
      9 12 8 17 1939dcfb9cacd35306f7e279159289f1234072c7418607d072e2b33595
      10 10 8 16 2fe7d7129cf8cdc7552c7a325237336be63100eea773dac24d29
      11 8 8 15 aa2d3ecba66863758f03015116de3030f0ebe6ec38aabc
      12 6 8 1 3d90c293f12ee3
      13 4 8 0 f281f045
      """;

  private OwnCcmVectors() {}

  static List<Vector> all() {
    return ROWS.lines().map(OwnCcmVectors::vector).toList();
  }

  private static Vector vector(String row) {
    String[] parts = row.split(" ", -1);
    return new Vector(
        row,
        KEY,
        Arrays.copyOf(NONCE, Integer.parseInt(parts[0])),
        counting(0, Integer.parseInt(parts[2])),
        counting(FIRST_OF_MESSAGE, Integer.parseInt(parts[3])),
        HEX.parseHex(parts[4]),
        Integer.parseInt(parts[1]),
        true);
  }

  private static byte[] counting(int from, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (from + i);
    }
    return bytes;
  }
}
