package io.github.thingseal.at.internal.c2c;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.c2c.VectorKeys;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.secret.SecretBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class C2cTransportTest {
  private static final String OK = "\r\nOK\r\n";
  private static final String OPEN = "AT+USECC2C=1,\"0001020304050607F8F9FAFBFCFDFEFF\"\r";
  private static final String CLOSE = "AT+USECC2C=2\r";

  private final Line line = new Line();
  private final List<String> heard = new ArrayList<>();
  private final C2cTransport transport =
      new C2cTransport(
          line,
          new C2cTransport.Listener() {
            @Override
            public void onEnded() {
              heard.add("ended");
            }

            @Override
            public void onOwnFrame() {
              heard.add("own frame");
            }

            @Override
            public void onClearLine(String text) {
              heard.add(text);
            }
          });

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenOpened_switchesAtTheByteBehindOk(int version) throws IOException {
    byte[] urc = frames(version, "\r\n+CEREG: 1\r\n");
    transport.beginOpening(VectorKeys.of(version));
    write(OPEN);
    line.deliver(concat(OK.getBytes(US_ASCII), urc));

    assertThat(readAll()).isEqualTo(OK + "\r\n+CEREG: 1\r\n");
    assertThat(transport.isEncrypted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenClosed_switchesBehindTheFramedOk(int version) throws IOException {
    open(version);
    write(CLOSE);
    line.deliver(concat(frames(version, OK), "\r\n+CSQ: 1,2\r\n".getBytes(US_ASCII)));

    assertThat(readAll()).isEqualTo(OK + "\r\n+CSQ: 1,2\r\n");
    assertThat(transport.isEncrypted()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void write_whenOpened_isFramed(int version) throws IOException {
    open(version);
    write("AT+CGMM\r");

    String written = line.written.toString(ISO_8859_1);
    assertThat(written).startsWith(OPEN + "\u00f9");
    assertThat(decrypted(version, line.written.toByteArray())).isEqualTo("AT+CGMM\r");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void write_whenNoOneKnowsWhetherTheModuleEncrypts_asksBothWaysAndEncryptsTheRest(int version)
      throws IOException {
    open(version);
    line.written.reset();
    transport.ask(VectorKeys.of(version));
    assertThat(transport.isAsking()).isTrue();
    assertThat(transport.isEncrypted()).isTrue();
    for (String question : List.of("AT\r", "AT+CMEE?\r")) {
      write(question);
      assertThat(line.written.toString(ISO_8859_1)).startsWith(question + "\u00f9");
      assertThat(decrypted(version, line.written.toByteArray())).isEqualTo(question);
      line.written.reset();
    }
    write("AT+USECPSK=16\r");
    assertThat(line.written.toString(ISO_8859_1)).doesNotContain("USECPSK").startsWith("\u00f9");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void ask_whenTheAnswerIsInTheClear_handsItOnAndGoesOnAsking(int version) throws IOException {
    open(version);
    transport.ask(VectorKeys.of(version));
    write("AT+CMEE?\r");
    line.deliver("\0\r\n+CMEE: 0\r\n\r\nOK\r\n".getBytes(US_ASCII));
    assertThat(readAll()).isEqualTo("\0\r\n+CMEE: 0\r\n\r\nOK\r\n");
    assertThat(transport.isAsking()).isTrue();
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void ask_whenTheAnswerIsAFrame_isInTheSession(int version) throws IOException {
    transport.ask(VectorKeys.of(version));
    write("AT\r");
    line.deliver(frames(version, OK));
    assertThat(readAll()).isEqualTo(OK);
    assertThat(transport.isAsking()).isFalse();
    assertThat(transport.isEncrypted()).isTrue();

    line.written.reset();
    write("AT\r");
    assertThat(line.written.toString(ISO_8859_1)).startsWith("\u00f9");
    line.deliver(OK.getBytes(US_ASCII));
    assertThat(readAll()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void ask_whenTheQuestionComesBackBothWays_handsOnWhatWasInTheClear(int version)
      throws IOException {
    open(version);
    transport.ask(VectorKeys.of(version));
    line.written.reset();
    write("AT\r");
    line.deliver(concat(line.written.toByteArray(), OK.getBytes(US_ASCII)));
    assertThat(readAll()).isEqualTo("AT\r" + OK);
    assertThat(transport.isAsking()).isTrue();
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void ask_whenTheLastCommandWasNoQuestion_takesNoAnswerInTheClear(int version) throws IOException {
    open(version);
    transport.ask(VectorKeys.of(version));
    line.deliver("\r\n+CSQ: 1,2\r\n".getBytes(US_ASCII));
    assertThat(readAll()).isEmpty();
    write("AT\r");
    write("AT+USECPSK=16\r");
    line.deliver(OK.getBytes(US_ASCII));
    assertThat(readAll()).isEmpty();
    line.deliver(frames(version, OK));
    assertThat(readAll()).isEqualTo(OK);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void ask_whenNoiseLooksLikeALongFrame_findsTheAnswerToTheNextQuestion(int version)
      throws IOException {
    open(version);
    transport.ask(VectorKeys.of(version));
    write("AT\r");
    line.deliver(new byte[] {(byte) 0xF9, 0x30, 0x04, 7});
    line.deliver(OK.getBytes(US_ASCII));
    assertThat(readAll()).isEmpty();
    write("AT\r");
    line.deliver(OK.getBytes(US_ASCII));
    assertThat(readAll()).isEqualTo(OK);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenAFrameOfOursComesBack_dropsItAndTells(int version) throws IOException {
    open(version);
    line.written.reset();
    write("AT+CGMM\r");
    byte[] frame = line.written.toByteArray();
    byte[] noise = {0, (byte) 0xF9, 0x40, 0x01, 7, (byte) 0xF9};
    for (byte b : concat(noise, frame)) {
      line.deliver(new byte[] {b});
    }
    line.deliver(frames(version, OK));

    assertThat(readAll()).isEqualTo(OK);
    assertThat(heard).containsExactly("own frame");
    assertThat(transport.isEncrypted()).isTrue();
    assertThat(transport.forgedFrames()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenTheFramesOfALongCommandComeBack_reportsEach(int version) throws IOException {
    open(version);
    line.written.reset();
    write("AT+X=" + "0123456789".repeat(102) + "\r");
    line.deliver(line.written.toByteArray());
    assertThat(readAll()).isEmpty();
    assertThat(heard).hasSize(5).containsOnly("own frame");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenADamagedFrameOfOursComesBack_reportsNothing(int version) throws IOException {
    open(version);
    line.written.reset();
    write("AT+CGMM\r");
    byte[] frame = line.written.toByteArray();
    frame[30] ^= 1;
    line.deliver(frame);
    line.deliver(frames(version, OK));
    assertThat(readAll()).isEqualTo(OK);
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenLinesComeInTheClear_dropsThemAndTells(int version) throws IOException {
    open(version);
    byte[] text = "\r\nModule has booted.\r\n\r\n+CREG: 1\r\n".getBytes(US_ASCII);
    for (byte b : concat(frames(version, "one"), text)) {
      line.deliver(new byte[] {b});
    }
    line.deliver(concat("\r\nERROR\r\n".getBytes(US_ASCII), frames(version, "two")));

    assertThat(readAll()).isEqualTo("onetwo");
    assertThat(heard).containsExactly("Module has booted.", "+CREG: 1", "ERROR");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "noise",
        "noise\r\n",
        "\r\nnoise",
        "\r\nno\0ise\r\n",
        "\r\nno\u00e9se\r\n",
        "\r\n!\r\n",
        "\r\n\r\n\r\n",
        "\nnoise\n",
        "\r\nnoise\n"
      })
  void read_whenNoiseComesInTheClear_reportsNothing(String noise) throws IOException {
    open(2);
    line.deliver(noise.getBytes(ISO_8859_1));
    line.deliver(frames(2, OK));
    assertThat(readAll()).isEqualTo(OK);
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenALineStandsBehindNoiseThatLooksLikeALongFrame_reportsIt(int version)
      throws IOException {
    open(version);
    byte[] noise = {(byte) 0xF9, 0x30, 0x04};
    line.deliver(concat(noise, "\r\n+CREG: 1\r\n".getBytes(US_ASCII)));
    line.deliver(frames(version, OK));
    assertThat(readAll()).isEqualTo(OK);
    assertThat(heard).containsExactly("+CREG: 1");
  }

  @Test
  void read_whenALineInTheClearHasNoEnd_doesNotKeepIt() throws IOException {
    open(2);
    line.deliver(("\r\n" + "x".repeat(1025) + "\r\n").getBytes(US_ASCII));
    assertThat(readAll()).isEmpty();
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void ask_whenNoiseFollowsAFrame_handsAllOfItOn(int version) throws IOException {
    open(version);
    line.deliver(frames(version, OK));
    assertThat(readAll()).isEqualTo(OK);
    transport.ask(VectorKeys.of(version));
    write("AT\r");
    line.deliver(concat("x".getBytes(US_ASCII), frames(version, OK)));
    assertThat(readAll()).isEqualTo("x" + OK);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenHalfALineCameInAnEarlierSession_isNotTakenForTheBeginningOfAnother(int version)
      throws IOException {
    open(version);
    line.deliver("\r\nModule has ".getBytes(US_ASCII));
    assertThat(readAll()).isEmpty();
    open(version);
    line.deliver("booted.\r\n".getBytes(US_ASCII));
    assertThat(readAll()).isEmpty();
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenClosed_reportsThatTheSessionHasEnded(int version) throws IOException {
    open(version);
    assertThat(heard).isEmpty();
    write(CLOSE);
    line.deliver(frames(version, OK));
    assertThat(readAll()).isEqualTo(OK);
    assertThat(heard).containsExactly("ended");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenHalfAnOkCameBeforeTheCommand_doesNotSwitchAtItsOtherHalf(int version)
      throws IOException {
    transport.beginOpening(VectorKeys.of(version));
    write(OPEN);
    line.deliver("\r\nO".getBytes(US_ASCII));
    assertThat(readAll()).isEqualTo("\r\nO");
    write(OPEN);
    line.deliver("K\r\n".getBytes(US_ASCII));
    assertThat(readAll()).isEqualTo("K\r\n");
    assertThat(transport.isEncrypted()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenAForgedFrameComes_dropsAndCountsIt(int version) throws IOException {
    open(version);
    byte[] forged =
        new C2cEncoder(
                new C2cCipher(
                    version == 1
                        ? C2cKeys.v1(secret(1), secret(2))
                        : C2cKeys.of(secret(1), secret(2), secret(3))),
                new SecureRandom())
            .encode("evil".getBytes(US_ASCII), 0, 4);
    line.deliver(concat(forged, frames(version, "good")));

    assertThat(readAll()).isEqualTo("good");
    assertThat(transport.forgedFrames()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenAFrameIsCut_findsTheNext(int version) throws IOException {
    open(version);
    byte[] cut = frames(version, "lost");
    line.deliver(Arrays.copyOf(cut, cut.length - 5));
    line.deliver(frames(version, "found"));

    assertThat(readAll()).isEqualTo("found");
    assertThat(transport.damagedFrames()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenAnOkBelongsToAnotherCommand_doesNotSwitch(int version) throws IOException {
    transport.beginOpening(VectorKeys.of(version));
    write("AT+CSQ\r");
    line.deliver(("\r\n+CSQ: 1,2\r\n" + OK).getBytes(US_ASCII));
    readAll();
    assertThat(transport.isEncrypted()).isFalse();
    write(OPEN);
    line.deliver("\r\n+CME ERROR: SEC busy\r\n".getBytes(US_ASCII));
    readAll();
    write("AT+CSQ\r");
    line.deliver(OK.getBytes(US_ASCII));
    readAll();
    assertThat(transport.isEncrypted()).isFalse();
    write(OPEN);
    line.deliver(OK.getBytes(US_ASCII));
    readAll();

    assertThat(transport.isEncrypted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenOkComesByteByByte_switches(int version) throws IOException {
    transport.beginOpening(VectorKeys.of(version));
    write(OPEN);
    for (byte b : concat(OK.getBytes(US_ASCII), frames(version, "hello"))) {
      line.deliver(new byte[] {b});
    }

    assertThat(readAll()).isEqualTo(OK + "hello");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"AT+CFUN=15\r", "AT+CFUN=16\r", "AT+CFUN=10\r", "at+cpwroff\r", "AT+USECC2C=2\r"})
  void read_whenACommandEndsTheSession_isInTheClearBehindItsOk(String command) throws IOException {
    open(2);
    write(command);
    line.deliver(concat(frames(2, OK), "Module has booted.".getBytes(US_ASCII)));

    assertThat(readAll()).isEqualTo(OK + "Module has booted.");
    assertThat(transport.isEncrypted()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AT+CFUN=1\r", "AT+CFUN=4\r", "AT+USECC2C=22\r", "AT\r"})
  void read_whenACommandDoesNotEndTheSession_staysEncrypted(String command) throws IOException {
    open(2);
    write(command);
    line.deliver(frames(2, OK));
    line.deliver(frames(2, OK));

    assertThat(readAll()).isEqualTo(OK + OK);
    assertThat(transport.isEncrypted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenClosingIsRefused_staysEncrypted(int version) throws IOException {
    open(version);
    write(CLOSE);
    line.deliver(frames(version, "\r\nERROR\r\n"));
    readAll();

    assertThat(transport.isEncrypted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void sessionLost_whenTold_isInTheClear(int version) throws IOException {
    open(version);
    transport.sessionLost();
    line.deliver("\r\nModule has booted.\r\n".getBytes(US_ASCII));

    assertThat(readAll()).isEqualTo("\r\nModule has booted.\r\n");
    assertThat(transport.isEncrypted()).isFalse();
    assertThat(transport.damagedFrames()).isZero();
    assertThat(transport.forgedFrames()).isZero();
  }

  private static SecretBytes secret(int fill) {
    byte[] bytes = new byte[16];
    Arrays.fill(bytes, (byte) fill);
    return SecretBytes.takeFrom(bytes);
  }

  private void open(int version) throws IOException {
    transport.beginOpening(VectorKeys.of(version));
    write(OPEN);
    line.deliver(OK.getBytes(US_ASCII));
    assertThat(readAll()).isEqualTo(OK);
  }

  private void write(String text) throws IOException {
    transport.write(text.getBytes(US_ASCII), 0, text.length());
  }

  /** Reads until the line has nothing more, which it tells by ending. */
  private String readAll() throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] buffer = new byte[64];
    for (int n = transport.read(buffer); n >= 0; n = transport.read(buffer)) {
      text.append(new String(buffer, 0, n, US_ASCII));
    }
    return text.toString();
  }

  private static byte[] frames(int version, String text) {
    byte[] clear = text.getBytes(US_ASCII);
    return new C2cEncoder(new C2cCipher(VectorKeys.of(version)), new SecureRandom())
        .encode(clear, 0, clear.length);
  }

  private static String decrypted(int version, byte[] written) {
    ByteArrayOutputStream clear = new ByteArrayOutputStream();
    new C2cDecoder(new C2cCipher(VectorKeys.of(version)))
        .feed(
            written,
            0,
            written.length,
            (bytes, length) -> {
              clear.write(bytes, 0, length);
              return true;
            });
    return clear.toString(US_ASCII);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** A line that gives what was delivered, block by block, and -1 when there is nothing left. */
  private static final class Line implements Transport {
    private final Deque<byte[]> blocks = new ArrayDeque<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    void deliver(byte[] block) {
      blocks.add(block);
    }

    @Override
    public String name() {
      return "test";
    }

    @Override
    public int read(byte[] buffer) {
      byte[] block = blocks.poll();
      if (block == null) {
        return -1;
      }
      int count = Math.min(block.length, buffer.length);
      System.arraycopy(block, 0, buffer, 0, count);
      if (count < block.length) {
        blocks.addFirst(Arrays.copyOfRange(block, count, block.length));
      }
      return count;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      written.write(bytes, offset, length);
    }

    @Override
    public void close() {
      blocks.clear();
    }
  }
}
