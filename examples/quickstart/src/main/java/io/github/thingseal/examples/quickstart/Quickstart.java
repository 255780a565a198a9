package io.github.thingseal.examples.quickstart;

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
            + " Without options module and service are simulated.")
public final class Quickstart implements Callable<Integer> {
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
    Story story = new Story(System.out);
    try (World world = options.isReal() ? new RealWorld(options) : new Simulation()) {
      new MainJob(world, options, story).run();
      return 0;
    } catch (Options.UsageException e) {
      System.err.println(e.getMessage());
      return USAGE;
    } catch (ThingsealException | StepFailedException e) {
      story.failed(e.getMessage());
      return FAILED;
    }
  }
}
