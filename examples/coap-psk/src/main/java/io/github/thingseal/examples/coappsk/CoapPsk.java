package io.github.thingseal.examples.coappsk;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A CoAPS server that recovers the keys of its devices through the service, and devices. */
@Command(
    name = "coap-psk",
    mixinStandardHelpOptions = true,
    description =
        "Shows a CoAPS server (Eclipse Californium) that recovers each device's key through the"
            + " simulated service, and clients that it lets in or refuses, over UDP on loopback.",
    footer = {"", "Exit codes: 0 success, 1 failure, 2 wrong options."})
public final class CoapPsk implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  /**
   * Runs the demonstration, and ends the process unless all went as it should.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    int ending = commandLine().execute(arguments);
    if (ending != DONE) {
      System.exit(ending);
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new CoapPsk())
        .setParameterExceptionHandler(
            (wrong, arguments) -> {
              CommandLine command = wrong.getCommandLine();
              command.getErr().println(wrong.getMessage());
              command.getErr().println("--help lists the options.");
              return USAGE;
            });
  }

  @Override
  public Integer call() {
    LogLines.show(System.out);
    return new Demonstration(System.out).run() ? DONE : FAILED;
  }
}
