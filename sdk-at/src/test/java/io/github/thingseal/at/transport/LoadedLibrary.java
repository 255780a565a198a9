package io.github.thingseal.at.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lists the serial ports as a program of its own, and prints where the native code came from. */
final class LoadedLibrary {
  private LoadedLibrary() {}

  public static void main(String[] arguments) throws IOException {
    String temporary = System.getProperty("java.io.tmpdir");
    try {
      System.out.println("ports " + SerialTransport.availablePorts().size());
    } catch (PortUnusableException e) {
      System.out.println("refused " + e.getMessage());
    }
    if (!temporary.equals(System.getProperty("java.io.tmpdir"))
        || System.getProperty("fazecast.jSerialComm.appid") != null) {
      System.out.println("properties changed");
    }
    for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
      if (line.contains("libjSerialComm")) {
        System.out.println("mapped " + line.substring(line.indexOf('/')));
      }
    }
  }
}
