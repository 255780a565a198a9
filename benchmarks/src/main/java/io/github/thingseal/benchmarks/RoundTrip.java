package io.github.thingseal.benchmarks;

import io.github.thingseal.at.channel.AtChannel;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.transport.SerialTransport;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * Prints how long {@code AT} and its {@code OK} take over a pseudo-terminal: with the file opened
 * raw, which is the floor, and through the channel with its pacing off. The same simulated module
 * answers both.
 */
public final class RoundTrip {
  private static final int WARM_UP = 20_000;
  private static final int MEASURED = 50_000;
  private static final byte[] AT = "AT\r".getBytes(StandardCharsets.US_ASCII);
  private static final int OK_BYTES = "\r\nOK\r\n".length();

  private RoundTrip() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments none
   * @throws IOException if the pseudo-terminal fails
   */
  public static void main(String[] arguments) throws IOException {
    try (SecretBytes vendor = SecretBytes.random(32, new SecureRandom());
        RootOfTrust rootOfTrust = RootOfTrust.derive(vendor, RotPublicUid.of("0a04f008003c9623"));
        SimulatedModule module =
            SimulatedModule.builder(rootOfTrust).bootTime(Duration.ZERO).build()) {
      for (int round = 1; round <= 3; round++) {
        print("raw file ", raw(module.openPty()));
        print("AtChannel", channel(module.openPty()));
      }
    }
  }

  private static long[] raw(String port) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(port, "rw")) {
      byte[] answer = new byte[64];
      file.write("ATE0\r".getBytes(StandardCharsets.US_ASCII));
      int ready = 0;
      while (ready < "ATE0\r".length() + OK_BYTES) {
        ready += file.read(answer);
      }
      return measure(
          () -> {
            file.write(AT);
            int count = 0;
            while (count < OK_BYTES) {
              count += file.read(answer);
            }
          });
    }
  }

  private static long[] channel(String port) throws IOException {
    ChannelOptions unpaced = ChannelOptions.builder().pacing(Duration.ZERO).build();
    try (AtChannel channel = AtChannel.open(SerialTransport.of(port), unpaced)) {
      RawCommand at = RawCommand.of("AT");
      channel.execute(RawCommand.of("ATE0"));
      return measure(() -> channel.execute(at));
    }
  }

  private static long[] measure(Trip trip) throws IOException {
    for (int i = 0; i < WARM_UP; i++) {
      trip.make();
    }
    long[] nanos = new long[MEASURED];
    for (int i = 0; i < MEASURED; i++) {
      long start = System.nanoTime();
      trip.make();
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return nanos;
  }

  private static void print(String name, long[] nanos) {
    System.out.printf(
        Locale.ROOT,
        "%s  p50 %6.1f us  p99 %6.1f us%n",
        name,
        nanos[nanos.length / 2] / 1000.0,
        nanos[nanos.length / 100 * 99] / 1000.0);
  }

  /** One command and its answer. */
  private interface Trip {
    void make() throws IOException;
  }
}
