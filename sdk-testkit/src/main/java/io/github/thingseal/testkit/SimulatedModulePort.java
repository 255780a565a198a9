package io.github.thingseal.testkit;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.testkit.internal.module.line.MemoryLine;
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

  /**
   * Switches the host's DTR line, which is on at first. Under {@code AT+UPSV=3} the module's UART
   * sleeps while it is off, and for 15 ms after it came on; what is sent to it then is lost. A TCP
   * port or pseudo-terminal has no such line: there it is always on.
   *
   * @param on whether the host is ready
   */
  public void dtr(boolean on) {
    line.dtr(on);
  }

  /**
   * Switches the host's RTS line, which is on at first. While it is off the module holds back what
   * it has to say, and under {@code AT+UPSV=2} its UART sleeps as with {@link #dtr}.
   *
   * @param on whether the host requests to send and to receive
   */
  public void rts(boolean on) {
    line.rts(on);
  }

  /**
   * Sets the speed that the host speaks at. If the module speaks at another ({@code AT+IPR}, unless
   * that is 0 and it adapts itself), both sides hear garbage.
   *
   * @param baud bits per second; 0, as at first, for whatever the module speaks at
   * @throws InvalidInputException if it is negative
   */
  public void baudRate(int baud) {
    if (baud < 0) {
      throw new InvalidInputException("A baud rate must not be negative: " + baud);
    }
    line.baudRate(baud);
  }

  /** Closes the line and takes the port off the module. */
  @Override
  public void close() {
    line.close();
  }
}
