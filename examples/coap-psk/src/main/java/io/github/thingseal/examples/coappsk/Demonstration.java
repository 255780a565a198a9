package io.github.thingseal.examples.coappsk;

import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.psk.PskStore;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.secret.SecretBytes;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** A device that is let in, and five that are not. */
final class Demonstration {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  /** Of a device that is let in: nearly a minute, in which a busy machine answers, too. */
  private static final int PATIENT = 8;

  /** Of one that is refused by silence: three seconds. */
  private static final int IMPATIENT = 3;

  private static final int WRONG_LENGTH = 40;
  private static final String READING = "temperature 21.5";

  private final PrintStream out;
  private int step;
  private boolean right = true;

  Demonstration(PrintStream out) {
    this.out = out;
  }

  /** Runs all of it; false if something was let in or refused that should not have been. */
  boolean run() {
    try (Simulation simulation = new Simulation();
        SecurityServices services = simulation.openServices();
        PskStore keys =
            PskStore.of(identity -> services.psk().get(identity).timeout(LIMIT).submit());
        PskServer server = PskServer.start(keys)) {
      step("Onboard a device with a simulated module at a simulated service");
      simulation.onboard(services);
      say("The server listens on coaps://127.0.0.1:%d", server.address().getPort());
      run(simulation, server);
      out.println();
      out.println(right ? "All of it went as it should." : "Something failed.");
      return right;
    }
  }

  private void run(Simulation simulation, PskServer server) {
    PskClient patient = new PskClient(server.address(), PATIENT);
    PskClient impatient = new PskClient(server.address(), IMPATIENT);
    try (Psk psk = simulation.makeKey()) {
      connectTwice(simulation, patient, psk);
      sendWrongIdentities(simulation, impatient, psk);
      missTheService(simulation, impatient);
      say("The device whose key is cached can connect nevertheless:");
      connect(patient, psk);
    }
  }

  private void connectTwice(Simulation simulation, PskClient client, Psk psk) {
    step("The module makes a key (AT+USECPSK), the server recovers it from its identity");
    connect(client, psk);
    step("The device connects again: its key is cached, the service is not asked");
    int lookUps = simulation.lookUps();
    connect(client, psk);
    right &= simulation.lookUps() == lookUps;
  }

  private void sendWrongIdentities(Simulation simulation, PskClient client, Psk psk) {
    step("Wrong identity: altered, so that it names another key");
    beRefused(client, altered(psk), psk.key());
    step("Wrong identity: of a length that no module makes");
    beRefused(client, new byte[WRONG_LENGTH], psk.key());
    step("Unknown device: a module of someone else");
    try (Psk stranger = simulation.makeKeyOfAStranger()) {
      beRefused(client, stranger.identity().toBytes(), stranger.key());
    }
  }

  private void missTheService(Simulation simulation, PskClient client) {
    try (Psk first = simulation.makeKey();
        Psk second = simulation.makeKey()) {
      step("Slow service: no answer within " + LIMIT.toSeconds() + " s");
      simulation.slowDown(Duration.ofMinutes(1));
      beRefused(client, first.identity().toBytes(), first.key());
      simulation.speedUp();
      step("Closed service");
      simulation.closeService();
      beRefused(client, second.identity().toBytes(), second.key());
    }
  }

  private void connect(PskClient client, Psk psk) {
    try {
      say("let in, answer: %s", client.send(psk.identity().toBytes(), psk.key(), READING));
    } catch (RefusedException e) {
      right = false;
      say("REFUSED, which it should not be: %s", String.valueOf(e.getMessage()));
    }
  }

  private void beRefused(PskClient client, byte[] identity, SecretBytes key) {
    try {
      say("LET IN, which it should not be: %s", client.send(identity, key, READING));
      right = false;
    } catch (RefusedException e) {
      say("refused, the client sees: %s", String.valueOf(e.getMessage()));
    }
  }

  private static byte[] altered(Psk psk) {
    byte[] identity = psk.identity().toBytes();
    identity[identity.length - 2] ^= 1;
    return identity;
  }

  private void step(String text) {
    step++;
    out.printf(Locale.ROOT, "%n[%d] %s%n", step, text);
  }

  private void say(String format, Object... values) {
    out.printf(Locale.ROOT, "    %s%n", String.format(Locale.ROOT, format, values));
  }
}
