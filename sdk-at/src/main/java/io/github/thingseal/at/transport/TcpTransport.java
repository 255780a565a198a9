package io.github.thingseal.at.transport;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;

/** TCP connections as transports: to a terminal server, or a simulated module. */
public final class TcpTransport {
  /** How long connecting may take unless said otherwise. */
  public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private static final int MAX_PORT = 65_535;

  private TcpTransport() {}

  /**
   * Connects within {@link #DEFAULT_CONNECT_TIMEOUT}.
   *
   * @param host a host name or address
   * @param port 1 to 65,535
   * @return the open connection
   * @throws InvalidInputException if the port is out of range
   * @throws TransportUnavailableException if no one answers there
   */
  public static Transport connect(String host, int port) {
    return connect(host, port, DEFAULT_CONNECT_TIMEOUT);
  }

  /**
   * Connects.
   *
   * @param host a host name or address
   * @param port 1 to 65,535
   * @param connectTimeout how long connecting may take, 1 ms or more; looking up the name of the
   *     host is not limited
   * @return the open connection
   * @throws InvalidInputException if the port or the time is out of range
   * @throws TransportUnavailableException if no one answers there
   */
  public static Transport connect(String host, int port, Duration connectTimeout) {
    Arguments.required(host, "host");
    if (port < 1 || port > MAX_PORT) {
      throw new InvalidInputException("A TCP port is 1 to " + MAX_PORT + ", not " + port);
    }
    long millis = Arguments.positive(connectTimeout, "connectTimeout").toMillis();
    if (millis < 1) {
      throw new InvalidInputException("connectTimeout must be 1 ms or more, not " + connectTimeout);
    }
    String name = "tcp://" + host + ":" + port;
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(host, port), (int) Math.min(millis, Integer.MAX_VALUE));
      return StreamTransport.of(name, socket.getInputStream(), socket.getOutputStream());
    } catch (IOException e) {
      StreamTransport.closeQuietly(name, socket);
      throw new TransportUnavailableException(
          "Connecting to " + name + " failed: " + reason(e) + ". Check address and listener", e);
    }
  }

  /** An unknown host's message is no more than its name. */
  private static String reason(IOException e) {
    return e instanceof UnknownHostException
        ? "the name of the host is not known"
        : String.valueOf(e.getMessage());
  }
}
