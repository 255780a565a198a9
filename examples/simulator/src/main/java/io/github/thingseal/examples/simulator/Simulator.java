package io.github.thingseal.examples.simulator;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Serves a simulated module and a simulated service until it is interrupted. */
@Command(
    name = "simulator",
    description =
        "Serves a simulated cellular module and the simulated Security Services until it is"
            + " interrupted. Everything is on loopback.",
    footer = {
      "",
      "Exit codes: 0 ended well, 1 it failed, or the client did not keep to the transcript,"
          + " 2 wrong options."
    })
public final class Simulator implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Options options = new Options();

  private Simulator() {
    this.spec = CommandSpec.create();
  }

  /**
   * Runs the simulator, and ends the process unless all went well.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    int ending = commandLine().execute(args);
    if (ending != 0) {
      System.exit(ending);
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new Simulator())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(
            (wrong, arguments) -> refuse(wrong.getCommandLine(), wrong.getMessage()))
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> {
              if (exception instanceof InvalidInputException) {
                return refuse(command, exception.getMessage());
              }
              if (exception instanceof ThingsealException) {
                command.getErr().println(exception.getMessage());
                return command.getCommandSpec().exitCodeOnExecutionException();
              }
              throw exception;
            });
  }

  private static int refuse(CommandLine command, @Nullable String message) {
    command.getErr().println(message);
    command.getErr().println("--help lists the options.");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  @Override
  public Integer call() throws InterruptedException {
    if (options.replay().isPresent()) {
      return new Replay(options, spec.commandLine().getOut()).run(options.replay().get());
    }
    Bench bench = Bench.open(options);
    Runtime.getRuntime().addShutdownHook(new Thread(bench::close, "simulator-close"));
    spec.commandLine().getOut().print(new Sheet(bench, options.model().wireName()).text());
    spec.commandLine().getOut().flush();
    new CountDownLatch(1).await();
    return 0;
  }
}
