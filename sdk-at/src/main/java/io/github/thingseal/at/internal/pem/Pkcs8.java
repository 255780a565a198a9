package io.github.thingseal.at.internal.pem;

import io.github.thingseal.core.InvalidInputException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** Wraps the older DER forms of private keys into PKCS#8 (RFC 5208). */
final class Pkcs8 {
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int PARAMETERS = 0xA0;
  private static final int LONG_FORM = 0x80;

  private static final byte[] VERSION_0 = HexFormat.of().parseHex("020100");

  /** rsaEncryption, 1.2.840.113549.1.1.1, without parameters. */
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  /** id-ecPublicKey, 1.2.840.10045.2.1. */
  private static final byte[] EC_PUBLIC_KEY = HexFormat.of().parseHex("06072a8648ce3d0201");

  private Pkcs8() {}

  static byte[] ofPkcs1(byte[] key) {
    return wrapped(RSA, key);
  }

  /** RFC 5915: the curve is in the key itself, and moves to where PKCS#8 has it. */
  static byte[] ofSec1(byte[] key) {
    return wrapped(element(SEQUENCE, EC_PUBLIC_KEY, curve(key)), key);
  }

  private static byte[] curve(byte[] key) {
    return Der.child(key, PARAMETERS)
        .filter(oid -> oid.length > 0 && oid[0] == OBJECT_IDENTIFIER)
        .orElseThrow(() -> new InvalidInputException("The private key does not name its curve"));
  }

  private static byte[] wrapped(byte[] algorithm, byte[] key) {
    return element(SEQUENCE, VERSION_0, algorithm, element(OCTET_STRING, key));
  }

  private static byte[] element(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer element = ByteBuffer.allocate(length + 4);
    element.put((byte) tag);
    if (length < LONG_FORM) {
      element.put((byte) length);
    } else if (length < 1 << Byte.SIZE) {
      element.put((byte) (LONG_FORM + 1)).put((byte) length);
    } else {
      element.put((byte) (LONG_FORM + 2)).putShort((short) length);
    }
    for (byte[] part : parts) {
      element.put(part);
    }
    byte[] bytes = new byte[element.position()];
    element.flip();
    element.get(bytes);
    Arrays.fill(element.array(), (byte) 0);
    return bytes;
  }
}
