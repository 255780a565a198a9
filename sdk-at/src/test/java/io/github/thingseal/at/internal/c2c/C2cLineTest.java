package io.github.thingseal.at.internal.c2c;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.c2c.VectorKeys;
import io.github.thingseal.at.command.EncryptionLostException;
import io.github.thingseal.at.internal.c2c.C2cLine.State;
import io.github.thingseal.at.internal.line.GuardedTransport;
import io.github.thingseal.at.internal.line.GuardedTransport.Refusal;
import io.github.thingseal.at.internal.line.Purpose;
import io.github.thingseal.at.transport.NothingWrittenException;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.secret.SecretBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The line and its ports, with a module in the hands of the test. */
class C2cLineTest {
  private static final String OK = "\r\nOK\r\n";
  private static final String OPEN = "AT+USECC2C=1,\"0001020304050607F8F9FAFBFCFDFEFF\"\r";
  private static final String CLOSE = "AT+USECC2C=2\r";

  private static final String GREETING = "Module has booted.";

  private final Wire wire = new Wire();
  private final List<String> heard = new ArrayList<>();
  private final C2cLine line = new C2cLine(Optional.empty(), Optional.of(GREETING));
  private GuardedTransport port = attach(wire);

  private GuardedTransport attach(Wire beneath) {
    GuardedTransport attached = line.attach(beneath);
    attached.onLeft(failure -> heard.add(failure.apply("AT+X").getMessage()));
    return attached;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenOpened_switchesAtTheByteBehindOk(int version) throws IOException {
    byte[] urc = frames(version, "\r\n+CEREG: 1\r\n");
    line.open(VectorKeys.of(version));
    write(OPEN);
    wire.deliver(concat(OK.getBytes(US_ASCII), urc));

    assertThat(readAll()).isEqualTo(OK + "\r\n+CEREG: 1\r\n");
    assertThat(line.isOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenClosed_switchesBehindTheFramedOk(int version) throws IOException {
    open(version);
    write(CLOSE);
    wire.deliver(concat(frames(version, OK), "\r\n+CSQ: 1,2\r\n".getBytes(US_ASCII)));

    assertThat(readAll()).isEqualTo(OK + "\r\n+CSQ: 1,2\r\n");
    assertThat(line.isOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void write_whenOpened_isFramed(int version) throws IOException {
    open(version);
    write("AT+CGMM\r");

    String written = wire.written.toString(ISO_8859_1);
    assertThat(written).startsWith(OPEN + "\u00f9");
    assertThat(decrypted(version, wire.written.toByteArray())).isEqualTo("AT+CGMM\r");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void write_whenNoOneKnowsWhetherTheModuleEncrypts_asksBothWaysAndEncryptsTheRest(int version)
      throws IOException {
    openAndAsk(version);
    wire.written.reset();
    assertThat(line.isOpen()).isTrue();
    for (String question : List.of("AT\r", "AT+CMEE?\r")) {
      probe(question);
      assertThat(wire.written.toString(ISO_8859_1)).startsWith(question + "\u00f9");
      assertThat(decrypted(version, wire.written.toByteArray())).isEqualTo(question);
      wire.written.reset();
    }
    assertThat(write("AT+USECPSK=16\r", Purpose.ACTIVATION)).isEmpty();
    assertThat(wire.written.toString(ISO_8859_1)).doesNotContain("USECPSK").startsWith("\u00f9");
    wire.written.reset();
    assertThat(write("AT+USECPSK=16\r", Purpose.COMMAND)).isPresent();
    assertThat(wire.written.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void ask_whenTheAnswerIsInTheClear_handsItOnAndGoesOnAsking(int version) throws IOException {
    openAndAsk(version);
    probe("AT+CMEE?\r");
    wire.deliver("\0\r\n+CMEE: 0\r\n\r\nOK\r\n".getBytes(US_ASCII));
    assertThat(readAll()).isEqualTo("\0\r\n+CMEE: 0\r\n\r\nOK\r\n");
    assertThat(line.state()).isEqualTo(State.UNSURE);
    assertThat(heard).isEmpty();
    assertThat(line.isDue()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void ask_whenTheSessionOfAnEarlierProgramIsOpen_isInIt(int version) throws IOException {
    C2cLine wanting = new C2cLine(Optional.of(VectorKeys.of(version)), Optional.empty());
    port = wanting.attach(wire);
    assertThat(wanting.state()).isEqualTo(State.UNSURE);
    assertThat(wanting.isDue()).isTrue();
    int question = wanting.ask();
    probe("AT\r");
    wire.deliver(frames(version, OK));
    assertThat(readAll()).isEqualTo(OK);
    wanting.answeredInClear(question);
    assertThat(wanting.state()).isEqualTo(State.OPEN);
    assertThat(wanting.isDue()).isFalse();

    wire.written.reset();
    probe("AT\r");
    assertThat(wire.written.toString(ISO_8859_1)).startsWith("\u00f9");
    wire.deliver(OK.getBytes(US_ASCII));
    assertThat(readAll()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void ask_whenTheQuestionComesBackBothWays_handsOnWhatWasInTheClear(int version)
      throws IOException {
    openAndAsk(version);
    wire.written.reset();
    probe("AT\r");
    wire.deliver(concat(wire.written.toByteArray(), OK.getBytes(US_ASCII)));
    assertThat(readAll()).isEqualTo("AT\r" + OK);
    assertThat(line.state()).isEqualTo(State.UNSURE);
    assertThat(heard).isEmpty();
    assertThat(line.isDue()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void ask_whenTheLastCommandWasNoQuestion_takesNoAnswerInTheClear(int version) throws IOException {
    openAndAsk(version);
    wire.deliver("\r\n+CSQ: 1,2\r\n".getBytes(US_ASCII));
    assertThat(readAll()).isEmpty();
    probe("AT\r");
    write("AT+USECPSK=16\r", Purpose.ACTIVATION);
    wire.deliver(OK.getBytes(US_ASCII));
    assertThat(readAll()).isEmpty();
    wire.deliver(frames(version, OK));
    assertThat(readAll()).isEqualTo(OK);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void ask_whenNoiseLooksLikeALongFrame_findsTheAnswerToTheNextQuestion(int version)
      throws IOException {
    openAndAsk(version);
    probe("AT\r");
    wire.deliver(new byte[] {(byte) 0xF9, 0x30, 0x04, 7});
    wire.deliver(OK.getBytes(US_ASCII));
    assertThat(readAll()).isEmpty();
    probe("AT\r");
    wire.deliver(OK.getBytes(US_ASCII));
    assertThat(readAll()).isEqualTo(OK);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenAFrameOfOursComesBack_dropsItAndTells(int version) throws IOException {
    open(version);
    wire.written.reset();
    write("AT+CGMM\r");
    byte[] frame = wire.written.toByteArray();
    byte[] noise = {0, (byte) 0xF9, 0x40, 0x01, 7, (byte) 0xF9};
    for (byte b : concat(noise, frame)) {
      wire.deliver(new byte[] {b});
    }
    wire.deliver(frames(version, OK));

    assertThat(readAll()).isEqualTo(OK);
    assertThat(line.isDue()).isEqualTo(line.state() == State.UNSURE);
    assertThat(heard)
        .singleElement()
        .asString()
        .contains("AT+X on test has no answer: what was sent came back");
    assertThat(line.state()).isEqualTo(State.OPEN);
    assertThat(line.forgedFrames()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenTheFramesOfALongCommandComeBack_reportsItOnce(int version) throws IOException {
    open(version);
    wire.written.reset();
    write("AT+X=" + "0123456789".repeat(102) + "\r");
    wire.deliver(wire.written.toByteArray());
    assertThat(readAll()).isEmpty();
    assertThat(heard).hasSize(1);
    assertThat(line.state()).isEqualTo(State.UNSURE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenADamagedFrameOfOursComesBack_reportsNothing(int version) throws IOException {
    open(version);
    wire.written.reset();
    write("AT+CGMM\r");
    byte[] frame = wire.written.toByteArray();
    frame[30] ^= 1;
    wire.deliver(frame);
    wire.deliver(frames(version, OK));
    assertThat(readAll()).isEqualTo(OK);
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenLinesComeInTheClear_dropsThemAndHasTheModuleAskedNext(int version)
      throws IOException {
    open(version);
    for (byte b : concat(frames(version, "one"), "\r\n+CREG: 1\r\n".getBytes(US_ASCII))) {
      wire.deliver(new byte[] {b});
    }
    wire.deliver(concat("\r\nERROR\r\n".getBytes(US_ASCII), frames(version, "two")));

    assertThat(readAll()).isEqualTo("onetwo");
    assertThat(heard).isEmpty();
    assertThat(line.isDue()).isTrue();
    assertThat(line.state()).isEqualTo(State.OPEN);
    assertThat(line.isUnsure()).isTrue();
    int question = line.ask();
    assertThat(line.state()).isEqualTo(State.UNSURE);
    line.answeredInClear(question);
    assertThat(line.state()).isEqualTo(State.LOST);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenTheGreetingComesInTheClear_endsTheWaitForTheAnswer(int version) throws IOException {
    open(version);
    byte[] text = ("\r\n" + GREETING + "\r\n").getBytes(US_ASCII);
    for (byte b : text) {
      wire.deliver(new byte[] {b});
    }
    assertThat(readAll()).isEmpty();
    assertThat(line.isDue()).isEqualTo(line.state() == State.UNSURE);
    assertThat(heard).singleElement().asString().contains("its greeting came in the clear");
    assertThat(line.state()).isEqualTo(State.UNSURE);
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
    wire.deliver(noise.getBytes(ISO_8859_1));
    wire.deliver(frames(2, OK));
    assertThat(readAll()).isEqualTo(OK);
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenALineStandsBehindNoiseThatLooksLikeALongFrame_reportsIt(int version)
      throws IOException {
    open(version);
    byte[] noise = {(byte) 0xF9, 0x30, 0x04};
    wire.deliver(concat(noise, "\r\n+CREG: 1\r\n".getBytes(US_ASCII)));
    wire.deliver(frames(version, OK));
    assertThat(readAll()).isEqualTo(OK);
    assertThat(heard).isEmpty();
    assertThat(line.isDue()).isTrue();
  }

  @Test
  void read_whenALineInTheClearHasNoEnd_doesNotKeepIt() throws IOException {
    open(2);
    wire.deliver(("\r\n" + "x".repeat(1025) + "\r\n").getBytes(US_ASCII));
    assertThat(readAll()).isEmpty();
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void ask_whenNoiseFollowsAFrame_handsAllOfItOn(int version) throws IOException {
    open(version);
    wire.deliver(frames(version, OK));
    assertThat(readAll()).isEqualTo(OK);
    line.doubt();
    probe("AT\r");
    wire.deliver(concat("x".getBytes(US_ASCII), frames(version, OK)));
    assertThat(readAll()).isEqualTo("x" + OK);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenHalfALineCameInAnEarlierSession_isNotTakenForTheBeginningOfAnother(int version)
      throws IOException {
    open(version);
    wire.deliver("\r\nModule has ".getBytes(US_ASCII));
    assertThat(readAll()).isEmpty();
    open(version);
    wire.deliver("booted.\r\n".getBytes(US_ASCII));
    assertThat(readAll()).isEmpty();
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenClosed_isInTheClearAndNothingIsDue(int version) throws IOException {
    open(version);
    assertThat(heard).isEmpty();
    write(CLOSE);
    wire.deliver(frames(version, OK));
    assertThat(readAll()).isEqualTo(OK);
    assertThat(heard).isEmpty();
    assertThat(line.state()).isEqualTo(State.CLEAR);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenHalfAnOkCameBeforeTheCommand_doesNotSwitchAtItsOtherHalf(int version)
      throws IOException {
    line.open(VectorKeys.of(version));
    write(OPEN);
    wire.deliver("\r\nO".getBytes(US_ASCII));
    assertThat(readAll()).isEqualTo("\r\nO");
    write(OPEN);
    wire.deliver("K\r\n".getBytes(US_ASCII));
    assertThat(readAll()).isEqualTo("K\r\n");
    assertThat(line.isOpen()).isFalse();
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
    wire.deliver(concat(forged, frames(version, "good")));

    assertThat(readAll()).isEqualTo("good");
    assertThat(line.forgedFrames()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenAFrameIsCut_findsTheNext(int version) throws IOException {
    open(version);
    byte[] cut = frames(version, "lost");
    wire.deliver(Arrays.copyOf(cut, cut.length - 5));
    wire.deliver(frames(version, "found"));

    assertThat(readAll()).isEqualTo("found");
    assertThat(line.damagedFrames()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenAnOkBelongsToAnotherCommand_doesNotSwitch(int version) throws IOException {
    line.open(VectorKeys.of(version));
    write("AT+CSQ\r");
    wire.deliver(("\r\n+CSQ: 1,2\r\n" + OK).getBytes(US_ASCII));
    readAll();
    assertThat(line.isOpen()).isFalse();
    write(OPEN);
    wire.deliver("\r\n+CME ERROR: SEC busy\r\n".getBytes(US_ASCII));
    readAll();
    write("AT+CSQ\r");
    wire.deliver(OK.getBytes(US_ASCII));
    readAll();
    assertThat(line.isOpen()).isFalse();
    write(OPEN);
    wire.deliver(OK.getBytes(US_ASCII));
    readAll();

    assertThat(line.isOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenOkComesByteByByte_switches(int version) throws IOException {
    line.open(VectorKeys.of(version));
    write(OPEN);
    for (byte b : concat(OK.getBytes(US_ASCII), frames(version, "hello"))) {
      wire.deliver(new byte[] {b});
    }

    assertThat(readAll()).isEqualTo(OK + "hello");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"AT+CFUN=15\r", "AT+CFUN=16\r", "AT+CFUN=10\r", "at+cpwroff\r", "AT+USECC2C=2\r"})
  void read_whenACommandEndsTheSession_isInTheClearBehindItsOk(String command) throws IOException {
    open(2);
    write(command);
    wire.deliver(concat(frames(2, OK), "Module has booted.".getBytes(US_ASCII)));

    assertThat(readAll()).isEqualTo(OK + "Module has booted.");
    assertThat(line.isOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AT+CFUN=1\r", "AT+CFUN=4\r", "AT+USECC2C=22\r", "AT\r"})
  void read_whenACommandDoesNotEndTheSession_staysEncrypted(String command) throws IOException {
    open(2);
    write(command);
    wire.deliver(frames(2, OK));
    wire.deliver(frames(2, OK));

    assertThat(readAll()).isEqualTo(OK + OK);
    assertThat(line.isOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AT+CPWROFF\r", "AT+CFUN=16\r", "AT+USECC2C=2\r", OPEN})
  void read_whenAPayloadLooksLikeAnEnd_staysEncrypted(String payload) throws IOException {
    open(2);
    write("AT+USECE2EDATAENC=11\r", Purpose.COMMAND);
    write(payload, Purpose.PAYLOAD);
    wire.deliver(frames(2, OK));
    wire.deliver(frames(2, OK));

    assertThat(readAll()).isEqualTo(OK + OK);
    assertThat(line.isOpen()).isTrue();
  }

  @Test
  void write_whenThereIsNoSessionThatCallersBelieveIn_refusesAPayload() throws IOException {
    open(2);
    line.doubt();

    assertThat(write("secret", Purpose.PAYLOAD)).isPresent();
    assertThat(wire.written.toString(US_ASCII)).doesNotContain("secret");
  }

  @Test
  void goOnInClear_whileASessionIsOpened_doesNotKeepItFromOpening() throws IOException {
    line.open(VectorKeys.of(2));
    write(OPEN, Purpose.ACTIVATION);
    line.goOnInClear();
    wire.deliver(OK.getBytes(US_ASCII));

    assertThat(readAll()).isEqualTo(OK);
    assertThat(line.state()).isEqualTo(C2cLine.State.OPEN);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void read_whenClosingIsRefused_staysEncrypted(int version) throws IOException {
    open(version);
    write(CLOSE);
    wire.deliver(frames(version, "\r\nERROR\r\n"));
    readAll();

    assertThat(line.isOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void sessionLost_whenTold_isInTheClear(int version) throws IOException {
    open(version);
    line.goOnInClear();
    wire.deliver("\r\nModule has booted.\r\n".getBytes(US_ASCII));

    assertThat(readAll()).isEqualTo("\r\nModule has booted.\r\n");
    assertThat(line.isOpen()).isFalse();
    assertThat(line.damagedFrames()).isZero();
    assertThat(line.forgedFrames()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void attach_whenASessionIsOpen_asksWithTheSameKeys(int version) throws IOException {
    open(version);
    wire.deliver(Arrays.copyOf(frames(version, "lost"), 30));
    assertThat(readAll()).isEmpty();
    GuardedTransport before = port;
    port = attach(new Wire());
    assertThat(line.state()).isEqualTo(State.UNSURE);
    assertThat(line.isDue()).isTrue();
    assertThatThrownBy(() -> before.write(new byte[] {'A'}, 0, 1, Purpose.PROBE))
        .isInstanceOf(NothingWrittenException.class);

    Wire second = new Wire();
    port = attach(second);
    probe("AT\r");
    second.deliver(frames(version, OK));
    assertThat(readAll()).isEqualTo(OK);
    assertThat(line.state()).isEqualTo(State.OPEN);
    write("AT+CGMM\r");
    assertThat(decrypted(version, second.written.toByteArray())).isEqualTo("AT\rAT+CGMM\r");
  }

  @Test
  void attach_whenTheOpeningWasNotSent_goesOnOpening() throws IOException {
    line.open(VectorKeys.of(2));
    Wire second = new Wire();
    port = attach(second);
    assertThat(line.state()).isEqualTo(State.OPENING);
    write(OPEN, Purpose.ACTIVATION);
    assertThat(second.written.toString(ISO_8859_1)).isEqualTo(OPEN);
  }

  @Test
  void attach_whenTheOpeningWasSent_asks() throws IOException {
    line.open(VectorKeys.of(2));
    assertThat(write(OPEN, Purpose.ACTIVATION)).isEmpty();
    port = attach(new Wire());
    assertThat(line.state()).isEqualTo(State.UNSURE);
    int question = line.ask();
    line.answeredInClear(question);
    assertThat(line.state()).isEqualTo(State.CLEAR);
  }

  @Test
  void answeredInClear_whenThePortWasOpenedAgainMeanwhile_decidesNothing() throws IOException {
    open(2);
    line.doubt();
    int question = line.ask();
    port = attach(new Wire());
    line.answeredInClear(question);
    assertThat(line.state()).isEqualTo(State.UNSURE);
  }

  @Test
  void write_whenTheSessionIsLost_refusesCommandsOnly() throws IOException {
    open(2);
    line.doubt();
    line.answeredInClear(line.ask());
    wire.written.reset();
    assertThat(write("AT+CGMM\r", Purpose.COMMAND))
        .hasValueSatisfying(
            refusal -> {
              assertThat(refusal.mayPass()).isFalse();
              assertThat(refusal.failure().apply("AT+CGMM"))
                  .isInstanceOf(EncryptionLostException.class)
                  .hasMessageContaining("AT+CGMM was not sent")
                  .hasMessageContaining("c2c().sessionLost()");
            });
    assertThatThrownBy(() -> write("AT+CGMM\r")).isInstanceOf(NothingWrittenException.class);
    assertThat(wire.written.size()).isZero();
    probe("AT\r");
    assertThat(write("ATE0\r", Purpose.ACTIVATION)).isEmpty();
    assertThat(wire.written.toString(ISO_8859_1)).isEqualTo("AT\rATE0\r");
    line.goOnInClear();
    assertThat(write("AT+CGMM\r", Purpose.COMMAND)).isEmpty();
  }

  @Test
  void open_whenASessionWasLostBefore_refusesCommandsUntilItIsOpen() throws IOException {
    open(2);
    line.doubt();
    line.answeredInClear(line.ask());
    line.open(VectorKeys.of(2));
    assertThat(write("AT+CGMM\r", Purpose.COMMAND)).isPresent();
    line.refused();
    assertThat(line.state()).isEqualTo(State.LOST);
  }

  @Test
  void restarted_whenASessionIsWanted_isLostAndDue() {
    C2cLine wanting = new C2cLine(Optional.of(VectorKeys.of(2)), Optional.empty());
    wanting.restarted();
    assertThat(wanting.state()).isEqualTo(State.LOST);
    assertThat(wanting.isDue()).isTrue();
    line.restarted();
    assertThat(line.state()).isEqualTo(State.CLEAR);
    assertThat(line.isDue()).isFalse();
  }

  @Test
  void attach_whenAWantedSessionIsTakenForLost_asksBothWays() throws IOException {
    C2cLine wanting = new C2cLine(Optional.of(VectorKeys.of(2)), Optional.empty());
    port = wanting.attach(wire);
    wanting.restarted();
    assertThat(wanting.state()).isEqualTo(State.LOST);
    port = wanting.attach(wire);
    assertThat(wanting.state()).isEqualTo(State.UNSURE);
    int question = wanting.ask();
    probe("AT\r");
    wire.deliver(frames(2, OK));
    assertThat(readAll()).isEqualTo(OK);
    wanting.answeredInClear(question);
    assertThat(wanting.state()).isEqualTo(State.OPEN);
  }

  @Test
  void unheard_whenAWantedSessionIsTakenForLost_asksBothWaysAndIsLostIfItIs() throws IOException {
    C2cLine wanting = new C2cLine(Optional.of(VectorKeys.of(2)), Optional.empty());
    port = wanting.attach(wire);
    wanting.restarted();
    wanting.unheard();
    assertThat(wanting.state()).isEqualTo(State.UNSURE);
    int question = wanting.ask();
    probe("AT\r");
    wire.deliver(OK.getBytes(US_ASCII));
    assertThat(readAll()).isEqualTo(OK);
    wanting.answeredInClear(question);
    assertThat(wanting.state()).isEqualTo(State.LOST);
  }

  @Test
  void unheard_whenTheCallerConsentedOrNoneIsWanted_changesNothing() throws IOException {
    line.unheard();
    assertThat(line.state()).isEqualTo(State.CLEAR);
    open(2);
    line.doubt();
    line.answeredInClear(line.ask());
    line.unheard();
    assertThat(line.state()).isEqualTo(State.LOST);
    C2cLine wanting = new C2cLine(Optional.of(VectorKeys.of(2)), Optional.empty());
    wanting.goOnInClear();
    wanting.unheard();
    assertThat(wanting.state()).isEqualTo(State.CLEAR);
  }

  @Test
  void write_whenTheSessionEndedOnPurpose_refusesWhatWasGivenWithinIt() throws IOException {
    assertThat(line.ofCommands()).isEqualTo(Purpose.COMMAND);
    open(2);
    assertThat(line.ofCommands()).isEqualTo(Purpose.ENCRYPTED_COMMAND);
    line.restarted();
    assertThat(line.ofCommands()).isEqualTo(Purpose.COMMAND);
    wire.written.reset();
    assertThat(write("AT+CGMM\r", Purpose.ENCRYPTED_COMMAND))
        .hasValueSatisfying(
            refusal -> {
              assertThat(refusal.mayPass()).isFalse();
              assertThat(refusal.failure().apply("AT+CGMM"))
                  .hasMessageContaining("AT+CGMM was not sent")
                  .hasMessageContaining("test, which has ended since");
            });
    assertThat(wire.written.size()).isZero();
    assertThat(write("AT+CGMM\r", Purpose.COMMAND)).isEmpty();
    line.goOnInClear();
    assertThat(write("AT+CGMM\r", Purpose.ENCRYPTED_COMMAND)).isEmpty();

    open(2);
    line.consent(true);
    line.restarted();
    assertThat(write("AT+CGMM\r", Purpose.ENCRYPTED_COMMAND)).isEmpty();
    open(2);
    line.restarted();
    assertThat(write("AT+CGMM\r", Purpose.ENCRYPTED_COMMAND)).isPresent();
  }

  @Test
  void restarted_whenItIsSaidOfAnEarlierSession_leavesThePresentOneOpen() throws IOException {
    open(2);
    int earlier = line.sessions();
    line.restarted();
    open(2);
    line.restarted(earlier);
    assertThat(line.state()).isEqualTo(State.OPEN);
    line.restarted(line.sessions());
    assertThat(line.state()).isEqualTo(State.CLEAR);
  }

  @Test
  void wipe_whenSomethingComesAfterwards_leavesNoKeys() {
    C2cLine wanting = new C2cLine(Optional.of(VectorKeys.of(2)), Optional.empty());
    port = wanting.attach(wire);
    wanting.wipe();
    wanting.doubt();
    int question = wanting.ask();
    port = wanting.attach(wire);
    wanting.answeredInClear(question);
    assertThat(wanting.session()).isNull();
    assertThat(wanting.isOpen()).isFalse();
    assertThat(wanting.wanted())
        .hasValueSatisfying(
            keys ->
                assertThatThrownBy(() -> keys.key().exposeCopy())
                    .isInstanceOf(InvalidInputException.class));
  }

  private static SecretBytes secret(int fill) {
    byte[] bytes = new byte[16];
    Arrays.fill(bytes, (byte) fill);
    return SecretBytes.takeFrom(bytes);
  }

  private void open(int version) throws IOException {
    line.open(VectorKeys.of(version));
    write(OPEN);
    wire.deliver(OK.getBytes(US_ASCII));
    assertThat(readAll()).isEqualTo(OK);
  }

  private void openAndAsk(int version) throws IOException {
    open(version);
    line.doubt();
  }

  private void write(String text) throws IOException {
    port.write(text.getBytes(US_ASCII), 0, text.length());
  }

  private void probe(String text) throws IOException {
    assertThat(write(text, Purpose.PROBE)).isEmpty();
  }

  private Optional<Refusal> write(String text, Purpose purpose) throws IOException {
    return port.write(text.getBytes(US_ASCII), 0, text.length(), purpose);
  }

  /** Reads until the line has nothing more, which it shows by ending. */
  private String readAll() throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] buffer = new byte[64];
    for (int n = port.read(buffer); n >= 0; n = port.read(buffer)) {
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
  private static final class Wire implements Transport {
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
