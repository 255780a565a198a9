package io.github.thingseal.testkit;

import static io.github.thingseal.testkit.ModuleBench.lines;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chip-to-chip: pairing, confirmation, sessions, and lines that are not good. */
class SimulatedModuleC2cTest {
  private static final String OK = lines("OK");
  private static final String REFUSED = lines("+CME ERROR: operation not allowed");
  private static final String TE_SECRET = "000102030405060708090A0B0C0D0E0F";
  private static final String OPEN = "AT+USECC2C=1,\"" + TE_SECRET + "\"\r";
  private static final Pattern SECOND =
      Pattern.compile(
          lines("\\+USECC2C: 0,0,\"([0-9a-f]{32})\",\"([0-9a-f]{32})\",\"([0-9a-f]{32})\"", "OK"));

  private static String pair(ModuleBench bench, String teSecret) {
    return bench.send("AT+USECC2C=0,\"" + teSecret + "\"\r");
  }

  private static C2cHost pairAndConfirm(ModuleBench bench) {
    Matcher answer = SECOND.matcher(pair(bench, TE_SECRET));
    assertThat(answer.matches()).isTrue();
    C2cHost host = new C2cHost(TE_SECRET, answer.group(1), answer.group(2));
    byte[] tag = HexFormat.of().parseHex(answer.group(3));
    assertThat(confirm(bench, host.body(tag))).isEqualTo(OK);
    return host;
  }

  private static String confirm(ModuleBench bench, byte[] blob) {
    String hex = HexFormat.of().withUpperCase().formatHex(blob);
    return bench.send("AT+USECC2C=4,\"" + TE_SECRET + "\",\"" + hex + "\"\r");
  }

  private static String send(ModuleBench bench, C2cHost host, String text) {
    bench.write(host.frame(text));
    return host.read(bench.read());
  }

  private static void faults(ModuleBench bench, ModuleFault... faults) {
    bench.module.faults(List.of(faults));
  }

  @Test
  void pair_whenTheFirmwareIsTheFirst_yieldsAKeyAlone() {
    try (ModuleBench bench = ModuleBench.configured(b -> b.firmware("00B"))) {
      assertThat(pair(bench, TE_SECRET))
          .matches("\r\n\\+USECC2C: 0,0,\"[0-9a-f]{32}\"\r\n\r\nOK\r\n");
      assertThat(bench.send("AT+USECC2C=4,\"" + TE_SECRET + "\",\"" + "0".repeat(128) + "\"\r"))
          .isEqualTo(lines("+CME ERROR: operation not supported"));
      assertThat(bench.send(OPEN)).isEqualTo(OK);
      assertThat(bench.send("AT\r")).isEmpty();
    }
  }

  @Test
  void session_afterPairingAndConfirmation_framesBothWaysUntilClosed() {
    try (ModuleBench bench = ModuleBench.configured()) {
      C2cHost host = pairAndConfirm(bench);
      assertThat(bench.send(OPEN)).isEqualTo(OK);
      assertThat(send(bench, host, "AT+CGMM\r")).isEqualTo(lines("SARA-R510M8S", "OK") + "|");
      assertThat(send(bench, host, OPEN)).isEqualTo(REFUSED + "|");
      bench.write(host.frame("AT+CG"));
      assertThat(bench.read()).isEmpty();
      assertThat(send(bench, host, "MI\rAT\r")).isEqualTo(lines("u-blox", "OK") + "|" + OK + "|");
      assertThat(bench.send("AT+CGMM\r")).isEmpty();
      bench.module.urc("+UUPSMR: 1");
      assertThat(host.read(bench.read())).isEqualTo(lines("+UUPSMR: 1") + "|");
      assertThat(send(bench, host, "AT+USECC2C=2\r")).isEqualTo(OK + "|");
      assertThat(bench.send("AT\r")).isEqualTo(OK);
      assertThat(bench.send("AT+USECC2C=2\r")).isEqualTo(REFUSED);
    }
  }

  /** In fast time a moment in which the machine does something else is seconds of the module. */
  @Test
  void session_whenTimePassesWhileABlockIsReceived_takesItsFrame() {
    BusyClock clock = new BusyClock();
    try (RootOfTrust root = ModuleBench.newRootOfTrust();
        SimulatedModule module = SimulatedModule.builder(root).insecureSeed(1).build(clock)) {
      clock.advance(Duration.ofSeconds(6));
      SimulatedModulePort port = module.openStreams();
      ModuleBench.exchange(port, "ATE0\r");
      Matcher paired =
          SECOND.matcher(ModuleBench.exchange(port, "AT+USECC2C=0,\"" + TE_SECRET + "\"\r"));
      assertThat(paired.matches()).isTrue();
      C2cHost host = new C2cHost(TE_SECRET, paired.group(1), paired.group(2));
      byte[] tag = host.body(HexFormat.of().parseHex(paired.group(3)));
      String confirmation = HexFormat.of().formatHex(tag);
      assertThat(
              ModuleBench.exchange(
                  port, "AT+USECC2C=4,\"" + TE_SECRET + "\",\"" + confirmation + "\"\r"))
          .isEqualTo(OK);
      assertThat(ModuleBench.exchange(port, OPEN)).isEqualTo(OK);

      clock.perLook(Duration.ofSeconds(2));
      String frame = new String(host.frame("AT+CGMI\r"), StandardCharsets.ISO_8859_1);

      assertThat(host.read(ModuleBench.exchange(port, frame)))
          .isEqualTo(lines("u-blox", "OK") + "|");
    }
  }

  @Test
  void session_whenPromptPayloadAndReplyAreFramed_carriesEveryByte() {
    try (ModuleBench bench = ModuleBench.configured()) {
      C2cHost host = pairAndConfirm(bench);
      bench.seconds(10);
      bench.send(ModuleBench.SEAL);
      bench.seconds(8);
      assertThat(bench.send(OPEN)).isEqualTo(OK);
      faults(bench, ModuleFault.urc("+CSCON: 1", UrcMoment.BEFORE_RESPONSE, 1));
      assertThat(send(bench, host, "AT+USECE2EDATAENC=256\r"))
          .isEqualTo(lines("+CSCON: 1") + "|\r\n>|");
      StringBuilder plaintext = new StringBuilder();
      for (char c = 0; c < 256; c++) {
        plaintext.append(c);
      }
      bench.write(host.frame(plaintext.substring(0, 255)));
      bench.write(host.frame(plaintext.substring(255)));
      assertThat(host.read(bench.read()))
          .startsWith("\r\n+USECE2EDATAENC: 288,\"")
          .hasSize("\r\n+USECE2EDATAENC: 288,\"\"\r\n".length() + 288 + OK.length() + 2)
          .endsWith("\"\r\n" + OK + "|");
    }
  }

  @Test
  void longReply_inASession_comesInFramesOfAtMost255Bytes() {
    try (ModuleBench bench = ModuleBench.configured()) {
      C2cHost host = pairAndConfirm(bench);
      String greeting = "x".repeat(600);
      bench.send("AT+CSGT=1,\"" + greeting + "\"\r");
      bench.send(OPEN);
      String said = send(bench, host, "AT+CSGT?\r");
      assertThat(said.split("\\|")).extracting(String::length).containsExactly(255, 255, 111);
      assertThat(said.replace("|", "")).isEqualTo(lines("+CSGT: \"" + greeting + "\",1", "OK"));
    }
  }

  @Test
  void confirm_whenTheBlobIsWrong_isRefusedAndTheSessionToo() {
    try (ModuleBench bench = ModuleBench.configured()) {
      Matcher answer = SECOND.matcher(pair(bench, TE_SECRET));
      assertThat(answer.matches()).isTrue();
      C2cHost host = new C2cHost(TE_SECRET, answer.group(1), answer.group(2));
      assertThat(confirm(bench, host.body(new byte[16]))).isEqualTo(REFUSED);
      byte[] blob = host.body(HexFormat.of().parseHex(answer.group(3)));
      blob[63] ^= 1;
      assertThat(confirm(bench, blob)).isEqualTo(REFUSED);
      assertThat(bench.send(OPEN)).isEqualTo(REFUSED);
      blob[63] ^= 1;
      assertThat(confirm(bench, blob)).isEqualTo(OK);
      assertThat(confirm(bench, blob)).isEqualTo(REFUSED);
      assertThat(bench.send(OPEN)).isEqualTo(OK);
    }
  }

  @Test
  void commands_whenMalformed_areRefused() {
    try (ModuleBench bench = ModuleBench.configured()) {
      String wrong = lines("+CME ERROR: incorrect parameters");
      for (String parameters :
          new String[] {
            "0",
            "3",
            "5",
            "0,\"00\"",
            "0,\"" + "g".repeat(32) + "\"",
            "1",
            "4,\"" + TE_SECRET + "\",\"00\""
          }) {
        assertThat(bench.send("AT+USECC2C=" + parameters + "\r")).isEqualTo(wrong);
      }
      assertThat(bench.send("AT+USECC2C=?\r")).isEqualTo(OK);
      bench.module.powerCycle();
      bench.seconds(4);
      bench.send("ATE0+CMEE=2\r");
      assertThat(pair(bench, TE_SECRET)).isEqualTo(lines("+CME ERROR: SEC busy"));
    }
    try (ModuleBench bench = ModuleBench.configured(b -> b.model(SimulatedModuleModel.SARA_R422))) {
      assertThat(pair(bench, TE_SECRET)).isEqualTo(lines("+CME ERROR: operation not supported"));
    }
  }

  @Test
  void pair_afterBootstrap_takesTheFeature() {
    FakeAir air = new FakeAir();
    air.features = EnumSet.complementOf(EnumSet.of(DeviceFeature.LOCAL_C2C_KEY_PAIRING));
    try (ModuleBench bench = ModuleBench.configured(air, b -> b)) {
      C2cHost host = pairAndConfirm(bench);
      bench.seconds(10);
      assertThat(pair(bench, TE_SECRET)).isEqualTo(REFUSED);
      assertThat(bench.send(OPEN)).isEqualTo(REFUSED);
      bench.send(ModuleBench.SEAL);
      bench.seconds(8);
      assertThat(pair(bench, TE_SECRET)).isEqualTo(REFUSED);
      assertThat(bench.send(OPEN)).isEqualTo(OK);
      assertThat(send(bench, host, "AT+USECC2C=2\r")).isEqualTo(OK + "|");
      air.features = Set.of(DeviceFeature.LOCAL_C2C_KEY_PAIRING);
      bench.seconds(86_400);
      assertThat(bench.send("AT+USECCONN\r")).isEqualTo(OK);
      assertThat(bench.send(OPEN)).isEqualTo(REFUSED);
      assertThat(pair(bench, TE_SECRET)).matches(SECOND);
    }
  }

  @Test
  void pairings_upToEight_outliveThePowerAndTheObject(@TempDir Path folder) {
    C2cHost host;
    try (ModuleBench bench = ModuleBench.configured(b -> b.storage(folder))) {
      host = pairAndConfirm(bench);
      for (int i = 1; i < 8; i++) {
        assertThat(pair(bench, TE_SECRET.replace("000102", "FF0" + i + "02"))).matches(SECOND);
      }
      assertThat(pair(bench, "AA".repeat(16))).isEqualTo(REFUSED);
      assertThat(pair(bench, TE_SECRET.replace("000102", "ff0102"))).matches(SECOND);
    }
    try (ModuleBench bench = ModuleBench.configured(b -> b.storage(folder))) {
      assertThat(bench.send(OPEN)).isEqualTo(OK);
      assertThat(send(bench, host, "AT\r")).isEqualTo(OK + "|");
    }
  }

  @Test
  void session_whenThePowerGoesOrTheModuleRestarts_isOver() {
    try (ModuleBench bench = ModuleBench.configured()) {
      C2cHost host = pairAndConfirm(bench);
      bench.send(OPEN);
      bench.module.powerCycle();
      bench.seconds(4);
      assertThat(bench.send("AT\r")).endsWith(OK);
      bench.seconds(4);
      bench.send("ATE0\r");
      assertThat(bench.send(OPEN)).isEqualTo(OK);
      assertThat(send(bench, host, "AT+CFUN=16\r")).isEqualTo(OK + "|");
      bench.seconds(8);
      assertThat(bench.send("AT\r")).endsWith(OK);
    }
  }

  @Test
  void session_onOnePort_leavesTheOthersInClear() {
    try (ModuleBench bench = ModuleBench.configured();
        SimulatedModulePort other = bench.module.openStreams()) {
      pairAndConfirm(bench);
      bench.send(OPEN);
      assertThat(ModuleBench.exchange(other, "ATE0\r")).endsWith(OK);
      assertThat(ModuleBench.exchange(other, "AT+USECC2C=2\r")).isEqualTo(lines("ERROR"));
    }
  }

  @Test
  void faultsOfFrames_strikeEverySoMany() {
    try (ModuleBench bench = ModuleBench.configured()) {
      C2cHost host = pairAndConfirm(bench);
      bench.send(OPEN);
      faults(bench, ModuleFault.c2cFrames(FrameFault.DROPPED, 1));
      assertThat(send(bench, host, "AT\r")).isEmpty();
      faults(bench, ModuleFault.c2cFrames(FrameFault.DUPLICATED, 1));
      assertThat(send(bench, host, "AT\r")).isEqualTo((OK + "|").repeat(2));
      faults(bench, ModuleFault.c2cFrames(FrameFault.BAD_MAC, 2));
      assertThat(send(bench, host, "AT\r")).isEqualTo(OK + "|");
      assertThat(send(bench, host, "AT\r")).isEqualTo("<MAC>|");
      faults(bench, ModuleFault.c2cFrames(FrameFault.NOISE_BEFORE, 1));
      bench.write(host.frame("AT\r"));
      String noisy = bench.read();
      assertThat(noisy.substring(3)).startsWith("\0\u00F9\u00F9");
      assertThat(host.read(noisy.substring(5))).isEqualTo(OK + "|");
      faults(bench, ModuleFault.c2cFrames(FrameFault.BAD_CHECKSUM, 1));
      bench.write(host.frame("AT\r"));
      byte[] frame = bench.read().getBytes(StandardCharsets.ISO_8859_1);
      int sent = (frame[frame.length - 3] & 0xFF) | (frame[frame.length - 2] & 0xFF) << 8;
      assertThat(sent).isEqualTo(C2cHost.fcs(frame, frame.length - 3) ^ 0x100);
      faults(bench);
      assertThat(send(bench, host, "AT+USECC2C=2\r")).isEqualTo(OK + "|");
    }
  }

  @Test
  void damagedFramesFromTheHost_areDroppedAndTheNextIsTaken() {
    try (ModuleBench bench = ModuleBench.configured()) {
      C2cHost host = pairAndConfirm(bench);
      bench.send(OPEN);
      byte[] damaged = host.frame("AT+CGMI\r");
      damaged[20] ^= 1;
      bench.write(damaged);
      bench.write(new byte[] {0, (byte) 0xF9});
      assertThat(send(bench, host, "AT\r")).isEqualTo(OK + "|");
      assertThat(send(bench, new C2cHost(TE_SECRET, TE_SECRET, TE_SECRET), "AT\r")).isEmpty();
      assertThat(send(bench, host, "AT\r")).isEqualTo(OK + "|");
    }
  }

  @Test
  void session_isHeardInClear() {
    try (ModuleBench bench = ModuleBench.configured()) {
      C2cHost host = pairAndConfirm(bench);
      bench.send(OPEN);
      List<String> heard = new ArrayList<>();
      bench.module.onLine(line -> heard.add(line.text()));
      send(bench, host, "AT+CGMM\r");
      assertThat(heard).containsExactly("AT+CGMM", "SARA-R510M8S", "OK");
    }
  }
}
