package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.thingseal.at.channel.ChannelListener;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.Reconnection;
import io.github.thingseal.at.command.FixedCommand;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.device.DeepSleepEntry;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.command.device.SetFunctionality;
import io.github.thingseal.at.command.network.PdpEvent;
import io.github.thingseal.at.command.network.RadioConnection;
import io.github.thingseal.at.command.network.Registration;
import io.github.thingseal.at.command.network.RegistrationStatus;
import io.github.thingseal.at.command.tls.TlsSessionEvent;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.at.transport.TransportSource;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModulePort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Modules that restart, and ports that vanish. */
class RestartTest {
  private final RootOfTrust root =
      RootOfTrust.derive(SecretBytes.copyOf(new byte[32]), RotPublicUid.of("0A04F008003C9623"));
  private final SimulatedModule silicon =
      SimulatedModule.builder(root)
          .virtualTime(Instant.parse("2026-11-22T12:00:00Z"))
          .insecureSeed(1)
          .build();
  private final SimulatedModulePort port = silicon.openStreams();
  private final SkippingTime time = new SkippingTime(silicon::advance);
  private final List<String> sent = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    port.close();
    time.close();
    silicon.close();
    root.close();
  }

  private SecurityModule open(ModuleOptions.Builder options) {
    ChannelListener tracer =
        new ChannelListener() {
          @Override
          public void onSent(String line) {
            sent.add(line);
          }
        };
    ChannelOptions channel =
        ChannelOptions.builder()
            .scheduler(time)
            .resync(3, Duration.ofSeconds(6))
            .listener(tracer)
            .build();
    silicon.advance(Duration.ofSeconds(10));
    SecurityModule module =
        SecurityModule.open(
            StreamTransport.of("port", port.input(), port.output()),
            options.channel(channel).build());
    sent.clear();
    return module;
  }

  @Test
  void execute_whenModuleHasRestarted_isConfiguredAgainBeforeTheNextCommand() throws Exception {
    BlockingQueue<RestartSign> signs = new LinkedBlockingQueue<>();
    try (SecurityModule module = open(ModuleOptions.builder())) {
      module.execute(SetFunctionality.FULL);
      module.onRestart(signs::add);
      silicon.powerCycle();
      silicon.advance(Duration.ofSeconds(10));
      sent.clear();

      assertThat(module.execute(Identification.MODEL)).isEqualTo("SARA-R510M8S");
      assertThat(signs.poll(60, TimeUnit.SECONDS)).isEqualTo(RestartSign.ECHO);
      assertThat(sent).containsExactly("AT+CGMM");

      assertThat(module.execute(Identification.MANUFACTURER)).isEqualTo("u-blox");
      assertThat(sent)
          .startsWith("AT+CGMM", "AT", "ATE0", "ATV1", "AT+CMEE=2")
          .endsWith("AT+CFUN=4", "AT+CFUN=1", "AT+CGMI");

      sent.clear();
      assertThat(module.execute(Identification.MODEL)).isEqualTo("SARA-R510M8S");
      assertThat(sent).containsExactly("AT+CGMM");
    }
  }

  @Test
  void submit_whenModuleHasRestarted_isConfiguredFirst() {
    try (SecurityModule module = open(ModuleOptions.builder())) {
      silicon.powerCycle();
      silicon.advance(Duration.ofSeconds(10));
      assertThat(module.submit(Identification.MODEL).orTimeout(60, TimeUnit.SECONDS).join())
          .isEqualTo("SARA-R510M8S");
      sent.clear();
      assertThat(module.submit(Identification.MODEL).orTimeout(60, TimeUnit.SECONDS).join())
          .isEqualTo("SARA-R510M8S");
      assertThat(sent).startsWith("AT", "ATE0").endsWith("AT+CFUN=4", "AT+CGMM");
    }
  }

  @Test
  void execute_whenTheGreetingCame_isConfiguredFirst() throws Exception {
    BlockingQueue<RestartSign> signs = new LinkedBlockingQueue<>();
    try (SecurityModule module = open(ModuleOptions.builder().setGreeting("Module has booted."))) {
      module.onRestart(signs::add);
      silicon.urc("Module has booted.");
      assertThat(signs.poll(60, TimeUnit.SECONDS)).isEqualTo(RestartSign.GREETING);
      assertThat(module.execute(Identification.MODEL)).isEqualTo("SARA-R510M8S");
      assertThat(sent).startsWith("AT", "ATE0").endsWith("AT+CGMM");
    }
  }

  @Test
  void execute_whenErrorReportsAreOff_isConfiguredFirst() {
    try (SecurityModule module = open(ModuleOptions.builder())) {
      module.execute(RawCommand.of("AT+CMEE=0"));
      module.execute(RawCommand.of("AT+CMEE?"));
      assertThat(module.execute(Identification.MODEL)).isEqualTo("SARA-R510M8S");
      assertThat(sent).contains("ATE0");
    }
  }

  @Test
  void execute_whenThereWasNoiseOnly_asksOnceAndGoesOn() {
    BlockingQueue<RestartSign> signs = new LinkedBlockingQueue<>();
    try (SecurityModule module = open(ModuleOptions.builder())) {
      module.onRestart(signs::add);
      module.execute(RawCommand.of("AT+IPR=115200"));
      sent.clear();
      makeNoise(module);
      assertThat(module.execute(Identification.MODEL)).isEqualTo("SARA-R510M8S");
      assertThat(sent).containsExactly("AT+CMEE?", "AT+CGMM");
      assertThat(module.execute(Identification.MODEL)).isEqualTo("SARA-R510M8S");
      assertThat(sent).containsExactly("AT+CMEE?", "AT+CGMM", "AT+CGMM");
      assertThat(signs).isEmpty();
    }
  }

  @Test
  void execute_whenThereWasNoiseAndTheModuleKeepsItsEchoOff_isConfiguredFirst() throws Exception {
    BlockingQueue<RestartSign> signs = new LinkedBlockingQueue<>();
    try (SecurityModule module = open(ModuleOptions.builder())) {
      module.onRestart(signs::add);
      module.execute(RawCommand.of("AT+IPR=115200"));
      module.execute(FixedCommand.STORE_PROFILE);
      silicon.powerCycle();
      silicon.advance(Duration.ofSeconds(10));
      sent.clear();
      makeNoise(module);
      assertThat(module.execute(Identification.MODEL)).isEqualTo("SARA-R510M8S");
      assertThat(sent).startsWith("AT+CMEE?", "AT", "ATE0").endsWith("AT+CFUN=4", "AT+CGMM");
      assertThat(signs.poll(60, TimeUnit.SECONDS)).isEqualTo(RestartSign.SETTINGS_LOST);
    }
  }

  /** The line behind it reports when the driver has taken it in. */
  private void makeNoise(SecurityModule module) {
    CountDownLatch heard = new CountDownLatch(1);
    module.subscribe("+UTEST", line -> heard.countDown());
    silicon.urc("\u00f8\0\u00fe");
    silicon.urc("+UTEST: 1");
    assertThatCode(heard::await).doesNotThrowAnyException();
  }

  @Test
  void execute_whenZeroBytesCameAtBoot_asksBeforeTheNextCommand() throws Exception {
    BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    try (SecurityModule module = open(ModuleOptions.builder())) {
      module.subscribe(RadioConnection.URC, heard::add);
      module.execute(RawCommand.of("AT+IPR=115200"));
      module.execute(FixedCommand.STORE_PROFILE);
      silicon.faults(List.of(ModuleFault.nulsAtBoot(7)));
      silicon.powerCycle();
      silicon.advance(Duration.ofSeconds(10));
      silicon.urc("+CSCON: 1");
      assertThat(heard.poll(60, TimeUnit.SECONDS)).isNotNull();
      sent.clear();
      assertThat(module.execute(Identification.MODEL)).isEqualTo("SARA-R510M8S");
      assertThat(sent).startsWith("AT+CMEE?", "AT", "ATE0").endsWith("AT+CGMM");
    }
  }

  @Test
  void subscribe_whenTyped_readsWhatItKnows() throws Exception {
    BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    try (SecurityModule module = open(ModuleOptions.builder())) {
      module.subscribe(Registration.URC, heard::add);
      module.subscribe(RadioConnection.URC, heard::add);
      module.subscribe(DeepSleepEntry.URC, heard::add);
      module.subscribe(PdpEvent.URC, event -> heard.add(event.activated().orElse(-1)));
      module.subscribe(TlsSessionEvent.URC, event -> heard.add(event.masterSecret().orElseThrow()));
      silicon.urc("+CEREG: 5,\"0001\",\"01a2d001\",7");
      silicon.urc("+CEREG: nonsense");
      silicon.urc("+CSCON: 1");
      silicon.urc("+UUPSMR: 1");
      silicon.urc("+CGEV: ME PDN ACT 1");
      silicon.urc("+UUSECPRF: 0,13,2,\"AQI=\",\"AwQF\"");

      Registration registration = (Registration) heard.poll(60, TimeUnit.SECONDS);
      assertThat(registration).isNotNull();
      assertThat(registration.status()).isEqualTo(RegistrationStatus.ROAMING);
      assertThat(registration.cellId()).hasValue("01a2d001");
      assertThat(registration.accessTechnology()).hasValue(7);
      assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(new RadioConnection(true));
      assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(new DeepSleepEntry());
      assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(heard.poll(60, TimeUnit.SECONDS))
          .isEqualTo(SecretBytes.copyOf(new byte[] {3, 4, 5}));
    }
  }

  @Test
  void execute_whenThePortVanishedAndIsBack_isConfiguredFirst() throws Exception {
    BlockingQueue<RestartSign> signs = new LinkedBlockingQueue<>();
    BlockingQueue<RadioConnection> connected = new LinkedBlockingQueue<>();
    BlockingQueue<SimulatedModulePort> ports = new LinkedBlockingQueue<>();
    ChannelListener tracer =
        new ChannelListener() {
          @Override
          public void onSent(String line) {
            sent.add(line);
          }
        };
    TransportSource source =
        () -> {
          SimulatedModulePort opened = silicon.openStreams();
          ports.add(opened);
          return StreamTransport.of("port", opened.input(), opened.output());
        };
    ModuleOptions options =
        ModuleOptions.builder()
            .channel(ChannelOptions.builder().scheduler(time).listener(tracer).build())
            .build();
    silicon.advance(Duration.ofSeconds(10));
    try (SecurityModule module =
        SecurityModule.open(source, options, Reconnection.waiting(Duration.ofMinutes(1)))) {
      module.onRestart(signs::add);
      module.subscribe(RadioConnection.URC, connected::add);
      sent.clear();
      ports.remove().close();
      assertThat(signs.poll(60, TimeUnit.SECONDS)).isEqualTo(RestartSign.PORT_LOST);
      assertThat(module.execute(Identification.MODEL)).isEqualTo("SARA-R510M8S");
      assertThat(sent).startsWith("AT", "ATE0").endsWith("AT+CFUN=4", "AT+CGMM");
      silicon.urc("+CSCON: 1");
      assertThat(connected.poll(60, TimeUnit.SECONDS)).isEqualTo(new RadioConnection(true));
    }
  }
}
