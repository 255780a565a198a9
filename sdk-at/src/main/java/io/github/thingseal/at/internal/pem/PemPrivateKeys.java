package io.github.thingseal.at.internal.pem;

import io.github.thingseal.core.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Reads the PEM forms of private keys; the JDK itself reads the DER of PKCS#8 only. */
public final class PemPrivateKeys {
  private static final String PKCS8 = "PRIVATE KEY";
  private static final String PKCS1 = "RSA PRIVATE KEY";
  private static final String SEC1 = "EC PRIVATE KEY";
  private static final String SEC1_PARAMETERS = "EC PARAMETERS";
  private static final List<String> ALGORITHMS = List.of("EC", "RSA");

  private PemPrivateKeys() {}

  public static void requireOne(String pem) {
    PemText.Block unused = block(pem);
  }

  public static PrivateKey parse(String pem) {
    PemText.Block block = block(pem);
    byte[] der = decoded(block);
    try {
      Der.requireReadable(der, "The private key");
      return key(
          switch (block.label()) {
            case PKCS1 -> Pkcs8.ofPkcs1(der);
            case SEC1 -> Pkcs8.ofSec1(der);
            default -> der.clone();
          });
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  private static PrivateKey key(byte[] pkcs8) {
    try {
      return ALGORITHMS.stream()
          .flatMap(algorithm -> key(algorithm, pkcs8).stream())
          .findFirst()
          .orElseThrow(
              () ->
                  new InvalidInputException(
                      "The private key is neither of RSA nor of a known curve"));
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  private static Optional<PrivateKey> key(String algorithm, byte[] pkcs8) {
    try {
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    } catch (InvalidKeySpecException e) {
      // Another algorithm may know it. The cause could quote the key, so it goes no further.
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime knows RSA and EC keys", e);
    }
  }

  private static PemText.Block block(String pem) {
    List<PemText.Block> keys =
        PemText.blocks(pem).orElse(List.of()).stream()
            .filter(block -> !block.label().equals(SEC1_PARAMETERS))
            .toList();
    if (keys.size() != 1) {
      throw new InvalidInputException("The text is not exactly one whole PEM private key");
    }
    PemText.Block key = keys.get(0);
    if (!List.of(PKCS8, PKCS1, SEC1).contains(key.label())) {
      throw new InvalidInputException("The PEM block is no unencrypted private key");
    }
    return key;
  }

  private static byte[] decoded(PemText.Block block) {
    byte[] base64 = block.base64().getBytes(StandardCharsets.US_ASCII);
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // The cause would quote a character of the key.
      throw new InvalidInputException("The private key is not Base64");
    } finally {
      Arrays.fill(base64, (byte) 0);
    }
  }
}
