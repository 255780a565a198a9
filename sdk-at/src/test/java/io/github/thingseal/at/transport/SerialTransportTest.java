package io.github.thingseal.at.transport;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fazecast.jSerialComm.SerialPort;
import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SerialTransportTest {
  @Test
  void of_whenPortIsMissing_listsWhatThereIs() {
    assertThatThrownBy(() -> SerialTransport.of("/dev/ttyThingsealMissing"))
        .isInstanceOf(PortUnusableException.class)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("There is no serial port /dev/ttyThingsealMissing")
        .hasMessageContaining("This machine lists");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void of_whenPathIsMissing_doesNotOpenADeviceOfTheSameName() {
    assertThatThrownBy(() -> SerialTransport.of("/nowhere/null"))
        .isInstanceOf(PortUnusableException.class)
        .hasMessageContaining("There is no serial port /nowhere/null");
  }

  /** What holds wherever ports are paths does not depend on the system that it is tried on. */
  private static void findByPath(String name) {
    SerialPort unused = SerialPorts.find(name, false);
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }

  @Test
  void find_whenPathIsMissing_doesNotOpenAPortOfTheSameName(@TempDir Path folder) {
    assertThatThrownBy(() -> findByPath(slashed(folder.resolve("null"))))
        .isInstanceOf(PortUnusableException.class)
        .hasMessageContaining("There is no serial port");
  }

  @Test
  void find_whenFile_saysThatItIsNoPort(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("port"));

    assertThatThrownBy(() -> findByPath(slashed(file)))
        .isInstanceOf(PortUnusableException.class)
        .hasMessageContaining("is a file or a folder");
  }

  @Test
  void find_whenFolder_saysThatItIsNoPort(@TempDir Path folder) {
    assertThatThrownBy(() -> findByPath(slashed(folder)))
        .isInstanceOf(PortUnusableException.class)
        .hasMessageContaining("is a file or a folder");
  }

  @Test
  void find_whenNameCannotBeAPath_saysThatThereIsNoSuchPort() {
    for (String name : List.of("", " ", "ttyUSB0\0", "/dev/tty\0")) {
      assertThatThrownBy(() -> findByPath(name)).as(name).isInstanceOf(PortUnusableException.class);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void of_whenDeviceIsNoPort_saysSo() {
    assertThatThrownBy(() -> SerialTransport.of("/dev/null"))
        .isInstanceOf(PortUnusableException.class)
        .hasMessageContaining("/dev/null is not a serial port");
  }

  @Test
  void baud_whenNotPositive_isRefused() {
    assertThatThrownBy(() -> SerialTransport.builder("COM1").baud(0))
        .isInstanceOf(InvalidInputException.class);
  }
}
