package io.github.thingseal.cloud.heap;

import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.cloud.auth.TokenRefreshSettings;
import io.github.thingseal.cloud.e2e.E2eUnprotector;
import io.github.thingseal.cloud.psk.PskStore;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.psk.PskIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import okio.Buffer;

/**
 * A program of its own, because what a test and its server remember would be in the same heap. It
 * makes calls, closes everything, and dumps what can still be reached.
 *
 * <p>Arguments: a folder with {@code keys.properties}, {@code ca.pem}, {@code profile} and {@code
 * mark}, where {@code heap.hprof} is put; the URL of the service; and {@code calls} or {@code
 * segments}.
 */
final class HeapProbe {
  private static final RotPublicUid UID = RotPublicUid.of("0a04f008003c9623");
  private static final KeyIdentity IDENTITY =
      KeyIdentity.fromHex("11010008003f97203b08c787d1b20000");
  private static final int ROUNDS = 3;

  /** What Okio keeps for each group of threads. */
  private static final int POOL_BYTES = 64 * 1024;

  /** Still held when the heap is dumped, so that only what closing overwrote or let go is gone. */
  private static final List<AutoCloseable> CLOSED = new ArrayList<>();

  private HeapProbe() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    if (args[2].equals("calls")) {
      session(folder, args[1]);
    } else {
      leaveSegments(folder, args[1]);
    }
    int number = 0;
    do {
      // Sockets of TLS have a finalizer: the first collection only has it run.
      System.gc();
      System.runFinalization();
      dump(folder.resolve("heap" + number + ".hprof"));
      System.out.println(number++);
    } while (System.in.read() == '\n');
  }

  /** By name, because the module under test does not read the modules of these classes. */
  private static void dump(Path file) throws ReflectiveOperationException {
    Class<?> diagnostics = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
    Object bean =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getPlatformMXBean", Class.class)
            .invoke(null, diagnostics);
    diagnostics
        .getMethod("dumpHeap", String.class, boolean.class)
        .invoke(bean, file.toString(), true);
  }

  private static SecurityServices open(Path folder, String url)
      throws IOException, GeneralSecurityException {
    return SecurityServices.builder()
        .baseUrl(url)
        .credentials(Credentials.fromFile(folder.resolve("keys.properties")))
        .trustedCertificates(certificate(folder.resolve("ca.pem")))
        .readTimeout(Duration.ofMinutes(5))
        .withoutCircuitBreaker()
        .tokenRefresh(TokenRefreshSettings.standard())
        .build();
  }

  /**
   * Has threads of every group leave a mark in the free segments of Okio's pool, as readers of
   * HTTP/2 connections leave parts of answers: which they leave is chance, and no call comes after
   * these that overwrites any.
   */
  private static void leaveSegments(Path folder, String url) throws Exception {
    try (SecurityServices services = open(folder, url)) {
      CLOSED.add(services);
      byte[] mark = Files.readAllBytes(folder.resolve("mark"));
      for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
        Thread thread = new Thread(() -> fillSegments(mark));
        thread.start();
        thread.join();
      }
      Arrays.fill(mark, (byte) 0);
    }
  }

  private static void fillSegments(byte[] mark) {
    Buffer buffer = new Buffer();
    while (buffer.size() < POOL_BYTES) {
      buffer.write(mark);
    }
    buffer.clear();
  }

  /** A method of its own, so that no variable of it is left. */
  private static void session(Path folder, String url)
      throws IOException, GeneralSecurityException {
    try (SecurityServices services = open(folder, url)) {
      CLOSED.add(services);
      for (int i = 0; i < ROUNDS; i++) {
        calls(services, DeviceProfileUid.of(Files.readString(folder.resolve("profile"))));
      }
    }
  }

  private static void calls(SecurityServices services, DeviceProfileUid profile) {
    services.e2e().uplinkParameters(IDENTITY).execute().close();
    services.e2e().downlinkParameters(UID).submit().join().close();
    services.psk().get(PskIdentity.fromHex("1101")).execute().close();
    cached(services);
    services.devices().list(profile).execute();
    try {
      services.devices().get(UID).execute();
      throw new IllegalStateException("This call fails");
    } catch (ThingsealException expected) {
      // An error that echoes secrets.
    }
  }

  /** The caches are closed before they let go of anything by themselves. */
  private static void cached(SecurityServices services) {
    try (E2eUnprotector unprotector = services.e2e().unprotector().build();
        PskStore keys = PskStore.of(services.psk())) {
      CLOSED.add(unprotector);
      CLOSED.add(keys);
      byte[] altered = Arrays.copyOf(IDENTITY.toBytes(), 60);
      if (unprotector.unprotectAll(List.of(altered)).get(0).isUnprotected()) {
        throw new IllegalStateException("This tag is wrong");
      }
      keys.get(PskIdentity.fromHex("1102")).close();
    }
  }

  private static X509Certificate certificate(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
