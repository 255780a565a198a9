package io.github.thingseal.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.cloud.cache.KeyCacheSettings;
import io.github.thingseal.cloud.e2e.BulkResult;
import io.github.thingseal.cloud.e2e.BulkResults;
import io.github.thingseal.cloud.e2e.E2eUnprotector;
import io.github.thingseal.cloud.resilience.BulkheadSettings;
import io.github.thingseal.core.e2e.AeadEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.tls.Certificates;
import okhttp3.tls.HandshakeCertificates;

/**
 * Prints how many messages of format V1 a second the SDK decrypts, and the processor time of each,
 * for several numbers of look-ups in flight, and how many connections the SDK opened. The service
 * answers each look-up after 50 ms. Bare OkHttp only sends the same requests over HTTP/2 and reads
 * the answers. Both take turns, and the best of several rounds counts. The service is in another
 * process, on the same processors.
 */
public final class BulkUnprotect {
  private static final int DELAY_MILLIS = 50;
  private static final int SECONDS = 4;
  private static final int ROUNDS = 4;
  private static final int HEADER = 16;
  private static final int PLAINTEXT = 64;
  private static final int TAG = 16;
  private static final MediaType JSON = MediaType.get("application/json");

  private final byte[] sealed = new byte[HEADER + PLAINTEXT + TAG];
  private final AtomicInteger number = new AtomicInteger();

  private BulkUnprotect() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments how many look-ups are in flight, one after the other; 128 and 1,024 unless
   *     given
   */
  public static void main(String[] arguments) {
    new BulkUnprotect().run(arguments.length == 0 ? new String[] {"128", "1024"} : arguments);
  }

  private void run(String[] inFlight) {
    // OkHttp reports calls that are cut off at the end.
    Logger.getLogger(OkHttpClient.class.getName()).setLevel(Level.OFF);
    AeadEngine.standard()
        .seal(SlowService.KEY, SlowService.NONCE, TAG, new byte[PLAINTEXT], sealed, HEADER);
    try (SlowService.Running service = SlowService.Running.start(DELAY_MILLIS)) {
      for (String each : inFlight) {
        int lookups = Integer.parseInt(each);
        System.out.printf(
            Locale.ROOT,
            "%d in flight at %d ms: %d a second at most%n",
            lookups,
            DELAY_MILLIS,
            lookups * 1_000 / DELAY_MILLIS);
        Cost bare = Cost.NONE_YET;
        Cost bulk = Cost.NONE_YET;
        for (int round = 0; round < ROUNDS; round++) {
          bare = bare.better(bare(service, lookups));
          bulk = bulk.better(bulk(service, lookups));
        }
        System.out.printf(
            Locale.ROOT,
            "  the best: SDK %.2f x the rate of bare OkHttp, %.2f x its processor time%n",
            bulk.rate / bare.rate,
            bulk.micros / bare.micros);
      }
    }
  }

  private Cost bulk(SlowService.Running service, int lookups) {
    service.newConnections(); // Those of bare OkHttp.
    try (SecurityServices services =
            SecurityServices.builder()
                .baseUrl(service.url())
                .credentials(Credentials.of("key", "secret"))
                .trustedCertificates(Certificates.decodeCertificatePem(service.certificatePem()))
                .bulkhead(new BulkheadSettings(lookups, Duration.ofSeconds(10)))
                .build();
        E2eUnprotector unprotector =
            services
                .e2e()
                .unprotector()
                .cache(KeyCacheSettings.standard().withLookupsAtOnce(lookups))
                .build()) {
      services.authenticate();
      BulkResults<byte[]> results =
          unprotector
              .<byte[]>bulk(message -> message)
              .window(2 * lookups)
              .build()
              .results(Stream.generate(this::message).iterator());
      take(results, SECONDS);
      Meter meter = new Meter();
      Cost cost = meter.print("SDK: look-up, cipher, results", take(results, SECONDS));
      results.close();
      System.out.printf(Locale.ROOT, "  SDK: %d connections%n", service.newConnections());
      return cost;
    }
  }

  private static int take(BulkResults<byte[]> results, int seconds) {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    int taken = 0;
    while (System.nanoTime() < end) {
      BulkResult<byte[]> result = results.next();
      taken += result.result().plaintext().length == PLAINTEXT ? 1 : 0;
    }
    return taken;
  }

  private byte[] message() {
    byte[] message = sealed.clone();
    ByteBuffer.wrap(message)
        .put((byte) 0x11)
        .putInt(HEADER - Integer.BYTES, number.incrementAndGet());
    return message;
  }

  private Cost bare(SlowService.Running service, int lookups) {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(lookups);
    dispatcher.setMaxRequestsPerHost(lookups);
    HandshakeCertificates trusted =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(Certificates.decodeCertificatePem(service.certificatePem()))
            .build();
    OkHttpClient client =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .sslSocketFactory(trusted.sslSocketFactory(), trusted.trustManager())
            .build();
    BareLookups bare = new BareLookups(client, service.url() + "/e2e/uplink", lookups);
    bare.connect();
    bare.run(SECONDS);
    Meter meter = new Meter();
    Cost cost = meter.print("bare OkHttp over HTTP/2", bare.run(SECONDS));
    bare.end();
    dispatcher.executorService().shutdownNow();
    client.connectionPool().evictAll();
    return cost;
  }

  /** Sends requests and reads their answers. */
  private static final class BareLookups implements Callback {
    private final OkHttpClient client;
    private final Request request;
    private final int lookups;
    private final Semaphore free;
    private final AtomicInteger answers = new AtomicInteger();

    BareLookups(OkHttpClient client, String url, int lookups) {
      this.client = client;
      this.lookups = lookups;
      this.free = new Semaphore(lookups);
      this.request =
          new Request.Builder()
              .url(url)
              .header("Authorization", "token")
              .post(RequestBody.create("{\"EncryptedHeader\":\"" + "11".repeat(16) + "\"}", JSON))
              .build();
    }

    /** One request first, so that all others share its connection. */
    void connect() {
      try (Response response = client.newCall(request).execute()) {
        if (response.protocol() != Protocol.HTTP_2) {
          throw new IllegalStateException("The service speaks " + response.protocol());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Waits for the answers that are still to come. */
    void end() {
      free.acquireUninterruptibly(lookups);
    }

    int run(int seconds) {
      int before = answers.get();
      long end = System.nanoTime() + seconds * 1_000_000_000L;
      while (System.nanoTime() < end) {
        free.acquireUninterruptibly();
        client.newCall(request).enqueue(this);
      }
      return answers.get() - before;
    }

    @Override
    public void onFailure(Call call, IOException e) {
      free.release();
    }

    @Override
    public void onResponse(Call call, Response response) throws IOException {
      try (response) {
        if (response.isSuccessful() && response.body().bytes().length > 0) {
          answers.incrementAndGet();
        }
      } finally {
        free.release();
      }
    }
  }

  /** Messages a second, and microseconds of processor time for each. */
  private record Cost(double rate, double micros) {
    static final Cost NONE_YET = new Cost(0, Double.MAX_VALUE);

    Cost better(Cost other) {
      return new Cost(Math.max(rate, other.rate), Math.min(micros, other.micros));
    }
  }

  /** Looks at what this process takes of the processors. */
  private static final class Meter {
    private static final OperatingSystemMXBean SYSTEM =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final long cpuNanos = SYSTEM.getProcessCpuTime();
    private final long nanos = System.nanoTime();

    Cost print(String name, int messages) {
      double seconds = (System.nanoTime() - nanos) / 1e9;
      double cpuMicros = (SYSTEM.getProcessCpuTime() - cpuNanos) / 1e3;
      Cost cost = new Cost(messages / seconds, cpuMicros / messages);
      System.out.printf(
          Locale.ROOT,
          "  %-30s %6.0f a second, %5.0f us of processor time each, %d threads%n",
          name,
          cost.rate,
          cost.micros,
          Thread.activeCount());
      return cost;
    }
  }
}
