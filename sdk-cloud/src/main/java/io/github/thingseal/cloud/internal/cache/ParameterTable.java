package io.github.thingseal.cloud.internal.cache;

import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.thingseal.cloud.cache.KeyCacheSettings;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Protection parameters by key identity, 64 bytes for each in large arrays instead of a dozen
 * objects. That takes a tenth of the memory, has nothing for the garbage collector to follow, needs
 * few cache lines for a look-up, and can be overwritten.
 *
 * <p>Old ones are never answered; a sweep wipes them within a sixteenth of the age. If the table is
 * full, it drops an entry that was not asked for since the clock's hand passed it. So entries that
 * are asked for again stay, even among many messages whose key is used once. Parameters of another
 * suite than AES-128-CCM are not held.
 */
public final class ParameterTable implements Store<KeyIdentity, ProtectionParameters> {
  private static final int PARTS = 64;
  private static final int SMALLEST_IN_PARTS = 4_096;
  private static final int SWEEPS_PER_AGE = 16;

  private final int maxEntries;
  private final long maxAgeNanos;
  private final Ticker ticker;
  private final Scheduler scheduler;
  private final long start;
  private final long seed = new SecureRandom().nextLong();
  private final AtomicInteger entries = new AtomicInteger();
  private final AtomicBoolean sweeping = new AtomicBoolean();

  /** Only tests look in from outside. */
  final TablePart[] parts;

  /** A table that is empty. */
  public ParameterTable(KeyCacheSettings settings) {
    this(settings, Ticker.systemTicker(), Scheduler.systemScheduler());
  }

  ParameterTable(KeyCacheSettings settings, Ticker ticker, Scheduler scheduler) {
    this.maxEntries = settings.maxEntries();
    this.maxAgeNanos = nanos(settings);
    this.ticker = ticker;
    this.scheduler = scheduler;
    this.start = ticker.read();
    this.parts = new TablePart[maxEntries < SMALLEST_IN_PARTS ? 1 : PARTS];
    Arrays.setAll(parts, part -> new TablePart(maxAgeNanos, seed));
  }

  /**
   * Copies the packed parameters of an identity, or of the message that begins with it; false if
   * they are not here, or too old at that time. The packed bytes are to be wiped in any case.
   */
  public boolean copy(byte[] identity, long now, byte[] packed) {
    long high = Identities.high(identity);
    long low = Identities.low(identity);
    long hash = Identities.hash(high, low, seed);
    TablePart part = parts[part(hash)];
    int found = part.copy(high, low, hash, now, packed);
    if (found < 0) {
      entries.decrementAndGet();
    }
    return found > 0;
  }

  /**
   * Whether there may be parameters of an identity, or of the message that begins with it; seldom
   * wrong, while another thread writes. It leaves in the processor's caches what {@link #copy}
   * reads: asked for several identities, one after the other, their reads overlap.
   */
  public boolean mayHave(byte[] identity) {
    long hash = Identities.hash(Identities.high(identity), Identities.low(identity), seed);
    return parts[part(hash)].mayHave(hash);
  }

  /** The time for {@link #copy}, by the clock that measures the ages. */
  public long now() {
    return ticker.read() - start;
  }

  /** How many are held. */
  public int size() {
    return entries.get();
  }

  @Override
  public @Nullable Shared<ProtectionParameters> hold(KeyIdentity key) {
    byte[] packed = new byte[PackedParameters.LENGTH_BYTES];
    try {
      if (!copy(key.toBytes(), now(), packed)) {
        return null;
      }
      return new Shared<>(PackedParameters.parameters(key, packed), ProtectionParameters::close);
    } finally {
      Arrays.fill(packed, (byte) 0);
    }
  }

  @Override
  public void put(KeyIdentity key, Shared<ProtectionParameters> secret) {
    if (maxEntries > 0) {
      PackedParameters.of(secret.value()).ifPresent(packed -> putAndWipe(key.toBytes(), packed));
    }
  }

  @Override
  public void clear() {
    for (TablePart part : parts) {
      entries.addAndGet(-part.clear());
    }
  }

  private void putAndWipe(byte[] identity, byte[] packed) {
    try {
      put(identity, packed);
    } finally {
      Arrays.fill(packed, (byte) 0);
    }
  }

  private void put(byte[] identity, byte[] packed) {
    long high = Identities.high(identity);
    long low = Identities.low(identity);
    long hash = Identities.hash(high, low, seed);
    int part = part(hash);
    long now = now();
    if (parts[part].put(high, low, hash, now, packed)) {
      if (entries.incrementAndGet() > maxEntries) {
        evict(part, high, low, now);
      }
      sweepLater(maxAgeNanos);
    }
  }

  /** Lets one go that is not the one that came last, preferably of the same part. */
  private void evict(int first, long high, long low, long now) {
    for (int i = 0; i < parts.length; i++) {
      if (parts[(first + i) % parts.length].evict(high, low, now)) {
        entries.decrementAndGet();
        return;
      }
    }
  }

  private void sweepLater(long delayNanos) {
    if (!sweeping.get() && sweeping.compareAndSet(false, true)) {
      var unused = scheduler.schedule(Runnable::run, this::sweep, delayNanos, TimeUnit.NANOSECONDS);
    }
  }

  private void sweep() {
    long now = now();
    long oldest = now;
    for (TablePart part : parts) {
      entries.addAndGet(-part.removeOld(now));
      oldest = Math.min(oldest, part.oldest(now));
    }
    sweeping.set(false);
    if (entries.get() > 0) {
      sweepLater(Math.max(oldest + maxAgeNanos - now, maxAgeNanos / SWEEPS_PER_AGE));
    }
  }

  private int part(long hash) {
    return (int) (hash >>> Integer.SIZE) & (parts.length - 1);
  }

  private static long nanos(KeyCacheSettings settings) {
    try {
      return Math.min(settings.maxAge().toNanos(), Long.MAX_VALUE / 4);
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE / 4;
    }
  }
}
