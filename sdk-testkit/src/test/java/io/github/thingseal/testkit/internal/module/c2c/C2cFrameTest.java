package io.github.thingseal.testkit.internal.module.c2c;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames to the byte, and what the receiver makes of damaged ones. */
class C2cFrameTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] TE_SECRET = HEX.parseHex("0001020304050607f8f9fafbfcfdfeff");
  private static final byte[] KEY = HEX.parseHex("1011121314151617e8e9eaebecedeeef");
  private static final byte[] HMAC_KEY = HEX.parseHex("2021222324252627d8d9dadbdcdddedf");
  private static final byte[] IV = HEX.parseHex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf");
  private static final C2cKeys FIRST = new C2cKeys(TE_SECRET, KEY, new byte[16]);
  private static final C2cKeys SECOND = new C2cKeys(TE_SECRET, KEY, HMAC_KEY);
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  private static C2cKeys keys(int version) {
    return version == 1 ? FIRST : SECOND;
  }

  private static byte[] frame(String text) {
    return C2cFrame.encode(SECOND, IV, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String receive(C2cKeys keys, byte[]... parts) {
    C2cReceiver receiver = new C2cReceiver(keys, received::writeBytes);
    for (byte[] part : parts) {
      for (byte b : part) {
        receiver.accept(b, NOW);
      }
    }
    return received.toString(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({
    "1, Hello world!,"
        + " f9400036f04257dfa10b4d00de564f6b494cfe7cb8f82d31e0031d0ac7e4b0422123aaea18d385c82c9d4fc6c0bb5129180778a0a1a2a3a4a5a6a7a8a9aaabacadaeaf1d57f9",
    "2, Hello world!,"
        + " f93000a0a1a2a3a4a5a6a7a8a9aaabacadaeaf36f04257dfa10b4d00de564f6b494cfe0f7442329624ae92a00840827bb0476ae415f9",
    "1, 0123456789abcdef,"
        + " f950003c8e6e9a46c9f7de843d0c7d80ed5fac9e868cec40ca1a03e6d93ce504135640af445c33896976aabf7e872e46b0850740678c9dd82c76e148825ee8521970c9a0a1a2a3a4a5a6a7a8a9aaabacadaeafca96f9",
    "2, 0123456789abcdef,"
        + " f94000a0a1a2a3a4a5a6a7a8a9aaabacadaeaf3c8e6e9a46c9f7de843d0c7d80ed5fac9e868cec40ca1a03e6d93ce5041356407679c17b916dbf54e977c41f2852b339d22ef9"
  })
  void encode_ofThePublishedTexts_isThePublishedFrame(int version, String text, String frame) {
    byte[] data = text.getBytes(StandardCharsets.ISO_8859_1);
    assertThat(HEX.formatHex(C2cFrame.encode(keys(version), IV, data))).isEqualTo(frame);
    assertThat(receive(keys(version), HEX.parseHex(frame))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1, AT\\r"
        + ", f940007164519c59ce789eaa0acd15344902d45a6ada5370d5bf7e18ceb40cfc422726346ed59f1d11ac6809d4509f4a35bc95a0a1a2a3a4a5a6a7a8a9aaabacadaeaf7ec9f9",
    "2, AT\\r"
        + ", f93000a0a1a2a3a4a5a6a7a8a9aaabacadaeaf7164519c59ce789eaa0acd15344902d42f2f1e875405e2e4dd2331b8088a6ac608cef9",
    "1, \\r"
        + "\\n"
        + "OK\\r"
        + "\\n"
        + ", f940005e441456e4f7d2ba4ff2542817c576090e9a53b7e1703c6cb41831443393cc34c0f1e346f86f6727ccc301ea92a6984ca0a1a2a3a4a5a6a7a8a9aaabacadaeaf968ef9",
    "2, \\r"
        + "\\n"
        + "OK\\r"
        + "\\n"
        + ", f93000a0a1a2a3a4a5a6a7a8a9aaabacadaeaf5e441456e4f7d2ba4ff2542817c5760935b2953771cb43412b64c1bbc514e7eb8ca4f9",
    "1, AT+USECC2C=2\\r"
        + ", f940006177a629af88ea51813500fed4df78343b36978d88bc0c9d65fbd2260354f7f6b9ed603d6734e5fa12ccf8290ca10c98a0a1a2a3a4a5a6a7a8a9aaabacadaeaf0508f9",
    "2, AT+USECC2C=2\\r"
        + ", f93000a0a1a2a3a4a5a6a7a8a9aaabacadaeaf6177a629af88ea51813500fed4df78340c96ff4cfda30585a64fdd86b5b4aa09b917f9"
  })
  void encode_ofLines_isThePublishedFrame(int version, String escaped, String frame) {
    String text = escaped.replace("\\r", "\r").replace("\\n", "\n");
    byte[] data = text.getBytes(StandardCharsets.ISO_8859_1);
    assertThat(HEX.formatHex(C2cFrame.encode(keys(version), IV, data))).isEqualTo(frame);
  }

  @Test
  void checksum_ofTheCheckString_isThatOfTheStandard() {
    byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
    assertThat(C2cFrame.checksum(digits, 0, digits.length)).isEqualTo(0x906E);
  }

  @Test
  void open_ofThePublishedConfirmation_isTheTag() {
    byte[] blob =
        HEX.parseHex(
            "A0A1A2A3A4A5A6A7A8A9AAABACADAEAF97A1153FF953A64C280F6D3ACEDF1717"
                + "0F5F7EFCC243822D680BEB3B9853434E576E4253EDAFABFE3C6CF5924FD8A9F3");
    assertThat(C2cFrame.open(SECOND, blob))
        .hasValue(HEX.parseHex("303132333435363738393a3b3c3d3e3f"));
    for (int i = 0; i < blob.length; i++) {
      byte[] wrong = blob.clone();
      wrong[i] ^= 1;
      assertThat(C2cFrame.open(SECOND, wrong)).isEmpty();
    }
  }

  @Test
  void vectors_ofTheVendor_areMetBothWays() throws IOException {
    Optional<Path> file = vectors();
    assumeTrue(file.isPresent(), "No shared/vectors here and no THINGSEAL_VECTORS: skipped");
    JsonNode entries = new ObjectMapper().readTree(file.get().toFile());
    assertThat(entries).isNotEmpty();
    for (JsonNode entry : entries) {
      boolean second = entry.get("version").asInt() == 2;
      byte[] hmacKey = second ? bytes(entry, "hmacKey") : new byte[16];
      C2cKeys keys = new C2cKeys(bytes(entry, "teSecret"), bytes(entry, "key"), hmacKey);
      byte[] clear = bytes(entry, "clear");
      ByteArrayOutputStream frames = new ByteArrayOutputStream();
      for (int start = 0; start < clear.length; start += C2cFrame.MAX_DATA) {
        int end = Math.min(clear.length, start + C2cFrame.MAX_DATA);
        byte[] part = Arrays.copyOfRange(clear, start, end);
        frames.writeBytes(C2cFrame.encode(keys, bytes(entry, "iv"), part));
      }
      assertThat(frames.toByteArray()).isEqualTo(bytes(entry, "frames"));
      received.reset();
      receive(keys, bytes(entry, "frames"));
      assertThat(received.toByteArray()).isEqualTo(clear);
    }
  }

  private static byte[] bytes(JsonNode entry, String name) {
    return HEX.parseHex(entry.get(name).asText());
  }

  private static Optional<Path> vectors() {
    Stream<Path> above =
        Stream.iterate(
                Optional.of(Path.of("").toAbsolutePath()),
                Optional::isPresent,
                path -> path.map(Path::getParent))
            .map(path -> path.orElseThrow().resolve("shared/vectors"));
    Stream<Path> told = Stream.ofNullable(System.getenv("THINGSEAL_VECTORS")).map(Path::of);
    return Stream.concat(told, above)
        .map(folder -> folder.resolve("c2c-frames.json"))
        .filter(Files::exists)
        .findFirst();
  }

  @Test
  void receiver_afterEveryKindOfDamage_findsTheNextFrame() {
    byte[] good = frame("good");
    byte[] flipped = frame("lost");
    flipped[flipped.length - 2] ^= 1;
    byte[] noEnd = Arrays.copyOf(frame("lost"), frame("lost").length - 1);
    byte[] tooShort = {C2cFrame.MARKER, 0x10, 0};
    byte[] tooLong = {C2cFrame.MARKER, -1, -1};
    byte[] noise = {0, C2cFrame.MARKER};
    assertThat(
            receive(SECOND, flipped, good, noEnd, good, tooShort, good, tooLong, good, noise, good))
        .isEqualTo("goodlost" + "good".repeat(4));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void receiver_whenAnyBitOfAFrameIsWrong_deliversNothingOfIt(int version) {
    byte[] good = C2cFrame.encode(keys(version), IV, new byte[] {'x'});
    for (int i = 0; i < good.length; i++) {
      byte[] wrong = good.clone();
      wrong[i] ^= 4;
      assertThat(receive(keys(version), wrong)).isEmpty();
    }
  }

  @Test
  void receiver_whenTheMacIsWrong_dropsTheFrameAndNoMore() {
    byte[] other = C2cFrame.encode(new C2cKeys(TE_SECRET, KEY, IV), IV, new byte[] {'x'});
    assertThat(receive(SECOND, other, frame("good"))).isEqualTo("good");
  }

  @Test
  void receiver_whenTheRestOfAFrameNeverComes_startsAfresh() {
    C2cReceiver receiver = new C2cReceiver(SECOND, received::writeBytes);
    byte[] good = frame("good");
    for (int i = 0; i < 20; i++) {
      receiver.accept(good[i], NOW);
    }
    Instant later = NOW.plus(Duration.ofSeconds(2));
    for (byte b : good) {
      receiver.accept(b, later);
    }
    assertThat(received.toString(StandardCharsets.ISO_8859_1)).isEqualTo("good");
  }

  @Test
  void receiver_whenTheLengthIsTheGreatest_takesIt() {
    byte[] data = new byte[1040];
    for (C2cKeys keys : new C2cKeys[] {FIRST, SECOND}) {
      received.reset();
      receive(keys, C2cFrame.encode(keys, IV, data));
      assertThat(received.toByteArray()).isEqualTo(data);
    }
  }
}
