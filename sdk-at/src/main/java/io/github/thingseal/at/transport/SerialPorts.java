package io.github.thingseal.at.transport;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import io.github.thingseal.core.ThingsealException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Finds serial ports, and says what is wrong when one cannot be opened. */
final class SerialPorts {
  private static final boolean WINDOWS =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows");

  /** The library's own code; the system's 2 (no such file) is sorted out before. */
  private static final int OPEN_IN_THIS_PROGRAM = 2;

  private static final int UBLOX_USB_VENDOR_ID = 0x1546;
  private static final int POSIX_NOT_PERMITTED = 1;
  private static final int POSIX_ACCESS_DENIED = 13;
  private static final int POSIX_NOT_A_TERMINAL = 25;

  private SerialPorts() {}

  static List<String> available() {
    return names(port -> true);
  }

  static List<String> ubloxUsb() {
    return names(port -> port.getVendorID() == UBLOX_USB_VENDOR_ID);
  }

  private static List<String> names(Predicate<SerialPort> wanted) {
    return Arrays.stream(SerialLibrary.use(SerialPort::getCommPorts))
        .filter(wanted)
        .map(SerialPort::getSystemPortPath)
        .toList();
  }

  static SerialPort find(String port) {
    return find(port, WINDOWS);
  }

  /** Only Windows has ports that are no paths. */
  static SerialPort find(String port, boolean windows) {
    String path = windows ? port : resolve(port);
    try {
      return SerialLibrary.use(() -> SerialPort.getCommPort(path));
    } catch (SerialPortInvalidPortException e) {
      throw missing(port);
    }
  }

  /**
   * The device that a path, a link or a bare name such as {@code ttyUSB0} leads to. The library
   * would look for a missing path below /dev and open another port of the same last name.
   */
  private static String resolve(String port) {
    Path path;
    try {
      path = Path.of(port.contains("/") ? port : "/dev/" + port);
    } catch (InvalidPathException e) {
      throw missing(port);
    }
    if (!Files.exists(path)) {
      throw missing(port);
    }
    if (Files.isDirectory(path) || Files.isRegularFile(path)) {
      throw new PortUnusableException(
          port + " is a file or a folder, not a serial port. " + listing(), null);
    }
    try {
      return path.toRealPath().toString();
    } catch (IOException e) {
      throw missing(port);
    }
  }

  private static PortUnusableException missing(String port) {
    return new PortUnusableException(
        "There is no serial port " + port + ". Check the cable and the name. " + listing(), null);
  }

  private static String listing() {
    List<String> ports = available();
    return ports.isEmpty()
        ? "This machine lists no serial ports"
        : "This machine lists " + String.join(", ", ports);
  }

  static ThingsealException openingFailed(String port, int systemError) {
    if (!WINDOWS && systemError == POSIX_NOT_A_TERMINAL) {
      return new PortUnusableException(port + " is not a serial port. " + listing(), null);
    }
    if (!WINDOWS && (systemError == POSIX_ACCESS_DENIED || systemError == POSIX_NOT_PERMITTED)) {
      return new PortUnusableException(
          String.format(
              "Opening %s is not permitted. On most systems users of serial ports are members of"
                  + " the group dialout or uucp",
              port),
          null);
    }
    boolean openHere = !WINDOWS && systemError == OPEN_IN_THIS_PROGRAM;
    String reason =
        openHere
            ? "another part of this program has it open"
            : "another program may have it open (system error " + systemError + ")";
    return new TransportUnavailableException(
        "Opening " + port + " failed: " + reason + ". Close it there, and try again", null);
  }
}
