package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.thingseal.at.channel.AtChannel;
import io.github.thingseal.at.channel.ChannelListener;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.transport.SerialTransport;
import io.github.thingseal.at.transport.TcpTransport;
import io.github.thingseal.at.transport.TransportUnavailableException;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.UrcMoment;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines that are busy, or go away in the middle of a command: real ones. */
@Timeout(120)
class BrokenLineTest {
  @Test
  void pendingCommand_whenTcpIsReset_failsAndSaysThatItMayHaveBeenCarriedOut() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        AtChannel channel =
            AtChannel.open(
                TcpTransport.connect(
                    server.getInetAddress().getHostAddress(), server.getLocalPort()))) {
      Socket other = server.accept();
      CompletableFuture<?> pending = channel.submit(RawCommand.of("AT+USECCONN"));
      assertThat(other.getInputStream().readNBytes(12)).hasSize(12);
      other
          .getOutputStream()
          .write("\r\n+USECC".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

      other.setSoLinger(true, 0);
      other.close();

      assertLost(pending);
      assertThatThrownBy(() -> channel.execute(RawCommand.of("AT")))
          .isInstanceOf(ChannelClosedException.class);
    }
  }

  private static void assertLost(CompletableFuture<?> pending) {
    assertThat(pending)
        .failsWithin(Duration.ofSeconds(60))
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            ChannelClosedException.class, e -> assertThat(e.mayHaveBeenCarriedOut()).isTrue())
        .withMessageContaining("look at the module's state before you repeat it");
  }

  /** The module at a pseudo-terminal, opened as any serial port. */
  @Nested
  class Pty {
    private final RootOfTrust rootOfTrust =
        RootOfTrust.derive(SecretBytes.copyOf(new byte[32]), ModuleBench.UID);

    private SimulatedModule silicon;
    private String port;

    @BeforeEach
    void power() {
      assumeThat(SimulatedModule.isPtyAvailable())
          .as("this system has no pseudo-terminals")
          .isTrue();
      silicon =
          SimulatedModule.builder(rootOfTrust)
              .air(new AcceptingAir())
              .bootTime(Duration.ZERO)
              .faults(List.of(ModuleFault.secBusy(Duration.ZERO), ModuleFault.silence("+USECCONN")))
              .build();
      port = silicon.openPty();
    }

    @AfterEach
    void stop() {
      if (silicon != null) {
        silicon.close();
      }
      rootOfTrust.close();
    }

    private SecurityModule open() {
      return SecurityModule.open(
          SerialTransport.of(port),
          ModuleOptions.builder().configuration(family -> List.of()).build());
    }

    @Test
    void commands_whenLineSpoilsNothing_areAnswered() {
      for (int size : List.of(0, 1, 7)) {
        silicon.faults(
            List.of(
                ModuleFault.secBusy(Duration.ZERO),
                ModuleFault.fragments(size, Duration.ZERO),
                ModuleFault.urc("+CEREG: 1", UrcMoment.BEFORE_RESPONSE, 100)));
        try (SecurityModule module = open()) {
          assertThat(module.rotPublicUid()).isEqualTo(ModuleBench.UID);
        }
      }
    }

    @Test
    void of_whenPortIsOpenAlready_saysSoAndLeavesTheFirstAlone() {
      try (SecurityModule module = open()) {
        assertThatThrownBy(() -> SerialTransport.of(port))
            .isInstanceOf(TransportUnavailableException.class)
            .hasMessageContaining(port)
            .hasMessageContaining("open")
            .hasMessageContaining("Close it there, and try again");
        assertThat(module.rotPublicUid()).isEqualTo(ModuleBench.UID);
      }
    }

    @Test
    void pendingCommand_whenPortVanishes_failsAndCloseReturns() throws InterruptedException {
      CountDownLatch sent = new CountDownLatch(1);
      ChannelListener watcher =
          new ChannelListener() {
            @Override
            public void onSent(String line) {
              sent.countDown();
            }
          };
      try (AtChannel channel =
          AtChannel.open(
              SerialTransport.of(port), ChannelOptions.builder().listener(watcher).build())) {
        CompletableFuture<?> pending =
            channel.submit(
                RawCommand.builder("AT+USECCONN").timeLimit(Duration.ofMinutes(5)).build());
        sent.await();

        silicon.close();

        assertLost(pending);
      }
    }
  }
}
