package io.github.thingseal.testkit.internal.module.mux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames of 27.010 to the byte. */
class MuxFrameTest {
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

  private final List<String> frames = new ArrayList<>();
  private int junk;

  private void receive(byte[]... parts) {
    MuxReceiver receiver =
        new MuxReceiver(
            new MuxReceiver.Sink() {
              @Override
              public void frame(int dlci, int control, byte[] info) {
                String text = new String(info, StandardCharsets.ISO_8859_1);
                frames.add(dlci + " " + Integer.toHexString(control) + " " + text.strip());
              }

              @Override
              public void junk() {
                junk++;
              }
            });
    for (byte[] part : parts) {
      for (byte b : part) {
        receiver.accept(b, Instant.EPOCH);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 3F, '', F9 03 3F 01 1C F9",
    "1, 3F, '', F9 07 3F 01 DE F9",
    "2, 3F, '', F9 0B 3F 01 59 F9",
    "3, 3F, '', F9 0F 3F 01 9B F9",
    "1, EF, 41 54 0D, F9 07 EF 07 41 54 0D D3 F9",
    "2, EF, 41 54 0D, F9 0B EF 07 41 54 0D 54 F9",
    "1, EF, 41 54 2B 43 47 4D 4D 0D, F9 07 EF 11 41 54 2B 43 47 4D 4D 0D 2B F9",
    "3, 53, '', F9 0F 53 01 7A F9",
    "2, 53, '', F9 0B 53 01 B8 F9",
    "1, 53, '', F9 07 53 01 3F F9",
    "0, EF, C3 01, F9 03 EF 05 C3 01 F2 F9"
  })
  void encode_ofThePublishedFrames_isThePublishedBytes(
      int dlci, String control, String info, String frame) {
    byte[] bytes = info.isEmpty() ? new byte[0] : HEX.parseHex(info);
    int type = Integer.parseInt(control, 16);
    assertThat(HEX.formatHex(MuxFrame.encode(dlci, true, type, bytes))).isEqualTo(frame);
    receive(HEX.parseHex(frame));
    assertThat(frames)
        .containsExactly(
            dlci
                + " "
                + Integer.toHexString(type & ~MuxFrame.FINAL)
                + " "
                + new String(bytes, StandardCharsets.ISO_8859_1).strip());
  }

  @Test
  void receiver_whenFramesShareAFlagOrAreDamaged_takesThoseThatAreWhole() {
    byte[] shared = HEX.parseHex("F9 07 EF 07 41 54 0D D3 F9 0B EF 07 41 54 0D 54 F9 F9 F9");
    byte[] wrong = HEX.parseHex("F9 07 EF 07 41 54 0D D4 F9");
    byte[] noise = HEX.parseHex("00 12 F9");
    byte[] good = HEX.parseHex("F9 03 3F 01 1C F9");
    receive(shared, wrong, good, noise, good);
    assertThat(frames).containsExactly("1 ef AT", "2 ef AT", "0 2f ", "0 2f ");
    assertThat(junk).isEqualTo(3);
  }

  @Test
  void receiver_whenTheInformationIsLong_readsTheLongLength() {
    String text = "x".repeat(1000);
    byte[] info = text.getBytes(StandardCharsets.US_ASCII);
    receive(MuxFrame.encode(2, false, MuxFrame.UIH, info));
    assertThat(frames).containsExactly("2 ef " + text);
  }
}
