package io.github.thingseal.at.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.testkit.SimulatedModulePort;
import io.github.thingseal.testkit.TranscriptModule;
import io.github.thingseal.testsupport.FuzzInputs;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Any text as a transcript, played to a host that says anything: it plays, or says what is wrong.
 *
 * <p>An input is the transcript, a NUL and what the host says.
 */
class TranscriptFuzzTest {
  @FuzzTest
  void fuzz(byte[] input) throws IOException {
    TranscriptFuzzTest.check(input);
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void play_whenSeedsAndRandomInputs_playsOrSaysWhatIsWrong() {
    FuzzInputs.run(
        TranscriptFuzzTest.class,
        5_000,
        input -> {
          try {
            TranscriptFuzzTest.check(input);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static void check(byte[] input) throws IOException {
    int nul = 0;
    while (nul < input.length && input[nul] != 0) {
      nul++;
    }
    String transcript = new String(input, 0, nul, UTF_8);
    byte[] host = Arrays.copyOfRange(input, Math.min(input.length, nul + 1), input.length);
    try (TranscriptModule module =
            TranscriptModule.of(transcript, (before, length) -> new byte[1]);
        SimulatedModulePort port = module.openStreams()) {
      play(module, port, host);
    } catch (InvalidInputException e) {
      assertThat(e).hasMessageContaining("ranscript");
    }
  }

  private static void play(TranscriptModule module, SimulatedModulePort port, byte[] host)
      throws IOException {
    for (byte b : host) {
      if (module.mismatch().isEmpty()) {
        port.output().write(b);
      }
    }
    assertThat(module.isFinished() && module.mismatch().isPresent()).isFalse();
    assertThat(port.input().available()).isNotNegative();
  }
}
