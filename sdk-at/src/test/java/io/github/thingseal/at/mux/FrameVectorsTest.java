package io.github.thingseal.at.mux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.internal.mux.StaleMultiplexer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Frames to the byte (those of m-center), and what becomes of damaged ones. */
class FrameVectorsTest {
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

  private final List<String> found = new ArrayList<>();
  private final FrameDecoder decoder = new FrameDecoder(128, this::note);

  private void note(int dlci, int type, byte[] bytes, int offset, int length) {
    found.add(
        String.format("%d %02X %s", dlci, type, new String(bytes, offset, length, ISO_8859_1)));
  }

  private void feed(byte[] bytes) {
    decoder.feed(bytes, 0, bytes.length);
  }

  private static byte[] information(int dlci, String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return MuxFrame.information(dlci, bytes, 0, bytes.length);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Test
  void encode_whenPublishedVectors_isTheSame() {
    assertThat(HEX.formatHex(MuxFrame.request(0, MuxFrame.SABM))).isEqualTo("F9 03 3F 01 1C F9");
    assertThat(HEX.formatHex(MuxFrame.request(1, MuxFrame.SABM))).isEqualTo("F9 07 3F 01 DE F9");
    assertThat(HEX.formatHex(MuxFrame.request(2, MuxFrame.SABM))).isEqualTo("F9 0B 3F 01 59 F9");
    assertThat(HEX.formatHex(MuxFrame.request(3, MuxFrame.SABM))).isEqualTo("F9 0F 3F 01 9B F9");
    assertThat(HEX.formatHex(MuxFrame.request(3, MuxFrame.DISC))).isEqualTo("F9 0F 53 01 7A F9");
    assertThat(HEX.formatHex(MuxFrame.request(2, MuxFrame.DISC))).isEqualTo("F9 0B 53 01 B8 F9");
    assertThat(HEX.formatHex(MuxFrame.request(1, MuxFrame.DISC))).isEqualTo("F9 07 53 01 3F F9");
    assertThat(HEX.formatHex(information(1, "AT\r"))).isEqualTo("F9 07 EF 07 41 54 0D D3 F9");
    assertThat(HEX.formatHex(information(2, "AT\r"))).isEqualTo("F9 0B EF 07 41 54 0D 54 F9");
    assertThat(HEX.formatHex(information(1, "AT+CGMM\r")))
        .isEqualTo("F9 07 EF 11 41 54 2B 43 47 4D 4D 0D 2B F9");
    assertThat(HEX.formatHex(StaleMultiplexer.closeDown())).isEqualTo("F9 03 EF 05 C3 01 F2 F9");
  }

  @Test
  void feed_whenCutAnywhere_findsTheSame() {
    byte[] stream =
        join(
            "noise\r\n".getBytes(ISO_8859_1),
            information(1, "\r\nOK\r\n"),
            information(2, "a\u00f9\u00f9b\u00f9"),
            MuxFrame.request(3, MuxFrame.UA),
            information(1, "x".repeat(128)));
    for (int size = 1; size <= stream.length; size++) {
      found.clear();
      for (int at = 0; at < stream.length; at += size) {
        decoder.feed(stream, at, Math.min(size, stream.length - at));
      }
      assertThat(found)
          .containsExactly(
              "1 EF \r\nOK\r\n", "2 EF a\u00f9\u00f9b\u00f9", "3 63 ", "1 EF " + "x".repeat(128));
    }
    assertThat(decoder.damagedFrames()).isZero();
  }

  @Test
  void feed_whenFramesShareAFlag_findsBoth() {
    byte[] second = information(2, "b");
    feed(information(1, "a"));
    decoder.feed(second, 1, second.length - 1);
    assertThat(found).containsExactly("1 EF a", "2 EF b");
  }

  @Test
  void feed_whenAnyHeaderByteIsDamaged_losesThatFrameOnly() {
    byte[] good = information(1, "\r\nOK\r\n");
    int length = good.length;
    for (int at : new int[] {1, 2, 3, length - 2}) {
      for (int bit = 0; bit < 8; bit++) {
        decoder.giveUp();
        found.clear();
        long before = decoder.damagedFrames();
        byte[] bad = good.clone();
        bad[at] ^= (byte) (1 << bit);
        feed(join(bad, information(2, "next"), information(3, "y".repeat(128))));
        assertThat(found).as("byte %d bit %d", at, bit).contains("3 EF " + "y".repeat(128));
        assertThat(found).noneMatch(frame -> frame.contains("OK"));
        assertThat(decoder.damagedFrames()).isGreaterThan(before);
      }
    }
  }

  @Test
  void feed_whenBytesAreLost_findsTheNextFrame() {
    byte[] bad = information(1, "a long answer, half of it lost");
    feed(
        join(
            Arrays.copyOf(bad, bad.length / 2),
            information(2, "next"),
            information(3, "z".repeat(64))));
    assertThat(found).containsExactly("2 EF next", "3 EF " + "z".repeat(64));
    assertThat(decoder.damagedFrames()).isEqualTo(1);
  }

  @Test
  void giveUp_whenARestNeverCame_findsWhatBeganWithinIt() {
    byte[] bad = MuxFrame.information(1, new byte[100], 0, 100);
    feed(join(Arrays.copyOf(bad, 10), information(2, "next")));
    assertThat(found).isEmpty();
    decoder.giveUp();
    assertThat(found).containsExactly("2 EF next");
  }

  @Test
  void feed_whenLengthIsBeyondTheFrameSize_isDamage() {
    byte[] bytes = new byte[129];
    feed(MuxFrame.information(1, bytes, 0, bytes.length));
    assertThat(found).isEmpty();
    assertThat(decoder.damagedFrames()).isPositive();
  }

  @Test
  void feed_whenRandomNoiseComesBetween_findsEveryFrameThatFollowsAFlag() {
    Random random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      byte[] noise = new byte[random.nextInt(40)];
      random.nextBytes(noise);
      feed(noise);
      decoder.giveUp();
      found.clear();
      feed(information(1, "round " + round));
      assertThat(found).containsExactly("1 EF round " + round);
    }
  }
}
