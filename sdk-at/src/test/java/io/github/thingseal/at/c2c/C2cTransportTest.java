package io.github.thingseal.at.c2c;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.secret.SecretBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class C2cTransportTest {
  private static final String OK = "\r\nOK\r\n";
  private static final String OPEN = "AT+USECC2C=1,\"0001020304050607F8F9FAFBFCFDFEFF\"\r";
  private static final String CLOSE = "AT+USECC2C=2\r";

  private final Line line = new Line();
  private final C2cTransport transport = new C2cTransport(line);

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenOpened_switchesAtTheByteBehindOk(int version) throws IOException {
    byte[] urc = frames(version, "\r\n+CEREG: 1\r\n");
    transport.beginOpening(C2cVectorsTest.keys(version));
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

    byte[] written = line.written.toByteArray();
    int plain = OPEN.length();
    assertThat(new String(written, 0, plain, US_ASCII)).isEqualTo(OPEN);
    ByteArrayOutputStream clear = new ByteArrayOutputStream();
    new C2cDecoder(new C2cCipher(C2cVectorsTest.keys(version)))
        .feed(
            written,
            plain,
            written.length - plain,
            (bytes, length) -> {
              clear.write(bytes, 0, length);
              return true;
            });
    assertThat(clear.toString(US_ASCII)).isEqualTo("AT+CGMM\r");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void write_whenNobodyKnowsWhetherTheModuleEncrypts_onlyAsksInClear(int version)
      throws IOException {
    open(version);
    line.written.reset();
    transport.assumeClear();
    assertThat(transport.isEncrypted()).isFalse();
    write("AT\r");
    write("AT+CMEE?\r");
    assertThat(line.written.toString(US_ASCII)).isEqualTo("AT\rAT+CMEE?\r");
    write("AT+USECPSK=16\r");
    assertThat(line.written.toString(US_ASCII)).doesNotContain("USECPSK");
    line.deliver("\r\n+CMEE: 0\r\n".getBytes(US_ASCII));
    assertThat(readAll()).isEqualTo("\r\n+CMEE: 0\r\n");

    line.written.reset();
    transport.assumeEncrypted();
    write("AT\r");
    assertThat(line.written.toString(US_ASCII)).doesNotContain("AT\r");
    line.deliver(frames(version, OK));
    assertThat(readAll()).isEqualTo(OK);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void cancelOpening_whenTheModuleRefused_staysInTheClear(int version) throws IOException {
    transport.beginOpening(C2cVectorsTest.keys(version));
    write(OPEN);
    line.deliver("\r\nERROR\r\n".getBytes(US_ASCII));
    assertThat(readAll()).isEqualTo("\r\nERROR\r\n");
    transport.cancelOpening();
    line.deliver(OK.getBytes(US_ASCII));

    assertThat(readAll()).isEqualTo(OK);
    assertThat(transport.isEncrypted()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void cancelOpening_whenTheSessionIsOpen_leavesIt(int version) throws IOException {
    open(version);
    transport.cancelOpening();
    assertThat(transport.isEncrypted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void isEndedByCommand_fromClosingToTheNextOpening_isTrue(int version) throws IOException {
    open(version);
    assertThat(transport.isEndedByCommand()).isFalse();
    write(CLOSE);
    line.deliver(frames(version, OK));
    assertThat(readAll()).isEqualTo(OK);
    assertThat(transport.isEndedByCommand()).isTrue();
    transport.beginOpening(C2cVectorsTest.keys(version));
    assertThat(transport.isEndedByCommand()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenHalfAnOkCameBeforeTheCommand_doesNotSwitchAtItsOtherHalf(int version)
      throws IOException {
    transport.beginOpening(C2cVectorsTest.keys(version));
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
    transport.beginOpening(C2cVectorsTest.keys(version));
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
    transport.beginOpening(C2cVectorsTest.keys(version));
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
    transport.beginOpening(C2cVectorsTest.keys(version));
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
    return new C2cEncoder(new C2cCipher(C2cVectorsTest.keys(version)), new SecureRandom())
        .encode(clear, 0, clear.length);
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
