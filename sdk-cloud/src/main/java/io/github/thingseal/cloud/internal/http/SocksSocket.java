package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.cloud.transport.ProxySettings;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import okhttp3.Dns;

/**
 * A socket that connects through a SOCKS proxy of version 5 (RFC 1928), with user name and password
 * (RFC 1929). The name of the service goes to the proxy as it is.
 */
final class SocksSocket extends Socket {
  private static final int VERSION = 5;
  private static final int NO_AUTHENTICATION = 0;
  private static final int USER_AND_PASSWORD = 2;
  private static final int CONNECT = 1;
  private static final int NAME = 3;
  private static final int NAME_LONGEST = 255;
  private static final Map<Integer, Integer> ADDRESS_BYTES = Map.of(1, 4, 4, 16);

  /** In the words of the JDK's, which {@link ProxyRefusal} knows. */
  private static final List<String> REPLIES =
      List.of(
          "",
          "general failure",
          "connection not allowed by ruleset",
          "network unreachable",
          "host unreachable",
          "connection refused",
          "TTL expired",
          "command not supported",
          "address type not supported");

  private final ProxySettings proxy;

  SocksSocket(ProxySettings proxy) {
    this.proxy = proxy;
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    InetSocketAddress service = (InetSocketAddress) endpoint;
    try {
      super.connect(new InetSocketAddress(proxy.host(), proxy.port()), timeout);
    } catch (IOException e) {
      throw new ProxyUnreachable(proxy, e);
    }
    int before = getSoTimeout();
    setSoTimeout(timeout);
    try {
      authenticate();
      reach(service.getHostString(), service.getPort());
    } catch (EOFException e) {
      throw new ProxyUnreachable(proxy, e);
    }
    setSoTimeout(before);
  }

  private void authenticate() throws IOException {
    boolean named = !proxy.user().isEmpty();
    write(new byte[] {VERSION, 1, (byte) (named ? USER_AND_PASSWORD : NO_AUTHENTICATION)});
    byte[] answer = read(2);
    if (answer[0] != VERSION) {
      throw new SocksRefusal(proxy, "SOCKS: not a proxy of version 5, which is not supported");
    }
    if (answer[1] == NO_AUTHENTICATION) {
      return;
    }
    if (!named || answer[1] != USER_AND_PASSWORD) {
      throw new SocksRefusal(proxy, "SOCKS: another authentication is asked for");
    }
    logIn();
  }

  private void logIn() throws IOException {
    byte[] user = proxy.user().getBytes(StandardCharsets.UTF_8);
    byte[] password = ProxyPassword.expose(proxy);
    byte[] request = new byte[3 + user.length + password.length];
    request[0] = 1;
    request[1] = (byte) user.length;
    System.arraycopy(user, 0, request, 2, user.length);
    request[2 + user.length] = (byte) password.length;
    System.arraycopy(password, 0, request, 3 + user.length, password.length);
    try {
      write(request);
    } finally {
      Arrays.fill(password, (byte) 0);
      Arrays.fill(request, (byte) 0);
    }
    if (read(2)[1] != 0) {
      throw new SocksRefusal(proxy, "SOCKS: authentication failed");
    }
  }

  private void reach(String host, int port) throws IOException {
    byte[] name = host.getBytes(StandardCharsets.US_ASCII);
    if (name.length > NAME_LONGEST) {
      throw new UnknownHostException(host);
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(new byte[] {VERSION, CONNECT, 0, NAME, (byte) name.length});
    request.writeBytes(name);
    request.write(port >>> 8);
    request.write(port);
    write(request.toByteArray());
    byte[] answer = read(4);
    if (answer[1] != 0) {
      int reply = answer[1] & 0xff;
      String reason = reply < REPLIES.size() ? REPLIES.get(reply) : "reply " + reply;
      throw new SocksRefusal(proxy, "SOCKS: " + reason);
    }
    int type = answer[3];
    int length = type == NAME ? read(1)[0] & 0xff : ADDRESS_BYTES.getOrDefault(type, 0);
    read(length + 2);
  }

  private void write(byte[] bytes) throws IOException {
    getOutputStream().write(bytes);
    getOutputStream().flush();
  }

  private byte[] read(int length) throws IOException {
    InputStream in = getInputStream();
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("The proxy closed the connection");
    }
    return bytes;
  }

  /** Looks up nothing: the proxy does. The address, which is never used, carries the name. */
  enum Names implements Dns {
    /** The only one. */
    INSTANCE;

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
      return List.of(InetAddress.getByAddress(hostname, new byte[] {0, 0, 0, 0}));
    }
  }

  /** A failure that a certain proxy caused. */
  interface OfProxy {
    /** Host and port of the proxy. */
    String address();
  }

  /** The proxy did not let the connection through. */
  static final class SocksRefusal extends SocketException implements OfProxy {
    private static final long serialVersionUID = 1L;
    private final String address;

    SocksRefusal(ProxySettings proxy, String message) {
      super(message);
      this.address = proxy.host() + ":" + proxy.port();
    }

    @Override
    public String address() {
      return address;
    }
  }

  /** The proxy was not reached, or disconnected. */
  static final class ProxyUnreachable extends ConnectException implements OfProxy {
    private static final long serialVersionUID = 1L;
    private final String address;

    ProxyUnreachable(ProxySettings proxy, IOException cause) {
      super(cause.getMessage());
      initCause(cause);
      this.address = proxy.host() + ":" + proxy.port();
    }

    @Override
    public String address() {
      return address;
    }
  }
}
