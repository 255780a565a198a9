package io.github.thingseal.examples.simulator.console;

import io.github.thingseal.testkit.SimulatedModuleFaults;
import io.github.thingseal.testkit.SimulatedModuleFaults.FrameFault;
import io.github.thingseal.testkit.SimulatedModuleFaults.UrcMoment;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The faults of a module that the console offers. */
enum ModuleFault {
  SILENCE("no answer to the command") {
    @Override
    void add(SimulatedModuleFaults.Builder faults, String command, int amount) {
      faults.silence(command);
    }
  },
  ERROR("ERROR to the command") {
    @Override
    void add(SimulatedModuleFaults.Builder faults, String command, int amount) {
      faults.result(command, "ERROR");
    }
  },
  LATENCY("late answer to the command (milliseconds)") {
    @Override
    void add(SimulatedModuleFaults.Builder faults, String command, int amount) {
      faults.latency(command, Duration.ofMillis(amount));
    }
  },
  GARBAGE("garbage as the answer to the command (bytes)") {
    @Override
    void add(SimulatedModuleFaults.Builder faults, String command, int amount) {
      faults.garbage(command, Math.min(amount, MAX_GARBAGE_BYTES));
    }
  },
  RESTART("restart at the command (milliseconds later)") {
    @Override
    void add(SimulatedModuleFaults.Builder faults, String command, int amount) {
      faults.restart(command, Duration.ofMillis(amount));
    }
  },
  URC_FLOOD("unsolicited codes before every response (count)") {
    @Override
    void add(SimulatedModuleFaults.Builder faults, String command, int amount) {
      faults.urc("+CSCON: 1", UrcMoment.BEFORE_RESPONSE, Math.min(amount, MAX_URCS));
    }
  },
  CUT("line closed in the middle of a reply (bytes)") {
    @Override
    void add(SimulatedModuleFaults.Builder faults, String command, int amount) {
      faults.cutReplyAfter(amount);
    }
  },
  C2C_CHECKSUM("wrong checksum of chip-to-chip frames (every so many)") {
    @Override
    void add(SimulatedModuleFaults.Builder faults, String command, int amount) {
      faults.c2cFrames(FrameFault.BAD_CHECKSUM, amount);
    }
  };

  private static final int MAX_GARBAGE_BYTES = 65_536;
  private static final int MAX_URCS = 1000;

  private final String title;

  ModuleFault(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  abstract void add(SimulatedModuleFaults.Builder faults, String command, int amount);

  static ModuleFault named(String name) {
    return Arrays.stream(values())
        .filter(fault -> fault.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new ConsoleRefusal(400, "There is no fault \"" + name + "\""));
  }

  static List<ModuleFault> all() {
    return List.of(values());
  }
}
