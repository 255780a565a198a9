package io.github.thingseal.benchmarks;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What is left of a fleet without a driver: a file and a thread for each port. */
final class RawFleet {
  private static final byte[] COMMAND = "AT+CGSN\r".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ECHO_OFF = "ATE0\r".getBytes(StandardCharsets.US_ASCII);
  private static final int END = 'K' << 16 | '\r' << 8 | '\n';

  private final LongAdder roundTrips = new LongAdder();
  private volatile boolean running = true;

  private RawFleet() {}

  /** Round trips a second of all ports together, after {@link FleetLoad#WARM_UP}. */
  static double load(List<String> ports, Duration time) throws InterruptedException, IOException {
    return new RawFleet().run(ports, time);
  }

  private double run(List<String> ports, Duration time) throws InterruptedException, IOException {
    List<Thread> threads = new ArrayList<>();
    List<RandomAccessFile> files = new ArrayList<>();
    for (String port : ports) {
      RandomAccessFile file = new RandomAccessFile(port, "rw");
      files.add(file);
      Thread thread = new Thread(() -> talk(file), "raw " + port);
      thread.start();
      threads.add(thread);
    }
    TimeUnit.NANOSECONDS.sleep(FleetLoad.WARM_UP.toNanos());
    roundTrips.reset();
    long start = System.nanoTime();
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
    double perSecond = roundTrips.sum() * 1e9 / (System.nanoTime() - start);
    running = false;
    for (Thread thread : threads) {
      thread.join();
    }
    for (RandomAccessFile file : files) {
      file.close();
    }
    return perSecond;
  }

  private void talk(RandomAccessFile file) {
    byte[] answer = new byte[256];
    try {
      say(file, ECHO_OFF, answer);
      while (running) {
        say(file, COMMAND, answer);
        roundTrips.increment();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void say(RandomAccessFile file, byte[] line, byte[] answer) throws IOException {
    file.write(line);
    int last = 0;
    while (last != END) {
      int count = file.read(answer);
      for (int i = 0; i < count; i++) {
        last = (last << 8 | answer[i] & 0xFF) & 0xFFFFFF;
      }
    }
  }
}
