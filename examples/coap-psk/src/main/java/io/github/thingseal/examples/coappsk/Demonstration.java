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
      PskClient client = new PskClient(server.address(), PATIENT);
      PskClient refused = new PskClient(server.address(), IMPATIENT);
      boolean right = true;
      try (Psk psk = simulation.makeKey();
          Psk other = simulation.makeKey();
          Psk another = simulation.makeKey();
          Psk stranger = simulation.makeKeyOfAStranger()) {
        step("The module makes a key (AT+USECPSK), the server recovers it from its identity");
        right &= isLetIn(client, psk);
        step("The device connects again: its key is at hand, the service is not asked");
        int before = simulation.lookUps();
        right &= isLetIn(client, psk) && simulation.lookUps() == before;
        step("Wrong identity: altered, so that it names another key");
        right &= isRefused(refused, altered(psk), psk.key());
        step("Wrong identity: of a length that no module makes");
        right &= isRefused(refused, new byte[WRONG_LENGTH], psk.key());
        step("Unknown device: a module of someone else");
        right &= isRefused(refused, stranger.identity().toBytes(), stranger.key());
        step("Slow service: no answer within " + LIMIT.toSeconds() + " s");
        simulation.slowDown(Duration.ofMinutes(1));
        right &= isRefused(refused, other.identity().toBytes(), other.key());
        simulation.speedUp();
        step("Closed service");
        simulation.closeService();
        right &= isRefused(refused, another.identity().toBytes(), another.key());
        say("The device whose key is at hand is let in all the same:");
        right &= isLetIn(client, psk);
      }
      out.println();
      out.println(right ? "All of it went as it should." : "Something did not go as it should.");
      return right;
    }
  }

  private boolean isLetIn(PskClient client, Psk psk) {
    try {
      say("let in, answer: %s", client.send(psk.identity().toBytes(), psk.key(), READING));
      return true;
    } catch (RefusedException e) {
      say("REFUSED, which it should not be: %s", String.valueOf(e.getMessage()));
      return false;
    }
  }

  private boolean isRefused(PskClient client, byte[] identity, SecretBytes key) {
    try {
      say("LET IN, which it should not be: %s", client.send(identity, key, READING));
      return false;
    } catch (RefusedException e) {
      say("refused, the client sees: %s", String.valueOf(e.getMessage()));
      return true;
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
