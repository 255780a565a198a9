package io.github.thingseal.cloud;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Sockets of a server that offers one version and one cipher suite of TLS. */
final class OneCipherSuite extends SSLSocketFactory {
  private final SSLSocketFactory sockets;
  private final String protocol;
  private final String suite;

  OneCipherSuite(SSLSocketFactory sockets, String protocol, String suite) {
    this.sockets = sockets;
    this.protocol = protocol;
    this.suite = suite;
  }

  @Override
  public Socket createSocket(Socket raw, String host, int port, boolean close) throws IOException {
    SSLSocket socket = (SSLSocket) sockets.createSocket(raw, host, port, close);
    socket.setEnabledProtocols(new String[] {protocol});
    socket.setEnabledCipherSuites(new String[] {suite});
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException("only over a socket that was accepted");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
    throw new UnsupportedOperationException("only over a socket that was accepted");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException("only over a socket that was accepted");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
    throw new UnsupportedOperationException("only over a socket that was accepted");
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return new String[] {suite};
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return new String[] {suite};
  }
}
