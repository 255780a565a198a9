package io.github.thingseal.examples.kafkaunprotect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class AbortsTest {
  @Test
  void cause_whenATransactionIsOver_isFoundBehindWhatStreamsThrows() {
    for (Exception over :
        List.of(
            new ServiceOutageException(Duration.ofSeconds(30), "503"),
            new InvalidTxnStateException("aborted for its age"),
            new InvalidProducerEpochException("old epoch"),
            new ProducerFencedException("another instance"))) {
      assertThat(Aborts.causeOf(new StreamsException("Error committing", over))).contains(over);
      assertThat(Aborts.causeOf(over)).contains(over);
    }
  }

  @Test
  void cause_whenItNeedsALook_isNone() {
    for (Exception other :
        List.of(
            new RecordTooLargeException("4 MiB"),
            new TopicAuthorizationException("plaintext"),
            new IllegalStateException("a bug"))) {
      assertThat(Aborts.causeOf(new StreamsException("Error sending", other))).isEmpty();
    }
  }
}
