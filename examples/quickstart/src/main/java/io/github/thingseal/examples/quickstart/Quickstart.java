package io.github.thingseal.examples.quickstart;

import io.github.thingseal.cloud.error.UntrustedServiceException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The main job: one device from factory-fresh to a decrypted message. */
@Command(
    name = "quickstart",
    description =
        "Takes a module from its box to a message that only the cloud application can read."
            + " Without options module and service are simulated.",
    footer = {
      "",
      "Exit codes: 0 all of it passed, 1 a step failed or was not permitted, 2 wrong options."
    })
public final class Quickstart implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final Options options;

  Quickstart(Options options) {
    this.options = options;
  }

  /**
   * Runs the main job, and ends the process unless all of it passed.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    int ending = commandLine(System::getenv).execute(arguments);
    if (ending != DONE) {
      System.exit(ending);
    }
  }

  static CommandLine commandLine(UnaryOperator<@Nullable String> environment) {
    return new CommandLine(new Quickstart(new Options(environment)))
        .setParameterExceptionHandler(
            (wrong, arguments) -> refuse(wrong.getCommandLine(), wrong.getMessage()));
  }

  private static int refuse(CommandLine command, @Nullable String message) {
    command.getErr().println(message);
    command.getErr().println("--help lists the options.");
    return USAGE;
  }

  @Override
  public Integer call() {
    World world;
    try {
      options.check();
      world = options.isReal() ? new RealWorld(options) : new Simulation();
    } catch (InvalidInputException e) {
      return refuse(spec.commandLine(), e.getMessage());
    }
    try (world) {
      return run(world, new Story(System.out));
    }
  }

  int run(World world, Story story) {
    try {
      return new MainJob(world, options, story).run() ? DONE : FAILED;
    } catch (UntrustedServiceException e) {
      story.failed(e.getMessage() + ". This program takes such a certificate with --ca FILE");
      return FAILED;
    } catch (ThingsealException | StepFailedException e) {
      story.failed(e.getMessage());
      return FAILED;
    }
  }
}
