package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.channel.AtChannel;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.Reconnection;
import io.github.thingseal.at.channel.VirtualScheduler;
import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UrcType;
import io.github.thingseal.at.mux.MultiplexedPort;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.e2e.E2eMessage;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Code of the caller's that returns null is named, before anything is sent. */
@SuppressWarnings("NullAway")
class NullReturnedTest {
  @Test
  void open_whenTheSourceReturnsNull_namesIt() {
    String message = "TransportSource.open returned null";
    assertRefused(() -> SecurityModule.open(() -> null, options(), failing()), message);
    assertRefused(() -> AtChannel.open(() -> null, channelOptions(), failing()), message);
    assertRefused(() -> MultiplexedPort.of(() -> null).channel(1).open(), message);
  }

  @Test
  void execute_whenThePartOfACommandIsNull_namesItAndSendsNothing() {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    try (AtChannel channel =
        AtChannel.open(
            StreamTransport.of("silent", InputStream.nullInputStream(), sent), channelOptions())) {
      Optional<byte[]> none = Optional.empty();
      ReplyShape silent = ReplyShape.none();
      Duration second = Duration.ofSeconds(1);

      assertRefused(
          () -> channel.execute(new Parts(null, silent, none, second, Optional.empty())),
          "AtCommand.line");
      assertRefused(
          () -> channel.execute(new Parts("AT", null, none, second, Optional.empty())),
          "AtCommand.reply");
      assertRefused(
          () -> channel.execute(new Parts("AT", silent, null, second, Optional.empty())),
          "AtCommand.payload");
      assertRefused(
          () -> channel.execute(new Parts("AT", silent, none, null, Optional.empty())),
          "AtCommand.timeLimit");
      assertRefused(
          () -> channel.execute(new Parts("AT", silent, none, second, null)),
          "AtCommand.waitLimit");
    }
    assertThat(sent.toByteArray()).isEmpty();
  }

  @Test
  void assumedSyntax_whenAMethodReturnsNull_namesIt() {
    ModuleUnderTest test =
        new ModuleUnderTest(
            FakeDialogue.saraR5(), ModuleOptions.builder().assumedSyntax(new NoSyntax()));
    EndToEnd e2e = test.module.e2e();
    LocalData local = test.module.localData();
    byte[] message = new byte[40];
    message[0] = 0x11;

    assertRefused(() -> e2e.decrypt(E2eMessage.parse(message)), "AssumedSyntax.decryptE2e");
    assertRefused(() -> e2e.encryptFile("in", "out"), "AssumedSyntax.encryptFile");
    assertRefused(() -> e2e.decryptFile("in", "out"), "AssumedSyntax.decryptFile");
    assertRefused(() -> local.encrypt(new byte[1]), "AssumedSyntax.encryptLocally");
    assertRefused(() -> local.decrypt(new byte[1]), "AssumedSyntax.decryptLocally");
  }

  /** Has no command at all. */
  private static final class NoSyntax implements AssumedSyntax {
    @Override
    public AtCommand<byte[]> decryptE2e(E2eMessage message) {
      return null;
    }

    @Override
    public AtCommand<byte[]> encryptLocally(byte[] data) {
      return null;
    }

    @Override
    public AtCommand<byte[]> decryptLocally(byte[] data) {
      return null;
    }

    @Override
    public AtCommand<List<String>> encryptFile(String input, String output) {
      return null;
    }

    @Override
    public AtCommand<List<String>> decryptFile(String input, String output) {
      return null;
    }
  }

  @Test
  void configuration_whenTheFunctionReturnsNull_namesIt() {
    assertRefused(
        () ->
            ModuleOptions.builder()
                .configuration(family -> null)
                .build()
                .configuration(ModuleFamily.UNKNOWN),
        "The function of configuration returned null");
    assertRefused(
        () ->
            ModuleOptions.builder()
                .configuration(family -> Arrays.asList((StartUpStep) null))
                .build()
                .configuration(ModuleFamily.UNKNOWN),
        "steps[0] is null");
  }

  @Test
  void urcType_whenTheReaderReturnsNull_hasReadNothing() {
    InfoLine line = new InfoLine("+X", List.of());

    assertThat(new UrcType<String>("+X", any -> null).read(line)).isEmpty();
  }

  @Test
  void execute_whenTheWaitLimitIsNullAndThereIsNoPort_namesIt() {
    VirtualScheduler time = new VirtualScheduler();
    try (AtChannel absent =
        AtChannel.open(
            () ->
                StreamTransport.of(
                    "gone", InputStream.nullInputStream(), OutputStream.nullOutputStream()),
            ChannelOptions.builder().scheduler(time).build(),
            Reconnection.waiting(Duration.ofMinutes(1)))) {
      Parts command =
          new Parts("AT", ReplyShape.none(), Optional.empty(), Duration.ofSeconds(1), null);

      assertRefused(() -> absent.execute(command), "AtCommand.waitLimit returned null");
    }
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(message);
  }

  private static Reconnection failing() {
    return Reconnection.failing();
  }

  private static ModuleOptions options() {
    return ModuleOptions.builder().channel(channelOptions()).build();
  }

  private static ChannelOptions channelOptions() {
    return ChannelOptions.builder().scheduler(new VirtualScheduler()).build();
  }

  /** A command as a caller may write it. */
  @SuppressWarnings("NullableOptional")
  private record Parts(
      @Nullable String line,
      @Nullable ReplyShape reply,
      @Nullable Optional<byte[]> payload,
      @Nullable Duration timeLimit,
      @Nullable Optional<Duration> waitLimit)
      implements AtCommand<List<InfoLine>> {
    @Override
    public List<InfoLine> read(List<InfoLine> lines) {
      return lines;
    }
  }
}
