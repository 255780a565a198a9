package io.github.thingseal.examples.kafkaunprotect;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures messages a second. */
@Command(
    name = "measure",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures messages a second for 1, 2 and 4 stream threads, beside the same topology that"
            + " copies messages without unprotecting them.")
final class MeasureCommand implements Callable<Integer> {
  @Option(
      names = "--messages",
      paramLabel = "N",
      defaultValue = "400000",
      description = "Messages of V2 in a run; ${DEFAULT-VALUE} by default.")
  private int messages;

  @Option(
      names = "--v1-messages",
      paramLabel = "N",
      defaultValue = "40000",
      description = "Messages of V1 in a run; ${DEFAULT-VALUE} by default, 0 for none.")
  private int v1Messages;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Records a poll takes at most; ${DEFAULT-VALUE} by default.")
  private int batch;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How long rounds do not count, while the JIT compiler is busy; ${DEFAULT-VALUE} by"
              + " default.")
  private int warmUp;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "4",
      description = "Rounds that count, after those that warm up; ${DEFAULT-VALUE} by default.")
  private int rounds;

  @Override
  public Integer call() throws Exception {
    LogLevels.quiet();
    Sizes sizes = Sizes.standard().withBatch(Numbers.atLeast(1, "--batch", batch));
    Duration warmingUp = Duration.ofSeconds(Numbers.atLeast(0, "--warm-up", warmUp));
    new Measurement(System.out, sizes, warmingUp, Numbers.atLeast(1, "--rounds", rounds))
        .run(
            Numbers.atLeast(1, "--messages", messages),
            Numbers.atLeast(0, "--v1-messages", v1Messages));
    return KafkaUnprotect.DONE;
  }
}
