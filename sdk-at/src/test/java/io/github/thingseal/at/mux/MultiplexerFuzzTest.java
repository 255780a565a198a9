package io.github.thingseal.at.mux;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.thingseal.at.channel.VirtualScheduler;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.testsupport.FuzzInputs;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Any bytes on a running multiplexer: it ends because the module says so, or not at all. */
class MultiplexerFuzzTest {
  private static final Duration STEP = Duration.ofMillis(50);
  private static final Duration SILENCE = Duration.ofSeconds(1);
  private static final int BLOCK_BYTES = 512;

  @FuzzTest
  void fuzz(byte[] input) {
    MultiplexerFuzzTest.check(input);
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void read_whenSeedsAndRandomInputs_goesOn() {
    FuzzInputs.run(MultiplexerFuzzTest.class, 300, MultiplexerFuzzTest::check);
  }

  private static void check(byte[] input) {
    VirtualScheduler time = new VirtualScheduler();
    FramedModule module = new FramedModule();
    MuxOptions options = MuxOptions.builder().scheduler(time).bufferBytes(1024).build();
    try {
      Multiplexer mux = pump(module, time, Multiplexer.start(module, options)).join();
      pump(module, time, mux.openChannel(1)).join();
      for (int from = 0; from < input.length; from += BLOCK_BYTES) {
        module.say(Arrays.copyOfRange(input, from, Math.min(input.length, from + BLOCK_BYTES)));
        module.settle();
        time.advance(STEP);
      }
      time.advance(SILENCE);
      assertThatItIsRunningOrWasEnded(pump(module, time, mux.openChannel(40)));
    } finally {
      module.close();
    }
  }

  private static void assertThatItIsRunningOrWasEnded(CompletableFuture<Transport> channel) {
    try {
      assertThat(channel.join()).isNotNull();
    } catch (CompletionException e) {
      // A frame that was held back as a part of another may deny the channel.
      assertThat(e.getMessage())
          .containsAnyOf("the module ended multiplexing", "does not have channel");
    }
  }

  private static <T> CompletableFuture<T> pump(
      FramedModule module, VirtualScheduler time, CompletableFuture<T> future) {
    for (int i = 0; i < 1000 && !future.isDone(); i++) {
      module.settle();
      time.advance(STEP);
    }
    return future;
  }
}
