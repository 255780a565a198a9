package io.github.thingseal.at.module;

import static io.github.thingseal.at.module.FakeDialogue.error;
import static io.github.thingseal.at.module.FakeDialogue.ok;
import static io.github.thingseal.at.module.FakeDialogue.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.channel.ChannelListener;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.FakeChannel;
import io.github.thingseal.at.command.CommandNotSupportedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.FixedCommand;
import io.github.thingseal.at.command.ModuleBusyException;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.internal.c2c.C2cLine;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskSize;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.SimulatedModuleModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecurityModuleTest {
  private static final String UID_LINE = "+USECROTUID: 0A04F008003C9623";

  @Test
  void info_whenAsked_reportsWhoTheModuleIs() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5());
    ModuleInfo info = test.module.info();
    assertThat(info.manufacturer()).isEqualTo("u-blox");
    assertThat(info.model()).isEqualTo("SARA-R510M8S");
    assertThat(info.product()).isEqualTo("SARA-R510M8S-01B-00");
    assertThat(info.firmware()).isEqualTo("03.15");
    assertThat(info.imei()).isEqualTo("357862090123456");
    assertThat(info.family()).isEqualTo(ModuleFamily.SARA_R5);
    assertThat(info.capabilities()).contains(Capability.E2E_V2);
  }

  @Test
  void info_whenImeiComesLate_asksAgain() {
    ModuleUnderTest test =
        ModuleUnderTest.of(
            FakeDialogue.saraR5().on("AT+CGSN", ok(), error("ERROR"), ok("357862090123456")));
    assertThat(test.module.info().imei()).isEqualTo("357862090123456");
  }

  @Test
  void start_whenTheModuleCannotBeMade_closesTheChannelAndWipesTheKeys() {
    AtomicInteger closed = new AtomicInteger();
    FakeChannel nameless =
        new FakeChannel("port", FakeDialogue.saraR5(), closed::incrementAndGet) {
          @Override
          public String name() {
            throw new UnsupportedOperationException("no name");
          }
        };
    ModuleOptions options = ModuleOptions.standard();
    SecretBytes key = SecretBytes.copyOf(new byte[16]);
    C2cLine line =
        new C2cLine(
            Optional.of(C2cKeys.v1(SecretBytes.copyOf(new byte[16]), key)), Optional.empty());
    assertThatThrownBy(
            () ->
                SecurityModule.start(
                    nameless, line, new RestartDetector(options.recovery, line::doubt), options))
        .hasMessage("no name");
    assertThat(closed).hasValue(1);
    assertThatThrownBy(() -> line.wanted().orElseThrow().key().exposeCopy())
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void rotPublicUid_whenItComesWithTheThirdTry_isReadAfterTenSeconds() {
    ModuleUnderTest test =
        ModuleUnderTest.of(
            FakeDialogue.saraR5()
                .on("AT+USECROTUID", error("ERROR"), ok("+USECROTUID: 0A04"), ok(UID_LINE)));
    Duration before = test.time.elapsed();
    assertThat(test.module.rotPublicUid().hex()).isEqualTo("0a04f008003c9623");
    assertThat(test.time.elapsed().minus(before)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void rotPublicUid_whenItNeverComes_failsAfterThreeTries() {
    ModuleUnderTest test =
        ModuleUnderTest.of(FakeDialogue.saraR5().on("AT+USECROTUID", ok("+USECROTUID: 0A04")));
    assertThatThrownBy(test.module::rotPublicUid).isInstanceOf(UnexpectedReplyException.class);
    assertThat(test.dialogue.sent()).hasSize(3);
  }

  @Test
  void rotPublicUid_whenTimeLimitPasses_isNotAskedAgain() {
    ModuleUnderTest test =
        ModuleUnderTest.of(FakeDialogue.saraR5().on("AT+USECROTUID", timeout(true)));
    assertThatThrownBy(test.module::rotPublicUid).isInstanceOf(CommandTimeoutException.class);
    assertThat(test.dialogue.sent()).hasSize(1);
  }

  @Test
  void rotPublicUid_whenModuleStaysBusy_isATransientError() {
    ModuleUnderTest test =
        ModuleUnderTest.of(
            FakeDialogue.saraR5().on("AT+USECROTUID", error("+CME ERROR: SEC busy")));
    assertThatThrownBy(test.module::rotPublicUid)
        .isInstanceOf(ModuleBusyException.class)
        .isInstanceOf(TransientException.class);
  }

  @Test
  void heartbeat_whenAccepted_isSentOnce() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5());
    test.module.heartbeat();
    assertThat(test.dialogue.sent()).containsExactly("AT+USECCONN");
  }

  @Test
  void heartbeat_whenTooEarly_saysHowLongToWaitAndIsNotRepeated() {
    ModuleUnderTest test =
        ModuleUnderTest.of(FakeDialogue.saraR5().on("AT+USECCONN", error("+CME ERROR: 3")));
    assertThatExceptionOfType(HeartbeatRefusedException.class)
        .isThrownBy(test.module::heartbeat)
        .withMessageContaining("24 h")
        .satisfies(e -> assertThat(e.interval()).isEqualTo(Duration.ofHours(24)));
    assertThat(test.dialogue.sent()).hasSize(1);
  }

  @Test
  void heartbeat_whenNotSupported_saysSo() {
    ModuleUnderTest test =
        ModuleUnderTest.of(FakeDialogue.saraR5().on("AT+USECCONN", error("+CME ERROR: 4")));
    assertThatThrownBy(test.module::heartbeat).isInstanceOf(CommandNotSupportedException.class);
  }

  @Test
  void psk_whenGenerated_isIdentityAndKey() {
    ModuleUnderTest test =
        ModuleUnderTest.of(
            FakeDialogue.saraR5()
                .on("AT+USECPSK=16", ok("+USECPSK: \"1101\",\"" + "0f".repeat(16) + "\"")));
    try (Psk psk = test.module.psk().generate(PskSize.BYTES_16)) {
      assertThat(psk.identity().hex()).isEqualTo("1101");
      assertThat(psk.key().lengthBytes()).isEqualTo(16);
    }
  }

  static Stream<Consumer<SecurityModule>> usesOfTheRootOfTrust() {
    E2eMessage message = E2eMessage.parse(firstByte(40, 0x10));
    return Stream.of(
        SecurityModule::rotPublicUid,
        SecurityModule::heartbeat,
        module -> module.psk().generate(PskSize.BYTES_16),
        module -> module.e2e().encrypt(new byte[1]),
        module -> module.e2e().decrypt(message),
        module -> module.e2e().version(),
        module -> module.e2e().useVersion(E2eVersion.V1),
        module -> module.sealing().state(),
        module -> module.sealing().seal(DeviceProfileUid.of("Agb"), DeviceSerialNumber.of("1")),
        module -> module.sealing().awaitBootstrapped(Duration.ZERO, SealingProgress.NONE),
        module -> module.sealing().awaitSealed(Duration.ZERO, SealingProgress.NONE));
  }

  @ParameterizedTest
  @MethodSource("usesOfTheRootOfTrust")
  void everyUse_whenFamilyHasNoRootOfTrust_isRefusedAndNothingIsSent(Consumer<SecurityModule> use) {
    ModuleUnderTest test =
        ModuleUnderTest.of(FakeDialogue.of("SARA-R410M-02B", "SARA-R410M-02B-00"));
    assertThatExceptionOfType(CapabilityAbsentException.class)
        .isThrownBy(() -> use.accept(test.module))
        .withMessageContaining("SARA_R410M")
        .withMessageContaining("ROOT_OF_TRUST")
        .satisfies(e -> assertThat(e.family()).isEqualTo(ModuleFamily.SARA_R410M))
        .satisfies(e -> assertThat(e.capability()).isEqualTo(Capability.ROOT_OF_TRUST));
    assertThat(test.dialogue.sent()).isEmpty();
  }

  @Test
  void anyUse_whenFamilyIsUnknown_isLeftToTheModule() {
    ModuleUnderTest test =
        ModuleUnderTest.of(
            FakeDialogue.of("LEXI-R52", "LEXI-R52-00B").on("AT+USECROTUID", ok(UID_LINE)));
    assertThat(test.module.rotPublicUid().hex()).isEqualTo("0a04f008003c9623");
  }

  @Test
  void execute_whenFamilyHasNoRootOfTrust_isLeftToTheModule() {
    ModuleUnderTest test =
        ModuleUnderTest.of(
            FakeDialogue.of("SARA-R410M-02B", "SARA-R410M-02B-00")
                .on("AT+USECCHIP", error("ERROR")));
    assertThatThrownBy(() -> test.module.execute(RawCommand.of("AT+USECCHIP")))
        .isInstanceOf(CommandRejectedException.class);
    assertThat(test.module.submit(FixedCommand.ATTENTION)).isCompleted();
    assertThat(test.dialogue.sent()).containsExactly("AT+USECCHIP", "AT");
  }

  @Test
  void close_whenCalled_closesTheChannel() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5());
    test.module.close();
    assertThat(test.closed).hasValue(1);
  }

  @Test
  void close_byAListenerOfItsChannel_isRefusedAndClosesNothing() {
    AtomicReference<@Nullable SecurityModule> opened = new AtomicReference<>();
    List<Throwable> refused = new CopyOnWriteArrayList<>();
    ChannelListener closing =
        new ChannelListener() {
          @Override
          public void onReceived(String line) {
            Optional.ofNullable(opened.get())
                .ifPresent(module -> refused.add(catchThrowable(module::close)));
          }
        };
    try (SleepyBench bench = new SleepyBench(SimulatedModuleModel.SARA_R510M8S)) {
      ChannelOptions options =
          ChannelOptions.builder().scheduler(bench.time).listener(closing).build();
      try (SecurityModule module = bench.open(ModuleOptions.builder().channel(options))) {
        opened.set(module);
        String imei = module.execute(Identification.IMEI);

        assertThat(refused).isNotEmpty().allMatch(IllegalStateException.class::isInstance);
        assertThat(module.execute(Identification.IMEI)).isEqualTo(imei);
        module.onRestart(sign -> {}).close();
        opened.set(null);
      }
    }
  }

  @Test
  void subscribe_whenClosed_endsAtTheDialogue() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5());
    test.module.subscribe("+CEREG", line -> {}).close();
    assertThat(test.dialogue.sent()).containsExactly("unsubscribed +CEREG");
  }

  private static byte[] firstByte(int length, int first) {
    byte[] bytes = new byte[length];
    bytes[0] = (byte) first;
    return bytes;
  }
}
