package io.github.thingseal.examples.kafkaunprotect;

import io.github.thingseal.core.ThingsealException;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Unprotects the messages of a fleet with Kafka Streams, exactly once. */
@Command(
    name = "kafka-unprotect",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = {RunCommand.class, MeasureCommand.class},
    description = {
      "Reads protected messages from a topic of Kafka, unprotects them, and writes plaintexts to"
          + " one topic and the rest, with its reason, to another, exactly once.",
      "Without a command it shows that with an embedded broker, a simulated service and simulated"
          + " devices, and checks by count and content that nothing is lost or doubled."
    },
    footer = {"", "Exit codes: 0 success, 1 failure, 2 wrong options."})
public final class KafkaUnprotect implements Callable<Integer> {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  @Mixin private final DemonstrationOptions options = new DemonstrationOptions();

  KafkaUnprotect() {}

  /**
   * Runs the program and ends the process.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new KafkaUnprotect())
        .setParameterExceptionHandler(
            (wrong, arguments) -> refuse(wrong.getCommandLine(), wrong.getMessage()))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof ThingsealException || cause instanceof ConfigException) {
                  return refuse(command, cause.getMessage());
                }
              }
              throw failure;
            });
  }

  private static int refuse(CommandLine command, @Nullable String message) {
    command.getErr().println(message);
    command.getErr().println("--help lists the options.");
    return USAGE;
  }

  @Override
  public Integer call() throws Exception {
    LogLevels.quiet();
    return new Demonstration(options, System.out).run() ? DONE : FAILED;
  }
}
