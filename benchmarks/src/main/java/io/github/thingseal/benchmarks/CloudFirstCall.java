package io.github.thingseal.benchmarks;

import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.core.id.RotPublicUid;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints how long a first call takes, by bare OkHttp and Jackson and by a typed call, in turn. Each
 * of many new processes makes one client, signs in and makes one call. It then does the same with
 * another client, whose classes are loaded.
 */
public final class CloudFirstCall {
  private static final String UID = "0a04f008003c9623";
  private static final int PROCESSES = 15;
  private static final String[] STEPS = {
    "client",
    "sign-in",
    "first call",
    "together",
    "client, classes loaded",
    "sign-in, classes loaded",
    "first call, classes loaded",
    "together, classes loaded"
  };

  private CloudFirstCall() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments none; a process of its own gets the client and the URL
   * @throws IOException if a process fails
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 2) {
      boolean bare = arguments[0].equals("bare");
      String url = arguments[1];
      String first = bare ? bare(url) : typed(url);
      System.out.println(first + " " + (bare ? bare(url) : typed(url)));
      return;
    }
    try (LoopbackService service = LoopbackService.start()) {
      run("bare", service);
      run("typed", service);
      List<long[]> bare = new ArrayList<>();
      List<long[]> typed = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) {
        bare.add(run("bare", service));
        typed.add(run("typed", service));
      }
      for (int step = 0; step < STEPS.length; step++) {
        double floor = median(bare, step);
        double ours = median(typed, step);
        System.out.printf(
            Locale.ROOT,
            "%-26s bare %6.1f ms  typed %6.1f ms  ratio %.2f%n",
            STEPS[step],
            floor,
            ours,
            ours / floor);
      }
    }
  }

  private static String bare(String url) {
    long start = System.nanoTime();
    try (BareClient client = new BareClient(url)) {
      long made = System.nanoTime();
      client.signIn();
      long signedIn = System.nanoTime();
      client.device(UID);
      return steps(start, made, signedIn);
    }
  }

  private static String typed(String url) {
    long start = System.nanoTime();
    try (SecurityServices services = TypedClient.open(url)) {
      long made = System.nanoTime();
      services.authenticate();
      long signedIn = System.nanoTime();
      services.devices().get(RotPublicUid.of(UID)).execute();
      return steps(start, made, signedIn);
    }
  }

  private static String steps(long start, long made, long signedIn) {
    long answered = System.nanoTime();
    return (made - start)
        + " "
        + (signedIn - made)
        + " "
        + (answered - signedIn)
        + " "
        + (answered - start);
  }

  private static long[] run(String client, LoopbackService service) throws IOException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-classpath",
                System.getProperty("java.class.path"),
                CloudFirstCall.class.getName(),
                client,
                service.url())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String[] words = lines.readLine().split(" ");
      long[] nanos = new long[words.length];
      for (int i = 0; i < words.length; i++) {
        nanos[i] = Long.parseLong(words[i]);
      }
      return nanos;
    }
  }

  private static double median(List<long[]> runs, int step) {
    long[] sorted = runs.stream().mapToLong(run -> run[step]).sorted().toArray();
    return sorted[sorted.length / 2] / 1e6;
  }
}
