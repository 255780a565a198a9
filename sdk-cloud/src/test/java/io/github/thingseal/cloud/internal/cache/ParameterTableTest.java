package io.github.thingseal.cloud.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Scheduler;
import io.github.thingseal.cloud.cache.KeyCacheSettings;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParameterTableTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration AGE = Duration.ofMinutes(10);
  private static final String UID = "0a04f008003c9623";

  private final AtomicLong nanos = new AtomicLong(-5);
  private final Deque<Runnable> scheduled = new ArrayDeque<>();
  private final Deque<Duration> delays = new ArrayDeque<>();
  private final Scheduler scheduler =
      (executor, command, delay, unit) -> {
        scheduled.add(command);
        delays.add(Duration.of(delay, unit.toChronoUnit()));
        return new CompletableFuture<>();
      };

  @Test
  void parameters_whenHeld_comeBackWhole() {
    ParameterTable table = table(10);
    KeyIdentity v2 = KeyIdentity.fromHex("21" + "07".repeat(10));
    SecretBytes key = SecretBytes.fromHex("0f".repeat(16));
    SecretBytes nonce = SecretBytes.fromHex("0e".repeat(7));
    put(
        table,
        ProtectionParameters.builder(v2, key, nonce).macLengthBits(64).rotPublicUid(UID).build());
    put(table, parameters(1, 1));

    try (ProtectionParameters held = held(table, v2)) {
      assertThat(held.keyIdentity()).isEqualTo(v2);
      assertThat(held.key().exposeCopy()).containsOnly(0x0f).hasSize(16);
      assertThat(held.nonce().exposeCopy()).containsOnly(0x0e).hasSize(7);
      assertThat(held.macLengthBits()).isEqualTo(64);
      assertThat(held.rotPublicUidText()).isEqualTo(UID);
    }
    try (ProtectionParameters held = held(table, identity(1))) {
      assertThat(held.nonce().lengthBytes()).isEqualTo(13);
      assertThat(held.macLengthBits()).isEqualTo(128);
      assertThat(held.rotPublicUid()).isEmpty();
    }
    assertThat(table.hold(KeyIdentity.fromHex("21" + "08".repeat(10)))).isNull();
  }

  @Test
  void mayHave_whenHeld_isTrue() {
    ParameterTable table = table(10_000);
    for (int i = 0; i < 5_000; i++) {
      put(table, parameters(i, 1));
    }

    for (int i = 0; i < 5_000; i++) {
      assertThat(table.mayHave(identity(i).toBytes())).as("identity %s", i).isTrue();
    }
    table.clear();
    assertThat(table.mayHave(identity(1).toBytes())).isFalse();
  }

  @Test
  void parameters_ofAnotherSuite_areNotHeld() {
    ParameterTable table = table(10);
    put(
        table,
        ProtectionParameters.builder(
                identity(1), SecretBytes.fromHex("01"), SecretBytes.fromHex("02"))
            .cipherSuite("CHACHA20_POLY1305")
            .build());

    assertThat(table.size()).isZero();
  }

  @Test
  void table_withRandomPutsAndLooks_isLikeAMap() {
    ParameterTable table = table(5_000);
    Map<Integer, Integer> expected = new HashMap<>();
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      int number = random.nextInt(4_000);
      put(table, parameters(number, i));
      expected.put(number, i);
    }

    assertThat(table.size()).isEqualTo(expected.size());
    IntStream.range(0, 4_100)
        .forEach(number -> assertThat(version(table, number)).isEqualTo(expected.get(number)));
  }

  @Test
  void table_whenFull_letsOthersGoAndWipesThem() {
    for (int most : new int[] {1, 2, 7, 5_000}) {
      ParameterTable table = table(most);
      for (int i = 0; i < 3 * most; i++) {
        put(table, parameters(i, i));
        assertThat(version(table, i)).isEqualTo(i);
        assertThat(table.size()).isEqualTo(Math.min(i + 1, most));
      }
      assertThat(IntStream.range(0, 3 * most).filter(i -> table.hold(identity(i)) != null).count())
          .isEqualTo(most);
      assertThat(occupied(table)).isEqualTo(most);
    }
  }

  @Test
  void table_whenFull_keepsWhatIsAskedForAgain() {
    ParameterTable table = table(100);
    for (int i = 0; i < 50; i++) {
      put(table, parameters(i, i));
    }
    // Keys of one message each pass through, and those of the fifty are asked for in between.
    for (int i = 50; i < 2_000; i++) {
      put(table, parameters(i, i));
      int asked = i % 50;
      assertThat(version(table, asked)).isEqualTo(asked);
    }
  }

  @Test
  void table_ofNone_holdsNone() {
    ParameterTable table = table(0);
    put(table, parameters(1, 1));

    assertThat(version(table, 1)).isNull();
    assertThat(scheduled).isEmpty();
  }

  @Test
  void parameters_whenOld_areNotAnsweredAndWiped() {
    ParameterTable table = table(10);
    put(table, parameters(1, 1));
    nanos.addAndGet(AGE.toNanos() - 1);
    assertThat(version(table, 1)).isEqualTo(1);

    nanos.addAndGet(1);

    assertThat(version(table, 1)).isNull();
    assertThat(table.size()).isZero();
    assertThat(occupied(table)).isZero();
  }

  /** A batch reads the clock once for some messages, and others put what they look up meanwhile. */
  @Test
  void copy_atATimeThatWasReadBefore_knowsOldOnesOfThatTimeAndTakesThoseThatCameSince() {
    ParameterTable table = table(10);
    put(table, parameters(1, 1));
    byte[] packed = new byte[PackedParameters.LENGTH_BYTES];
    nanos.addAndGet(AGE.toNanos() - 1);
    long read = table.now();
    nanos.addAndGet(1);
    put(table, parameters(2, 2));

    assertThat(table.copy(identity(1).toBytes(), read, packed)).isTrue();
    assertThat(table.copy(identity(2).toBytes(), read, packed)).isTrue();
    assertThat(table.copy(identity(1).toBytes(), table.now(), packed)).isFalse();
    assertThat(table.copy(identity(2).toBytes(), table.now(), packed)).isTrue();
  }

  @Test
  void parameters_whenOldAndNotAskedFor_areWipedByASweep() {
    ParameterTable table = table(5_000);
    for (int i = 0; i < 1_000; i++) {
      put(table, parameters(i, i));
    }
    nanos.addAndGet(AGE.toNanos() / 2);
    for (int i = 1_000; i < 1_500; i++) {
      put(table, parameters(i, i));
    }
    assertThat(delays).containsExactly(AGE);

    nanos.addAndGet(AGE.toNanos() / 2);
    scheduled.remove().run();

    assertThat(table.size()).isEqualTo(500);
    assertThat(occupied(table)).isEqualTo(500);
    assertThat(version(table, 1_200)).isEqualTo(1_200);
    assertThat(delays.getLast()).isEqualTo(AGE.dividedBy(2));
    nanos.addAndGet(AGE.toNanos() / 2);
    scheduled.remove().run();
    assertThat(occupied(table)).isZero();
    assertThat(scheduled).isEmpty();
    put(table, parameters(1, 1));
    assertThat(scheduled).hasSize(1);
  }

  @Test
  void sweep_whenSomethingIsAboutToBeOld_leavesTimeBetween() {
    ParameterTable table = table(10);
    put(table, parameters(1, 1));
    nanos.addAndGet(1);
    put(table, parameters(2, 2));
    nanos.addAndGet(AGE.toNanos() - 1);

    scheduled.remove().run();

    assertThat(table.size()).isEqualTo(1);
    assertThat(delays.getLast()).isEqualTo(AGE.dividedBy(16));
  }

  @Test
  void clear_wipesAllArraysThatWereInUse() {
    ParameterTable table = table(5_000);
    IntStream.range(0, 2_000).forEach(i -> put(table, parameters(i, i)));
    List<long[]> used = Arrays.stream(table.parts).map(part -> part.places.words).toList();

    table.clear();

    assertThat(table.size()).isZero();
    assertThat(used).allSatisfy(words -> assertThat(words).containsOnly(0));
    assertThat(version(table, 7)).isNull();
  }

  @Test
  void part_whenItGrows_wipesTheArrayBefore() {
    ParameterTable table = table(100);
    long[] small = table.parts[0].places.words;

    IntStream.range(0, 20).forEach(i -> put(table, parameters(i, i)));

    assertThat(table.parts[0].places.words).isNotSameAs(small);
    assertThat(small).containsOnly(0);
  }

  @Test
  void table_whenUsedByManyThreads_mixesNothingUp() {
    ParameterTable table = table(5_000);
    CompletableFuture<?>[] users = new CompletableFuture<?>[4];
    for (int user = 0; user < users.length; user++) {
      Random random = new Random(user);
      users[user] =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 5_000; i++) {
                  int number = random.nextInt(8_000);
                  put(table, parameters(number, number));
                  int asked = random.nextInt(8_000);
                  assertThat(version(table, asked)).isIn(asked, null);
                }
              });
    }

    assertThat(CompletableFuture.allOf(users)).succeedsWithin(PATIENCE);
    assertThat(table.size()).isEqualTo(occupied(table)).isLessThanOrEqualTo(5_000);
  }

  /** Few, in a table that holds one fewer, so that they change, leave and come under the look. */
  @Test
  void look_whileEntriesChange_seesWholeOnes() {
    ParameterTable table = table(2);
    CompletableFuture<?>[] users = new CompletableFuture<?>[4];
    for (int user = 0; user < users.length; user++) {
      boolean puts = user % 2 == 0;
      Random random = new Random(user);
      users[user] =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 100_000; i++) {
                  KeyIdentity identity = identity(random.nextInt(3));
                  if (puts) {
                    put(table, filled(identity, random.nextInt()));
                  } else {
                    requireWhole(table, identity);
                  }
                }
              });
    }

    assertThat(CompletableFuture.allOf(users)).succeedsWithin(PATIENCE);
    assertThat(table.size()).isEqualTo(occupied(table)).isEqualTo(2);
  }

  private static ProtectionParameters filled(KeyIdentity identity, int value) {
    byte[] key = new byte[16];
    byte[] nonce = new byte[13];
    Arrays.fill(key, (byte) value);
    Arrays.fill(nonce, (byte) value);
    return ProtectionParameters.builder(
            identity, SecretBytes.takeFrom(key), SecretBytes.takeFrom(nonce))
        .build();
  }

  private static void requireWhole(ParameterTable table, KeyIdentity identity) {
    byte[] packed = new byte[PackedParameters.LENGTH_BYTES];
    if (table.copy(identity.toBytes(), table.now(), packed)) {
      byte[] expected = new byte[16 + 13];
      Arrays.fill(expected, packed[0]);
      if (!Arrays.equals(packed, 0, expected.length, expected, 0, expected.length)) {
        throw new IllegalStateException("A part of one entry, and a part of another");
      }
    }
  }

  private ParameterTable table(int most) {
    KeyCacheSettings settings = KeyCacheSettings.standard().withMaxEntries(most).withMaxAge(AGE);
    return new ParameterTable(settings, nanos::get, scheduler);
  }

  private static KeyIdentity identity(int number) {
    return KeyIdentity.of(
        ByteBuffer.allocate(16).put((byte) 0x11).put(7, (byte) 1).putInt(12, number).array());
  }

  private static ProtectionParameters parameters(int number, int version) {
    byte[] key = ByteBuffer.allocate(16).putInt(version).putInt(12, -1).array();
    return ProtectionParameters.builder(
            identity(number), SecretBytes.copyOf(key), SecretBytes.copyOf(new byte[13]))
        .build();
  }

  private static void put(ParameterTable table, ProtectionParameters parameters) {
    Shared<ProtectionParameters> shared = new Shared<>(parameters, ProtectionParameters::close);
    table.put(parameters.keyIdentity(), shared);
    shared.release();
  }

  private static ProtectionParameters held(ParameterTable table, KeyIdentity identity) {
    Shared<ProtectionParameters> shared = table.hold(identity);
    return Objects.requireNonNull(shared).value();
  }

  private static @Nullable Integer version(ParameterTable table, int number) {
    Shared<ProtectionParameters> shared = table.hold(identity(number));
    return shared == null
        ? null
        : shared.use(held -> ByteBuffer.wrap(held.key().exposeCopy()).getInt());
  }

  /** In how many places there is anything but zeros. */
  private static long occupied(ParameterTable table) {
    return Arrays.stream(table.parts)
        .flatMap(
            part ->
                IntStream.range(0, part.places.words.length / 8)
                    .map(place -> 6 + 8 * place)
                    .mapToObj(at -> Arrays.copyOfRange(part.places.words, at, at + 8)))
        .filter(words -> Arrays.stream(words).anyMatch(word -> word != 0))
        .count();
  }
}
