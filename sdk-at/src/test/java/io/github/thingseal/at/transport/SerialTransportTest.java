package io.github.thingseal.at.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fazecast.jSerialComm.SerialPort;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testsupport.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
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
  void of_whenTheNameIsEmpty_saysSo() {
    for (String name : List.of("", " ")) {
      assertThatThrownBy(() -> SerialTransport.of(name))
          .isExactlyInstanceOf(InvalidInputException.class)
          .hasMessage("port is empty; name a serial port, such as /dev/ttyUSB0 or COM3");
    }
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

  /** As on a production line that is interrupted: a port is not closed under its reader. */
  @Test
  void close_onAnInterruptedThread_waitsForTheReaderAllTheSame() throws Exception {
    assumeTrue(SimulatedModule.isPtyAvailable());
    try (RootOfTrust root =
            RootOfTrust.derive(
                SecretBytes.takeFrom(new byte[32]), RotPublicUid.of("0a04f008003c9623"));
        SimulatedModule module = SimulatedModule.builder(root).build()) {
      SerialTransport port = SerialTransport.of(module.openPty());
      Thread reader = new Thread(() -> readToTheEnd(port), "reader");
      reader.start();
      Waits.until(() -> isReading(reader));

      Thread.currentThread().interrupt();
      port.close(Duration.ofMinutes(2)); // This machine may stand still for longer than a second.

      assertThat(isReading(reader)).isFalse();
      assertThat(Thread.interrupted()).isTrue();
      reader.join();
    }
  }

  private static boolean isReading(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("readBytes"));
  }

  private static void readToTheEnd(SerialTransport port) {
    byte[] block = new byte[64];
    try {
      while (port.read(block) >= 0) {
        Thread.onSpinWait();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @Timeout(value = 180, threadMode = ThreadMode.SEPARATE_THREAD)
  void write_whenThePortIsGone_ends() {
    Pty pty = new Pty();
    try (SerialTransport port = SerialTransport.of(pty.path())) {
      pty.close();
      assertThatThrownBy(() -> port.write(new byte[100], 0, 100))
          .isInstanceOf(NothingWrittenException.class)
          .hasMessageContaining(port.name());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @Timeout(value = 180, threadMode = ThreadMode.SEPARATE_THREAD)
  void write_whenClosedAmidABlock_doesNotSayThatNothingWasWritten() {
    Pty pty = new Pty();
    SerialTransport port = SerialTransport.of(pty.path());
    FutureTask<Void> writing =
        new FutureTask<>(
            () -> {
              port.write(new byte[100_000], 0, 100_000);
              return null;
            });
    new Thread(writing, "writer").start();
    pty.read();

    port.close();
    pty.close();

    assertThatThrownBy(writing::get)
        .cause()
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(NothingWrittenException.class);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @Timeout(value = 180, threadMode = ThreadMode.SEPARATE_THREAD)
  void write_outsideOfTheBlock_isRefused() {
    try (Pty pty = new Pty();
        SerialTransport port = SerialTransport.of(pty.path())) {
      assertThatThrownBy(() -> port.write(new byte[1], -1, 1))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void baud_whenNotPositive_isRefused() {
    assertThatThrownBy(() -> SerialTransport.builder("COM1").baud(0))
        .isInstanceOf(InvalidInputException.class);
  }
}
