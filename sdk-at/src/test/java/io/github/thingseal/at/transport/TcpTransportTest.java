package io.github.thingseal.at.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TcpTransportTest {
  private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @Test
  void connect_whenSomebodyListens_carriesBytesBothWays() throws IOException {
    try (ServerSocket server = listen();
        Transport transport = TcpTransport.connect(LOOPBACK, server.getLocalPort());
        Socket module = server.accept()) {
      transport.write("xAT\rx".getBytes(US_ASCII), 1, 3);
      assertThat(module.getInputStream().readNBytes(3)).isEqualTo("AT\r".getBytes(US_ASCII));

      module.getOutputStream().write("OK".getBytes(US_ASCII));
      byte[] buffer = new byte[16];
      int length = transport.read(buffer);
      assertThat(length).isPositive();
      assertThat(buffer[0]).isEqualTo((byte) 'O');
      assertThat(transport.name()).isEqualTo("tcp://" + LOOPBACK + ":" + server.getLocalPort());
    }
  }

  @Test
  void read_whenTheOtherSideCloses_isAtItsEnd() throws IOException {
    try (ServerSocket server = listen();
        Transport transport = TcpTransport.connect(LOOPBACK, server.getLocalPort())) {
      server.accept().close();

      assertThat(transport.read(new byte[16])).isEqualTo(-1);
    }
  }

  @Test
  void close_whenaReadIsBlocked_makesItReturn() throws Exception {
    try (ServerSocket server = listen()) {
      Transport transport = TcpTransport.connect(LOOPBACK, server.getLocalPort());
      BlockingQueue<Integer> results = new LinkedBlockingQueue<>();
      Thread reader =
          new Thread(
              () -> {
                try {
                  results.add(transport.read(new byte[16]));
                } catch (IOException e) {
                  results.add(-2);
                }
              });
      reader.start();

      transport.close();

      assertThat(results.poll(60, TimeUnit.SECONDS)).isEqualTo(-1);
      assertThatThrownBy(() -> transport.write(new byte[1], 0, 1)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void connect_whenNoOneListens_saysWhere() throws IOException {
    try (Socket noListener = new Socket()) { // Or another process could take the port.
      noListener.bind(new InetSocketAddress(LOOPBACK, 0));
      int port = noListener.getLocalPort();

      assertThatThrownBy(() -> TcpTransport.connect(LOOPBACK, port))
          .isInstanceOf(TransportUnavailableException.class)
          .hasMessageContaining("tcp://" + LOOPBACK + ":" + port);
    }
  }

  @Test
  void connect_whenHostIsUnknown_saysWhich() {
    assertThatThrownBy(() -> TcpTransport.connect("no-such-module.invalid", 7000))
        .isInstanceOf(TransportUnavailableException.class)
        .hasMessageContaining("tcp://no-such-module.invalid:7000")
        .hasMessageContaining("the name of the host is not known")
        .hasMessageContaining("Check address and listener");
  }

  @Test
  void connect_whenPortOrTimeIsOutOfRange_isRefused() {
    assertThatThrownBy(() -> TcpTransport.connect(LOOPBACK, 0))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> TcpTransport.connect(LOOPBACK, 65_536))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> TcpTransport.connect(LOOPBACK, 1, Duration.ZERO))
        .isInstanceOf(InvalidInputException.class);
  }
}
