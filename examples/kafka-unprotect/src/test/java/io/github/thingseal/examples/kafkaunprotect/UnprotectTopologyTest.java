package io.github.thingseal.examples.kafkaunprotect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.cloud.e2e.E2eUnprotector;
import io.github.thingseal.core.e2e.AeadEngine;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.RootOfTrust;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The topology with the SDK in it, and parameters straight from a simulated root of trust. */
class UnprotectTopologyTest {
  private static final Topics TOPICS = Topics.standard();
  private static final int TOPIC_LIMIT = (1 << 20) + 12;
  private static final int LARGEST = (1 << 20) - 256;
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  private final SecureRandom random = new SecureRandom();
  private final RootOfTrust root =
      RootOfTrust.derive(SecretBytes.random(32, random), RotPublicUid.of("0a04f008003c9623"));
  private final SimulatedDevice v1 = device(E2eVersion.V1);
  private final SimulatedDevice v2 = device(E2eVersion.V2);
  private final Counters counters = new Counters();
  private final SdkOpener opener = new SdkOpener(E2eUnprotector.builder(this::parameters).build());
  private final TopologyTestDriver driver = new TopologyTestDriver(topology(), properties());
  private final TestInputTopic<byte[], byte[]> input =
      driver.createInputTopic(TOPICS.input(), new ByteArraySerializer(), new ByteArraySerializer());
  private final TestOutputTopic<byte[], byte[]> plaintext = output(TOPICS.plaintext());
  private final TestOutputTopic<byte[], byte[]> deadLetters = output(TOPICS.deadLetters());
  private String suite = ProtectionParameters.AES_128_CCM;

  private SimulatedDevice device(E2eVersion version) {
    return new SimulatedDevice(root, version, AeadEngine.jdk(), random);
  }

  private CompletableFuture<ProtectionParameters> parameters(KeyIdentity identity) {
    counters.lookUp();
    ProtectionParameters own = root.uplink(identity);
    return CompletableFuture.completedFuture(
        ProtectionParameters.builder(identity, own.key(), own.nonce())
            .rotPublicUid(own.rotPublicUidText())
            .cipherSuite(suite)
            .build());
  }

  private Topology topology() {
    LookAhead lookAhead = new LookAhead(opener);
    return UnprotectTopology.of(
        TOPICS, new PatientReader(lookAhead, Patience.standard(), counters), counters);
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            StreamsConfig.APPLICATION_ID_CONFIG, "test",
            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1",
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2));
    return properties;
  }

  private TestOutputTopic<byte[], byte[]> output(String topic) {
    return driver.createOutputTopic(
        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void close() {
    driver.close();
    opener.close();
    root.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String header(TestRecord<byte[], byte[]> found, String name) {
    Header header = found.headers().lastHeader(name);
    return header == null ? "none" : new String(header.value(), StandardCharsets.UTF_8);
  }

  private TestRecord<byte[], byte[]> deadLetter(byte @Nullable [] message) {
    input.pipeInput(bytes("some key"), message, TIME);
    assertThat(plaintext.isEmpty()).isTrue();
    assertThat(counters.deadLetters()).isOne();
    return deadLetters.readRecord();
  }

  private void assertDeadLetter(byte @Nullable [] message, Reason reason) {
    TestRecord<byte[], byte[]> dead = deadLetter(message);
    assertThat(dead.key()).isEqualTo(bytes("some key"));
    assertThat(dead.value()).isEqualTo(message);
    assertThat(dead.getRecordTime()).isEqualTo(TIME);
    assertThat(header(dead, DeadLetters.REASON)).isEqualTo(reason.name());
    assertThat(header(dead, DeadLetters.TEXT)).isNotEmpty();
    assertThat(header(dead, DeadLetters.SOURCE)).isEqualTo("uplink-0@0");
  }

  @Test
  void messages_areUnprotectedInOrderAndKeyedByTheirModule() {
    for (SimulatedDevice device : List.of(v1, v1, v2, v2)) {
      input.pipeInput(device.recordKey(), device.send(), TIME);
    }

    List<TestRecord<byte[], byte[]>> found = plaintext.readRecordsToList();
    assertThat(found)
        .extracting(TestRecord::value)
        .containsExactly(
            Reading.text(root.uid(), 0, 64),
            Reading.text(root.uid(), 1, 64),
            Reading.text(root.uid(), 0, 64),
            Reading.text(root.uid(), 1, 64));
    assertThat(found).extracting(TestRecord::key).containsOnly(bytes("0a04f008003c9623"));
    assertThat(found).extracting(TestRecord::getRecordTime).containsOnly(TIME);
    assertThat(deadLetters.isEmpty()).isTrue();
    assertThat(counters.plaintexts()).isEqualTo(4);
  }

  @Test
  void lookUps_areOneAMessageInV1AndOneAKeyInV2() {
    for (int i = 0; i < 10; i++) {
      input.pipeInput(v1.recordKey(), v1.send());
    }
    assertThat(counters.lookUps()).isEqualTo(10);
    for (int i = 0; i < 10; i++) {
      input.pipeInput(v2.recordKey(), v2.send());
    }
    assertThat(counters.lookUps()).isEqualTo(11);
  }

  @Test
  void message_whenItsKeyIsAbsentOrNoOnes_isKeyedByItsModuleAllTheSame() {
    input.pipeInput(null, v1.send());
    input.pipeInput(bytes("0000000000000000"), v1.send());

    assertThat(plaintext.readRecordsToList())
        .extracting(TestRecord::key)
        .containsExactly(bytes("0a04f008003c9623"), bytes("0a04f008003c9623"));
  }

  @Test
  void tombstone_isADeadLetter() {
    assertDeadLetter(null, Reason.EMPTY);
  }

  @Test
  void emptyMessage_isADeadLetter() {
    assertDeadLetter(new byte[0], Reason.MALFORMED);
  }

  @Test
  void garbage_isADeadLetter() {
    assertDeadLetter(bytes("not protected at all"), Reason.MALFORMED);
    assertThat(counters.lookUps()).isZero();
  }

  @Test
  void message_whenCutBehindItsKeyIdentity_isADeadLetter() {
    assertDeadLetter(Arrays.copyOf(v1.send(), 16 + 5), Reason.MALFORMED);
  }

  @Test
  void message_whenAltered_isADeadLetterWithoutPlaintext() {
    assertDeadLetter(v1.sendAltered(), Reason.ALTERED);
  }

  @Test
  void message_whenItsSuiteIsUnknown_isADeadLetter() {
    suite = "ROT13";
    assertDeadLetter(v1.send(), Reason.UNSUPPORTED_SUITE);
  }

  @Test
  void deadLetter_keepsTheHeadersOfTheMessage() {
    Headers headers = new RecordHeaders().add("gateway", bytes("7"));
    input.pipeInput(new TestRecord<>(null, bytes("x"), headers, TIME));

    assertThat(header(deadLetters.readRecord(), "gateway")).isEqualTo("7");
  }

  @Test
  void deadLetter_whenSentAgain_losesTheMarksOfItsFirstAttempt() {
    Headers headers = new RecordHeaders().add("gateway", bytes("7"));
    for (String name : List.of(DeadLetters.REASON, DeadLetters.TEXT, DeadLetters.SOURCE)) {
      headers.add(name, bytes("old"));
    }
    input.pipeInput(new TestRecord<>(null, bytes("x"), headers, TIME));
    input.pipeInput(new TestRecord<>(null, v1.send(), headers, TIME));

    TestRecord<byte[], byte[]> dead = deadLetters.readRecord();
    assertThat(dead.headers().headers(DeadLetters.REASON)).hasSize(1);
    assertThat(header(dead, DeadLetters.REASON)).isEqualTo("MALFORMED");
    TestRecord<byte[], byte[]> opened = plaintext.readRecord();
    assertThat(opened.headers().toArray()).hasSize(1);
    assertThat(header(opened, "gateway")).isEqualTo("7");
  }

  @Test
  void message_whenItLeavesTooLittleRoomInATopic_isADeadLetterWithoutContent() {
    byte[] large = new byte[LARGEST];
    input.pipeInput(bytes("k"), large, TIME);

    TestRecord<byte[], byte[]> dead = deadLetters.readRecord();
    assertThat(dead.key()).isNull();
    assertThat(dead.value()).isNull();
    assertThat(dead.getRecordTime()).isEqualTo(TIME);
    assertThat(header(dead, DeadLetters.REASON)).isEqualTo("TOO_LARGE");
    assertThat(header(dead, DeadLetters.TEXT)).contains("1048321 bytes");
    assertThat(header(dead, DeadLetters.SOURCE)).isEqualTo("uplink-0@0");
    assertThat(counters.deadLetters()).isOne();
  }

  @Test
  void message_whenItsHeadersAreLarge_isADeadLetterWithoutThem() {
    Headers headers = new RecordHeaders().add("gateway", new byte[1 << 20]);
    input.pipeInput(new TestRecord<>(null, v1.send(), headers, TIME));

    assertThat(plaintext.isEmpty()).isTrue();
    TestRecord<byte[], byte[]> dead = deadLetters.readRecord();
    assertThat(header(dead, DeadLetters.REASON)).isEqualTo("TOO_LARGE");
    assertThat(dead.headers().toArray()).hasSize(3);
  }

  @Test
  void garbage_whenAsLargeAsATopicTakes_keepsItsContent() {
    assertDeadLetter(new byte[LARGEST - "some key".length()], Reason.MALFORMED);
  }

  @Test
  void plaintext_ofTheLargestMessage_fitsInATopicWithItsBatchAndKey() {
    byte[] message = v1.send();
    int header = LARGEST - message.length - "gateway".length() - 10;
    Headers headers = new RecordHeaders().add("gateway", new byte[header]);
    input.pipeInput(new TestRecord<>(null, message, headers, TIME));

    TestRecord<byte[], byte[]> opened = plaintext.readRecord();
    assertThat(
            AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE,
                CompressionType.NONE,
                opened.key(),
                opened.value(),
                opened.headers().toArray()))
        .isLessThanOrEqualTo(TOPIC_LIMIT);
  }

  @Test
  void garbage_betweenMessages_holdsUpNeither() {
    input.pipeInput(v1.recordKey(), v1.send());
    input.pipeInput(v1.recordKey(), bytes("x"));
    input.pipeInput(v1.recordKey(), v1.send());

    assertThat(plaintext.readValuesToList()).hasSize(2);
    assertThat(deadLetters.readValuesToList()).hasSize(1);
  }
}
