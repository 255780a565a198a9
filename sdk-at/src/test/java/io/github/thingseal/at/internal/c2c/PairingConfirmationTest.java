package io.github.thingseal.at.internal.c2c;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.c2c.VectorKeys;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.secret.SecretBytes;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PairingConfirmationTest {
  private static final String IV = "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf";
  private static final String TAG = "303132333435363738393a3b3c3d3e3f";
  private static final String CONFIRMATION =
      "A0A1A2A3A4A5A6A7A8A9AAABACADAEAF97A1153FF953A64C280F6D3ACEDF1717"
          + "0F5F7EFCC243822D680BEB3B9853434E576E4253EDAFABFE3C6CF5924FD8A9F3";

  @Test
  void confirmation_withFixedIv_givesTheVector() {
    byte[] blob =
        PairingConfirmation.of(
            VectorKeys.of(2),
            SecretBytes.fromHex(TAG),
            new C2cVectorsTest.FixedRandom(HexFormat.of().parseHex(IV)));
    assertThat(HexFormat.of().withUpperCase().formatHex(blob)).isEqualTo(CONFIRMATION);
  }

  @Test
  void confirmation_ofV1_isRefused() {
    assertThatThrownBy(
            () ->
                PairingConfirmation.of(
                    VectorKeys.of(1), SecretBytes.fromHex(TAG), new SecureRandom()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("V1");
  }

  @Test
  void confirmation_ofAnotherLength_isRefused() {
    assertThatThrownBy(
            () ->
                PairingConfirmation.of(
                    VectorKeys.of(2), SecretBytes.fromHex(TAG + "00"), new SecureRandom()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("17");
  }
}
