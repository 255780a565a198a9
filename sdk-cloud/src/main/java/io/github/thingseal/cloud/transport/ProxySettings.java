package io.github.thingseal.cloud.transport;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A proxy on the way to the service. TLS goes through it from end to end, so that it sees neither
 * token nor keys. The proxy, not this machine, looks up the name of the service.
 *
 * <p>The password is kept in memory that {@link #close()} wipes. Services take a copy when they are
 * built, which their own {@code close()} wipes, so that these settings may be closed before.
 */
public final class ProxySettings implements AutoCloseable {
  /** The kinds of proxies. */
  public enum Kind {
    /** An HTTP proxy, asked to connect ({@code CONNECT}, RFC 9110); Basic authentication. */
    HTTP,
    /** A SOCKS proxy of version 5 (RFC 1928); user name and password by RFC 1929. */
    SOCKS5
  }

  private static final int LONGEST = 255;
  private static final int LAST_PORT = 65_535;

  private final Kind kind;
  private final String host;
  private final int port;
  private final String user;
  private final @Nullable SecretBytes password;

  private ProxySettings(
      Kind kind, String host, int port, String user, @Nullable SecretBytes password) {
    this.kind = kind;
    this.host = host;
    this.port = port;
    this.user = user;
    this.password = password;
  }

  /**
   * An HTTP proxy.
   *
   * @param host its name or address
   * @param port its port, 1 to 65,535
   * @return the settings
   * @throws InvalidInputException if one of them is malformed
   */
  public static ProxySettings http(String host, int port) {
    return of(Kind.HTTP, host, port);
  }

  /**
   * A SOCKS proxy of version 5.
   *
   * @param host its name or address
   * @param port its port, 1 to 65,535
   * @return the settings
   * @throws InvalidInputException if one of them is malformed
   */
  public static ProxySettings socks5(String host, int port) {
    return of(Kind.SOCKS5, host, port);
  }

  private static ProxySettings of(Kind kind, String host, int port) {
    Arguments.required(host, "host");
    if (host.isBlank() || !host.chars().allMatch(c -> c > ' ' && c <= '~' && c != '/')) {
      throw new InvalidInputException("The host of a proxy is a name or an address, no URL");
    }
    if (port < 1 || port > LAST_PORT) {
      throw new InvalidInputException("A port is 1 to " + LAST_PORT + ", not " + port);
    }
    return new ProxySettings(kind, host, port, "", null);
  }

  /**
   * The same proxy, with a user. An HTTP proxy gets both in the clear, as Basic authentication is.
   *
   * @param name the name of the user, 1 to 255 bytes in UTF-8, without a colon
   * @param secret the password, 1 to 255 bytes in UTF-8; copied, so that the caller may close it
   * @return new settings
   * @throws InvalidInputException if one of them is empty, too long, or the name has a colon
   */
  public ProxySettings withCredentials(String name, SecretBytes secret) {
    Arguments.required(name, "name");
    Arguments.required(secret, "secret");
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length < 1 || length > LONGEST || name.chars().anyMatch(c -> c == ':' || c < ' ')) {
      throw new InvalidInputException(
          "The user of a proxy has a name of 1 to 255 bytes, without colon");
    }
    SecretBytes copy = SecretBytes.takeFrom(secret.exposeCopy());
    if (copy.lengthBytes() < 1 || copy.lengthBytes() > LONGEST) {
      copy.close();
      throw new InvalidInputException("The password of a proxy has 1 to 255 bytes");
    }
    return new ProxySettings(kind, host, port, name, copy);
  }

  /**
   * The kind.
   *
   * @return HTTP or SOCKS
   */
  public Kind kind() {
    return kind;
  }

  /**
   * The host.
   *
   * @return a name or an address
   */
  public String host() {
    return host;
  }

  /**
   * The port.
   *
   * @return 1 to 65,535
   */
  public int port() {
    return port;
  }

  /**
   * The name of the user.
   *
   * @return the name, or an empty text if the proxy asks for none
   */
  public String user() {
    return user;
  }

  /**
   * A copy of the password, which the caller wipes.
   *
   * @return the password in UTF-8, empty if there is none
   * @throws InvalidInputException if these settings are closed
   */
  public byte[] exposePassword() {
    return password == null ? new byte[0] : password.exposeCopy();
  }

  /** Wipes the password. Services that were built with these settings go on. */
  @Override
  public void close() {
    if (password != null) {
      password.close();
    }
  }

  /**
   * Names kind, host and port, never the user.
   *
   * @return such as {@code HTTP proxy proxy.example:3128}
   */
  @Override
  public String toString() {
    return kind + " proxy " + host + ":" + port;
  }
}
