package io.github.thingseal.examples.quickstart;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The main job: one device from factory-fresh to a decrypted message. */
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
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

  @Mixin private final Options options = new Options();

  /**
   * Runs the main job.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Quickstart()).execute(arguments));
  }

  @Override
  public Integer call() {
    try (World world = options.isReal() ? new RealWorld(options) : new Simulation()) {
      return run(world, new Story(System.out));
    } catch (InvalidInputException e) {
      System.err.println(e.getMessage());
      System.err.println("--help lists the options.");
      return USAGE;
    }
  }

  private int run(World world, Story story) {
    try {
      return new MainJob(world, options, story).run() ? DONE : FAILED;
    } catch (ThingsealException | StepFailedException e) {
      story.failed(e.getMessage());
      return FAILED;
    }
  }
}
