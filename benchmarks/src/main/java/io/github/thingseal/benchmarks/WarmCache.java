package io.github.thingseal.benchmarks;

import io.github.thingseal.cloud.cache.KeyCacheSettings;
import io.github.thingseal.cloud.e2e.BulkResult;
import io.github.thingseal.cloud.e2e.E2eUnprotector;
import io.github.thingseal.core.e2e.AeadEngine;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Prints the time to decrypt a message of 64 bytes whose parameters are in the cache, among 1 to a
 * million: one by one, in batches and as a stream. Beside it, the bare cipher, alone and after it
 * has read one random line of as much memory. Also prints the memory of the cache.
 *
 * <p>Identities are asked for at random, so that the cache is in the memory and not in the
 * processor. There are 64 keys, so that no message has the key of the one before, and each message
 * is made new, in an array of its own, as if it had just arrived. They run in turn, in short
 * stretches; the quickest counts, of which the ratios are, and the median is printed beside it.
 */
public final class WarmCache {
  private static final int KEYS = 64;
  private static final int HEADER = 16;
  private static final int TAG = 16;
  private static final int PLAINTEXT = 64;
  private static final int STRETCH = 4_000;
  private static final int STRETCHES = 150;
  private static final int BATCH = 100;
  private static final int LINE = 8;
  private static final int[] SIZES = {1, 100, 10_000, 100_000, 1_000_000};

  private final byte[][] keys = new byte[KEYS][16];
  private final byte[][] nonces = new byte[KEYS][13];
  private final byte[][] sealed = new byte[KEYS][HEADER + PLAINTEXT + TAG];
  private final AeadEngine engine;
  private final byte[] opened = new byte[PLAINTEXT];
  private final SplittableRandom random = new SplittableRandom(1);
  private long[] lines = new long[LINE];
  private long sum;

  private WarmCache(AeadEngine engine) {
    this.engine = engine;
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments {@code jdk} for the JDK's AES where OpenSSL is available; else the standard
   */
  public static void main(String[] arguments) {
    boolean jdk = arguments.length > 0 && arguments[0].equals("jdk");
    new WarmCache(jdk ? AeadEngine.jdk() : AeadEngine.standard()).run();
  }

  private void run() {
    for (int i = 0; i < KEYS; i++) {
      random.nextBytes(keys[i]);
      random.nextBytes(nonces[i]);
      engine.seal(keys[i], nonces[i], TAG, new byte[PLAINTEXT], sealed[i], HEADER);
    }
    System.out.printf("Java %s, %s%n", Runtime.version(), engine);
    System.out.println(
        "identities  bare (median)  and a line  whole path  in batches  as a stream, ns"
            + "   bare to: a line  whole path  batches");
    for (int size : SIZES) {
      measure(size);
    }
    System.out.println(sum == 0 ? "" : "(" + sum + ")");
  }

  private void measure(int size) {
    lines = new long[LINE];
    long before = heapBytes();
    try (E2eUnprotector unprotector =
        E2eUnprotector.builder(identity -> CompletableFuture.completedFuture(parameters(identity)))
            .cipher(E2eCipher.standard().withEngine(engine))
            .cache(
                KeyCacheSettings.standard()
                    .withMaxEntries(Math.max(size, 1_000))
                    .withMaxAge(Duration.ofDays(1)))
            .build()) {
      for (int i = 0; i < size; i++) {
        sum += unprotector.unprotect(message(i)).length;
      }
      double bytes = heapBytes() - before;
      Stretch bare = new Stretch(() -> bare(size));
      lines = new long[Math.max(LINE, (int) (bytes / Long.BYTES))];
      Stretch line = new Stretch(() -> bareAndLine(size));
      Stretch whole = new Stretch(() -> whole(unprotector, size));
      Stretch batch = new Stretch(() -> batch(unprotector, size));
      Stretch bulk = new Stretch(() -> bulk(unprotector, size));
      for (int i = 0; i < 2 * STRETCHES; i++) {
        bare.run(i >= STRETCHES);
        line.run(i >= STRETCHES);
        whole.run(i >= STRETCHES);
        batch.run(i >= STRETCHES);
        bulk.run(i >= STRETCHES);
      }
      System.out.printf(
          Locale.ROOT,
          "%10d  %s   %s %s %s    %s %14.2f %11.2f %8.2f   cache %.1f MB%n",
          size,
          bare,
          line,
          whole,
          batch,
          bulk,
          bare.best() / line.best(),
          bare.best() / whole.best(),
          bare.best() / batch.best(),
          bytes / 1e6);
    }
  }

  private void bare(int size) {
    for (int i = 0; i < STRETCH; i++) {
      int number = random.nextInt(size);
      byte[] message = message(number);
      int key = number % KEYS;
      if (!engine.open(keys[key], nonces[key], TAG, message, HEADER, PLAINTEXT + TAG, opened)) {
        throw new IllegalStateException("A right tag was refused");
      }
    }
  }

  /** What no cache goes below: the key is known once a line of as much memory has been read. */
  private void bareAndLine(int size) {
    for (int i = 0; i < STRETCH; i++) {
      int number = random.nextInt(size);
      byte[] message = message(number);
      long zero = lines[random.nextInt(lines.length)];
      int key = (number + (int) zero) % KEYS;
      if (!engine.open(keys[key], nonces[key], TAG, message, HEADER, PLAINTEXT + TAG, opened)) {
        throw new IllegalStateException("A right tag was refused");
      }
    }
  }

  private void batch(E2eUnprotector unprotector, int size) {
    List<byte[]> messages = new ArrayList<>();
    for (int i = 0; i < STRETCH; i++) {
      messages.add(message(random.nextInt(size)));
      if (messages.size() == BATCH) {
        sum += unprotector.unprotectAll(messages).get(0).plaintext()[0];
        messages.clear();
      }
    }
  }

  private void whole(E2eUnprotector unprotector, int size) {
    for (int i = 0; i < STRETCH; i++) {
      sum += unprotector.unprotect(message(random.nextInt(size)))[0];
    }
  }

  private void bulk(E2eUnprotector unprotector, int size) {
    Iterator<byte[]> messages =
        Stream.generate(() -> message(random.nextInt(size))).limit(STRETCH).iterator();
    Iterator<BulkResult<byte[]>> results =
        unprotector
            .<byte[]>bulk(message -> message)
            .orderedBy(message -> message[HEADER - 1])
            .window(64)
            .build()
            .results(messages);
    while (results.hasNext()) {
      sum += results.next().result().plaintext()[0];
    }
  }

  /** The identity is not authenticated, so that messages of one key differ in it alone. */
  private byte[] message(int number) {
    byte[] message = sealed[number % KEYS].clone();
    ByteBuffer.wrap(message).put((byte) 0x11).putInt(HEADER - Integer.BYTES, number);
    return message;
  }

  private ProtectionParameters parameters(KeyIdentity identity) {
    int key = ByteBuffer.wrap(identity.toBytes()).getInt(HEADER - Integer.BYTES) % KEYS;
    return ProtectionParameters.builder(
            identity, SecretBytes.copyOf(keys[key]), SecretBytes.copyOf(nonces[key]))
        .rotPublicUid("0a04f008003c9623")
        .build();
  }

  private static long heapBytes() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      runtime.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Nanoseconds a message. */
  private static final class Stretch {
    private final Runnable work;
    private final double[] nanos = new double[STRETCHES];
    private int count;

    Stretch(Runnable work) {
      this.work = work;
    }

    void run(boolean counts) {
      long start = System.nanoTime();
      work.run();
      double took = (double) (System.nanoTime() - start) / STRETCH;
      if (counts) {
        nanos[count] = took;
        count++;
      }
    }

    double best() {
      return sorted()[0];
    }

    private double[] sorted() {
      Arrays.sort(nanos);
      return nanos;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%4.0f (%4.0f)", best(), sorted()[STRETCHES / 2]);
    }
  }
}
