package io.github.thingseal.testkit;

import io.github.thingseal.testkit.internal.module.MemoryLine;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * An AT port of a {@link SimulatedModule} as a pair of streams in the same process.
 *
 * <p>What is written is executed on the writer's own thread before {@code write} returns, so a test
 * finds the answer waiting unless a delay of the module's clock lies between. Reading blocks until
 * something comes; closing either stream closes both.
 */
public final class SimulatedModulePort implements AutoCloseable {
  private final MemoryLine line;

  SimulatedModulePort(MemoryLine line) {
    this.line = line;
  }

  /**
   * What the module sends.
   *
   * @return the stream; its end means that the line is closed
   */
  public InputStream input() {
    return line.input();
  }

  /**
   * What the module receives.
   *
   * @return the stream; writing to a closed line fails
   */
  public OutputStream output() {
    return line.output();
  }

  /** Closes the line and takes the port off the module. */
  @Override
  public void close() {
    line.close();
  }
}
