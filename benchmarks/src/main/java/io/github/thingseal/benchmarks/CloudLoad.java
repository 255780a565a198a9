package io.github.thingseal.benchmarks;

import io.github.thingseal.cloud.Device;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.core.id.RotPublicUid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes many asynchronous calls, a thousand at a time. Prints the results, the most threads of the
 * client, the number of sign-ins, and the heap as the calls go on.
 */
public final class CloudLoad {
  private static final int AT_ONCE = 1_000;
  private static final int DEFAULT_BATCHES = 100;
  private static final int BATCHES_A_LINE = 10;

  private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
  private int mostThreads;
  private int others;

  private CloudLoad() {}

  /**
   * Runs the load.
   *
   * @param arguments how many thousands of calls; 100 unless given
   * @throws IOException if the server fails
   */
  public static void main(String[] arguments) throws IOException {
    int batches = arguments.length == 0 ? DEFAULT_BATCHES : Integer.parseInt(arguments[0]);
    new CloudLoad().run(batches);
  }

  private void run(int batches) throws IOException {
    int before = clientThreads();
    try (LoopbackService service = LoopbackService.start();
        SecurityServices services = TypedClient.open(service.url())) {
      long start = System.nanoTime();
      for (int batch = 1; batch <= batches; batch++) {
        call(services, batch);
        if (batch == 1 || batch % BATCHES_A_LINE == 0) {
          print(service, batch, start, before);
        }
      }
    }
  }

  private void call(SecurityServices services, int batch) {
    List<CompletableFuture<Device>> calls = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      RotPublicUid uid = RotPublicUid.of(String.format(Locale.ROOT, "%08x%08x", batch, i));
      calls.add(services.devices().get(uid).submit().whenComplete((d, e) -> count(uid, d)));
    }
    for (CompletableFuture<Device> call : calls) {
      mostThreads = Math.max(mostThreads, clientThreads());
      call.join();
    }
    long doubled = answers.values().stream().filter(count -> count.get() != 1).count();
    others += (int) doubled + AT_ONCE - answers.size();
    answers.clear();
  }

  private void count(RotPublicUid uid, Device device) {
    if (device != null && device.rotPublicUid().is(uid)) {
      answers.computeIfAbsent(uid.hex(), first -> new AtomicInteger()).incrementAndGet();
    }
  }

  private void print(LoopbackService service, int batch, long start, int before) {
    int calls = batch * AT_ONCE;
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%7d calls, %d requests, %d lost or doubled, %d sign-ins, %3d threads at most, heap %5.1f MB,"
            + " %.0f calls a second%n",
        calls,
        service.requests(),
        others,
        service.signIns(),
        mostThreads - before,
        heap(),
        calls / seconds);
  }

  private static int clientThreads() {
    Thread[] threads = new Thread[Thread.activeCount() + AT_ONCE];
    int count = Thread.enumerate(threads);
    int clients = 0;
    for (int i = 0; i < count; i++) {
      clients += LoopbackService.THREADS.equals(threads[i].getName()) ? 0 : 1;
    }
    return clients;
  }

  private static double heap() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      runtime.gc();
    }
    return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
  }
}
