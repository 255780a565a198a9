package io.github.thingseal.cloud.internal.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Makes sockets without Nagle's algorithm. Over HTTP/2 that would delay the body of a request until
 * the service acknowledges the headers, which many kernels put off for 40 ms.
 */
public final class PromptSockets extends SocketFactory {
  private static final String UNCONNECTED = "OkHttp connects its sockets itself";

  private final Supplier<Socket> unconnected;

  /** Sets the sockets that the argument makes. */
  public PromptSockets(Supplier<Socket> unconnected) {
    this.unconnected = unconnected;
  }

  /** OkHttp itself makes the sockets to a SOCKS proxy that the settings of the JVM name. */
  static Response promptOverSocks(Interceptor.Chain chain) throws IOException {
    Connection connection = chain.connection();
    if (connection != null && connection.route().proxy().type() == Proxy.Type.SOCKS) {
      connection.socket().setTcpNoDelay(true);
    }
    return chain.proceed(chain.request());
  }

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = unconnected.get();
    socket.setTcpNoDelay(true);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException(UNCONNECTED);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
    throw new UnsupportedOperationException(UNCONNECTED);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException(UNCONNECTED);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
    throw new UnsupportedOperationException(UNCONNECTED);
  }
}
