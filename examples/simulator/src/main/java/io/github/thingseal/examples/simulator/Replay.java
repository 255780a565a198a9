package io.github.thingseal.examples.simulator;

import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.TranscriptModule;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Plays a recorded session to one client, and reports whether the client has kept to it. */
final class Replay {
  private static final int KEPT_TO_IT = 0;
  private static final int LEFT_IT = 1;
  private static final Duration LOOK_AGAIN = Duration.ofHours(1);

  private final Options options;
  private final PrintWriter out;

  Replay(Options options, PrintWriter out) {
    this.options = options;
    this.out = out;
  }

  /** Serves until the session ends one way or the other; returns the status of the program. */
  int run(Path transcript) throws InterruptedException {
    try (TranscriptModule player = TranscriptModule.of(transcript)) {
      tell("Playing " + transcript + " at " + open(player));
      while (!player.awaitEnd(LOOK_AGAIN)) {
        // However long the client takes.
      }
      Optional<String> mismatch = player.mismatch();
      tell(mismatch.orElse("The client has kept to the transcript to its end."));
      return mismatch.isEmpty() ? KEPT_TO_IT : LEFT_IT;
    }
  }

  private String open(TranscriptModule player) {
    return options.hasAtPort() || !SimulatedModule.isPtyAvailable()
        ? "127.0.0.1:" + player.listenTcp(options.atPort())
        : player.openPty();
  }

  private void tell(String line) {
    out.println(line);
    out.flush();
  }
}
