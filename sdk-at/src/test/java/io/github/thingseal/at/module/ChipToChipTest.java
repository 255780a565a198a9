package io.github.thingseal.at.module;

import static io.github.thingseal.at.internal.c2c.EncryptingModule.OK;
import static io.github.thingseal.at.internal.c2c.EncryptingModule.info;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.c2c.C2cKeyBlob;
import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.c2c.C2cVersion;
import io.github.thingseal.at.channel.ChannelListener;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.FixedCommand;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.internal.c2c.EncryptingModule;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.secret.SecretBytes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chip-to-chip from the facade down to the bytes, with a module that encrypts, too. */
class ChipToChipTest {
  private final List<String> trace = new CopyOnWriteArrayList<>();
  private final SkippingTime time = new SkippingTime(passed -> {});
  private EncryptingModule silicon = new EncryptingModule(2, 4096);
  private SecurityModule module = open(silicon);

  @AfterEach
  void close() {
    module.close();
    time.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void pair_thenStoreAndOpen_encryptsTheLine(int version) {
    use(new EncryptingModule(version, 4096));
    SecretBytes wrappingKey = SecretBytes.copyOf(new byte[32]);
    byte[] stored;
    try (C2cKeys keys = module.c2c().pair()) {
      assertThat(keys.version()).isEqualTo(version == 1 ? C2cVersion.V1 : C2cVersion.V2);
      stored = C2cKeyBlob.seal(keys, wrappingKey);
    }
    try (C2cKeys keys = C2cKeyBlob.open(stored, wrappingKey)) {
      module.c2c().open(keys);
    }
    assertThat(module.c2c().isOpen()).isTrue();
    module.execute(FixedCommand.ATTENTION);
    module.c2c().close();
    assertThat(module.c2c().isOpen()).isFalse();
    module.execute(FixedCommand.ATTENTION);

    assertThat(silicon.heardEncrypted()).containsExactly("AT", "AT+USECC2C=2");
    assertThat(silicon.heard()).endsWith("AT", "AT+USECC2C=2", "AT");
  }

  @Test
  void pair_whenModuleIsV2_confirms() {
    module.c2c().pair(SecretBytes.fromHex(EncryptingModule.TE_SECRET), keys -> {}).close();
    assertThat(silicon.heard())
        .contains("AT+USECC2C=0,\"" + EncryptingModule.TE_SECRET + "\"")
        .anyMatch(
            line ->
                line.matches(
                    "AT\\+USECC2C=4,\"" + EncryptingModule.TE_SECRET + "\",\"[0-9A-F]{128}\""));
  }

  @Test
  void pair_whenModuleRefuses_isSentOnceAndClosesTheSecret() {
    SecretBytes secret = SecretBytes.fromHex(EncryptingModule.TE_SECRET);
    String command = "AT+USECC2C=0,\"" + EncryptingModule.TE_SECRET + "\"";
    silicon.on(command, "\r\n+CME ERROR: operation not allowed\r\n");
    assertThatThrownBy(() -> module.c2c().pair(secret, unused -> {}))
        .isInstanceOf(CommandRejectedException.class);
    assertThat(silicon.heard()).containsOnlyOnce(command);
    assertThatThrownBy(secret::exposeCopy).isInstanceOf(InvalidInputException.class);
  }

  static Stream<Throwable> whatAStoreThrows() {
    return Stream.of(
        new IllegalStateException("disk"), new AssertionError("disk"), new IOException("disk"));
  }

  /** Not every language has its callers declare what they throw. */
  @ParameterizedTest
  @MethodSource("whatAStoreThrows")
  void pair_whenTheKeysCannotBeStored_wipesThem(Throwable thrown) {
    SecretBytes secret = SecretBytes.fromHex(EncryptingModule.TE_SECRET);
    List<C2cKeys> seen = new ArrayList<>();
    assertThatThrownBy(
            () ->
                module
                    .c2c()
                    .pair(
                        secret,
                        keys -> {
                          seen.add(keys);
                          throwUndeclared(thrown);
                        }))
        .isSameAs(thrown);
    C2cKeys keys = seen.get(0);
    assertThat(List.of(secret, keys.key(), keys.hmacKey())).noneMatch(ChipToChipTest::isOpen);
    assertThat(silicon.heard()).noneMatch(line -> line.startsWith("AT+USECC2C=4"));
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void throwUndeclared(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  @SuppressWarnings("NullAway")
  void pair_withoutAStore_closesTheSecretAndSendsNothing() {
    SecretBytes secret = SecretBytes.fromHex(EncryptingModule.TE_SECRET);
    assertThatThrownBy(() -> module.c2c().pair(secret, null))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("store");
    assertThat(isOpen(secret)).isFalse();
    assertThat(silicon.heard()).noneMatch(line -> line.startsWith("AT+USECC2C"));
  }

  private static boolean isOpen(SecretBytes secret) {
    try {
      byte[] unused = secret.exposeCopy();
      return true;
    } catch (InvalidInputException e) {
      return false;
    }
  }

  @Test
  void pair_whenFamilyHasNoChipToChip_sendsNothing() {
    ModuleUnderTest other = ModuleUnderTest.of(FakeDialogue.of("SARA-R422", "SARA-R422-00B-00"));
    assertThatThrownBy(() -> other.module.c2c().pair())
        .isInstanceOf(CapabilityAbsentException.class);
    assertThatThrownBy(() -> other.module.c2c().open(EncryptingModule.vectorKeys(2)))
        .isInstanceOf(CapabilityAbsentException.class);
    assertThat(other.dialogue.sent()).isEmpty();
  }

  @Test
  void encryption_whenFamilyHasNoChipToChip_cannotBeOpened() {
    FakeDialogue dialogue = FakeDialogue.of("SARA-R422", "SARA-R422-00B-00");
    ModuleOptions.Builder options =
        ModuleOptions.builder().encryption(EncryptingModule.vectorKeys(1));
    assertThatThrownBy(() -> new ModuleUnderTest(dialogue, options))
        .isInstanceOf(CapabilityAbsentException.class)
        .hasMessageContaining("CHIP_TO_CHIP");
  }

  @Test
  void encryption_whenTheKeysWereClosed_closesThePort() throws IOException {
    C2cKeys keys = EncryptingModule.vectorKeys(2);
    keys.close();
    EncryptingModule other = new EncryptingModule(2, 4096);
    assertThatThrownBy(
            () -> SecurityModule.open(other, ModuleOptions.builder().encryption(keys).build()))
        .isInstanceOf(InvalidInputException.class);
    assertThat(other.read(new byte[1])).isEqualTo(-1);
  }

  @Test
  void open_whenFirmwareHasV1Only_refusesKeysOfV2() {
    use(new EncryptingModule(1, 4096));
    assertThatThrownBy(() -> module.c2c().open(EncryptingModule.vectorKeys(2)))
        .isInstanceOf(CapabilityAbsentException.class)
        .hasMessageContaining("CHIP_TO_CHIP_V2");
  }

  @Test
  void open_whenSecurityStillStarts_isRepeated() {
    silicon.startSecurity(2);
    module.c2c().open(EncryptingModule.vectorKeys(2));
    assertThat(module.c2c().isOpen()).isTrue();
    assertThat(silicon.isInSession()).isTrue();
  }

  @Test
  void open_whenModuleRefuses_staysInTheClear() {
    C2cKeys foreign =
        C2cKeys.v1(SecretBytes.copyOf(new byte[16]), SecretBytes.copyOf(new byte[16]));
    assertThatThrownBy(() -> module.c2c().open(foreign))
        .isInstanceOf(CommandRejectedException.class);
    assertThat(module.c2c().isOpen()).isFalse();
    module.execute(FixedCommand.ATTENTION);
    assertThat(silicon.heardEncrypted()).isEmpty();
  }

  @Test
  void open_whenTheLineIsLost_saysWhatHappenedToItsCommand() {
    silicon.hangUpAt("AT+USECC2C=1");
    assertThatThrownBy(() -> module.c2c().open(EncryptingModule.vectorKeys(2)))
        .isInstanceOfSatisfying(
            ChannelClosedException.class,
            lost -> assertThat(lost.command()).startsWith("AT+USECC2C="));
  }

  @Test
  void open_whenInterrupted_saysWhatHappenedToItsCommand() throws InterruptedException {
    String command = "AT+USECC2C=1,\"" + EncryptingModule.TE_SECRET + "\"";
    silicon.on(command);
    Thread caller = Thread.currentThread();
    Thread interrupter =
        new Thread(
            () -> {
              while (!silicon.heard().contains(command)) {
                Thread.onSpinWait();
              }
              caller.interrupt();
            });
    interrupter.start();
    assertThatThrownBy(() -> module.c2c().open(EncryptingModule.vectorKeys(2)))
        .isInstanceOfSatisfying(
            CommandInterruptedException.class,
            cut -> assertThat(cut.command()).startsWith("AT+USECC2C="));
    assertThat(Thread.interrupted()).isTrue();
    interrupter.join();
  }

  @Test
  void open_whenASessionIsOpen_isRefused() {
    module.c2c().open(EncryptingModule.vectorKeys(2));
    assertThatThrownBy(() -> module.c2c().open(EncryptingModule.vectorKeys(2)))
        .isInstanceOf(InvalidInputException.class);
    module.execute(FixedCommand.ATTENTION);
    assertThat(silicon.heardEncrypted()).containsExactly("AT");
  }

  @Test
  void reset_withinASession_isInTheClearAfterwards() {
    module.c2c().open(EncryptingModule.vectorKeys(2));
    module.execute(RawCommand.of("AT+CFUN=16"));
    assertThat(module.c2c().isOpen()).isFalse();
    module.execute(FixedCommand.ATTENTION);
    assertThat(silicon.heardEncrypted()).containsExactly("AT+CFUN=16");
  }

  @Test
  void sessionLost_whenModuleRestartedByItself_isInTheClear() {
    module.c2c().open(EncryptingModule.vectorKeys(2));
    silicon.restart();
    module.c2c().sessionLost();
    module.execute(FixedCommand.ATTENTION);
    assertThat(silicon.heard()).endsWith("AT");
  }

  @Test
  void off_withinASession_closesItFirst() {
    ModuleUnderTest test = ModuleUnderTest.of(FakeDialogue.saraR5());
    test.dialogue.on("AT", FakeDialogue.timeout(true));
    test.module.power().off();
    assertThat(test.dialogue.sent()).doesNotContain("AT+USECC2C=2");

    module.c2c().open(EncryptingModule.vectorKeys(2));
    silicon.on("AT+CPWROFF", "\r\n+CME ERROR: 3\r\n");
    assertThatThrownBy(() -> module.power().off()).isInstanceOf(CommandRejectedException.class);
    assertThat(silicon.heardEncrypted()).containsExactly("AT+USECC2C=2");
    assertThat(silicon.heard()).endsWith("AT+USECC2C=2", "AT+UPSV=0", "AT+CPWROFF");
  }

  @Test
  void secrets_whenPairingAndOpening_areNotTraced() {
    try (C2cKeys keys =
        module.c2c().pair(SecretBytes.fromHex(EncryptingModule.TE_SECRET), fresh -> {})) {
      module.c2c().open(keys);
    }
    assertThat(String.join("\n", trace))
        .contains("AT+USECC2C=")
        .doesNotContainIgnoringCase(EncryptingModule.TE_SECRET)
        .doesNotContainIgnoringCase("1011121314151617e8e9eaebecedeeef")
        .doesNotContainIgnoringCase("2021222324252627d8d9dadbdcdddedf");
  }

  /** The dialogues of the vendor's own tests, in clear text that both sides encrypt. */
  @ParameterizedTest
  @CsvSource({
    "1, AT+BLAH0=thing-thing, , ",
    "1, AT+BLAH1=thing thang, , +BLAH1:thong",
    "1, AT+BLAH2=whotsit, +UBOO:bang, ",
    "1, AT+BLAH3=questionable, +UPAF:boomer, +BLAH3:not at all",
    "2, AT+BLAH0=thing-thing, , ",
    "2, AT+BLAH3=questionable, +UPAF:boomer, +BLAH3:not at all",
    "1, LONG239, +UPUF:little URC 1, LONG240",
    "2, LONG239, +UPUF:little URC 2, LONG240",
    "1, LONG500, +UPUF:little URC 3, LONG500",
    "2, LONG500, +UPUF:little URC 4, LONG500"
  })
  void command_withinASession_isAnsweredWithTheUrcBeforeIt(
      int version, String request, String urc, String response) throws InterruptedException {
    for (int chunk : new int[] {1, 7, 64, 255, 4096}) {
      String command = request.startsWith("LONG") ? "AT+LONGONE=" + fill(request) : request;
      String prefix = command.substring(2, command.indexOf('='));
      String answer =
          response == null
              ? null
              : response.startsWith("LONG") ? prefix + ":" + fill(response) : response;
      use(new EncryptingModule(version, chunk));
      silicon.on(
          command, urc == null ? "" : "\r\n" + urc + "\r\n", answer == null ? OK : info(answer));
      module.c2c().open(EncryptingModule.vectorKeys(version));
      BlockingQueue<InfoLine> urcs = new LinkedBlockingQueue<>();
      String urcPrefix = urc == null ? "+NONE" : urc.substring(0, urc.indexOf(':'));
      var subscription = module.subscribe(urcPrefix, urcs::add);

      List<InfoLine> lines = module.execute(RawCommand.of(command));

      if (answer == null) {
        assertThat(lines).isEmpty();
      } else {
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).text(0)).isEqualTo(answer.substring(answer.indexOf(':') + 1));
      }
      if (urc != null) {
        InfoLine line = urcs.poll(60, TimeUnit.SECONDS);
        assertThat(line).isNotNull();
      }
      subscription.close();
      module.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 4096", "2, 1", "2, 13", "2, 4096"})
  void promptAndBinaryWindow_withinASession_workUnchanged(int version, int chunk) {
    use(new EncryptingModule(version, chunk));
    module.c2c().open(EncryptingModule.vectorKeys(version));
    byte[] bytes = new byte[900];
    byte[] trap = "\"\r\n\r\nOK\r\n>+CME ERROR: 3\r\n\u00f9".getBytes(ISO_8859_1);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = i < trap.length ? trap[i] : (byte) i;
    }
    assertThat(module.localData().encrypt(bytes)).isEqualTo(bytes);
    module.c2c().close();
    assertThat(silicon.heardEncrypted()).containsExactly("AT+USECDATAENC=900", "AT+USECC2C=2");
  }

  @Test
  void noise_withinASession_costsNothingButItsOwnBytes() {
    module.c2c().open(EncryptingModule.vectorKeys(2));
    silicon.makeNoise(new byte[] {0, (byte) 0xF9, 0x30, 0x00, 1, 2, (byte) 0xF9, (byte) 0xF9});
    module.execute(FixedCommand.ATTENTION);
    assertThat(module.c2c().damagedFrames()).isPositive();
    assertThat(module.c2c().forgedFrames()).isZero();
  }

  @Test
  void close_whenTheEndOfItsOkIsMissing_asksHowTheModuleSpeaks() {
    module.c2c().open(EncryptingModule.vectorKeys(2));
    silicon.on("AT+USECC2C=2", "\r\nOK\r");
    module.c2c().close();
    assertThat(module.c2c().isOpen()).isTrue();
    module.execute(FixedCommand.ATTENTION);
    assertThat(silicon.heard()).endsWith("AT+USECC2C=2", "AT", "AT");
    assertThat(silicon.heardEncrypted()).endsWith("AT+USECC2C=2", "AT", "AT");
  }

  @Test
  void close_whenModuleIsDeaf_timesOutAndSaysSo() {
    module.close();
    silicon = new EncryptingModule(2, 4096);
    // Real time: a line that takes no bytes within the limit would be given up for another reason.
    module = open(silicon, ChannelOptions.builder());
    module.c2c().open(EncryptingModule.vectorKeys(2));
    silicon.fallDeaf();
    assertThatThrownBy(
            () ->
                module.execute(
                    RawCommand.builder("AT+USECC2C=2").timeLimit(Duration.ofSeconds(2)).build()))
        .isInstanceOf(CommandTimeoutException.class);
    assertThat(module.c2c().isOpen()).isTrue();
  }

  private void use(EncryptingModule other) {
    module.close();
    silicon = other;
    module = open(other);
  }

  private SecurityModule open(EncryptingModule transport) {
    return open(
        transport, ChannelOptions.builder().scheduler(time).busyRetries(3, Duration.ofMillis(1)));
  }

  private SecurityModule open(EncryptingModule transport, ChannelOptions.Builder channel) {
    ChannelListener listener =
        new ChannelListener() {
          @Override
          public void onSent(String line) {
            trace.add(line);
          }

          @Override
          public void onReceived(String line) {
            trace.add(line);
          }
        };
    return SecurityModule.open(
        transport,
        ModuleOptions.builder()
            .family(ModuleFamily.SARA_R5)
            .channel(channel.listener(listener).build())
            .build());
  }

  private static String fill(String length) {
    return "0123456789".repeat(50).substring(0, Integer.parseInt(length.substring(4)));
  }
}
