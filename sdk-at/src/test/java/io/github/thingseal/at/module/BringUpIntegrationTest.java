package io.github.thingseal.at.module;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.device.ListFiles;
import io.github.thingseal.at.command.device.ReadClock;
import io.github.thingseal.at.command.device.ReadFile;
import io.github.thingseal.at.command.device.ReadFileBlock;
import io.github.thingseal.at.command.device.ReadFileSize;
import io.github.thingseal.at.command.device.ReadFreeFileSpace;
import io.github.thingseal.at.command.device.ReadGreeting;
import io.github.thingseal.at.command.device.SetClock;
import io.github.thingseal.at.command.device.SetGreeting;
import io.github.thingseal.at.command.network.Apn;
import io.github.thingseal.at.command.network.ClearPdpContext;
import io.github.thingseal.at.command.network.DefinePdpContext;
import io.github.thingseal.at.command.network.OperatorFormat;
import io.github.thingseal.at.command.network.PdpContext;
import io.github.thingseal.at.command.network.PdpCredentials;
import io.github.thingseal.at.command.network.PdpType;
import io.github.thingseal.at.command.network.PsdActivation;
import io.github.thingseal.at.command.network.ReadBandMasks;
import io.github.thingseal.at.command.network.ReadCellInfo;
import io.github.thingseal.at.command.network.ReadRadioTechnologies;
import io.github.thingseal.at.command.network.SetCellInfoMode;
import io.github.thingseal.at.command.tls.CipherSuites;
import io.github.thingseal.at.command.tls.ReadCipherSuites;
import io.github.thingseal.at.command.tls.ReadTlsOption;
import io.github.thingseal.at.command.tls.TlsOption;
import io.github.thingseal.at.command.tls.TlsProfile;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModuleModel;
import io.github.thingseal.testkit.SimulatedModulePort;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What brings a module online and reads it, on a simulated module of each family. */
@Timeout(120)
class BringUpIntegrationTest {
  private static final byte[] TRAP = "a\r\nOK\r\n\"\r\nERROR\r\n,\"".getBytes(ISO_8859_1);

  private static void with(SimulatedModuleModel model, Consumer<SecurityModule> use) {
    try (RootOfTrust root =
            RootOfTrust.derive(
                SecretBytes.copyOf(new byte[32]), RotPublicUid.of("0A04F008003C9623"));
        SimulatedModule silicon =
            SimulatedModule.builder(root)
                .model(model)
                .virtualTime(Instant.parse("2026-11-22T12:00:00Z"))
                .insecureSeed(1)
                .air(new AcceptingAir())
                .build();
        SimulatedModulePort port = silicon.openStreams();
        SkippingTime time = new SkippingTime(silicon::advance)) {
      silicon.advance(Duration.ofSeconds(20));
      ChannelOptions channel = ChannelOptions.builder().scheduler(time).build();
      try (SecurityModule module =
          SecurityModule.open(
              StreamTransport.of("port", port.input(), port.output()),
              ModuleOptions.builder().channel(channel).build())) {
        use.accept(module);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SimulatedModuleModel.class)
  void connect_withCredentials_bringsEachModelOnline(SimulatedModuleModel model) {
    with(
        model,
        module -> {
          try (SecretBytes password = SecretBytes.copyOf("hush".getBytes(US_ASCII))) {
            assertThat(
                    module
                        .network()
                        .connect(
                            Apn.of("iot.example"),
                            new PdpCredentials(PdpCredentials.Protocol.CHAP, "me", password),
                            Duration.ofMinutes(3))
                        .status()
                        .isRegistered())
                .isTrue();
          }
          assertThat(module.network().connection().orElseThrow().dns()).isNotEmpty();
          module.execute(OperatorFormat.NUMERIC);
          assertThat(module.network().operator().format()).contains(OperatorFormat.NUMERIC);
          assertThat(module.network().operator().name().orElseThrow()).matches("[0-9]{5,6}");
          assertThat(module.execute(new ReadRadioTechnologies())).isNotEmpty();
          assertThat(module.execute(new ReadBandMasks())).isNotEmpty();
        });
  }

  @Test
  void connect_whenProfileIsActivated_reportsItsAddress() {
    with(
        SimulatedModuleModel.SARA_R510M8S,
        module -> {
          BlockingQueue<PsdActivation> activations = new LinkedBlockingQueue<>();
          module.subscribe(PsdActivation.URC, activations::add);
          module.network().connect(Duration.ofMinutes(3));
          module.network().registration();
          assertThat(take(module, activations).isActive()).isTrue();
        });
  }

  /** Time passes while something is said. */
  private static PsdActivation take(SecurityModule module, BlockingQueue<PsdActivation> queue) {
    try {
      PsdActivation activation = queue.poll();
      while (activation == null) {
        module.network().signal();
        activation = queue.poll(10, TimeUnit.MILLISECONDS);
      }
      return activation;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void contexts_whenCleared_areGoneByNumber() {
    with(
        SimulatedModuleModel.SARA_R510M8S,
        module -> {
          module.execute(new DefinePdpContext(1, PdpType.IP, Apn.of("one")));
          module.execute(new DefinePdpContext(2, PdpType.IP, Apn.of("two")));
          module.execute(new ClearPdpContext(1));

          assertThat(module.network().contexts())
              .extracting(PdpContext::apn)
              .contains(Optional.of("two"))
              .doesNotContain(Optional.of("one"));
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = SimulatedModuleModel.class,
      names = {"SARA_R510M8S", "SARA_R422", "LARA_R6001"})
  void cell_whenModeIsSet_isTold(SimulatedModuleModel model) {
    with(
        model,
        module -> {
          module.network().connect(Duration.ofMinutes(3));
          module.execute(new SetCellInfoMode(2));
          assertThat(module.execute(new ReadCellInfo()))
              .startsWith(List.of("2"))
              .hasSizeGreaterThanOrEqualTo(3);
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = SimulatedModuleModel.class,
      names = {"SARA_R510M8S", "SARA_R410M_02B", "LARA_R6001"})
  void settings_whenSet_readBack(SimulatedModuleModel model) {
    with(
        model,
        module -> {
          module.execute(new SetGreeting(Optional.of("Module has booted.")));
          assertThat(module.execute(new ReadGreeting())).contains("Module has booted.");
          module.execute(new SetGreeting(Optional.empty()));
          assertThat(module.execute(new ReadGreeting())).isEmpty();

          OffsetDateTime time = OffsetDateTime.parse("2031-02-03T04:05:06-03:30");
          module.execute(new SetClock(time));
          assertThat(module.execute(new ReadClock()).offset()).contains(time.getOffset());
          assertThat(module.execute(new ReadClock()).toInstant().orElseThrow())
              .isBetween(time.toInstant(), time.toInstant().plusSeconds(5));
        });
  }

  /** SARA-R4 begins the reply with a line feed alone. */
  @ParameterizedTest
  @EnumSource(
      value = SimulatedModuleModel.class,
      names = {"SARA_R510M8S", "SARA_R410M_02B", "SARA_R422", "LARA_R6001"})
  void files_whenReadWholeAndInParts_areTheirBytes(SimulatedModuleModel model) {
    with(
        model,
        module -> {
          module.execute(
              RawCommand.builder("AT+UDWNFILE=\"a, b\"".replace(",", "") + "," + TRAP.length)
                  .payload(TRAP)
                  .build());
          assertThat(module.execute(new ListFiles())).containsExactly("a b");
          assertThat(module.execute(new ReadFileSize("a b"))).isEqualTo(TRAP.length);
          assertThat(module.execute(new ReadFreeFileSpace())).isPositive();
          assertThat(module.execute(new ReadFile("a b"))).isEqualTo(TRAP);
          assertThat(module.execute(new ReadFileBlock("a b", 1, 4)))
              .isEqualTo("\r\nOK".getBytes(US_ASCII));
          assertThat(module.execute(new ReadFileBlock("a b", TRAP.length, 4))).isEmpty();
        });
  }

  @Test
  void cipherSuites_whenListed_readBackInTheForm() {
    with(
        SimulatedModuleModel.SARA_R510M8S,
        module -> {
          assertThat(module.execute(new ReadTlsOption(0, TlsOption.CERTIFICATE_CHECK)))
              .isEqualTo("1");
          module
              .tls()
              .configure(
                  TlsProfile.builder(0)
                      .addCipherSuite("c02a")
                      .addCipherSuite("c02b")
                      .addCipherSuite("c02c")
                      .removeCipherSuite("c02b")
                      .build());
          assertThat(module.execute(new ReadCipherSuites(0)))
              .isEqualTo(new CipherSuites(100, List.of("C02A", "C02C")));
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = SimulatedModuleModel.class,
      names = {"SARA_R422", "LARA_R6001"})
  void cipherSuite_whenOne_readsBackInTheForm(SimulatedModuleModel model) {
    with(
        model,
        module -> {
          module.tls().configure(TlsProfile.builder(0).cipherSuite("c02f").build());
          assertThat(module.execute(new ReadCipherSuites(0)))
              .isEqualTo(new CipherSuites(99, List.of("C02F")));
        });
  }
}
