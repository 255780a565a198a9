package io.github.thingseal.examples.kafkaunprotect;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** One record in, one record out: its plaintext, or a dead letter. */
final class UnprotectProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private final PatientReader reader;
  private final Counters counters;
  private final Topics topics;
  private @Nullable ProcessorContext<byte[], byte[]> context;

  UnprotectProcessor(PatientReader reader, Counters counters, Topics topics) {
    this.reader = reader;
    this.counters = counters;
    this.topics = topics;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> newContext) {
    context = newContext;
  }

  @Override
  public void process(Record<byte[], byte[]> message) {
    RecordMetadata source = context().recordMetadata().orElseThrow();
    TopicPartition partition = new TopicPartition(source.topic(), source.partition());
    Outcome outcome = reader.read(partition, source.offset(), message.value());
    if (DeadLetters.isTooLarge(message)) {
      counters.deadLetter();
      context().forward(DeadLetters.ofTooLarge(message, source), UnprotectTopology.DEAD_LETTERS);
    } else if (outcome instanceof Outcome.Plaintext opened) {
      counters.plaintext();
      context().forward(plaintext(message, opened), UnprotectTopology.PLAINTEXT);
    } else if (outcome instanceof Outcome.DeadLetter dead) {
      counters.deadLetter();
      context().forward(DeadLetters.of(message, source, dead), UnprotectTopology.DEAD_LETTERS);
    }
  }

  /** Its key is the module whose key opened it, whatever the key of the message was. */
  private static Record<byte[], byte[]> plaintext(
      Record<byte[], byte[]> message, Outcome.Plaintext opened) {
    byte[] key =
        opened
            .uid()
            .map(uid -> uid.hex().getBytes(StandardCharsets.US_ASCII))
            .orElse(message.key());
    return new Record<>(
        key, opened.bytes(), message.timestamp(), DeadLetters.cleaned(message.headers()));
  }

  /** The task ends here, permanently or to begin again at the last commit. */
  @Override
  public void close() {
    reader.forget(new TopicPartition(topics.input(), context().taskId().partition()));
  }

  private ProcessorContext<byte[], byte[]> context() {
    if (context == null) {
      throw new IllegalStateException("The processor is not initialized");
    }
    return context;
  }
}
