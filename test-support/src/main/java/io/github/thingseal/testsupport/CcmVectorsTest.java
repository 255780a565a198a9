package io.github.thingseal.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.testsupport.CcmVectors.Vector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every engine is held to the published vectors. */
public abstract class CcmVectorsTest {
  /** Anything but 0, so that an offset that is not honoured shows. */
  private static final int OFFSET = 5;

  /** Encrypts by the engine; ciphertext and tag go to an offset. */
  protected abstract void seal(
      byte[] key,
      byte[] nonce,
      int tagLengthBytes,
      byte[] associatedData,
      byte[] plaintext,
      byte[] sealed,
      int offset);

  /** Decrypts by the engine, and returns whether the tag is right. */
  protected abstract boolean open(
      byte[] key,
      byte[] nonce,
      int tagLengthBytes,
      byte[] associatedData,
      byte[] sealed,
      int offset,
      int length,
      byte[] plaintext);

  @Test
  void sealAndOpen_withTheCommittedVector_match() {
    HexFormat hex = HexFormat.of();
    check(
        new Vector(
            "computed with another implementation",
            hex.parseHex("000102030405060708090a0b0c0d0e0f"),
            hex.parseHex("000102030405060708090a0b0c"),
            new byte[0],
            "The quick brown fox jumps over the lazy dog.".getBytes(StandardCharsets.US_ASCII),
            hex.parseHex(
                "425cd1a8227c93e131b751d5f24370f8856f7c021c581c965fdf912ce920eb6f"
                    + "bd306f24b4d6de581de2c202e0f78ed6d92a9c478b0cc203f231d588"),
            16,
            true));
  }

  @Test
  void sealAndOpen_withVectorsOfOurOwn_match() {
    checkAll(OwnCcmVectors.all());
  }

  @Test
  void sealAndOpen_withTheVectorsOfRfc3610_match() {
    checkAll(CcmVectors.rfc3610());
  }

  @ParameterizedTest
  @ValueSource(strings = {"DVPT128.rsp", "VADT128.rsp", "VNT128.rsp", "VPT128.rsp", "VTT128.rsp"})
  void sealAndOpen_withTheVectorsOfNist_match(String file) {
    checkAll(CcmVectors.cavp(file));
  }

  @Test
  void open_withTheRefusedVectorsOfNist_seesBothOutcomes() {
    assertThat(CcmVectors.cavp("DVPT128.rsp")).extracting(Vector::authentic).contains(true, false);
  }

  private void checkAll(List<Vector> vectors) {
    assertThat(vectors).isNotEmpty().allSatisfy(this::check);
  }

  private void check(Vector vector) {
    if (vector.authentic()) {
      assertThat(seal(vector)).as(vector.name()).isEqualTo(vector.sealed());
    }
    byte[] opened = new byte[vector.sealed().length - vector.tagLengthBytes()];
    assertThat(open(vector, opened)).as(vector.name()).isEqualTo(vector.authentic());
    if (vector.authentic()) {
      assertThat(opened).as(vector.name()).isEqualTo(vector.plaintext());
    }
  }

  private byte[] seal(Vector vector) {
    byte[] sealed = new byte[OFFSET + vector.sealed().length];
    seal(
        vector.key(),
        vector.nonce(),
        vector.tagLengthBytes(),
        vector.associatedData(),
        vector.plaintext(),
        sealed,
        OFFSET);
    assertThat(Arrays.copyOf(sealed, OFFSET)).containsOnly(0);
    return Arrays.copyOfRange(sealed, OFFSET, sealed.length);
  }

  private boolean open(Vector vector, byte[] plaintext) {
    byte[] sealed = new byte[OFFSET + vector.sealed().length];
    System.arraycopy(vector.sealed(), 0, sealed, OFFSET, vector.sealed().length);
    return open(
        vector.key(),
        vector.nonce(),
        vector.tagLengthBytes(),
        vector.associatedData(),
        sealed,
        OFFSET,
        vector.sealed().length,
        plaintext);
  }
}
