package io.github.thingseal.benchmarks;

import io.github.thingseal.core.internal.ccm.ProtectionBenchmark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Prints what it takes to decrypt a message with a key of its own, for the engines of the SDK and
 * their rivals. Each row and size runs in a separate process, in several short rounds over all of
 * them, and the fastest stretch counts. Other load on the machine only makes a figure worse, and
 * seldom for as long as all the rounds take.
 */
public final class Protection {
  private static final String ALL = "all";
  private static final String USUAL_ROWS = "bouncyCastle,jdk,standard,sdk,sdkIntoBuffer";
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final Map<String, Map<Integer, Double>> nanos = new TreeMap<>();
  private final Map<String, Map<Integer, Double>> allocated = new TreeMap<>();
  private final Map<Integer, Double> openssl = new TreeMap<>();
  private final String sizes;
  private final String rows;

  private Protection(String sizes, String rows) {
    this.sizes = sizes;
    this.rows = rows;
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments how many rounds, 3 if not said; of which sizes in bytes, separated by commas,
   *     or {@code all}, as if not said; which rows, separated by commas, or {@code all}, and two
   *     threads then as well; if not said, Bouncy Castle's, the engines' and the SDK's
   * @throws RunnerException if JMH fails
   * @throws InterruptedException if interrupted
   */
  public static void main(String[] arguments) throws RunnerException, InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
    Protection protection =
        new Protection(
            arguments.length > 1 ? arguments[1] : ALL,
            arguments.length > 2 ? arguments[2] : USUAL_ROWS);
    for (int i = 0; i < rounds; i++) {
      protection.round();
    }
    protection.print(System.out);
  }

  private void round() throws RunnerException, InterruptedException {
    run(options(rows).addProfiler(GCProfiler.class), "");
    if (rows.equals(ALL)) {
      run(options("jdk,standard").threads(2), " two threads");
    }
    for (int bytes : nanos.values().iterator().next().keySet()) {
      double took = openssl(bytes);
      if (!Double.isNaN(took)) {
        openssl.merge(bytes, took, Math::min);
      }
    }
  }

  private ChainedOptionsBuilder options(String names) {
    String pattern = names.equals(ALL) ? ".*" : "(" + names.replace(',', '|') + ")";
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(ProtectionBenchmark.class.getName() + "\\." + pattern + "$")
            .jvmArgsAppend("--enable-native-access=ALL-UNNAMED")
            .verbosity(VerboseMode.SILENT);
    return sizes.equals(ALL) ? options : options.param("bytes", sizes.split(",", -1));
  }

  private void run(ChainedOptionsBuilder options, String suffix) throws RunnerException {
    for (RunResult result : new Runner(options.build()).run()) {
      String name = result.getParams().getBenchmark();
      String row = name.substring(name.lastIndexOf('.') + 1) + suffix;
      int bytes = Integer.parseInt(result.getParams().getParam("bytes"));
      keep(nanos, row, bytes, result.getPrimaryResult().getStatistics().getMin());
      Result<?> garbage = result.getSecondaryResults().get(ALLOCATED);
      if (garbage != null) {
        keep(allocated, row, bytes, garbage.getStatistics().getMin());
      }
    }
  }

  private static void keep(
      Map<String, Map<Integer, Double>> rows, String row, int bytes, double value) {
    rows.computeIfAbsent(row, name -> new TreeMap<>()).merge(bytes, value, Math::min);
  }

  /** Nanoseconds for one message by {@code openssl speed}, or no number without that program. */
  private static double openssl(int bytes) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(
                  "openssl",
                  "speed",
                  "-mr",
                  "-seconds",
                  "1",
                  "-bytes",
                  Integer.toString(bytes),
                  "-decrypt",
                  "-evp",
                  "aes-128-ccm")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      String last = output.strip().substring(output.strip().lastIndexOf(':') + 1);
      return bytes / Double.parseDouble(last) * 1e9;
    } catch (IOException | NumberFormatException e) {
      return Double.NaN;
    }
  }

  private void print(PrintStream out) {
    out.printf("%nJava %s, nanoseconds for one message of so many bytes%n", Runtime.version());
    nanos.forEach((row, values) -> print(out, row, values, "%9.0f"));
    print(out, "openssl speed", openssl, "%9.0f");
    out.println("\nTimes as fast as Bouncy Castle");
    nanos.forEach(
        (row, values) -> print(out, row, ratios(nanos.get("bouncyCastle"), values), "%9.2f"));
    out.println("\nTimes as fast as openssl speed");
    nanos.forEach((row, values) -> print(out, row, ratios(openssl, values), "%9.2f"));
    out.println("\nBytes allocated for one message");
    allocated.forEach((row, values) -> print(out, row, values, "%9.0f"));
  }

  private static Map<Integer, Double> ratios(
      Map<Integer, Double> base, Map<Integer, Double> values) {
    Map<Integer, Double> ratios = new TreeMap<>();
    if (base != null) {
      values.forEach(
          (bytes, took) -> ratios.put(bytes, base.getOrDefault(bytes, Double.NaN) / took));
    }
    return ratios;
  }

  private static void print(
      PrintStream out, String row, Map<Integer, Double> values, String format) {
    StringBuilder line = new StringBuilder(String.format("%-24s", row));
    values.values().forEach(value -> line.append(String.format(format, value)));
    out.println(line);
  }
}
