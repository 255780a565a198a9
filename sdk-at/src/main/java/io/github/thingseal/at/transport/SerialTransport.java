package io.github.thingseal.at.transport;

import com.fazecast.jSerialComm.SerialPort;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A serial port as a transport, 8 data bits, no parity, 1 stop bit.
 *
 * <p>The port is opened by {@link #of} or {@link Builder#open()} and belongs to what it is handed
 * to. Pseudo-terminals and symbolic links to ports are opened like any port. Writing has no time
 * limit: flow control may hold it up. Closing waits at most 1 s for a thread that reads.
 */
public final class SerialTransport implements Transport, ControlLines {
  /** The default speed of modules, in bit/s. */
  public static final int DEFAULT_BAUD = 115_200;

  /**
   * How long a read waits for a first byte before it looks whether the port was closed; bytes are
   * handed on as soon as they come. The driver counts in steps of 100 ms.
   */
  private static final int READ_WAIT_MILLIS = 200;

  private static final Duration CLOSE_WAIT = Duration.ofMillis(5L * READ_WAIT_MILLIS);

  private final String name;
  private final SerialPort port;

  /** Held while reading: a port closed under a reader could read from another file. */
  private final ReentrantLock reading = new ReentrantLock();

  private volatile boolean closed;

  private SerialTransport(String name, SerialPort port) {
    this.name = name;
    this.port = port;
  }

  /**
   * Opens a port with 115,200 bit/s, no flow control, DTR and RTS on.
   *
   * @param port such as {@code /dev/ttyUSB0}, {@code COM3}, or a pseudo-terminal
   * @return the open port
   * @throws InvalidInputException if the name is empty
   * @throws PortUnusableException if it is missing, not permitted or no serial port
   * @throws TransportUnavailableException if another program has it open
   */
  public static SerialTransport of(String port) {
    return builder(port).open();
  }

  /**
   * {@return a builder of a port, with the defaults of {@link #of}}
   *
   * @param port such as {@code /dev/ttyUSB0}, {@code COM3}, or a pseudo-terminal
   * @throws InvalidInputException if the name is empty
   */
  public static Builder builder(String port) {
    if (Arguments.required(port, "port").isBlank()) {
      throw new InvalidInputException(
          "port is empty; name a serial port, such as /dev/ttyUSB0 or COM3");
    }
    return new Builder(port);
  }

  /**
   * The serial ports of this machine, as far as the system lists them; pseudo-terminals are not
   * among them.
   *
   * @return their names, such as {@code /dev/ttyUSB0}, in the system's order
   * @throws PortUnusableException if the serial library cannot be loaded
   */
  public static List<String> availablePorts() {
    return SerialPorts.available();
  }

  /**
   * The {@linkplain #availablePorts() available ports} of u-blox's own USB devices (vendor id
   * 0x1546). A module behind a USB-to-serial adapter shows the vendor of the adapter instead.
   *
   * @return their names, in the system's order
   * @throws PortUnusableException if the serial library cannot be loaded
   */
  public static List<String> ubloxUsbPorts() {
    return SerialPorts.ubloxUsb();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    Arguments.required(buffer, "buffer");
    reading.lock();
    try {
      int count = 0;
      while (count == 0 && !closed) {
        count = port.readBytes(buffer, buffer.length);
      }
      if (closed) {
        return -1;
      }
      if (count < 0) {
        throw new IOException(
            "reading from " + name + " failed (system error " + port.getLastErrorCode() + ")");
      }
      return count;
    } finally {
      reading.unlock();
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, Arguments.required(bytes, "bytes").length);
    int written = 0;
    while (written < length) {
      if (closed) {
        throw notWritten(written, name + " is closed");
      }
      int count = port.writeBytes(bytes, length - written, offset + written);
      if (count < 0) {
        // How much the library wrote before the port was closed, it does not say.
        throw new IOException("writing to " + name + " was cut short: it was closed meanwhile");
      }
      if (count == 0) {
        throw notWritten(
            written,
            "writing to " + name + " failed (system error " + port.getLastErrorCode() + ")");
      }
      written += count;
    }
  }

  private static IOException notWritten(int written, String message) {
    return written == 0 ? new NothingWrittenException(message) : new IOException(message);
  }

  @Override
  public void set(ControlLine line, boolean on) throws IOException {
    if (!set(port, Arguments.required(line, "line"), on) || closed) {
      throw new IOException("setting " + line + " of " + name + " failed");
    }
  }

  private static boolean set(SerialPort port, ControlLine line, boolean on) {
    return switch (line) {
      case DTR -> on ? port.setDTR() : port.clearDTR();
      case RTS -> on ? port.setRTS() : port.clearRTS();
    };
  }

  @Override
  public void close() {
    close(CLOSE_WAIT);
  }

  /** Closes it, under its reader if that does not look up in time. */
  void close(Duration limit) {
    if (closed) {
      return;
    }
    closed = true;
    boolean free = awaitReader(limit);
    try {
      port.closePort();
    } finally {
      if (free) {
        reading.unlock();
      }
    }
  }

  /** An interrupted thread waits, too: the reader looks up within a fraction of a second. */
  private boolean awaitReader(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return reading.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }

  /** Sets a port up and opens it. */
  public static final class Builder {
    private final String port;
    private int baud = DEFAULT_BAUD;
    private FlowControl flowControl = FlowControl.NONE;
    private boolean dtr = true;
    private boolean rts = true;

    private Builder(String port) {
      this.port = port;
    }

    /**
     * Sets the speed.
     *
     * @param bitsPerSecond the speed, {@value SerialTransport#DEFAULT_BAUD} by default; above
     *     460,800 some firmware fails to import certificates
     * @return this builder
     * @throws InvalidInputException if it is not positive
     */
    public Builder baud(int bitsPerSecond) {
      if (bitsPerSecond < 1) {
        throw new InvalidInputException("A serial port's speed is positive, not " + bitsPerSecond);
      }
      this.baud = bitsPerSecond;
      return this;
    }

    /**
     * Sets the flow control.
     *
     * @param control {@link FlowControl#NONE} by default
     * @return this builder
     */
    public Builder flowControl(FlowControl control) {
      this.flowControl = Arguments.required(control, "control");
      return this;
    }

    /**
     * Sets DTR from the moment of opening on.
     *
     * @param asserted whether it is on, which it is by default
     * @return this builder
     */
    public Builder dtr(boolean asserted) {
      this.dtr = asserted;
      return this;
    }

    /**
     * Sets RTS from the moment of opening on.
     *
     * @param asserted whether it is on, which it is by default; modules transmit only while it is
     * @return this builder
     */
    public Builder rts(boolean asserted) {
      this.rts = asserted;
      return this;
    }

    /**
     * Opens the port.
     *
     * @return the open port
     * @throws PortUnusableException if it is missing, not permitted or no serial port
     * @throws TransportUnavailableException if another program has it open
     */
    public SerialTransport open() {
      SerialPort serial = SerialPorts.find(port);
      serial.setComPortParameters(baud, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
      serial.setFlowControl(
          flowControl == FlowControl.RTS_CTS
              ? SerialPort.FLOW_CONTROL_RTS_ENABLED | SerialPort.FLOW_CONTROL_CTS_ENABLED
              : SerialPort.FLOW_CONTROL_DISABLED);
      serial.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, READ_WAIT_MILLIS, 0);
      if (!set(serial, ControlLine.DTR, dtr)
          || !set(serial, ControlLine.RTS, rts)
          || !serial.openPort()) {
        throw SerialPorts.openingFailed(port, serial.getLastErrorCode());
      }
      return new SerialTransport(port, serial);
    }
  }
}
