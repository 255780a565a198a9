package io.github.thingseal.benchmarks;

import com.sun.management.ThreadMXBean;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.core.id.RotPublicUid;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Prints what a look at a device costs, in time and in bytes of memory: by bare OkHttp and Jackson,
 * and by a typed call through the whole pipeline. Both ask the same server on loopback, in turn.
 */
public final class CloudCall {
  private static final String UID = "0a04f008003c9623";
  private static final int WARM_UP = 20_000;
  private static final int ROUNDS = 40;
  private static final int CALLS = 1_000;

  private CloudCall() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments none
   * @throws IOException if the server fails
   */
  public static void main(String[] arguments) throws IOException {
    try (LoopbackService service = LoopbackService.start();
        BareClient bare = new BareClient(service.url());
        SecurityServices services = TypedClient.open(service.url())) {
      bare.signIn();
      services.authenticate();
      RotPublicUid uid = RotPublicUid.of(UID);
      Costs ofBare = new Costs("bare OkHttp and Jackson", () -> bare.device(UID));
      Costs ofTyped = new Costs("typed call", () -> services.devices().get(uid).execute());
      for (int i = 0; i < WARM_UP; i++) {
        ofBare.call.run();
        ofTyped.call.run();
      }
      for (int round = 0; round < ROUNDS; round++) {
        ofBare.measure();
        ofTyped.measure();
      }
      ofBare.print();
      ofTyped.print();
      System.out.printf(
          Locale.ROOT,
          "ratio: time %.2f (p50), allocation %.2f%n",
          ofTyped.percentile(50) / ofBare.percentile(50),
          ofTyped.bytesPerCall() / ofBare.bytesPerCall());
    }
  }

  /** What the calls of one client cost. */
  private static final class Costs {
    private final String name;
    private final Runnable call;
    private final List<Long> nanos = new ArrayList<>();
    private long bytes;

    Costs(String name, Runnable call) {
      this.name = name;
      this.call = call;
    }

    void measure() {
      long before = allocated();
      for (int i = 0; i < CALLS; i++) {
        long start = System.nanoTime();
        call.run();
        nanos.add(System.nanoTime() - start);
      }
      bytes += allocated() - before;
    }

    double bytesPerCall() {
      return (double) bytes / nanos.size();
    }

    double percentile(int percent) {
      long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
      return sorted[(sorted.length - 1) * percent / 100];
    }

    void print() {
      System.out.printf(
          Locale.ROOT,
          "%-24s p50 %6.1f us  p99 %6.1f us  %7.0f bytes a call%n",
          name,
          percentile(50) / 1000,
          percentile(99) / 1000,
          bytesPerCall());
    }

    /** By all threads but the server's. */
    private static long allocated() {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long[] clients =
          Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
              .filter(info -> info != null && !LoopbackService.THREADS.equals(info.getThreadName()))
              .mapToLong(ThreadInfo::getThreadId)
              .toArray();
      return Arrays.stream(threads.getThreadAllocatedBytes(clients)).filter(b -> b > 0).sum();
    }
  }
}
