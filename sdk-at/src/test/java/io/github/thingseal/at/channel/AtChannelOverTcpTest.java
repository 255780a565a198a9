package io.github.thingseal.at.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.transport.TcpTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** In real time over a real line: what virtual time cannot show is that nothing hangs. */
class AtChannelOverTcpTest {
  private static final ChannelOptions FAST =
      ChannelOptions.builder().pacing(Duration.ZERO).promptDelay(Duration.ZERO).build();

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  /** Answers each line with CFUN, and hangs up on AT+BYE. */
  private static Thread module(ServerSocket server) {
    Thread thread =
        new Thread(
            () -> {
              try (Socket socket = server.accept()) {
                StringBuilder line = new StringBuilder();
                int b = socket.getInputStream().read();
                while (b >= 0 && !line.toString().equals("AT+BYE")) {
                  if (b == '\r') {
                    line.setLength(0);
                    socket.getOutputStream().write("\r\n+X: 1\r\n\r\nOK\r\n".getBytes(US_ASCII));
                  } else {
                    line.append((char) b);
                  }
                  b = socket.getInputStream().read();
                }
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    return thread;
  }

  @Test
  void execute_whenModuleAnswers_returnsManyTimes() throws Exception {
    try (ServerSocket server = listen()) {
      Thread module = module(server);
      try (AtChannel channel =
          AtChannel.open(
              TcpTransport.connect(server.getInetAddress().getHostAddress(), server.getLocalPort()),
              FAST)) {
        for (int i = 0; i < 500; i++) {
          assertThat(channel.execute(TestCommand.of("AT+X?", ReplyShape.prefixed("+X", 1, 1))))
              .hasSize(1);
        }
      }
      module.join();
    }
  }

  @Test
  void execute_whenModuleHangsUpInTheMiddle_fails() throws Exception {
    try (ServerSocket server = listen()) {
      Thread module = module(server);
      try (AtChannel channel =
          AtChannel.open(
              TcpTransport.connect(server.getInetAddress().getHostAddress(), server.getLocalPort()),
              FAST)) {
        assertThatThrownBy(() -> channel.execute(TestCommand.of("AT+BYE")))
            .isInstanceOf(ChannelClosedException.class);
      }
      module.join();
    }
  }
}
