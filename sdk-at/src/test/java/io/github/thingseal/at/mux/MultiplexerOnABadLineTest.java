package io.github.thingseal.at.mux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.channel.VirtualScheduler;
import io.github.thingseal.at.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a line that adds bytes, or a module that closes a channel, does to the multiplexer. */
@Timeout(120)
class MultiplexerOnABadLineTest {
  private static final Duration STEP = Duration.ofMillis(50);

  /** A valid address, the type DM, and a length of 88: more than ever comes. */
  private static final byte[] LOOKS_LIKE_A_FRAME = HexFormat.of().parseHex("a71fb000f9");

  private final VirtualScheduler time = new VirtualScheduler();
  private final FramedModule module = new FramedModule();
  private final MuxOptions options = MuxOptions.builder().scheduler(time).build();

  @AfterEach
  void close() {
    module.close();
  }

  private <T> T pump(CompletableFuture<T> future) {
    for (int i = 0; i < 1000 && !future.isDone(); i++) {
      module.settle();
      time.advance(STEP);
    }
    return future.join();
  }

  private Transport channel() {
    return pump(pump(Multiplexer.start(module, options)).openChannel(1));
  }

  @Test
  void read_whenNoiseAheadLooksLikeALongFrame_getsWhatCameBehindItAfterAGap() throws IOException {
    Transport channel = channel();
    module.say(LOOKS_LIKE_A_FRAME);
    module.sayOn(1, "\r\nOK\r\n");
    module.settle();

    time.advance(Duration.ofMillis(600));

    byte[] buffer = new byte[64];
    int length = channel.read(buffer);
    assertThat(new String(buffer, 0, length, ISO_8859_1)).isEqualTo("\r\nOK\r\n");
  }

  @Test
  void read_whenModuleSaysThatTheChannelIsClosed_ends() throws IOException {
    Transport channel = channel();

    module.unnumbered(1, MuxFrame.DM | 0x10);
    module.settle();

    assertThat(channel.read(new byte[64])).isEqualTo(-1);
  }
}
