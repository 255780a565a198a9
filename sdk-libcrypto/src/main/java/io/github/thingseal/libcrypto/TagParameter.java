package io.github.thingseal.libcrypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The tag of a message to decrypt as an {@code OSSL_PARAM} array (OpenSSL 3, {@code
 * openssl/core.h}), so that it goes along with key and nonce and takes no call of its own. Beside
 * it, room for what libcrypto says about how much it has written.
 */
final class TagParameter {
  private static final int OCTET_STRING = 5;
  private static final long UNMODIFIED = -1;
  private static final int MOST_BYTES = 16;
  private static final MemorySegment NAME = Arena.global().allocateFrom("tag");

  /** Name, type, where the value is, its size, and what a getter would write. */
  private static final long TYPE = 8;

  private static final long VALUE = 16;
  private static final long SIZE = 24;
  private static final long RETURNED = 32;

  /** One parameter, and one of zeros that ends the array. */
  private static final long ALL = 80;

  /** One, so that whoever has the array has the tag: it lives as long as they do. */
  private final Arena arena = Arena.ofAuto();

  private final byte[] tag = new byte[MOST_BYTES];
  private final MemorySegment value = arena.allocate(MOST_BYTES);
  private final MemorySegment parameters = arena.allocate(ALL, Long.BYTES);

  /** Of how many bytes of output the last call was. */
  final MemorySegment written = arena.allocate(JAVA_INT);

  TagParameter() {
    parameters.set(ADDRESS, 0, NAME);
    parameters.set(JAVA_INT, TYPE, OCTET_STRING);
    parameters.set(ADDRESS, VALUE, value);
    parameters.set(JAVA_LONG, RETURNED, UNMODIFIED);
  }

  /**
   * The array, with a copy of the tag.
   *
   * <p>Copied by way of the heap, because the JDK compiles {@code arraycopy} with wide registers,
   * and clears their upper halves before the next call. On a Xeon with AVX-512 (JDK 25) OpenSSL's
   * SSE code took twice as long where nothing had cleared them.
   */
  MemorySegment of(byte[] sealed, int offset, int tagBytes) {
    System.arraycopy(sealed, offset, tag, 0, tagBytes);
    MemorySegment.copy(tag, 0, value, JAVA_BYTE, 0, MOST_BYTES);
    parameters.set(JAVA_LONG, SIZE, tagBytes);
    return parameters;
  }
}
