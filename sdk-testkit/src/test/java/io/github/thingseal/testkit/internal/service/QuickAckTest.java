package io.github.thingseal.testkit.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuickAckTest {
  @Test
  void acknowledge_whereTheKernelCan_asksItTo() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      Optional<SocketOption<Boolean>> option = QuickAck.option(accepted);
      assumeThat(option).isPresent();
      accepted.setOption(option.get(), false);

      new QuickAck(accepted).acknowledge();

      assertThat(accepted.getOption(option.get())).isTrue();
      assertThat(client.isConnected()).isTrue();
    }
  }

  @Test
  void acknowledge_ofASocketThatIsClosed_isNoError() throws IOException {
    Socket socket = new Socket();
    QuickAck quickAck = new QuickAck(socket);
    socket.close();

    quickAck.acknowledge();

    assertThat(socket.isClosed()).isTrue();
  }
}
