package io.github.thingseal.examples.quickstart;

import io.github.thingseal.core.InvalidInputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a module is: a serial port such as /dev/ttyUSB0, or tcp:HOST:PORT. */
record PortAddress(String text) {
  private static final String TCP = "tcp:";
  private static final int MAX_PORT = 0xFFFF;
  private static final Pattern HOST_AND_PORT = Pattern.compile("tcp:(.+):([0-9]{1,5})");

  PortAddress {
    if (text.startsWith(TCP) && !isHostAndPort(text)) {
      throw new InvalidInputException(
          "--port " + text + " is not tcp:HOST:PORT, such as tcp:127.0.0.1:5000");
    }
  }

  private static boolean isHostAndPort(String text) {
    Matcher matcher = HOST_AND_PORT.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    int number = Integer.parseInt(matcher.group(2));
    return number > 0 && number <= MAX_PORT;
  }

  boolean isTcp() {
    return text.startsWith(TCP);
  }

  String host() {
    return hostAndPort().group(1);
  }

  int tcpPort() {
    return Integer.parseInt(hostAndPort().group(2));
  }

  private Matcher hostAndPort() {
    Matcher matcher = HOST_AND_PORT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalStateException(text + " is a serial port");
    }
    return matcher;
  }
}
