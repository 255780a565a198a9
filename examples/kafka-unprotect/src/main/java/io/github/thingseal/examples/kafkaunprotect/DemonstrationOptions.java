package io.github.thingseal.examples.kafkaunprotect;

import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What can be chosen for the demonstration. */
final class DemonstrationOptions {
  @Option(
      names = "--devices",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "Simulated devices, every second with a key for each message (V1), the others with a key"
              + " for a hundred (V2); ${DEFAULT-VALUE} by default.")
  private int devices;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Messages that they send a second; ${DEFAULT-VALUE} by default.")
  private int rate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "20",
      description = "For how long they send; ${DEFAULT-VALUE} by default.")
  private int seconds;

  @Option(
      names = "--service-delay",
      paramLabel = "MS",
      defaultValue = "0",
      description = "How long the service takes for an answer; none by default.")
  private int serviceDelay;

  @Option(
      names = "--instances",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Run so many instances with one stream thread each in processes of their own; by default"
              + " one instance in this process.")
  private int instances;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Kill an instance (SIGKILL) so often at random moments and start another in its place."
              + " Takes --instances; none by default.")
  private int kills;

  @Mixin private final SizeOptions sizes = new SizeOptions();

  /** Rejects numbers that are too small, before anything starts. */
  void check() {
    devices();
    rate();
    seconds();
    serviceDelay();
    instances();
    sizes();
  }

  int devices() {
    return Numbers.atLeast(1, "--devices", devices);
  }

  int rate() {
    return Numbers.atLeast(1, "--rate", rate);
  }

  int seconds() {
    return Numbers.atLeast(1, "--seconds", seconds);
  }

  Duration serviceDelay() {
    return Duration.ofMillis(Numbers.atLeast(0, "--service-delay", serviceDelay));
  }

  /** How many processes; 0 for this one. */
  int instances() {
    Numbers.atLeast(0, "--instances", instances);
    return kills() > 0 ? Math.max(1, instances) : instances;
  }

  int kills() {
    return Numbers.atLeast(0, "--kills", kills);
  }

  Sizes sizes() {
    return sizes.sizes();
  }
}
