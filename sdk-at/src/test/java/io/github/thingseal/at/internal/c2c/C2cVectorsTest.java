package io.github.thingseal.at.internal.c2c;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.c2c.VectorKeys;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors with a fixed IV, computed independently of this code. */
class C2cVectorsTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] IV = HEX.parseHex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf");

  private static final String VECTORS =
      """
      1, 48656c6c6f20776f726c6421, f9400036f04257dfa10b4d00de564f6b494cfe7cb8f82d31e0031d0ac7e4b0422123aaea18d385c82c9d4fc6c0bb5129180778a0a1a2a3a4a5a6a7a8a9aaabacadaeaf1d57f9
      2, 48656c6c6f20776f726c6421, f93000a0a1a2a3a4a5a6a7a8a9aaabacadaeaf36f04257dfa10b4d00de564f6b494cfe0f7442329624ae92a00840827bb0476ae415f9
      1, 30313233343536373839616263646566, f950003c8e6e9a46c9f7de843d0c7d80ed5fac9e868cec40ca1a03e6d93ce504135640af445c33896976aabf7e872e46b0850740678c9dd82c76e148825ee8521970c9a0a1a2a3a4a5a6a7a8a9aaabacadaeafca96f9
      2, 30313233343536373839616263646566, f94000a0a1a2a3a4a5a6a7a8a9aaabacadaeaf3c8e6e9a46c9f7de843d0c7d80ed5fac9e868cec40ca1a03e6d93ce5041356407679c17b916dbf54e977c41f2852b339d22ef9
      1, 41540d, f940007164519c59ce789eaa0acd15344902d45a6ada5370d5bf7e18ceb40cfc422726346ed59f1d11ac6809d4509f4a35bc95a0a1a2a3a4a5a6a7a8a9aaabacadaeaf7ec9f9
      2, 41540d, f93000a0a1a2a3a4a5a6a7a8a9aaabacadaeaf7164519c59ce789eaa0acd15344902d42f2f1e875405e2e4dd2331b8088a6ac608cef9
      1, 0d0a4f4b0d0a, f940005e441456e4f7d2ba4ff2542817c576090e9a53b7e1703c6cb41831443393cc34c0f1e346f86f6727ccc301ea92a6984ca0a1a2a3a4a5a6a7a8a9aaabacadaeaf968ef9
      1, 41542b555345434332433d320d, f940006177a629af88ea51813500fed4df78343b36978d88bc0c9d65fbd2260354f7f6b9ed603d6734e5fa12ccf8290ca10c98a0a1a2a3a4a5a6a7a8a9aaabacadaeaf0508f9
      2, 41542b555345434332433d320d, f93000a0a1a2a3a4a5a6a7a8a9aaabacadaeaf6177a629af88ea51813500fed4df78340c96ff4cfda30585a64fdd86b5b4aa09b917f9
      2, 0d0a4f4b0d0a, f93000a0a1a2a3a4a5a6a7a8a9aaabacadaeaf5e441456e4f7d2ba4ff2542817c5760935b2953771cb43412b64c1bbc514e7eb8ca4f9
      """;

  @ParameterizedTest
  @CsvSource(textBlock = VECTORS)
  void encode_withFixedIv_givesTheVector(int version, String clear, String frame) {
    byte[] data = HEX.parseHex(clear);
    C2cEncoder encoder = new C2cEncoder(new C2cCipher(VectorKeys.of(version)), new FixedRandom(IV));

    assertThat(encoder.encode(data, 0, data.length)).asHexString().isEqualToIgnoringCase(frame);
  }

  @ParameterizedTest
  @CsvSource(textBlock = VECTORS)
  void feed_inEverySplit_givesTheClearBytes(int version, String clear, String frame) {
    byte[] bytes = HEX.parseHex("00f9" + frame + frame);
    for (int split = 0; split <= bytes.length; split++) {
      C2cDecoder decoder = new C2cDecoder(new C2cCipher(VectorKeys.of(version)));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      decoder.feed(bytes, 0, split, collect(out));
      decoder.feed(bytes, split, bytes.length - split, collect(out));

      assertThat(out.toByteArray()).asHexString().isEqualToIgnoringCase(clear + clear);
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = VECTORS)
  void feed_whenAnyByteIsFlipped_givesTheNextFrameOnly(int version, String clear, String frame) {
    byte[] good = HEX.parseHex(frame);
    for (int i = 0; i < good.length; i++) {
      byte[] bytes = HEX.parseHex(frame + frame);
      bytes[i] ^= 0x55;
      C2cDecoder decoder = new C2cDecoder(new C2cCipher(VectorKeys.of(version)));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      decoder.feed(bytes, 0, bytes.length, collect(out));

      assertThat(out.toByteArray())
          .as("byte %d flipped", i)
          .asHexString()
          .isEqualToIgnoringCase(clear);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 70", "2, 54"})
  void encode_whenLongerThanAFrame_cutsAt255Bytes(int version, int rest) {
    C2cEncoder encoder = new C2cEncoder(new C2cCipher(VectorKeys.of(version)), new SecureRandom());
    byte[] data = "x".repeat(2 * 255 + 3).getBytes(StandardCharsets.US_ASCII);

    byte[] frames = encoder.encode(data, 0, data.length);

    int full = 256 + (version == 1 ? 48 : 32) + 6;
    assertThat(frames).hasSize(2 * full + rest);
    C2cDecoder decoder = new C2cDecoder(new C2cCipher(VectorKeys.of(version)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    decoder.feed(frames, 0, frames.length, collect(out));
    assertThat(out.toByteArray()).isEqualTo(data);
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void feed_whenNoiseAnnouncesAFrame_doesNotWaitForIt(int version) {
    byte[] frame = encode(version, "good");
    byte[] noise = {(byte) 0xF9, (byte) (version == 1 ? 0x40 : 0x30), 0x04};
    byte[] bytes = new byte[noise.length + frame.length];
    System.arraycopy(noise, 0, bytes, 0, noise.length);
    System.arraycopy(frame, 0, bytes, noise.length, frame.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    C2cDecoder decoder = new C2cDecoder(new C2cCipher(VectorKeys.of(version)));
    for (byte b : bytes) {
      decoder.feed(new byte[] {b}, 0, 1, collect(out));
    }

    assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("good");
    assertThat(decoder.damaged()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"1, 1000", "1, ffff", "2, 1000", "2, ffff", "2, 0000", "1, 3000", "2, 4100"})
  void feed_whenALengthCannotBe_findsTheNextFrame(int version, String length) {
    byte[] frame = encode(version, "good");
    byte[] bytes = HEX.parseHex("f9" + length + HEX.formatHex(frame));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new C2cDecoder(new C2cCipher(VectorKeys.of(version)))
        .feed(bytes, 0, bytes.length, collect(out));

    assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("good");
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void feed_whenTheEndMarkerIsLost_takesTheNextFramesMarkerForIt(int version) {
    byte[] cut = encode(version, "lost");
    byte[] good = encode(version, "good");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    C2cDecoder decoder = new C2cDecoder(new C2cCipher(VectorKeys.of(version)));
    decoder.feed(cut, 0, cut.length - 1, collect(out));
    decoder.feed(good, 0, good.length, collect(out));

    assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("lostgood");
    assertThat(decoder.forged()).isZero();
  }

  private static byte[] encode(int version, String text) {
    byte[] clear = text.getBytes(StandardCharsets.US_ASCII);
    return new C2cEncoder(new C2cCipher(VectorKeys.of(version)), new SecureRandom())
        .encode(clear, 0, clear.length);
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void encode_whenThereIsNothing_emitsNothing(int version) {
    C2cEncoder encoder = new C2cEncoder(new C2cCipher(VectorKeys.of(version)), new SecureRandom());

    assertThat(encoder.encode(new byte[0], 0, 0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, AT", "2, AT", "1, at", "2, aT"})
  void encode_whenAFrameWouldBeginACommand_takesAnotherIv(int version, String prefix) {
    byte[] unfit = IV.clone();
    unfit[7] = (byte) prefix.charAt(0);
    unfit[8] = (byte) prefix.charAt(1);
    FixedRandom random = new FixedRandom(unfit, unfit, IV);
    byte[] text = "text".getBytes(StandardCharsets.US_ASCII);

    byte[] frame =
        new C2cEncoder(new C2cCipher(VectorKeys.of(version)), random).encode(text, 0, text.length);

    assertThat(frame)
        .isEqualTo(
            new C2cEncoder(new C2cCipher(VectorKeys.of(version)), new FixedRandom(IV))
                .encode(text, 0, text.length));
  }

  @Test
  void encode_whenEveryFrameWouldBeginACommand_sendsItAllTheSame() {
    byte[] unfit = "an IV like AT+X.".getBytes(StandardCharsets.US_ASCII);
    C2cEncoder encoder = new C2cEncoder(new C2cCipher(VectorKeys.of(2)), new FixedRandom(unfit));
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    byte[] frame = encoder.encode(new byte[1], 0, 1);

    new C2cDecoder(new C2cCipher(VectorKeys.of(2))).feed(frame, 0, frame.length, collect(out));
    assertThat(out.toByteArray()).containsExactly(0);
  }

  private static C2cDecoder.Output collect(ByteArrayOutputStream out) {
    return (clear, length) -> {
      out.write(clear, 0, length);
      return true;
    };
  }

  /** Gives these IVs in turn, the last one again and again; for vectors only. */
  static final class FixedRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[][] ivs;
    private int given;

    FixedRandom(byte[]... ivs) {
      this.ivs = ivs.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(ivs[Math.min(given, ivs.length - 1)], 0, bytes, 0, bytes.length);
      given++;
    }
  }
}
