package io.github.thingseal.testkit;

import static io.github.thingseal.testkit.ModuleBench.lines;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A packet data call: bytes instead of commands, and the ways out of it. */
class SimulatedModuleDataCallTest {
  private static final String OK = lines("OK");
  private static final String CONNECT = lines("CONNECT");
  private static final String NO_CARRIER = lines("NO CARRIER");
  private static final String OPTIONS_OF_PPPD = "020600000000" + "0506a1b2c3d4" + "0702" + "0802";

  private static ModuleBench inCall() {
    ModuleBench bench = ModuleBench.configured();
    assertThat(bench.send("ATD*99***1#\r")).isEqualTo(CONNECT);
    return bench;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ATD*99***1#",
        "ATDT*99***1#",
        "atd *99#",
        "ATD*99*1#",
        "ATD*99**PPP*1#",
        "AT+CGDATA=\"PPP\",1",
        "AT+CMEE=2;D*99***1#"
      })
  void call_overADefinedContext_connects(String command) {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send(command + "\r\n")).isEqualTo(CONNECT);
      assertThat(bench.send("AT\r")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ATD*99***7#", "ATD123456;", "ATD", "ATD*98#", "ATA", "ATO"})
  void call_thatCannotBe_hasNoCarrier(String command) {
    try (ModuleBench bench = ModuleBench.configured()) {
      assertThat(bench.send(command + "\r")).isEqualTo(NO_CARRIER);
      assertThat(bench.send("AT\r")).isEqualTo(OK);
    }
  }

  @Test
  void call_withoutNetwork_hasNoCarrier() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.send("AT+CFUN=4\r");
      assertThat(bench.send("ATD*99***1#\r")).isEqualTo(NO_CARRIER);
      bench.send("ATV0\r");
      assertThat(bench.send("ATD*99***1#\r")).isEqualTo("3\r");
    }
  }

  @Test
  void call_inNumericForm_isConnectedWithOne() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.send("ATV0\r");
      assertThat(bench.send("ATD*99***1#\r")).isEqualTo("1\r");
    }
  }

  @Test
  void escape_withSilenceAround_leadsBackToCommands() {
    try (ModuleBench bench = inCall()) {
      bench.seconds(1);
      assertThat(bench.send("+++")).isEmpty();
      bench.module.advance(Duration.ofMillis(999));
      assertThat(bench.read()).isEmpty();
      bench.module.advance(Duration.ofMillis(1));
      assertThat(bench.read()).isEqualTo(OK);
      assertThat(bench.send("AT+CPAS\r")).isEqualTo(lines("+CPAS: 4", "OK"));
      assertThat(bench.send("ATO\r")).isEqualTo(CONNECT);
      assertThat(bench.send("AT\r")).isEmpty();
      bench.seconds(1);
      bench.write("+");
      bench.module.advance(Duration.ofMillis(300));
      bench.write("++");
      bench.seconds(1);
      assertThat(bench.read()).isEqualTo(OK);
      assertThat(bench.send("ATH\r")).isEqualTo(OK);
      assertThat(bench.send("ATO\r")).isEqualTo(NO_CARRIER);
    }
  }

  @Test
  void escape_withoutSilenceAround_isData() {
    try (ModuleBench bench = inCall()) {
      bench.write("+++");
      bench.seconds(2);
      bench.write("x+++");
      bench.seconds(2);
      bench.write("++++");
      bench.seconds(2);
      bench.write("++");
      bench.seconds(2);
      bench.write("+++");
      bench.module.advance(Duration.ofMillis(500));
      bench.write("x");
      bench.seconds(2);
      assertThat(bench.read()).isEmpty();
      bench.write("+++");
      bench.seconds(1);
      assertThat(bench.read()).isEqualTo(OK);
    }
  }

  @Test
  void escape_withAnotherGuardTime_waitsForThat() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.send("ATS12=10\r");
      bench.send("ATD*99***1#\r");
      bench.module.advance(Duration.ofMillis(200));
      bench.write("+++");
      bench.module.advance(Duration.ofMillis(200));
      assertThat(bench.read()).isEqualTo(OK);
    }
  }

  @Test
  void dtr_thatDrops_doesWhatItIsSetTo() {
    try (ModuleBench bench = ModuleBench.configured()) {
      bench.send("AT&D0\r");
      bench.send("ATD*99***1#\r");
      dropDtr(bench);
      assertThat(bench.read()).isEmpty();
      bench.seconds(1);
      bench.write("+++");
      bench.seconds(1);
      assertThat(bench.read()).isEqualTo(OK);
      bench.send("AT&D1\r");
      bench.send("ATO\r");
      dropDtr(bench);
      assertThat(bench.read()).isEqualTo(OK);
      bench.send("AT&D2\r");
      bench.send("ATO\r");
      dropDtr(bench);
      assertThat(bench.read()).isEqualTo(NO_CARRIER);
      assertThat(bench.send("ATO\r")).isEqualTo(NO_CARRIER);
      dropDtr(bench);
      assertThat(bench.read()).isEmpty();
    }
  }

  private static void dropDtr(ModuleBench bench) {
    bench.port.dtr(false);
    bench.port.dtr(true);
  }

  @Test
  void network_thatTakesTheContextAway_endsTheCall() {
    try (ModuleBench bench = inCall();
        SimulatedModulePort other = bench.module.openStreams()) {
      bench.module.urc("+UUPSMR: 1");
      assertThat(bench.read()).isEmpty();
      ModuleBench.exchange(other, "AT+CGACT=0,1\r");
      assertThat(bench.read()).isEqualTo(NO_CARRIER + lines("+UUPSMR: 1"));
      assertThat(bench.send("AT\r")).isEqualTo(OK);
      bench.send("AT+CGACT=1,1\r");
      assertThat(bench.send("ATD*99***1#\r")).isEqualTo(CONNECT);
      bench.module.powerCycle();
      bench.seconds(4);
      assertThat(bench.send("AT\r")).isEqualTo("AT\r" + OK);
      assertThat(bench.send("ATO\r")).endsWith(NO_CARRIER);
    }
  }

  /** The opening of a link as pppd opens it: each side asks, both agree, then it is ended. */
  @Test
  void ppp_isOpenedAndThenEndedWithAReason() {
    try (ModuleBench bench = inCall()) {
      bench.write(lcp(1, 1, HexFormat.of().parseHex(OPTIONS_OF_PPPD)));
      assertThat(frames(bench.read()))
          .containsExactly("c02102010014" + OPTIONS_OF_PPPD, "c02101010004");
      bench.write(lcp(2, 1, new byte[0]));
      String reason =
          HexFormat.of()
              .formatHex("the simulated network has no PPP peer".getBytes(StandardCharsets.UTF_8));
      assertThat(frames(bench.read())).containsExactly("c02105020029" + reason);
      bench.write(lcp(6, 2, new byte[0]));
      assertThat(bench.read()).isEqualTo(NO_CARRIER);
      assertThat(bench.send("AT\r")).isEqualTo(OK);
    }
  }

  @Test
  void ppp_thatDoesNotAcknowledgeTheEnd_isEndedAfterTheRestartTimer() {
    try (ModuleBench bench = inCall()) {
      bench.write(lcp(1, 1, new byte[0]));
      bench.write(lcp(2, 1, new byte[0]));
      bench.read();
      bench.seconds(2);
      assertThat(bench.read()).isEmpty();
      bench.seconds(1);
      assertThat(bench.read()).isEqualTo(NO_CARRIER);
    }
  }

  @Test
  void ppp_thatEndsFirst_isAcknowledged() {
    try (ModuleBench bench = inCall()) {
      bench.write(lcp(5, 9, "bye".getBytes(StandardCharsets.US_ASCII)));
      String answer = bench.read();
      assertThat(answer).endsWith(NO_CARRIER);
      assertThat(frames(answer.substring(0, answer.length() - NO_CARRIER.length())))
          .containsExactly("c02106090004");
    }
  }

  @Test
  void ppp_thatIsDamagedOrNotUnderstood_isDiscardedOrRejected() {
    try (ModuleBench bench = inCall()) {
      byte[] damaged = lcp(1, 1, new byte[0]);
      damaged[damaged.length - 2] ^= 1;
      bench.write(damaged);
      bench.write(frame(HexFormat.of().parseHex("8021010100040000")));
      bench.write(lcp(1, 1, HexFormat.of().parseHex("0500")));
      bench.write("~~\u0003~" + "x".repeat(10_000) + "~");
      assertThat(bench.read()).isEmpty();
      bench.write(lcp(77, 5, new byte[0]));
      assertThat(frames(bench.read())).containsExactly("c021070300084d050004");
    }
  }

  @Test
  void fcs_ofThisTest_isThatOfTheStandard() {
    assertThat(fcs("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0x906E);
  }

  private static byte[] lcp(int code, int id, byte[] data) {
    return frame(
        ByteBuffer.allocate(6 + data.length)
            .putShort((short) 0xC021)
            .put((byte) code)
            .put((byte) id)
            .putShort((short) (4 + data.length))
            .put(data)
            .array());
  }

  private static byte[] frame(byte[] packet) {
    byte[] content =
        ByteBuffer.allocate(2 + packet.length).put((byte) 0xFF).put((byte) 3).put(packet).array();
    int fcs = fcs(content);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write('~');
    content = ByteBuffer.allocate(content.length + 2).put(content).array();
    content[content.length - 2] = (byte) fcs;
    content[content.length - 1] = (byte) (fcs >> 8);
    for (byte b : content) {
      boolean escaped = (b & 0xFF) < 0x20 || b == 0x7D || b == 0x7E;
      if (escaped) {
        out.write(0x7D);
      }
      out.write(escaped ? b ^ 0x20 : b);
    }
    out.write('~');
    return out.toByteArray();
  }

  /** Protocol and information of each frame in hexadecimal digits, their check sequences right. */
  private static List<String> frames(String text) {
    List<String> frames = new ArrayList<>();
    for (String part : text.split("~", 0)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      boolean escaped = false;
      for (byte b : part.getBytes(StandardCharsets.ISO_8859_1)) {
        if (b == 0x7D) {
          escaped = true;
        } else {
          out.write(escaped ? b ^ 0x20 : b);
          escaped = false;
        }
      }
      if (out.size() > 0) {
        byte[] bytes = out.toByteArray();
        byte[] content = Arrays.copyOf(bytes, bytes.length - 2);
        int sent = (bytes[bytes.length - 2] & 0xFF) | (bytes[bytes.length - 1] & 0xFF) << 8;
        assertThat(sent).isEqualTo(fcs(content));
        assertThat(HexFormat.of().formatHex(content)).startsWith("ff03");
        frames.add(HexFormat.of().formatHex(content).substring(4));
      }
    }
    return frames;
  }

  private static int fcs(byte[] bytes) {
    int fcs = 0xFFFF;
    for (byte b : bytes) {
      int x = (fcs ^ b) & 0xFF;
      x = (x ^ x << 4) & 0xFF;
      fcs = fcs >> 8 ^ x << 8 ^ x << 3 ^ x >> 4;
    }
    return fcs ^ 0xFFFF;
  }
}
