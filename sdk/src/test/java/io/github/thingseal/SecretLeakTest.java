package io.github.thingseal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.at.module.SecurityModule;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.e2e.E2eUnprotector;
import io.github.thingseal.core.SealPermission;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskSize;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.ServiceFault;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Drives the main job with logging at its loudest and looks for every secret in all of it. */
class SecretLeakTest {
  private static final byte[] READING = "temperature 21.5 of patient 4711".getBytes(UTF_8);

  private final Capture capture = new Capture();
  private final Logger root = Logger.getLogger("");
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final List<String> secrets = new ArrayList<>();

  @BeforeEach
  void listen() {
    root.setLevel(Level.ALL);
    root.addHandler(capture);
    PrintStream both = new PrintStream(printed, true, UTF_8);
    System.setOut(both);
    System.setErr(both);
  }

  @AfterEach
  void stopListening() {
    System.setOut(out);
    System.setErr(err);
    root.removeHandler(capture);
    root.setLevel(Level.OFF);
  }

  @Test
  void mainJob_whenLoggingIsAtItsLoudest_writesNoSecret() {
    try (Bench bench = new Bench();
        SecurityServices services = bench.openServices();
        SecurityModule module = bench.openModule()) {
      secret(bench.service.accessSecret());
      secrets.add(bench.profile.value());
      Onboarding onboarding =
          Onboarding.builder(module, services, bench.profile, bench.serial).build();
      note(onboarding.dryRun());
      note(onboarding.run(SealPermission.GRANTED, this::note));

      E2eMessage message = module.e2e().encrypt(READING);
      secret(READING);
      try (ProtectionParameters parameters =
          services.e2e().uplinkParameters(message.keyIdentity()).execute()) {
        note(parameters);
        secret(parameters.key());
        secret(parameters.nonce());
      }
      assertThat(services.e2e().unprotect(message)).isEqualTo(READING);
      E2eMessage downlink = services.e2e().protect(bench.uid, READING);
      assertThat(module.e2e().decrypt(downlink)).isEqualTo(READING);
      try (E2eUnprotector unprotector = services.e2e().unprotector().build()) {
        note(unprotector.unprotectAll(List.of(message.toBytes(), new byte[0])));
      }
      for (PskSize size : PskSize.values()) {
        try (Psk made = module.psk().generate(size);
            Psk recovered = services.psk().get(made.identity()).execute()) {
          assertThat(recovered).isEqualTo(made);
          note(made);
          secret(made.key());
        }
      }
      failInEveryWay(bench, module, services, message);
      // The beginning of every token: {" in Base64.
      secrets.add("eyJ");
    }

    String written = capture.text() + printed.toString(UTF_8);
    assertThat(written).contains("USECPSK", "psk", "E2eMessage");
    assertThat(secrets).hasSizeGreaterThan(20);
    for (String secret : secrets) {
      assertThat(written.toLowerCase(Locale.ROOT).contains(secret.toLowerCase(Locale.ROOT)))
          .as("a secret of %d characters beginning with %.4s is written", secret.length(), secret)
          .isFalse();
    }
  }

  private void failInEveryWay(
      Bench bench, SecurityModule module, SecurityServices services, E2eMessage message) {
    byte[] tampered = message.toBytes();
    tampered[tampered.length - 1] ^= 1;
    note(catchThrowable(() -> services.e2e().unprotect(tampered)));
    note(catchThrowable(() -> module.e2e().decrypt(E2eMessage.parse(tampered))));
    note(catchThrowable(() -> module.sealing().seal(bench.profile, bench.serial)));
    for (ServiceFault fault :
        List.of(
            ServiceFault.status(401),
            ServiceFault.status(500),
            ServiceFault.htmlPage(503),
            ServiceFault.halfBody(),
            ServiceFault.missingField("Key"),
            ServiceFault.wrongType("Nonce"),
            ServiceFault.missingField("AuthToken"),
            ServiceFault.expiredToken())) {
      bench.service.inject(fault.times(2));
      bench.service.expireTokens();
      note(catchThrowable(() -> services.e2e().unprotect(message)));
      bench.service.clearFaults();
    }
  }

  private void note(Object anything) {
    if (anything instanceof Throwable thrown) {
      StringWriter text = new StringWriter();
      thrown.printStackTrace(new PrintWriter(text, true));
      System.out.println(text);
    } else {
      System.out.println(anything);
    }
  }

  private void secret(SecretBytes bytes) {
    byte[] copy = bytes.exposeCopy();
    secret(copy);
    String text = new String(copy, UTF_8);
    if (text.chars().allMatch(c -> c > ' ' && c < 127)) {
      secrets.add(text);
    }
  }

  private void secret(byte[] bytes) {
    secrets.add(HexFormat.of().formatHex(bytes));
    secrets.add(Base64.getEncoder().encodeToString(bytes));
    secrets.add(Arrays.toString(bytes));
    if (bytes == READING) {
      secrets.add(new String(READING, UTF_8));
    }
  }

  /** Formats everything that is logged, with its stack traces. */
  private static final class Capture extends Handler {
    private final StringBuilder text = new StringBuilder();
    private final SimpleFormatter formatter = new SimpleFormatter();

    Capture() {
      setLevel(Level.ALL);
    }

    synchronized String text() {
      return text.toString();
    }

    @Override
    public synchronized void publish(LogRecord record) {
      text.append(formatter.format(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
