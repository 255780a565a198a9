package io.github.thingseal.testkit.internal.module.fault;

import io.github.thingseal.testkit.SimulatedModuleFaults.FrameFault;
import io.github.thingseal.testkit.SimulatedModuleFaults.RotFirmware;
import java.util.Map;

/**
 * What goes wrong below the dialogue, and choices about what no source says.
 *
 * @param c2cFrames every how many chip-to-chip frames each fault strikes
 * @param muxFrames every how many multiplexer frames each fault strikes
 * @param muxDeadlock whether a frame too soon after the OK to CMUX is the last
 * @param staleMux whether a port is found in the multiplexer
 * @param hostBaudRate at which hosts are taken to speak; 0 for the module's rate, whatever it is
 * @param pemCrLf whether PEM has CR LF line ends
 * @param rotFirmware what AT+USECFW finds
 */
public record LinkFaults(
    Map<FrameFault, Integer> c2cFrames,
    Map<FrameFault, Integer> muxFrames,
    boolean muxDeadlock,
    boolean staleMux,
    int hostBaudRate,
    boolean pemCrLf,
    RotFirmware rotFirmware) {
  /** Copies the collections. */
  public LinkFaults {
    c2cFrames = Map.copyOf(c2cFrames);
    muxFrames = Map.copyOf(muxFrames);
  }
}
