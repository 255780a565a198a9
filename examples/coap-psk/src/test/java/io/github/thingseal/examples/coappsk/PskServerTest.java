package io.github.thingseal.examples.coappsk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.psk.PskStore;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.psk.PskSource;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.SimulatedServices;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Handshakes over UDP on loopback, with keys of a simulated module at a simulated service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PskServerTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String READING = "temperature 21.5";

  /** Nearly a minute in all: a busy machine breaks no handshake. */
  private static final int PATIENT = 8;

  /** For a client that has to give up. */
  private static final int IMPATIENT = 2;

  private final Simulation simulation = new Simulation();
  private final SecurityServices services = simulation.openServices();
  private final Log log = new Log();

  @BeforeAll
  void onboard() {
    simulation.onboard(services);
  }

  @AfterEach
  void forget() {
    simulation.speedUp();
    log.lines().clear();
  }

  @AfterAll
  void stop() {
    log.close();
    services.close();
    simulation.close();
  }

  private static String send(PskServer server, int retransmissions, Psk psk)
      throws RefusedException {
    return send(server, retransmissions, psk.identity().toBytes(), psk.key());
  }

  private static String send(
      PskServer server, int retransmissions, byte[] identity, SecretBytes key)
      throws RefusedException {
    return new PskClient(server.address(), retransmissions).send(identity, key, READING);
  }

  /** Checks that the log of the server says why, and that the client is not let in. */
  private void assertRefused(PskSource source, byte[] identity, SecretBytes key, String... reason) {
    ExecutorService client = Executors.newSingleThreadExecutor();
    try (PskStore keys = PskStore.of(source);
        PskServer server = PskServer.start(keys)) {
      Future<String> answer = client.submit(() -> send(server, PATIENT, identity, key));
      log.awaitLine(reason);
      assertThat(answer).isNotDone();
    } finally {
      client.shutdownNow();
    }
    assertThat(log.lines()).noneMatch(line -> line.contains(READING));
  }

  @Test
  void device_whenItsModuleMadeTheKey_isLetInAndKnownByItsIdentity() throws Exception {
    try (Psk psk = simulation.makeKey();
        PskStore keys = PskStore.of(services.psk());
        PskServer server = PskServer.start(keys)) {
      assertThat(send(server, PATIENT, psk)).isEqualTo("noted for " + psk.identity());
      log.awaitLine("INFO", psk.identity() + ": key recovered");
      log.awaitLine("INFO", psk.identity() + ": " + READING);

      int asked = simulation.lookUps();
      assertThat(send(server, PATIENT, psk)).isEqualTo("noted for " + psk.identity());
      assertThat(simulation.lookUps()).isEqualTo(asked);
    }
  }

  @Test
  void handshake_whenTheIdentityNamesAnotherKey_isRefused() {
    try (Psk psk = simulation.makeKey()) {
      byte[] altered = psk.identity().toBytes();
      altered[altered.length - 2] ^= 1;

      assertRefused(
          services.psk(),
          altered,
          psk.key(),
          "WARNING Handshake refused, PSK identity " + PskIdentity.of(altered),
          "another one");
    }
  }

  @Test
  void handshake_whenNoModuleMakesSuchAnIdentity_isRefused() {
    try (Psk psk = simulation.makeKey()) {
      int asked = simulation.lookUps();

      assertRefused(
          services.psk(),
          new byte[33],
          psk.key(),
          "WARNING Handshake refused",
          "1 to 32 bytes, not 33");

      assertThat(simulation.lookUps()).isEqualTo(asked);
    }
  }

  @Test
  void handshake_whenTheDeviceIsUnknown_isRefused() {
    try (Psk psk = simulation.makeKeyOfAStranger()) {
      assertRefused(
          services.psk(),
          psk.identity().toBytes(),
          psk.key(),
          "WARNING Handshake refused, PSK identity " + psk.identity(),
          "the service knows no such device");
    }
  }

  @Test
  void client_whenRefused_givesUp() {
    try (Psk psk = simulation.makeKeyOfAStranger();
        PskStore keys = PskStore.of(services.psk());
        PskServer server = PskServer.start(keys)) {
      assertThatThrownBy(() -> send(server, IMPATIENT, psk)).isInstanceOf(RefusedException.class);
    }
    assertThat(log.lines()).noneMatch(line -> line.contains(READING));
  }

  @Test
  void handshake_whenTheServiceIsSlow_isRefused() {
    Duration limit = Duration.ofMillis(100);
    simulation.slowDown(Duration.ofMinutes(1));
    try (Psk psk = simulation.makeKey()) {
      assertRefused(
          identity -> services.psk().get(identity).timeout(limit).submit(),
          psk.identity().toBytes(),
          psk.key(),
          "WARNING Handshake refused, PSK identity " + psk.identity(),
          "the service is too slow");
    }
  }

  @Test
  void handshake_whenTheServiceIsClosed_isRefused() {
    SimulatedServices closed = SimulatedServices.start();
    try (SecurityServices unreachable = Simulation.openServices(closed);
        Psk psk = simulation.makeKey()) {
      closed.close();

      assertRefused(
          unreachable.psk(),
          psk.identity().toBytes(),
          psk.key(),
          "WARNING Handshake refused, PSK identity " + psk.identity(),
          "the service cannot be asked");
    }
  }

  @Test
  void handshake_whenTheClientOfTheServiceIsClosed_isRefused() {
    SecurityServices closed = simulation.openServices();
    closed.close();
    try (Psk psk = simulation.makeKey()) {
      assertRefused(
          closed.psk(),
          psk.identity().toBytes(),
          psk.key(),
          "WARNING Handshake refused, PSK identity " + psk.identity(),
          "closed");
    }
  }

  /** More look-ups than the server has threads are under way, and never end. */
  @Test
  void handshake_whenOthersWaitForTheService_isNotHeldUp() throws Exception {
    List<PskIdentity> asked = new CopyOnWriteArrayList<>();
    ExecutorService clients = Executors.newCachedThreadPool();
    try (Psk psk = simulation.makeKey();
        PskStore keys =
            PskStore.of(
                identity -> {
                  asked.add(identity);
                  return identity.equals(psk.identity())
                      ? services.psk().psk(identity)
                      : new CompletableFuture<>();
                });
        PskServer server = PskServer.start(keys, 1)) {
      int waiting = 3;
      for (byte i = 0; i < waiting; i++) {
        byte[] identity = {0x11, i};
        var unused = clients.submit(() -> send(server, PATIENT, identity, psk.key()));
      }
      await().atMost(PATIENCE).until(() -> asked.size() == waiting);

      assertThat(send(server, PATIENT, psk)).isEqualTo("noted for " + psk.identity());
    } finally {
      clients.shutdownNow();
    }
  }
}
