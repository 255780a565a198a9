package io.github.thingseal.examples.kafkaunprotect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.examples.kafkaunprotect.Patience.Afterwards;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Time is turned by the pauses alone. */
class PatientReaderTest {
  private static final TopicPartition PARTITION = new TopicPartition("uplink", 0);
  private static final TopicPartition OTHER = new TopicPartition("uplink", 1);
  private static final Outcome HELD = new Outcome.Held("503");
  private static final Outcome DONE = new Outcome.DeadLetter(Reason.EMPTY, "");
  private static final byte[] MESSAGE = {1};

  private final List<CompletableFuture<Outcome>> begun = new ArrayList<>();
  private final LookAhead lookAhead = new LookAhead(MessageOpener.each(message -> begin()));
  private final Counters counters = new Counters();
  private Outcome answer = DONE;
  private long nanos;

  private CompletableFuture<Outcome> begin() {
    CompletableFuture<Outcome> outcome = CompletableFuture.completedFuture(answer);
    begun.add(outcome);
    return outcome;
  }

  private static List<ConsumerRecord<byte[], byte[]>> polled(TopicPartition from, long offset) {
    return List.of(
        new ConsumerRecord<>(from.topic(), from.partition(), offset, new byte[0], MESSAGE));
  }

  private PatientReader reader(Afterwards afterwards) {
    Patience patience = new Patience(Duration.ofSeconds(30), Duration.ofSeconds(1), afterwards);
    return new PatientReader(lookAhead, patience, counters, () -> nanos, this::pass);
  }

  private void pass(long pause) {
    nanos += pause;
    if (nanos == Duration.ofSeconds(5).toNanos()) {
      answer = DONE;
    }
  }

  private Outcome read(Afterwards afterwards) {
    return reader(afterwards).read(PARTITION, 7, MESSAGE);
  }

  @Test
  void read_whenBegunAtThePoll_beginsNothingAgain() {
    lookAhead.begin(PARTITION, polled(PARTITION, 7));

    assertThat(read(Afterwards.FAIL)).isEqualTo(DONE);
    assertThat(begun).hasSize(1);
    assertThat(lookAhead.size()).isZero();
  }

  @Test
  void read_whenNothingWasBegun_beginsNow() {
    assertThat(read(Afterwards.FAIL)).isEqualTo(DONE);
    assertThat(begun).hasSize(1);
  }

  @Test
  void read_whenTheServiceComesBack_asksOnceAPauseUntilThen() {
    answer = HELD;

    assertThat(read(Afterwards.FAIL)).isEqualTo(DONE);
    assertThat(begun).hasSize(6);
    assertThat(counters.held()).isEqualTo(5);
    assertThat(nanos).isEqualTo(Duration.ofSeconds(5).toNanos());
  }

  @Test
  void read_whenTheServiceComesBack_hasBegunAgainWithTheRecordsBehindIt() {
    answer = HELD;
    lookAhead.begin(PARTITION, polled(PARTITION, 8));
    lookAhead.begin(PARTITION, polled(PARTITION, 9));

    assertThat(read(Afterwards.FAIL)).isEqualTo(DONE);
    assertThat(lookAhead.take(PARTITION, 8, MESSAGE)).isCompletedWithValue(DONE);
    assertThat(lookAhead.take(PARTITION, 9, MESSAGE)).isCompletedWithValue(DONE);
  }

  @Test
  void read_whenTheServiceComesBack_leavesWhatWasDoneAlone() {
    lookAhead.begin(PARTITION, polled(PARTITION, 8));
    answer = HELD;

    assertThat(read(Afterwards.FAIL)).isEqualTo(DONE);
    assertThat(begun).hasSize(7);
    assertThat(lookAhead.take(PARTITION, 8, MESSAGE)).isSameAs(begun.get(0));
  }

  @Test
  void read_whenTheOutageLasts_failsWithTheReason() {
    answer = HELD;
    nanos = Duration.ofSeconds(6).toNanos();

    assertThatThrownBy(() -> read(Afterwards.FAIL))
        .isInstanceOf(ServiceOutageException.class)
        .hasMessageContainingAll("PT30S", "503");
    assertThat(nanos).isEqualTo(Duration.ofSeconds(6 + 29).toNanos());
  }

  @Test
  void read_whenTheOutageLastsAndTheRuleSaysSo_givesUpTheMessage() {
    answer = HELD;
    nanos = Duration.ofSeconds(6).toNanos();

    assertThat(read(Afterwards.DEAD_LETTER))
        .isEqualTo(new Outcome.DeadLetter(Reason.GIVEN_UP, "503"));
  }

  /** Kafka Streams may process one record of each partition before it commits. */
  @Test
  void read_whenSeveralPartitionsAreHeld_givesUpWithinOneTransaction() {
    answer = HELD;
    PatientReader reader = reader(Afterwards.DEAD_LETTER);
    nanos = Duration.ofHours(1).toNanos();

    for (int partition = 0; partition < 4; partition++) {
      assertThat(reader.read(new TopicPartition("uplink", partition), 7, MESSAGE))
          .isEqualTo(new Outcome.DeadLetter(Reason.GIVEN_UP, "503"));
    }

    Patience patience = Patience.standard();
    Properties settings = StreamsSettings.of(Map.of(), Sizes.standard(), patience, lookAhead);
    Duration transaction =
        Duration.ofMillis(
            (int) Objects.requireNonNull(settings.get("producer.transaction.timeout.ms")));
    assertThat(Duration.ofNanos(nanos).minusHours(1))
        .isGreaterThan(patience.limit().minusSeconds(2))
        .isLessThan(transaction.minusSeconds(10));
  }

  @Test
  void read_whenTheThreadHasPolledAgain_hasTheWholeLimitAgain() {
    answer = HELD;
    PatientReader reader = reader(Afterwards.DEAD_LETTER);
    nanos = Duration.ofHours(1).toNanos();
    var unused = reader.read(PARTITION, 7, MESSAGE);
    long before = nanos;
    LookAheadInterceptor interceptor = new LookAheadInterceptor();
    interceptor.configure(Map.of(LookAheadInterceptor.LOOK_AHEAD, lookAhead));

    interceptor.onConsume(ConsumerRecords.empty());
    unused = reader.read(OTHER, 7, MESSAGE);

    assertThat(nanos - before).isEqualTo(Duration.ofSeconds(29).toNanos());
    interceptor.close();
  }

  @Test
  void read_whenALookUpIsSlowButAnswered_takesNothingFromTheLimit() {
    CompletableFuture<Outcome> slow =
        new CompletableFuture<>() {
          @Override
          public Outcome get(long timeout, TimeUnit unit) {
            nanos += Duration.ofSeconds(20).toNanos();
            return DONE;
          }
        };
    LookAhead slowly = new LookAhead(MessageOpener.each(message -> slow));
    PatientReader reader =
        new PatientReader(slowly, Patience.standard(), counters, () -> nanos, this::pass);

    assertThat(reader.read(PARTITION, 7, MESSAGE)).isEqualTo(DONE);

    assertThat(slowly.holdTime().nanos()).isZero();
  }

  @Test
  void read_whenThereIsNoAnswer_endsTheLookUp() {
    CompletableFuture<Outcome> never = new CompletableFuture<>();
    Patience patience = new Patience(Duration.ofNanos(1), Duration.ofSeconds(1), Afterwards.FAIL);
    PatientReader reader =
        new PatientReader(new LookAhead(MessageOpener.each(message -> never)), patience, counters);

    assertThatThrownBy(() -> reader.read(PARTITION, 7, MESSAGE))
        .isInstanceOf(ServiceOutageException.class);
    assertThat(never).isCancelled();
  }

  @Test
  void read_whenTheLookUpEndedWithAnError_holdsTheMessage() {
    LookAhead broken =
        new LookAhead(
            MessageOpener.each(
                message ->
                    begun.isEmpty()
                        ? failed(new IllegalStateException("broken"))
                        : CompletableFuture.completedFuture(DONE)));
    PatientReader reader =
        new PatientReader(broken, Patience.standard(), counters, () -> nanos, this::pass);

    assertThat(reader.read(PARTITION, 7, MESSAGE)).isEqualTo(DONE);
    assertThat(counters.held()).isOne();
  }

  private CompletableFuture<Outcome> failed(RuntimeException why) {
    begun.add(new CompletableFuture<>());
    return CompletableFuture.failedFuture(why);
  }

  @Test
  void forget_endsWhatIsUnderWayOfThePartitionAlone() {
    List<CompletableFuture<Outcome>> open = new ArrayList<>();
    LookAhead slow =
        new LookAhead(
            MessageOpener.each(
                message -> {
                  open.add(new CompletableFuture<>());
                  return open.get(open.size() - 1);
                }));
    slow.begin(PARTITION, polled(PARTITION, 1));
    slow.begin(OTHER, polled(OTHER, 1));

    slow.forget(PARTITION);

    assertThat(open.get(0)).isCancelled();
    assertThat(open.get(1)).isNotDone();
    assertThat(slow.size()).isOne();
  }
}
