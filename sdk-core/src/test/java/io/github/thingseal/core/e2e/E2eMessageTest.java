package io.github.thingseal.core.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class E2eMessageTest {
  /** The vendor's sample; its key was never published. */
  private static final String IDENTITY = "11010008003f97203b08c787d1b20000";

  private static final String CIPHERTEXT =
      "6423b8017f96548d65fcaf1036f21d10bb18bd86b57178685ffbaf471162e5bf5a7445ff568290fbb8cce57d";
  private static final String TAG = "75d5ae4830aad00da6cfd589c6795691";
  private static final String SAMPLE = IDENTITY + CIPHERTEXT + TAG;

  @Test
  void parseHex_takesTheVendorsSampleApart() {
    E2eMessage message = E2eMessage.parseHex(SAMPLE);
    assertThat(message.version()).isEqualTo(E2eVersion.V1);
    assertThat(message.keyIdentity()).isEqualTo(KeyIdentity.fromHex(IDENTITY));
    assertThat(hex(message.ciphertext(16))).isEqualTo(CIPHERTEXT);
    assertThat(hex(message.tag(16))).isEqualTo(TAG);
    assertThat(message.lengthBytes()).isEqualTo(76);
    assertThat(message.hex()).isEqualTo(SAMPLE);
    assertThat(message.toBytes()).isEqualTo(HexFormat.of().parseHex(SAMPLE));
    assertThat(message).hasToString("E2eMessage[V1, " + IDENTITY + ", 76 bytes]");
  }

  @Test
  void parseHex_takesEitherCase() {
    assertThat(E2eMessage.parseHex(SAMPLE.toUpperCase(Locale.ROOT)))
        .isEqualTo(E2eMessage.parseHex(SAMPLE));
  }

  @Test
  void ciphertextAndTag_ofV2_beginAfterElevenBytes() {
    E2eMessage message = E2eMessage.parseHex("21010008003f97203b08c7" + "aabb" + "01020304");
    assertThat(message.version()).isEqualTo(E2eVersion.V2);
    assertThat(message.keyIdentity().hex()).isEqualTo("21010008003f97203b08c7");
    assertThat(hex(message.ciphertext(4))).isEqualTo("aabb");
    assertThat(hex(message.tag(4))).isEqualTo("01020304");
  }

  @Test
  void ciphertextAndTag_areReadOnlyViewsWithoutACopy() {
    byte[] bytes = HexFormat.of().parseHex(SAMPLE);
    E2eMessage message = E2eMessage.parse(bytes);
    ByteBuffer tag = message.tag(16);
    assertThat(tag.isReadOnly()).isTrue();
    assertThat(message.ciphertext(16).isReadOnly()).isTrue();
    bytes[75] = 0;
    assertThat(tag.get(15)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"heap", "direct", "read-only"})
  void parse_ofABuffer_takesWhatRemainsAndLetsTheBufferBe(String kind) {
    byte[] bytes = HexFormat.of().parseHex(SAMPLE);
    ByteBuffer room =
        kind.equals("direct") ? ByteBuffer.allocateDirect(99) : ByteBuffer.allocate(99);
    room.position(5).put(bytes).flip().position(5);
    ByteBuffer buffer = kind.equals("read-only") ? room.asReadOnlyBuffer() : room;

    E2eMessage message = E2eMessage.parse(buffer);

    assertThat(message.hex()).isEqualTo(SAMPLE);
    assertThat(buffer.position()).isEqualTo(5);
    assertThat(buffer.remaining()).isEqualTo(bytes.length);
    room.put(80, (byte) 0);
    assertThat(message.hex()).isEqualTo(SAMPLE);
  }

  @Test
  void parse_ofABufferThatIsNoMessage_isRefused() {
    ByteBuffer buffer = ByteBuffer.wrap(HexFormat.of().parseHex(SAMPLE)).limit(19);

    assertThatThrownBy(() -> E2eMessage.parse(buffer))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("was it cut?");
    assertThatThrownBy(() -> E2eMessage.parse(ByteBuffer.allocate(0)))
        .isInstanceOf(InvalidInputException.class);
    assertThat(buffer.position()).isZero();
    assertThat(buffer.limit()).isEqualTo(19);
  }

  @Test
  void toBytes_copies() {
    E2eMessage message = E2eMessage.parseHex(SAMPLE);
    message.toBytes()[20] = 0;
    assertThat(message.hex()).isEqualTo(SAMPLE);
  }

  @ParameterizedTest
  @CsvSource({"1, 20", "2, 15"})
  void parse_takesTheShortestMessageAndNothingShorter(int nibble, int shortest) {
    byte[] bytes = new byte[shortest];
    bytes[0] = (byte) (nibble << 4);
    assertThat(E2eMessage.parse(bytes).ciphertext(4).remaining()).isZero();
    for (int length = 1; length < shortest; length++) {
      byte[] shorter = new byte[length];
      shorter[0] = bytes[0];
      assertThatThrownBy(() -> E2eMessage.parse(shorter))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "An end-to-end protected message of format V"
                  + nibble
                  + " needs "
                  + shortest
                  + " bytes or more for key identity and tag, but has "
                  + length
                  + "; was it cut?");
    }
  }

  @Test
  void parse_whenEmpty_isRefused() {
    assertThatThrownBy(() -> E2eMessage.parse(new byte[0]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("An end-to-end protected message cannot be empty");
    assertThatThrownBy(() -> E2eMessage.parseHex("")).isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3", "7", "8", "9", "a", "f"})
  void parse_whenTheNibbleIsUnknown_isRefusedNamingTheByte(String nibble) {
    assertThatThrownBy(() -> E2eMessage.parseHex(nibble + SAMPLE.substring(1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("its first byte is " + nibble + "1");
  }

  @Test
  void parseHex_whenItIsGivenPlaintextByMistake_doesNotRepeatIt() {
    assertThatThrownBy(() -> E2eMessage.parseHex("temperature of the patient 39.4"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "An end-to-end protected message is written in hexadecimal digits, but U+0074 stands"
                + " at position 0");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, 61, 1000, Integer.MAX_VALUE})
  void ciphertextAndTag_whenNoSuchTagFits_areRefused(int tagLengthBytes) {
    E2eMessage message = E2eMessage.parseHex(SAMPLE);
    assertThatThrownBy(() -> message.ciphertext(tagLengthBytes))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> message.tag(tagLengthBytes)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void ciphertext_whenTheTagTakesAllRoom_isEmpty() {
    E2eMessage message = E2eMessage.parseHex(SAMPLE);
    assertThat(message.ciphertext(60).remaining()).isZero();
    assertThat(message.tag(0).remaining()).isZero();
  }

  @Test
  void equals_comparesTheBytes() {
    EqualsVerifier.forClass(E2eMessage.class)
        .withPrefabValues(
            KeyIdentity.class,
            KeyIdentity.fromHex(IDENTITY),
            KeyIdentity.fromHex("21010008003f97203b08c7"))
        .withIgnoredFields("keyIdentity")
        .suppress(Warning.NULL_FIELDS)
        .verify();
  }

  private static String hex(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
