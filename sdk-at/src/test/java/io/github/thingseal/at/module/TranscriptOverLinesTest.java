package io.github.thingseal.at.module;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.channel.AtChannel;
import io.github.thingseal.at.channel.ChannelListener;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.TranscriptRecorder;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.transport.SerialTransport;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.at.transport.TcpTransport;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskSize;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModulePort;
import io.github.thingseal.testkit.TranscriptModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sessions recorded over real lines and played back over real lines: prompts, payloads and binary
 * windows, in the clear and inside chip-to-chip.
 */
@Timeout(120)
class TranscriptOverLinesTest {
  private static final String IMEI = "357862090123456";
  private static final Duration LIMIT = Duration.ofSeconds(110);

  /** Longer than a frame, and full of what could be taken for something else. */
  private static final byte[] READING =
      "\r\nOK\r\n>\"\u00f9 21.5 degrees".repeat(20).getBytes(UTF_8);

  private final SkippingTime time = new SkippingTime(passed -> {});

  @TempDir private Path folder;

  @AfterEach
  void endTime() {
    time.close();
  }

  /** The lines there are. */
  enum Line {
    STREAMS,
    TCP,
    PTY;

    Transport to(SimulatedModule module) {
      return switch (this) {
        case STREAMS -> streams(module.openStreams());
        case TCP -> TcpTransport.connect("127.0.0.1", module.listenTcp(0));
        case PTY -> SerialTransport.of(module.openPty());
      };
    }

    Transport to(TranscriptModule module) {
      return switch (this) {
        case STREAMS -> streams(module.openStreams());
        case TCP -> TcpTransport.connect("127.0.0.1", module.listenTcp(0));
        case PTY -> SerialTransport.of(module.openPty());
      };
    }

    void assumeItIsThere() {
      assumeTrue(this != PTY || SimulatedModule.isPtyAvailable());
    }

    private static Transport streams(SimulatedModulePort port) {
      return StreamTransport.of("streams", port.input(), port.output());
    }
  }

  /** What a session found out that has to be found out again. */
  private record Findings(String uid, String imei, int messageBytes, int pskBytes) {}

  private static final Findings EXPECTED =
      new Findings("0a04f008003c9623", IMEI, READING.length + 32, 16);

  @ParameterizedTest
  @CsvSource({
    "STREAMS, 00B",
    "STREAMS, 01B",
    "TCP, 00B",
    "TCP, 01B",
    "PTY, 00B",
    "PTY, 01B",
  })
  void play_ofASessionWithPairing_isTheSameSessionInNewFrames(Line line, String firmware)
      throws IOException, InterruptedException {
    line.assumeItIsThere();
    Path file = record(line, firmware);

    try (TranscriptModule player = TranscriptModule.of(file)) {
      Findings played = session(line.to(player), channel(), Optional.empty());

      assertThat(player.mismatch()).isEmpty();
      assertThat(player.awaitEnd(LIMIT)).isTrue();
      assertThat(player.isFinished()).isTrue();
      assertThat(played).isEqualTo(EXPECTED);
    }
  }

  @Test
  void play_ofASessionWithStoredKeys_takesTheKeysThatItIsTold()
      throws IOException, InterruptedException {
    try (C2cKeys keys = C2cKeys.of(secret(1), secret(2), secret(3));
        C2cKeys others = C2cKeys.of(secret(1), secret(2), secret(4))) {
      String transcript =
          Files.readString(record(Line.TCP, "01B"), UTF_8)
              .replaceAll("(?m)^.* > AT\\+USECC2C=.*\\R.* < .*\\+USECC2C:.*\\R.* < .*\\R", "")
              .replaceAll("(?m)^.* > AT\\+USECC2C=.*\\{128}.*\\R.* < .*\\R", "");
      try (TranscriptModule player =
          player(transcript).chipToChipKeys(keys.key(), keys.hmacKey())) {
        assertThat(session(Line.TCP.to(player), channel(), Optional.of(keys))).isEqualTo(EXPECTED);
        assertThat(player.awaitEnd(LIMIT)).isTrue();
      }
      try (TranscriptModule player = player(transcript)) {
        assertThatThrownBy(() -> session(Line.TCP.to(player), channel(), Optional.of(others)))
            .isInstanceOf(ChannelClosedException.class);
        assertThat(player.mismatch()).get().asString().contains("chip-to-chip", "keys");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Line.class)
  void record_ofASession_showsNoSecretOfIt(Line line) throws IOException {
    line.assumeItIsThere();
    assertThat(record(line, "01B"))
        .content(UTF_8)
        .contains("> AT+USECC2C={1},\"{32}\"\\r", "> AT+USECC2C=2\\r")
        .contains("\"{32}\",\"{32}\",\"{32}\"")
        .contains("> {" + READING.length + "}")
        .contains("+USECE2EDATAENC:\\x20" + (READING.length + 32) + ",\"{")
        .containsPattern("\\+USECPSK:\\\\x20\"\\{\\d+}\",\"\\{32}\"")
        .doesNotContain("degrees");
  }

  @ParameterizedTest
  @EnumSource(Line.class)
  void play_whenTheModuleSpeaksFirst_waitsForSomebodyWhoListens(Line line) {
    line.assumeItIsThere();
    String transcript =
        """
        thingseal-transcript 1
        0.000000 < \\r\\n+CEREG:\\x201\\r\\n
        0.100000 > AT\\r
        0.200000 < \\r\\nOK\\r\\n
        """;
    List<String> received = new CopyOnWriteArrayList<>();
    ChannelListener listener =
        new ChannelListener() {
          @Override
          public void onReceived(String text) {
            received.add(text);
          }
        };
    try (TranscriptModule player = player(transcript);
        AtChannel channel = AtChannel.open(line.to(player), channel().listener(listener).build())) {
      channel.execute(RawCommand.of("AT"));

      assertThat(player.mismatch()).isEmpty();
      assertThat(player.isFinished()).isTrue();
      assertThat(received).contains("+CEREG: 1");
    }
  }

  @ParameterizedTest
  @EnumSource(Line.class)
  void play_whenTheHostSendsSomethingElse_hangsUp(Line line) throws InterruptedException {
    line.assumeItIsThere();
    String transcript = "thingseal-transcript 1\n0.000000 > AT+CGMM\\r\n";
    try (TranscriptModule player = player(transcript);
        AtChannel channel = AtChannel.open(line.to(player), channel().build())) {
      assertThat(player.awaitEnd(Duration.ofMillis(1))).isFalse();
      assertThatThrownBy(() -> channel.execute(RawCommand.of("AT+CGMR")))
          .isInstanceOf(ChannelClosedException.class);
      assertThat(player.awaitEnd(LIMIT)).isTrue();
      assertThat(player.mismatch()).get().asString().contains("line 2", "at byte 6", "0x52");
      assertThat(player.isFinished()).isFalse();
    }
  }

  private Path record(Line line, String firmware) throws IOException {
    Path file = folder.resolve(line + firmware + ".transcript");
    try (RootOfTrust rootOfTrust =
            RootOfTrust.derive(SecretBytes.copyOf(new byte[32]), ModuleBench.UID);
        SimulatedModule silicon = sealed(rootOfTrust, firmware);
        TranscriptRecorder recorder = TranscriptRecorder.to(file)) {
      assertThat(session(line.to(silicon), channel().listener(recorder), Optional.empty()))
          .isEqualTo(EXPECTED);
    }
    return file;
  }

  private static SimulatedModule sealed(RootOfTrust rootOfTrust, String firmware)
      throws IOException {
    SimulatedModule silicon =
        SimulatedModule.builder(rootOfTrust)
            .virtualTime(Instant.parse("2026-11-22T12:00:00Z"))
            .firmware(firmware)
            .imei(IMEI)
            .air(new AcceptingAir())
            .build();
    silicon.advance(Duration.ofMinutes(1));
    try (SimulatedModulePort port = silicon.openStreams()) {
      port.output()
          .write(
              ("AT+USECDEVINFO=\""
                      + ModuleBench.PROFILE.value()
                      + "\",\""
                      + ModuleBench.SERIAL.value()
                      + "\"\r")
                  .getBytes(US_ASCII));
    }
    silicon.advance(Duration.ofMinutes(1));
    return silicon;
  }

  private static Findings session(
      Transport transport, ChannelOptions.Builder channel, Optional<C2cKeys> stored) {
    ModuleOptions options = ModuleOptions.builder().channel(channel.build()).build();
    try (SecurityModule module = SecurityModule.open(transport, options);
        C2cKeys keys = stored.orElseGet(() -> module.c2c().pair())) {
      module.c2c().open(keys);
      assertThat(module.c2c().isOpen()).isTrue();
      String uid = module.rotPublicUid().hex();
      module.e2e().useVersion(E2eVersion.V1);
      int messageBytes = module.e2e().encrypt(READING).lengthBytes();
      assertThat(module.c2c().forgedFrames() + module.c2c().damagedFrames()).isZero();
      module.c2c().close();
      try (Psk psk = module.psk().generate(PskSize.BYTES_16)) {
        return new Findings(
            uid, module.execute(Identification.IMEI), messageBytes, psk.key().lengthBytes());
      }
    }
  }

  private ChannelOptions.Builder channel() {
    return ChannelOptions.builder().scheduler(time);
  }

  /** Makes up a message that begins like one of version 1, and zeros for the rest. */
  private static TranscriptModule player(String transcript) {
    return TranscriptModule.of(
        transcript,
        (before, length) -> {
          byte[] bytes = new byte[length];
          Arrays.fill(bytes, (byte) (before.contains("E2EDATAENC") ? 0x11 : '0'));
          return bytes;
        });
  }

  private static SecretBytes secret(int fill) {
    byte[] bytes = new byte[C2cKeys.LENGTH_BYTES];
    Arrays.fill(bytes, (byte) fill);
    return SecretBytes.takeFrom(bytes);
  }
}
