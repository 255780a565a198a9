package io.github.thingseal.benchmarks;

import io.github.thingseal.at.channel.AtChannel;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.transport.SerialTransport;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Drives many simulated modules on as many pseudo-terminals from one process, each with a command
 * always in flight. Counts replies that are lost or belong to another module. Before that the
 * floor: the same modules and commands through files opened raw, a thread each, which look at
 * nothing but the end of the reply.
 */
public final class FleetLoad {
  /** Before it counts: both sides run interpreted at first. */
  static final Duration WARM_UP = Duration.ofSeconds(10);

  private static final Duration FLOOR_TIME = Duration.ofSeconds(10);

  private final LongAdder roundTrips = new LongAdder();
  private final LongAdder swapped = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private volatile boolean running = true;

  private FleetLoad() {}

  /**
   * Runs the load.
   *
   * @param arguments how many modules (100), for how many seconds (60)
   * @throws InterruptedException if interrupted
   * @throws IOException if a pseudo-terminal fails
   */
  public static void main(String[] arguments) throws InterruptedException, IOException {
    int modules = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
    boolean sound = new FleetLoad().run(modules, Duration.ofSeconds(seconds));
    System.exit(sound ? 0 : 1);
  }

  private boolean run(int modules, Duration duration) throws InterruptedException, IOException {
    SecretBytes vendor = SecretBytes.random(32, new SecureRandom());
    List<SimulatedModule> silicon = new ArrayList<>();
    List<String> ports = new ArrayList<>();
    List<AtChannel> channels = new ArrayList<>();
    ChannelOptions options =
        ChannelOptions.builder().pacing(Duration.ZERO).executor(Runnable::run).build();
    for (int i = 0; i < modules; i++) {
      String imei = String.format(Locale.ROOT, "%015d", 350_000_000_000_000L + i);
      SimulatedModule module =
          SimulatedModule.builder(
                  RootOfTrust.derive(vendor, RotPublicUid.of(String.format("%016x", i))))
              .imei(imei)
              .bootTime(Duration.ZERO)
              .build();
      silicon.add(module);
      ports.add(module.openPty());
    }
    System.out.printf(
        Locale.ROOT, "raw files: %,.0f round trips/s%n", RawFleet.load(ports, FLOOR_TIME));
    for (String port : ports) {
      AtChannel channel = AtChannel.open(SerialTransport.of(port), options);
      channel.execute(RawCommand.of("ATE0"));
      channels.add(channel);
    }
    CountDownLatch ended = new CountDownLatch(modules);
    for (int i = 0; i < modules; i++) {
      String imei = String.format(Locale.ROOT, "%015d", 350_000_000_000_000L + i);
      next(channels.get(i), imei, ended);
    }
    TimeUnit.NANOSECONDS.sleep(WARM_UP.toNanos());
    report(duration);
    running = false;
    boolean allEnded = ended.await(30, TimeUnit.SECONDS);
    channels.forEach(AtChannel::close);
    silicon.forEach(SimulatedModule::close);
    vendor.close();
    return allEnded && swapped.sum() == 0 && lost.sum() == 0;
  }

  /** Sends the next command as soon as the last one is answered. */
  private void next(AtChannel channel, String imei, CountDownLatch ended) {
    if (!running) {
      ended.countDown();
      return;
    }
    channel
        .submit(Identification.IMEI)
        .whenComplete(
            (answer, failure) -> {
              if (failure != null) {
                lost.increment();
              } else if (!answer.equals(imei)) {
                swapped.increment();
              }
              roundTrips.increment();
              next(channel, imei, ended);
            });
  }

  private void report(Duration duration) throws InterruptedException {
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    long first = roundTrips.sum();
    long last = first;
    while (System.nanoTime() < end) {
      long step = Math.min(TimeUnit.SECONDS.toNanos(10), end - System.nanoTime());
      TimeUnit.NANOSECONDS.sleep(Math.max(1, step));
      long now = roundTrips.sum();
      System.out.printf(
          Locale.ROOT,
          "%3.0f s  %,10d round trips (%,d/s)  swapped %d  lost %d  driver threads %d  heap %d MB%n",
          (System.nanoTime() - start) / 1e9,
          now - first,
          Math.round((now - last) * 1e9 / step),
          swapped.sum(),
          lost.sum(),
          driverThreads(),
          usedHeap());
      last = now;
    }
    double elapsed = (System.nanoTime() - start) / 1e9;
    System.out.printf(Locale.ROOT, "AtChannel: %,.0f round trips/s%n", (last - first) / elapsed);
  }

  private static long driverThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("thingseal-at"))
        .count();
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }
}
