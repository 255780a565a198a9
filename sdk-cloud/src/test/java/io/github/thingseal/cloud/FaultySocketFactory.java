package io.github.thingseal.cloud;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.SocketFactory;

/** Sockets that are refused, or reset before a byte has left. */
final class FaultySocketFactory extends SocketFactory {
  /** How the sockets are. */
  enum State {
    WHOLE,
    REFUSED,
    RESET
  }

  volatile State state = State.WHOLE;

  @Override
  public Socket createSocket() {
    return new Socket() {
      @Override
      public void connect(SocketAddress address, int timeout) throws IOException {
        if (state == State.REFUSED) {
          throw new ConnectException("Connection refused");
        }
        super.connect(address, timeout);
      }

      @Override
      public InputStream getInputStream() throws IOException {
        return state == State.RESET ? new ResetInput() : super.getInputStream();
      }

      @Override
      public OutputStream getOutputStream() throws IOException {
        return state == State.RESET ? new ResetOutput() : super.getOutputStream();
      }
    };
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException("only unconnected");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
    throw new UnsupportedOperationException("only unconnected");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException("only unconnected");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
    throw new UnsupportedOperationException("only unconnected");
  }

  private static final class ResetInput extends InputStream {
    @Override
    public int read() throws IOException {
      throw new SocketException("Connection reset");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      throw new SocketException("Connection reset");
    }
  }

  private static final class ResetOutput extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new SocketException("Connection reset");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      throw new SocketException("Connection reset");
    }
  }
}
