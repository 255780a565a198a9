package io.github.thingseal.examples.kafkaunprotect;

import picocli.CommandLine.Option;

/** How much is done at once. */
final class SizeOptions {
  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Stream threads; ${DEFAULT-VALUE} by default.")
  private int threads;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "Records a poll takes at most; their look-ups are under way together. ${DEFAULT-VALUE} by"
              + " default.")
  private int batch;

  @Option(
      names = "--look-ups",
      paramLabel = "N",
      defaultValue = "128",
      description = "Look-ups under way at once, for all threads; ${DEFAULT-VALUE} by default.")
  private int lookUps;

  @Option(
      names = "--cached-keys",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Keys that are kept at most; ${DEFAULT-VALUE} by default.")
  private int cachedKeys;

  Sizes sizes() {
    return new Sizes(
        Numbers.atLeast(1, "--threads", threads),
        Numbers.atLeast(1, "--batch", batch),
        Numbers.atLeast(1, "--look-ups", lookUps),
        Numbers.atLeast(0, "--cached-keys", cachedKeys));
  }
}
