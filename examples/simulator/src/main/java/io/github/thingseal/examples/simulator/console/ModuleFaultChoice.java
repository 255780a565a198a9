package io.github.thingseal.examples.simulator.console;

import io.github.thingseal.testkit.FrameFault;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.UrcMoment;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The faults of a module that the console offers. */
enum ModuleFaultChoice {
  SILENCE("no answer to the command"),
  ERROR("ERROR to the command"),
  LATENCY("late answer to the command (milliseconds)"),
  GARBAGE("garbage as the answer to the command (bytes)"),
  RESTART("restart at the command (milliseconds later)"),
  URC_FLOOD("unsolicited codes before every response (count)"),
  CUT("line closed in the middle of a reply (bytes)"),
  C2C_CHECKSUM("wrong checksum of chip-to-chip frames (every so many)");

  private static final int MAX_GARBAGE_BYTES = 65_536;
  private static final int MAX_URCS = 1000;

  private final String title;

  ModuleFaultChoice(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Makes the fault, given a command and a number. */
  ModuleFault make(String command, int amount) {
    return switch (this) {
      case SILENCE -> ModuleFault.silence(command);
      case ERROR -> ModuleFault.result(command, "ERROR");
      case LATENCY -> ModuleFault.delay(command, Duration.ofMillis(amount));
      case GARBAGE -> ModuleFault.garbage(command, Math.min(amount, MAX_GARBAGE_BYTES));
      case RESTART -> ModuleFault.restart(command, Duration.ofMillis(amount));
      case URC_FLOOD ->
          ModuleFault.urc("+CSCON: 1", UrcMoment.BEFORE_RESPONSE, Math.min(amount, MAX_URCS));
      case CUT -> ModuleFault.disconnect(amount);
      case C2C_CHECKSUM -> ModuleFault.c2cFrames(FrameFault.BAD_CHECKSUM, amount);
    };
  }

  static ModuleFaultChoice named(String name) {
    return Arrays.stream(values())
        .filter(choice -> choice.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new ConsoleRefusal(400, "There is no fault \"" + name + "\""));
  }

  static List<ModuleFaultChoice> all() {
    return List.of(values());
  }
}
