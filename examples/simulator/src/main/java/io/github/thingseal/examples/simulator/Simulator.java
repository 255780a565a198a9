package io.github.thingseal.examples.simulator;

import io.github.thingseal.core.ThingsealException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Serves a simulated module and a simulated service until it is interrupted. */
@Command(
    name = "simulator",
    mixinStandardHelpOptions = true,
    description =
        "Serves a simulated cellular module and the simulated Security Services until it is"
            + " interrupted. Everything is on loopback.")
public final class Simulator implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Options options = new Options();

  private Simulator() {
    this.spec = CommandSpec.create();
  }

  /**
   * Runs the simulator.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Simulator())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> {
              if (exception instanceof ThingsealException) {
                command.getErr().println(exception.getMessage());
                return command.getCommandSpec().exitCodeOnExecutionException();
              }
              throw exception;
            });
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
    awaitEnd();
    return 0;
  }

  /**
   * An interrupt ends the process by itself; Maven, when ended otherwise, would leave it behind.
   */
  private void awaitEnd() throws InterruptedException {
    Optional<ProcessHandle> parent =
        options.endsWithParent() ? ProcessHandle.current().parent() : Optional.empty();
    if (parent.isPresent()) {
      parent.get().onExit().join();
    } else {
      new CountDownLatch(1).await();
    }
  }
}
