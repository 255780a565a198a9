package io.github.thingseal.examples.kafkaunprotect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.core.id.RotPublicUid;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What the check of the demonstration and of the tests sees. */
class CheckTest {
  private static final RotPublicUid UID = RotPublicUid.of("0a04f008003c9623");
  private static final RotPublicUid OTHER = RotPublicUid.of("0a04f008003c9624");

  private final Topics topics = Topics.standard();
  private final Check check = new Check(topics);

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void plaintext(RotPublicUid key, byte[] value) {
    check.take(new ConsumerRecord<>(topics.plaintext(), 0, 0, ascii(key.hex()), value));
  }

  private void reading(int number) {
    plaintext(UID, Reading.text(UID, number, 64));
  }

  private void deadLetter(String expected, String reason) {
    ConsumerRecord<byte[], byte[]> found =
        new ConsumerRecord<>(topics.deadLetters(), 0, 0, ascii("key"), ascii("x"));
    found.headers().add(FleetSender.EXPECTED, ascii(expected));
    found.headers().add(DeadLetters.REASON, ascii(reason));
    check.take(found);
  }

  @Test
  void readings_whenEachComesOnceInOrder_areRight() {
    reading(0);
    reading(1);
    plaintext(OTHER, Reading.text(OTHER, 0, 64));
    deadLetter("EMPTY 0", "EMPTY");

    assertThat(check.faults()).isEmpty();
    assertThat(check.plaintexts()).isEqualTo(3);
    assertThat(check.deadLetters()).isOne();
  }

  @Test
  void reading_whenItComesTwice_isSeen() {
    reading(0);
    reading(0);

    assertThat(check.faults()).singleElement().asString().contains("came again");
  }

  @Test
  void reading_whenOneIsLeftOut_isSeen() {
    reading(0);
    reading(2);

    assertThat(check.faults()).singleElement().asString().contains("came before 1");
  }

  @Test
  void reading_whenAByteIsWrong_isSeen() {
    byte[] text = Reading.text(UID, 0, 64);
    text[63] = 'x';
    plaintext(UID, text);

    assertThat(check.faults()).singleElement().asString().contains("Not what a device said");
  }

  @Test
  void reading_whenKeyedByAnotherDevice_isSeen() {
    plaintext(OTHER, Reading.text(UID, 0, 64));

    assertThat(check.faults()).singleElement().asString().contains("key of another device");
  }

  @Test
  void deadLetter_whenItComesTwiceOrForAnotherReason_isSeen() {
    deadLetter("EMPTY 0", "EMPTY");
    deadLetter("EMPTY 0", "EMPTY");
    deadLetter("EMPTY 1", "ALTERED");

    assertThat(check.faults()).hasSize(2);
  }
}
