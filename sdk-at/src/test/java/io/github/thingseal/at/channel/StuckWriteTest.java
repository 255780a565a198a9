package io.github.thingseal.at.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.testsupport.Waits;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gives a command up is not held up by a port that takes no bytes. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StuckWriteTest {
  private static final RawCommand SEARCH =
      RawCommand.builder("AT+COPS=?").abortable().timeLimit(Duration.ofHours(1)).build();

  private final ScriptedTransport module = new ScriptedTransport();

  @Test
  void cancel_ofWhatIsToBeAborted_returnsAtOnce() {
    try (AtChannel channel = AtChannel.open(module)) {
      CompletableFuture<List<InfoLine>> search = channel.submit(SEARCH);
      module.holdWrites();

      assertThat(search.cancel(false)).isTrue();
      module.awaitHeldWrite();
      module.releaseWrites();
    }
  }

  @Test
  void interrupt_ofWhatIsToBeAborted_endsTheCallAtOnce() throws InterruptedException {
    try (AtChannel channel = AtChannel.open(module)) {
      CompletableFuture<Throwable> failure = new CompletableFuture<>();
      Thread caller =
          new Thread(() -> failure.complete(catchThrowable(() -> channel.execute(SEARCH))));
      caller.start();
      Waits.until(() -> !module.heard().isEmpty());
      module.holdWrites();
      caller.interrupt();

      assertThat(failure.join()).isInstanceOf(CommandInterruptedException.class);
      module.awaitHeldWrite();
      module.releaseWrites();
    }
  }

  /** Such as a library of serial ports that cannot be linked. */
  private record Unlinked(ScriptedTransport module) implements Transport {
    @Override
    public String name() {
      return "unlinked";
    }

    @Override
    public int read(byte[] buffer) throws IOException {
      return module.read(buffer);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      throw new UnsatisfiedLinkError("no native code");
    }

    @Override
    public void close() {
      module.close();
    }
  }

  @Test
  void execute_whenWritingFailsByAnError_failsAndClosesTheChannel() {
    try (AtChannel channel = AtChannel.open(new Unlinked(module))) {
      assertThatThrownBy(() -> channel.execute(RawCommand.of("AT")))
          .isInstanceOf(ChannelClosedException.class)
          .hasMessageContaining("no native code");
      assertThat(module.isClosed()).isTrue();
    }
  }
}
