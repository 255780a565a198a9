package io.github.thingseal.libcrypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What a context is set to and asked for besides key, nonce and message: two arrays of {@code OSSL_PARAM}
 * ({@code openssl/core.h}), one with the tag of a message, one with both lengths. Beside them, room
 * for what libcrypto says about how much it has written.
 */
final class CcmParameters {
  private static final int UNSIGNED_INTEGER = 2;
  private static final int OCTET_STRING = 5;
  private static final int MOST_BYTES = 16;
  private static final MemorySegment TAG = Arena.global().allocateFrom("tag");
  private static final MemorySegment NONCE_LENGTH = Arena.global().allocateFrom("ivlen");

  /** Name, type, where the value is, its size, and what a getter would write. */
  private static final long TYPE = 8;

  private static final long VALUE = 16;
  private static final long SIZE = 24;
  private static final long BYTES = 40;

  /** One for all, so that the values live as long as the arrays that point to them. */
  private final Arena arena = Arena.ofAuto();

  private final byte[] tag = new byte[MOST_BYTES];
  private final MemorySegment tagValue = arena.allocate(MOST_BYTES);
  private final MemorySegment nonceLength = arena.allocate(JAVA_LONG);

  /** The last of each array is all zeros, which ends it. */
  private final MemorySegment ofTag = arena.allocate(2 * BYTES, Long.BYTES);

  private final MemorySegment ofLengths = arena.allocate(3 * BYTES, Long.BYTES);

  /** Of how many bytes of output the last call was. */
  final MemorySegment written = arena.allocate(JAVA_LONG);

  CcmParameters() {
    set(ofTag, TAG, OCTET_STRING, tagValue);
    set(ofLengths.asSlice(BYTES), NONCE_LENGTH, UNSIGNED_INTEGER, nonceLength);
    set(ofLengths, TAG, OCTET_STRING, MemorySegment.NULL);
    ofLengths.set(JAVA_LONG, BYTES + SIZE, Long.BYTES);
  }

  private static void set(MemorySegment one, MemorySegment name, int type, MemorySegment value) {
    one.set(ADDRESS, 0, name);
    one.set(JAVA_INT, TYPE, type);
    one.set(ADDRESS, VALUE, value);
  }

  /** The lengths of nonce and tag. */
  MemorySegment lengths(int nonceBytes, int tagBytes) {
    nonceLength.set(JAVA_LONG, 0, nonceBytes);
    ofLengths.set(JAVA_LONG, SIZE, tagBytes);
    return ofLengths;
  }

  /**
   * A copy of the tag of a message to open.
   *
   * <p>Copied by way of the heap, because the JDK compiles {@code arraycopy} with wide registers,
   * and clears their upper halves before the next call. On a Xeon with AVX-512 (JDK 25) OpenSSL's
   * SSE code took twice as long where nothing had cleared them.
   */
  MemorySegment tag(byte[] sealed, int offset, int tagBytes) {
    System.arraycopy(sealed, offset, tag, 0, tagBytes);
    MemorySegment.copy(tag, 0, tagValue, JAVA_BYTE, 0, MOST_BYTES);
    return room(tagBytes);
  }

  /** Room for the tag of a message that is sealed. */
  MemorySegment room(int tagBytes) {
    ofTag.set(JAVA_LONG, SIZE, tagBytes);
    return ofTag;
  }

  /** Copies the tag that libcrypto put into the room for it. */
  void copyTag(byte[] sealed, int offset, int tagBytes) {
    MemorySegment.copy(tagValue, JAVA_BYTE, 0, sealed, offset, tagBytes);
  }
}
