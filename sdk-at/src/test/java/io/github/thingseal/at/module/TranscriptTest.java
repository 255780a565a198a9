package io.github.thingseal.at.module;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.TranscriptRecorder;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskSize;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.DeviceFeature;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModulePort;
import io.github.thingseal.testkit.TranscriptModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The main job recorded, and recordings played back. */
class TranscriptTest {
  private static final byte[] READING = "21.5 degrees, door closed".getBytes(UTF_8);
  private static final DeviceProfileUid PROFILE = DeviceProfileUid.of("AgbCtixjwqLjwV3VWpfPyz");
  private static final DeviceSerialNumber SERIAL = DeviceSerialNumber.of("357862090123456");
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** What the main job found out. */
  private record Findings(String model, String uid, int messageBytes, int pskBytes, String psk) {}

  private static Findings mainJob(Transport transport, ChannelOptions channel) {
    ModuleOptions options = ModuleOptions.builder().channel(channel).build();
    try (SecurityModule module = SecurityModule.open(transport, options)) {
      String model = module.info().model();
      RotPublicUid uid = module.rotPublicUid();
      module.network().connect(LIMIT);
      module.sealing().awaitBootstrapped(LIMIT, SealingProgress.NONE);
      module.sealing().seal(uid, PROFILE, SERIAL);
      module.sealing().awaitSealed(LIMIT, SealingProgress.NONE);
      module.e2e().useVersion(E2eVersion.V1);
      E2eMessage message = module.e2e().encrypt(READING);
      module.heartbeat();
      assertThatThrownBy(module::heartbeat).isInstanceOf(HeartbeatRefusedException.class);
      try (Psk psk = module.psk().generate(PskSize.BYTES_16)) {
        return new Findings(
            model,
            uid.hex(),
            message.lengthBytes(),
            psk.key().lengthBytes(),
            HexFormat.of().formatHex(psk.key().exposeCopy()));
      }
    }
  }

  private static ChannelOptions.Builder in(SkippingTime time) {
    return ChannelOptions.builder().scheduler(time).busyRetries(20, Duration.ofSeconds(1));
  }

  private static Transport transport(SimulatedModulePort port) {
    return StreamTransport.of("port", port.input(), port.output());
  }

  /** Records the main job; what it found out goes into the array. */
  private static String record(Findings[] findings) {
    StringWriter transcript = new StringWriter();
    try (RootOfTrust root =
            RootOfTrust.derive(
                SecretBytes.copyOf(new byte[32]), RotPublicUid.of("0A04F008003C9623"));
        SimulatedModule silicon =
            SimulatedModule.builder(root)
                .virtualTime(Instant.parse("2026-11-22T12:00:00Z"))
                .insecureSeed(1)
                .air(new GenerousAir())
                .build();
        SimulatedModulePort port = silicon.openStreams();
        SkippingTime time = new SkippingTime(silicon::advance);
        TranscriptRecorder recorder = TranscriptRecorder.to(transcript, time)) {
      silicon.advance(Duration.ofSeconds(4));
      findings[0] = mainJob(transport(port), in(time).listener(recorder).build());
    }
    return transcript.toString();
  }

  /** Numbers for keys, and for a message one that begins like V1. */
  private static byte[] restore(String before, int lengthBytes) {
    byte[] bytes = new byte[lengthBytes];
    Arrays.fill(bytes, (byte) (before.contains("+USECE2EDATAENC") ? 0x11 : '0'));
    return bytes;
  }

  @Test
  void player_whenItsPortIsTaken_hasNoOther() {
    String transcript = "thingseal-transcript 1\n0.000000 < \\r\\nOK\\r\\n\n";
    TranscriptModule player = TranscriptModule.of(transcript, TranscriptTest::restore);
    SimulatedModulePort unused = player.openStreams();

    assertThatThrownBy(() -> player.listenTcp(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("played once");
    player.close();
    assertThatThrownBy(player::openPty).isInstanceOf(InvalidInputException.class);
  }

  private static void assertReplays(String transcript) {
    try (TranscriptModule player = TranscriptModule.of(transcript, TranscriptTest::restore);
        SimulatedModulePort port = player.openStreams();
        SkippingTime time = new SkippingTime(passed -> {})) {
      Findings findings = mainJob(transport(port), in(time).build());
      assertThat(player.mismatch()).isEmpty();
      assertThat(player.isFinished()).isTrue();
      assertThat(findings.model()).isEqualTo("SARA-R510M8S");
      assertThat(findings.uid()).isEqualToIgnoringCase("0A04F008003C9623");
      assertThat(findings.messageBytes()).isEqualTo(READING.length + 32);
      assertThat(findings.pskBytes()).isEqualTo(16);
    }
  }

  @Test
  void record_whenPlayedBack_isTheSameSession() {
    assertReplays(record(new Findings[1]));
  }

  @Test
  void record_whenSecretsWereOnTheWire_showsNone() {
    Findings[] findings = new Findings[1];
    String transcript = record(findings);
    String key = requireNonNull(findings[0]).psk();
    assertThat(transcript).doesNotContainIgnoringCase(key).doesNotContain("21.5");
    assertThat(transcript)
        .contains("> AT+USECPSK=")
        .contains("> {25}")
        .contains("< \\r\\n>")
        .contains("+USECE2EDATAENC:\\x2057,\"{57}\"\\r\\n")
        .containsPattern("\\+USECPSK:\\\\x20\"\\{\\d+}\",\"\\{32}\"");
  }

  /** Recorded from the simulated module with {@link #record}; a real one's would do as well. */
  @Test
  void mainJob_whenTheCommittedSessionIsPlayed_goesAsItWent() throws IOException {
    try (InputStream file =
        requireNonNull(TranscriptTest.class.getResourceAsStream("main-job.transcript"))) {
      assertReplays(new String(file.readAllBytes(), UTF_8));
    }
  }

  @Test
  void play_whenTheHostSendsSomethingElse_hangsUpAndSaysWhere() {
    String transcript =
        """
        thingseal-transcript 1
        0.000000 > AT\\r
        0.000001 < \\r\\nERROR\\r\\n
        0.000002 > ATE1\\r
        """;
    try (TranscriptModule player = TranscriptModule.of(transcript, TranscriptTest::restore);
        SimulatedModulePort port = player.openStreams();
        SkippingTime time = new SkippingTime(passed -> {})) {
      assertThatThrownBy(() -> mainJob(transport(port), in(time).build()))
          .isInstanceOf(ChannelClosedException.class);
      assertThat(player.mismatch())
          .hasValueSatisfying(
              text -> assertThat(text).contains("line 4", "ATE1", "at byte 3", "0x30"));
      assertThat(player.isFinished()).isFalse();
    }
  }

  @Test
  void play_whenBytesAreEscapedOrHidden_sendsThem() throws IOException {
    String transcript =
        """
        thingseal-transcript 1

        # a comment
        0.000000 ! a note
        12.345678 < \\x00\\x7B\\\\ {3}\\xff
        """;
    try (TranscriptModule player = TranscriptModule.of(transcript, TranscriptTest::restore);
        SimulatedModulePort port = player.openStreams()) {
      byte[] said = new byte[100];
      int length = port.input().read(said);
      assertThat(new String(said, 0, length, ISO_8859_1)).isEqualTo("\0{\\ 000\u00ff");
    }
  }

  @Test
  void of_whenItIsNoTranscript_saysWhichLine() {
    for (String bad :
        new String[] {
          "nonsense",
          "0.0 > AT",
          "0.000000 ? AT",
          "0.000000 > \\q",
          "0.000000 > {",
          "0.000000 > {0}",
          "0.000000 > {x}",
          "0.000000 > \\x1",
          "0.000000 > \\xzz",
          "0.000000 > \u00e4"
        }) {
      assertThatThrownBy(
              () -> TranscriptModule.of("thingseal-transcript 1\n" + bad, TranscriptTest::restore))
          .as(bad)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("Line 2");
    }
    assertThatThrownBy(() -> TranscriptModule.of("", TranscriptTest::restore))
        .isInstanceOf(InvalidInputException.class);
  }

  /** Lets everybody in. */
  private static final class GenerousAir implements Air {
    @Override
    public Answer bootstrap(RotPublicUid rot, Instance instance, int phase) {
      return new Answer(Verdict.ACCEPTED, Set.of(), 0);
    }

    @Override
    public Answer seal(
        RotPublicUid rot, Instance instance, DeviceProfileUid profile, DeviceSerialNumber serial) {
      return new Answer(Verdict.ACCEPTED, Set.of(DeviceFeature.values()), 7);
    }

    @Override
    public Answer heartbeat(RotPublicUid rot, Instance instance) {
      return new Answer(Verdict.ACCEPTED, Set.of(DeviceFeature.values()), 7);
    }
  }
}
