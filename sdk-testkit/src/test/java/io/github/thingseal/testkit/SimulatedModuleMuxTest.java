package io.github.thingseal.testkit;

import static io.github.thingseal.testkit.ModuleBench.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The multiplexer, byte by byte as published where it is. */
class SimulatedModuleMuxTest {
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();
  private static final String OK = lines("OK");
  private static final String SABM_0 = "F9 03 3F 01 1C F9";
  private static final String SABM_1 = "F9 07 3F 01 DE F9";
  private static final String SABM_2 = "F9 0B 3F 01 59 F9";
  private static final String DISC_1 = "F9 07 53 01 3F F9";
  private static final String AT_1 = "F9 07 EF 07 41 54 0D D3 F9";
  private static final String AT_2 = "F9 0B EF 07 41 54 0D 54 F9";
  private static final String CLOSE = "F9 03 EF 05 C3 01 F2 F9";
  private static final String CLOSED = "F9 01 EF 05 C1 01 F2 F9";

  private static String hex(ModuleBench bench, String... frames) {
    for (String frame : frames) {
      bench.write(HEX.parseHex(frame));
    }
    return HEX.formatHex(bench.read().getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A frame of information from the module; the checksum of the published ones fits here too. */
  private static String heard(String hex) {
    byte[] bytes = HEX.parseHex(hex);
    StringBuilder text = new StringBuilder();
    int start = 0;
    while (start < bytes.length) {
      int length = (bytes[start + 3] & 0xFF) >> 1;
      text.append((bytes[start + 1] & 0xFF) >> 2).append(':');
      text.append(new String(bytes, start + 4, length, StandardCharsets.ISO_8859_1)).append('|');
      start += length + 6;
    }
    return text.toString();
  }

  private static ModuleBench multiplexing() {
    ModuleBench bench = ModuleBench.configured();
    assertThat(bench.send("AT+CMUX=0,0,,128\r")).isEqualTo(OK);
    bench.module.advance(Duration.ofMillis(100));
    assertThat(hex(bench, SABM_0)).isEqualTo("F9 03 73 01 D7 F9");
    return bench;
  }

  @Test
  void channels_whenOpened_areAtPortsWithTheirOwnSettings() {
    try (ModuleBench bench = multiplexing()) {
      assertThat(hex(bench, SABM_1)).startsWith("F9 07 73 01 ").hasSize(17);
      assertThat(hex(bench, SABM_2)).startsWith("F9 0B 73 01 ");
      assertThat(heard(hex(bench, AT_1))).isEqualTo("1:AT\r" + OK + "|");
      hex(bench, frame(1, "ATE0\r"));
      assertThat(heard(hex(bench, frame(1, "AT+CMEE?\r"))))
          .isEqualTo("1:" + lines("+CMEE: 0", "OK") + "|");
      assertThat(heard(hex(bench, AT_2))).isEqualTo("2:AT\r" + OK + "|");
      assertThat(heard(hex(bench, "F9 07 EF 11 41 54 2B 43 47 4D 4D 0D 2B F9")))
          .isEqualTo("1:" + lines("SARA-R510M8S", "OK") + "|");
    }
  }

  /** For channels 1 and 2, with the checksums of the header alone computed here. */
  private static String frame(int dlci, String text) {
    byte[] info = text.getBytes(StandardCharsets.ISO_8859_1);
    byte[] frame = new byte[info.length + 6];
    frame[0] = (byte) 0xF9;
    frame[1] = (byte) (dlci << 2 | 3);
    frame[2] = (byte) 0xEF;
    frame[3] = (byte) (info.length << 1 | 1);
    System.arraycopy(info, 0, frame, 4, info.length);
    int fcs = 0xFF;
    for (int i = 1; i < 4; i++) {
      for (int bit = 0; bit < 8; bit++) {
        int low = (fcs ^ (frame[i] & 0xFF) >> bit) & 1;
        fcs = fcs >> 1 ^ (low == 1 ? 0xE0 : 0);
      }
    }
    frame[frame.length - 2] = (byte) ~fcs;
    frame[frame.length - 1] = (byte) 0xF9;
    return HEX.formatHex(frame);
  }

  @Test
  void longReply_comesInFramesOfTheSizeThatWasSet() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.send("AT+CMUX=0,0,,10\r");
      hex(bench, SABM_0, SABM_1, frame(1, "ATE0\r"));
      assertThat(heard(hex(bench, frame(1, "AT+CGMM\r"))))
          .isEqualTo("1:\r\nSARA-R51|1:0M8S\r\n\r\nOK|1:\r\n|");
    }
  }

  @Test
  void close_byTheHost_returnsToTheSettingsOfBefore() {
    try (ModuleBench bench = multiplexing()) {
      hex(bench, SABM_1);
      assertThat(hex(bench, CLOSE)).startsWith("F9 01 EF 05 C1 01 ").hasSize(CLOSED.length());
      assertThat(bench.send("AT\r")).isEqualTo(OK);
      assertThat(bench.send("AT+CMEE?\r")).isEqualTo(lines("+CMEE: 2", "OK"));
    }
  }

  @Test
  void disconnect_ofAChannel_closesItAndOfTheControlChannelAll() {
    try (ModuleBench bench = multiplexing()) {
      hex(bench, SABM_1, frame(1, "ATE0\r"));
      assertThat(hex(bench, DISC_1)).startsWith("F9 07 73 01");
      assertThat(hex(bench, DISC_1)).startsWith("F9 07 1F 01");
      assertThat(hex(bench, AT_1)).startsWith("F9 07 1F 01");
      hex(bench, SABM_1);
      assertThat(heard(hex(bench, AT_1))).isEqualTo("1:AT\r" + OK + "|");
      assertThat(hex(bench, "F9 03 53 01 FD F9")).startsWith("F9 03 73 01");
      assertThat(bench.send("AT\r")).isEqualTo(OK);
    }
  }

  @Test
  void control_ofModemStatusAndTheUnknown_isAnswered() {
    try (ModuleBench bench = multiplexing()) {
      hex(bench, SABM_1);
      String status = frame(0, "\u00E3\u0005\u0007\r");
      assertThat(hex(bench, status)).startsWith("F9 01 EF 09 E1 05 07 0D");
      assertThat(hex(bench, frame(0, "C\u0001"))).startsWith("F9 01 EF 07 11 03 43");
      assertThat(hex(bench, "F9 83 3F 01 27 F9")).isEmpty();
    }
  }

  @Test
  void urcs_beforeTheChannelIsOpen_comeWhenItOpens() {
    try (ModuleBench bench = multiplexing()) {
      bench.module.urc("+UUPSMR: 1");
      assertThat(bench.read()).isEmpty();
      bench.module.faults(List.of(ModuleFault.urc("+CEREG: 1", UrcMoment.MUX_OPEN, 2)));
      assertThat(heard(hex(bench, SABM_1)))
          .isEqualTo("1:|1:" + lines("+CEREG: 1", "+CEREG: 1", "+UUPSMR: 1") + "|");
      assertThat(heard(hex(bench, AT_1))).isEqualTo("1:AT\r" + OK + "|");
    }
  }

  @Test
  void deadlock_whenWanted_strikesWhoeverIsTooFast() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.module.faults(List.of(ModuleFault.muxDeadlock()));
      bench.send("AT+CMUX=0,0,,128\r");
      bench.module.advance(Duration.ofMillis(99));
      assertThat(hex(bench, SABM_0)).isEmpty();
      bench.seconds(60);
      assertThat(hex(bench, CLOSE)).isEmpty();
      bench.module.powerCycle();
      bench.seconds(4);
      assertThat(bench.send("ATE0\r")).endsWith(OK);
      bench.send("AT+CMUX=0,0,,128\r");
      bench.module.advance(Duration.ofMillis(100));
      assertThat(hex(bench, SABM_0)).isEqualTo("F9 03 73 01 D7 F9");
    }
  }

  @Test
  void staleMux_isGarbageUntilItIsClosed() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.module.faults(List.of(ModuleFault.staleMux()));
      assertThat(bench.read()).startsWith("\u00F9\u0011\u00FF");
      bench.seconds(1);
      assertThat(bench.send("AT\r")).startsWith("\u00F9\u0011\u00FF").doesNotContain("OK");
      assertThat(hex(bench, CLOSE)).startsWith("F9 01 EF 05 C1 01 ");
      assertThat(bench.send("AT\r")).isEqualTo(OK);
    }
  }

  @Test
  void faultsOfFrames_strikeTheMultiplexerToo() {
    try (ModuleBench bench = multiplexing()) {
      bench.module.faults(List.of(ModuleFault.muxFrames(FrameFault.BAD_CHECKSUM, 1)));
      assertThat(hex(bench, SABM_0)).isEqualTo("F9 03 73 01 D6 F9");
      bench.module.faults(List.of(ModuleFault.muxFrames(FrameFault.DROPPED, 1)));
      assertThat(hex(bench, SABM_0)).isEmpty();
      assertThatThrownBy(() -> ModuleFault.muxFrames(FrameFault.BAD_MAC, 1))
          .isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void start_whenMalformedOrWithin_isRefused() {
    try (ModuleBench bench = ModuleBench.configured()) {
      String wrong = lines("+CME ERROR: incorrect parameters");
      assertThat(bench.send("AT+CMUX=1\r")).isEqualTo(wrong);
      assertThat(bench.send("AT+CMUX=0,1\r")).isEqualTo(wrong);
      assertThat(bench.send("AT+CMUX=0,0,,0\r")).isEqualTo(wrong);
      assertThat(bench.send("AT+CMUX=0,0,,1500,150,3,200\r")).isEqualTo(OK);
      hex(bench, SABM_0, SABM_1);
      assertThat(heard(hex(bench, frame(1, "AT+CMUX=0\r")))).endsWith(lines("ERROR") + "|");
    }
  }
}
