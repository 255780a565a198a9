package io.github.thingseal.at.internal.pem;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.security.DevicePrivateKey;
import io.github.thingseal.at.command.tls.PemCertificates;
import io.github.thingseal.core.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates and keys that are made to exhaust their reader. */
class DerTest {
  private static final int SEQUENCE = 0x30;
  private static final byte[] OID = {6, 3, 0x2a, 3, 4};
  private static final int[] DEPTHS = {40, 3_000, 13_000, 60_000};

  private static byte[] element(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    if (length < 0x80) {
      element.write(length);
    } else {
      element.write(0x83);
      element.write(length >> 16);
      element.write(length >> 8);
      element.write(length);
    }
    element.writeBytes(content.toByteArray());
    return element.toByteArray();
  }

  /** Built from within, in linear time. */
  private static byte[] nested(int tag, int depth) {
    byte[] headers = new byte[5 * depth];
    int at = headers.length;
    int length = 0;
    for (int i = 0; i < depth; i++) {
      at -= 5;
      headers[at] = (byte) tag;
      headers[at + 1] = (byte) 0x83;
      headers[at + 2] = (byte) (length >> 16);
      headers[at + 3] = (byte) (length >> 8);
      headers[at + 4] = (byte) length;
      length += 5;
    }
    return headers;
  }

  private static byte[] indefinite(int tag, int depth) {
    byte[] bytes = new byte[4 * depth];
    for (int i = 0; i < depth; i++) {
      bytes[2 * i] = (byte) tag;
      bytes[2 * i + 1] = (byte) 0x80;
    }
    return bytes;
  }

  private static PemCertificates certificate(byte[] der) {
    return new PemCertificates(pem("CERTIFICATE", der));
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  private static void refused(byte[] der) {
    assertThatThrownBy(certificate(der)::certificates).isInstanceOf(InvalidInputException.class);
    for (String label : new String[] {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"}) {
      try (DevicePrivateKey key = DevicePrivateKey.takeFrom(pem(label, der).getBytes(US_ASCII))) {
        assertThatThrownBy(key::toPrivateKey).isInstanceOf(InvalidInputException.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x30, 0x31, 0x24, 0x23, 0xA0, 0x04})
  void certificateOrKey_whenNestedWithoutEnd_isRefusedByItsDepth(int tag) {
    for (int depth : DEPTHS) {
      byte[] deep = nested(tag, depth);
      refused(element(SEQUENCE, deep));
      refused(element(SEQUENCE, element(SEQUENCE, OID, deep), new byte[] {2, 1, 1}));
      refused(element(SEQUENCE, element(0x04, deep)));
      refused(element(SEQUENCE, element(0x03, new byte[1], deep)));
      assertThatThrownBy(() -> Der.requireReadable(element(SEQUENCE, deep), "It"))
          .hasMessageContaining("32 levels");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x30, 0x24, 0xA0})
  void certificateOrKey_whenLengthsAreIndefinite_isRefused(int tag) {
    for (int depth : DEPTHS) {
      refused(indefinite(tag, depth));
      refused(element(SEQUENCE, indefinite(tag, depth)));
    }
  }

  @Test
  void certificateOrKey_whenElementsDoNotEnd_isRefused() {
    refused(new byte[0]);
    refused(new byte[] {0x30});
    refused(new byte[] {0x30, (byte) 0x84, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff});
    refused(new byte[] {0x30, (byte) 0x88, 1, 1, 1, 1, 1, 1, 1, 1});
    refused(new byte[] {0x30, 2, 0x1f, (byte) 0xff});
    refused(new byte[] {0x30, 3, 0x02, 5, 1});
    refused(new byte[] {0x30, 0, 0});
  }

  @Test
  void key_whenGenuine_isRead() throws GeneralSecurityException {
    for (String algorithm : new String[] {"EC", "RSA"}) {
      byte[] encoded =
          KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate().getEncoded();
      try (DevicePrivateKey key =
          DevicePrivateKey.takeFrom(pem("PRIVATE KEY", encoded).getBytes(US_ASCII))) {
        assertThat(key.toPrivateKey().getAlgorithm()).isEqualTo(algorithm);
      }
    }
  }

  @Test
  void requireReadable_whenDepthIsThatOfCertificates_acceptsIt() {
    assertThatCode(() -> Der.requireReadable(nested(SEQUENCE, 32), "It"))
        .doesNotThrowAnyException();
    byte[] any = new byte[64];
    for (int value = 0; value < 256; value++) {
      Arrays.fill(any, (byte) value);
      byte[] string = element(SEQUENCE, element(0x04, any), element(0x03, new byte[1], any));
      if (value != 0x04 && value != 0x03) {
        assertThatCode(() -> Der.requireReadable(string, "It")).doesNotThrowAnyException();
      }
    }
  }
}
