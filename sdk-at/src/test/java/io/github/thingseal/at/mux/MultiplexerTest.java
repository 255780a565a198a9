package io.github.thingseal.at.mux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.at.channel.AtChannel;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.VirtualScheduler;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.transport.EndNotWrittenException;
import io.github.thingseal.at.transport.PortGoneException;
import io.github.thingseal.at.transport.PortUnusableException;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.at.transport.TransportSource;
import io.github.thingseal.at.transport.TransportUnavailableException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.testsupport.Waits;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MultiplexerTest {
  private static final Duration STEP = Duration.ofMillis(50);

  private final VirtualScheduler time = new VirtualScheduler();
  private final FramedModule module = new FramedModule();
  private final CallingThreads calling = new CallingThreads();
  private final MuxOptions options = MuxOptions.builder().scheduler(time).bufferBytes(1024).build();

  @AfterEach
  void close() {
    module.close();
  }

  private <T> CompletableFuture<T> pump(CompletableFuture<T> future) {
    for (int i = 0; i < 1000 && !future.isDone(); i++) {
      module.settle();
      time.advance(STEP);
    }
    return future;
  }

  private Multiplexer started() {
    Multiplexer mux = pump(Multiplexer.start(module, options)).join();
    module.heard();
    return mux;
  }

  private Transport opened(Multiplexer mux, int dlci) {
    Transport channel = pump(mux.openChannel(dlci)).join();
    module.heard();
    return channel;
  }

  private static String read(Transport channel) throws IOException {
    byte[] buffer = new byte[4096];
    int length = channel.read(buffer);
    return length < 0 ? "end" : new String(buffer, 0, length, ISO_8859_1);
  }

  private static void write(Transport channel, String text) throws IOException {
    byte[] bytes = text.getBytes(ISO_8859_1);
    channel.write(bytes, 0, bytes.length);
  }

  @Test
  void open_whenModuleAnswers_closesWhatIsStaleAndStarts() {
    pump(Multiplexer.start(module, options)).join();
    assertThat(module.heard()).containsExactly("control c301", "AT", "AT+CMUX=0,0,,128", "2F 0");
  }

  @Test
  void open_whenStarted_sendsNoFrameBeforeTheDelayIsOver() {
    MuxOptions patient =
        MuxOptions.builder().scheduler(time).startDelay(Duration.ofMillis(400)).build();
    CompletableFuture<Multiplexer> start = Multiplexer.start(module, patient);
    module.settle();
    time.advance(Duration.ofMillis(100));
    module.settle();
    time.advance(Duration.ofMillis(399));
    assertThat(module.heard()).doesNotContain("2F 0");
    time.advance(Duration.ofMillis(1));
    assertThat(module.heard()).containsExactly("2F 0");
    assertThat(pump(start)).isCompleted();
  }

  @Test
  void open_whenNothingAnswers_triesThriceAndClosesThePort() {
    module.fallSilent(true);
    CompletableFuture<Multiplexer> start = pump(Multiplexer.start(module, options));
    assertThat(start)
        .failsWithin(60, TimeUnit.SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(TransportUnavailableException.class);
    assertThat(module.heard())
        .containsExactly("control c301", "AT", "control c301", "AT", "control c301", "AT");
    assertThat(module.isClosed()).isTrue();
  }

  @Test
  void open_whenModuleRefuses_saysSo() {
    module.refuse("\r\n+CME ERROR: operation not supported\r\n");
    assertThat(pump(Multiplexer.start(module, options)))
        .failsWithin(60, TimeUnit.SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(PortUnusableException.class)
        .withMessageContaining("operation not supported");
  }

  @Test
  void open_whenACallEndsMeanwhile_isNeitherAnsweredNorRefused() {
    module.refuse("\r\nNO CARRIER\r\n\r\nBUSY\r\n\r\nOK\r\n");
    assertThat(pump(Multiplexer.start(module, options))).isCompleted();
  }

  @Test
  void channel_whenOpened_carriesBytesBothWays() throws IOException {
    Multiplexer mux = started();
    Transport first = opened(mux, 1);
    Transport second = opened(mux, 2);
    write(first, "AT\r");
    write(second, "ATI\r");
    assertThat(module.heard()).containsExactly("1:AT\r", "2:ATI\r");

    module.sayOn(2, "\r\nOK\r\n");
    module.sayOn(1, "\r\n+CEREG: 1\r\n");
    module.settle();
    assertThat(read(first)).isEqualTo("\r\n+CEREG: 1\r\n");
    assertThat(read(second)).isEqualTo("\r\nOK\r\n");
  }

  @Test
  void channel_whenModuleSendsBeforeItIsUsed_keepsIt() throws IOException {
    Multiplexer mux = started();
    CompletableFuture<Transport> opening = mux.openChannel(1);
    module.settle();
    time.advance(STEP);
    module.sayOn(1, "\r\n+CREG: 1\r\n");
    assertThat(opening).isNotDone();
    assertThat(read(pump(opening).join())).isEqualTo("\r\n+CREG: 1\r\n");
  }

  @Test
  void channel_whenDenied_saysSoAndCanBeAskedForAgain() {
    Multiplexer mux = started();
    module.deny(9);
    assertThat(pump(mux.openChannel(9)))
        .failsWithin(60, TimeUnit.SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(PortUnusableException.class);
    assertThat(pump(mux.openChannel(9))).isCompletedExceptionally();
  }

  /** None could ever be answered in time. */
  @Test
  void attempts_withoutTimeForAnAnswer_areRefused() {
    assertThatThrownBy(() -> MuxOptions.builder().attempts(3, Duration.ZERO))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("limit");
  }

  @Test
  void channel_whenThereIsNoSuch_isRefusedBeforeAnythingIsSent() {
    Multiplexer mux = started();
    opened(mux, 1);
    assertThatThrownBy(() -> mux.channel(0)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> mux.channel(64)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> mux.channel(1)).isInstanceOf(InvalidInputException.class);
    assertThat(module.heard()).isEmpty();
  }

  @Test
  void write_whenLongerThanAFrame_isSplit() throws IOException {
    Transport channel = opened(started(), 1);
    write(channel, "a".repeat(128) + "b".repeat(128) + "c");
    assertThat(module.heard())
        .containsExactly("1:" + "a".repeat(128), "1:" + "b".repeat(128), "1:c");
  }

  @Test
  void read_whenOneChannelIsNotRead_theOthersGoOnAndTheModuleIsAskedToPause() throws IOException {
    Multiplexer mux = started();
    Transport stalled = opened(mux, 1);
    Transport other = opened(mux, 2);
    for (int i = 0; i < 20; i++) {
      module.sayOn(1, "x".repeat(100));
    }
    module.sayOn(2, "alive");
    module.settle();
    time.advance(Duration.ZERO);

    assertThat(read(other)).isEqualTo("alive");
    assertThat(module.heard()).containsExactly("control e305078f");
    assertThat(mux.droppedBytes()).isEqualTo(1000);
    assertThat(read(stalled)).hasSize(1000);
    time.advance(Duration.ZERO);
    assertThat(module.heard()).containsExactly("control e305078d");
    module.sayOn(1, "again");
    assertThat(read(stalled)).isEqualTo("again");
  }

  @Test
  void write_whenModuleStopsTheChannel_waitsAndTheOthersDoNot() throws Exception {
    Multiplexer mux = started();
    Transport stopped = opened(mux, 1);
    Transport other = opened(mux, 2);
    module.control(0xE3, 0x05, 0x07, 0x8F);
    module.settle();
    time.advance(Duration.ZERO);
    assertThat(module.heard()).containsExactly("control e105078f");

    Thread writer = new Thread(() -> writeUnchecked(stopped));
    writer.start();
    write(other, "free");
    assertThat(module.heard()).containsExactly("2:free");
    module.control(0xE3, 0x05, 0x07, 0x8D);
    writer.join(120_000);
    assertThat(module.heard()).contains("1:held");
  }

  @Test
  @Timeout(120)
  void submit_whenTheModuleNeverLetsGo_knowsThatNothingWasSent() throws Exception {
    Multiplexer mux = started();
    AtChannel at = AtChannel.open(opened(mux, 1), ChannelOptions.builder().scheduler(time).build());
    module.control(0xE3, 0x05, 0x07, 0x8F);
    module.settle();
    CompletableFuture<String> stopped = calling.call(() -> at.execute(Identification.IMEI));

    assertThat(passUntilDone(stopped))
        .failsWithin(60, TimeUnit.SECONDS)
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            ChannelClosedException.class,
            e -> {
              assertThat(e.mayHaveBeenCarriedOut()).isFalse();
              assertThat(e.wasSent()).isFalse();
            })
        .withMessageContaining("took no bytes");
    assertThat(module.heard()).noneMatch(line -> line.contains("AT+CGSN"));
  }

  @Test
  @Timeout(120)
  void write_whenTheModuleStopsItHalfWay_saysThatTheEndDidNotLeave() throws Exception {
    Multiplexer mux = started();
    Transport channel = opened(mux, 1);
    module.stopAfterFrame();
    CompletableFuture<Throwable> failure =
        CompletableFuture.supplyAsync(() -> catchThrowable(() -> write(channel, "x".repeat(300))));
    Waits.until(() -> !module.heard().isEmpty());
    channel.close();
    assertThat(failure.get(60, TimeUnit.SECONDS)).isInstanceOf(EndNotWrittenException.class);
  }

  private static void writeUnchecked(Transport channel) {
    try {
      write(channel, "held");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void control_whenModuleAsks_isAnsweredAsTheStandardWants() {
    started();
    module.control(0x23, 0x05, 'h', 'i');
    module.control(0x83, 0x01, 0xA3, 0x01);
    module.settle();
    time.advance(Duration.ZERO);
    assertThat(module.heard())
        .containsExactly("control 21056869", "control 110383", "control a101");
  }

  @Test
  void read_whenAFrameIsDamaged_itIsDroppedAndCounted() throws IOException {
    Multiplexer mux = started();
    Transport channel = opened(mux, 1);
    byte[] bad = MuxFrame.information(1, "lost".getBytes(ISO_8859_1), 0, 4);
    bad[bad.length - 2] ^= 1;
    module.say(bad);
    module.sayOn(1, "kept");
    assertThat(read(channel)).isEqualTo("kept");
    module.settle();
    assertThat(mux.damagedFrames()).isEqualTo(1);
  }

  @Test
  void close_whenChannelsAreOpen_disconnectsThemFromTheLastAndClosesDown() {
    Multiplexer mux = started();
    opened(mux, 1);
    opened(mux, 3);
    opened(mux, 2);
    mux.close();
    mux.close();
    assertThat(module.heard()).containsExactly("43 3", "43 2", "43 1", "control c301");
    assertThat(module.isClosed()).isTrue();
  }

  @Test
  void read_whenTheMultiplexerIsClosed_endsSayingSo() {
    Multiplexer mux = started();
    Transport channel = opened(mux, 1);
    mux.close();
    assertThatThrownBy(() -> read(channel)).hasMessage("the multiplexer was closed");
    assertThatThrownBy(() -> write(channel, "x")).hasMessage("the multiplexer was closed");
  }

  @Test
  void close_whenWhatIsSentFirstIsLost_saysItAgain() {
    Multiplexer mux = started();
    opened(mux, 1);
    module.loseNext(2);
    closeAsTimePasses(mux);

    assertThat(module.heard()).containsExactly("control c301");
  }

  private void closeAsTimePasses(Multiplexer mux) {
    Thread closing = new Thread(mux::close);
    closing.start();
    while (closing.isAlive()) {
      module.settle();
      time.advance(STEP);
    }
  }

  @Test
  void close_whenNothingAnswers_givesUp() {
    Multiplexer mux = started();
    module.fallSilent(true);
    closeAsTimePasses(mux);

    assertThat(module.heard()).containsExactly("control c301", "control c301", "control c301");
    assertThat(module.isClosed()).isTrue();
  }

  @Test
  void close_whenOneChannelIsClosed_leavesTheOthers() throws IOException {
    Multiplexer mux = started();
    Transport first = opened(mux, 1);
    Transport second = opened(mux, 2);
    first.close();
    assertThat(module.heard()).containsExactly("43 1");
    assertThat(read(first)).isEqualTo("end");
    assertThatThrownBy(() -> write(first, "x")).isInstanceOf(IOException.class);
    write(second, "AT\r");
    assertThat(module.heard()).containsExactly("2:AT\r");
    module.settle();
    assertThat(opened(mux, 1)).isNotSameAs(first);
  }

  @Test
  void read_whenThePortIsLost_endsAllChannelsWithAReason() {
    Multiplexer mux = started();
    Transport first = opened(mux, 1);
    Transport second = opened(mux, 2);
    module.close();
    for (Transport channel : new Transport[] {first, second}) {
      assertThatThrownBy(() -> read(channel)).hasMessageContaining("the line was closed");
      assertThatThrownBy(() -> write(channel, "x")).isInstanceOf(IOException.class);
    }
    assertThat(mux.openChannel(3)).isCompletedExceptionally();
  }

  @Test
  void read_whenTheModuleEndsAChannel_onlyThatOneEnds() throws IOException {
    Multiplexer mux = started();
    Transport first = opened(mux, 1);
    Transport second = opened(mux, 2);
    module.unnumbered(1, 0x53);
    assertThat(read(first)).isEqualTo("end");
    module.sayOn(2, "alive");
    assertThat(read(second)).isEqualTo("alive");
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds * 20; i++) {
      module.settle();
      time.advance(STEP);
    }
  }

  @Test
  void read_whenModuleIsSilentAfterAWrite_endsOnceTheControlChannelHasNoAnswerEither()
      throws IOException {
    Multiplexer mux = started();
    Transport channel = opened(mux, 1);
    module.fallSilent(true);
    pass(60);
    assertThat(module.heard()).isEmpty();
    write(channel, "AT\r");
    pass(4);
    assertThat(module.heard()).containsExactly("1:AT\r");
    pass(5);
    assertThat(module.heard()).containsOnly("control 2307747301").hasSize(3);
    assertThatThrownBy(() -> read(channel))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("restarted")
        .hasMessageContaining("silent for 5 s")
        .hasMessageContaining("control channel does not answer");
    assertThatThrownBy(() -> write(channel, "x")).hasMessageContaining("restarted");
    assertThat(module.isClosed()).isTrue();
  }

  @Test
  void read_whenModuleIsSilentButAnswersOnTheControlChannel_goesOn() throws IOException {
    Multiplexer mux = started();
    Transport channel = opened(mux, 1);
    write(channel, "AT+USECPSK=16\r");
    pass(150);
    assertThat(module.heard()).containsExactly("1:AT+USECPSK=16\r", "control 2307747301");
    module.sayOn(1, "\r\nOK\r\n");
    assertThat(read(channel)).isEqualTo("\r\nOK\r\n");
    write(channel, "AT\r");
    pass(6);
    assertThat(module.heard()).containsExactly("1:AT\r", "control 2307747302");
  }

  @Test
  void read_whenAnsweredAndSilentLater_asksOnceThatSilenceHasLasted() throws IOException {
    Multiplexer mux = started();
    Transport channel = opened(mux, 1);
    write(channel, "AT\r");
    pass(3);
    module.sayOn(1, "\r\nOK\r\n");
    module.settle();
    write(channel, "AT+X\r");
    pass(4);
    assertThat(module.heard()).containsExactly("1:AT\r", "1:AT+X\r");
    pass(2);
    assertThat(module.heard()).containsExactly("control 2307747301");
  }

  @Test
  void read_whenMoreIsSentIntoTheSilence_asksAllTheSame() throws IOException {
    Multiplexer mux = started();
    Transport channel = opened(mux, 1);
    write(channel, "AT\r");
    pass(3);
    write(channel, "AT\r");
    pass(3);
    assertThat(module.heard()).containsExactly("1:AT\r", "1:AT\r", "control 2307747301");
  }

  @Test
  void read_whenThereIsASecondSign_doesNotAskBesides() {
    Multiplexer mux = started();
    opened(mux, 1);
    module.fallSilent(true);
    for (int i = 0; i < 2; i++) {
      module.say("\r\nModule has booted.\r\n".getBytes(ISO_8859_1));
      module.settle();
      time.advance(Duration.ZERO);
    }
    pass(5);
    assertThat(module.heard()).containsOnly("control 2307747301").hasSize(3);
  }

  @Test
  void read_whenModuleAsksSomethingElseMeanwhile_goesOn() {
    Multiplexer mux = started();
    opened(mux, 1);
    module.fallSilent(true);
    module.say("\r\nModule has booted.\r\n".getBytes(ISO_8859_1));
    module.settle();
    time.advance(Duration.ZERO);
    module.control(0xE3, 0x05, 0x07, 0x8D);
    module.settle();
    time.advance(Duration.ZERO);
    assertThat(mux.isLost()).isFalse();
    module.control(0x21, 0x07, 't', 's', 1);
    pass(5);
    assertThat(mux.isLost()).isFalse();
  }

  @Test
  void write_whenThePortTakesNoBytes_endsAllChannels() {
    Multiplexer mux = started();
    Transport first = opened(mux, 1);
    Transport second = opened(mux, 2);
    module.refuseWrites();
    assertThatThrownBy(() -> write(first, "x")).hasMessageContaining("no writing here");
    assertThatThrownBy(() -> read(second)).hasMessageContaining("writing failed");
    assertThat(mux.isLost()).isTrue();
  }

  /** For what waits on a thread of its own. */
  private <T> CompletableFuture<T> passUntilDone(CompletableFuture<T> future) {
    while (!future.isDone()) {
      module.settle();
      calling.awaitRest();
      time.advance(STEP);
    }
    return future;
  }

  @Test
  @Timeout(120)
  void open_ofAMultiplexedPort_whenAChannelHasNoAnswer_closesThePort() {
    MultiplexedPort port = MultiplexedPort.of(() -> module, options);
    passUntilDone(calling.call(port.channel(1)::open)).join();
    module.fallSilent(true);
    assertThat(passUntilDone(calling.call(port.channel(2)::open))).isCompletedExceptionally();
    assertThat(module.isClosed()).isTrue();
  }

  @Test
  @Timeout(120)
  void close_ofAMultiplexedPort_whileItIsBeingOpened_doesNotWaitForIt() throws Exception {
    CountDownLatch opening = new CountDownLatch(1);
    CompletableFuture<Transport> plugged = new CompletableFuture<>();
    TransportSource slow =
        () -> {
          opening.countDown();
          return plugged.join();
        };
    MultiplexedPort port = MultiplexedPort.of(slow, options);
    CompletableFuture<Transport> channel = calling.call(port.channel(1)::open);
    opening.await();
    assertThat(CompletableFuture.runAsync(port::close)).succeedsWithin(60, TimeUnit.SECONDS);
    plugged.complete(module);
    assertThat(passUntilDone(channel))
        .failsWithin(60, TimeUnit.SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(PortGoneException.class);
    assertThat(module.isClosed()).isTrue();
  }

  @Test
  void read_whenAskingIsTurnedOff_waitsForGood() throws IOException {
    MuxOptions trusting =
        MuxOptions.builder().scheduler(time).askAfterSilence(Duration.ZERO).build();
    Multiplexer mux = pump(Multiplexer.start(module, trusting)).join();
    Transport channel = opened(mux, 1);
    module.fallSilent(true);
    write(channel, "AT\r");
    module.say("\r\nModule has booted.\r\n".getBytes(ISO_8859_1));
    pass(60);
    assertThat(module.heard()).containsExactly("1:AT\r");
    assertThat(mux.isLost()).isFalse();
  }

  @Test
  void read_whenTextComesOutsideOfFrames_asksAtOnceAndEndsWithoutAnswer() {
    Multiplexer mux = started();
    Transport channel = opened(mux, 1);
    module.restart();
    module.say("\0\0\r\nModule has booted.\r\n".getBytes(ISO_8859_1));
    pass(4);
    assertThat(module.heard()).containsOnly("control 2307747301").hasSize(3);
    assertThatThrownBy(() -> read(channel))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("text came outside of frames");
  }

  @Test
  void read_whenALaterQuestionComesBack_endsAtOnceToo() throws IOException {
    Multiplexer mux = started();
    Transport channel = opened(mux, 1);
    write(channel, "AT+USECPSK=16\r");
    pass(6);
    assertThat(module.heard()).containsExactly("1:AT+USECPSK=16\r", "control 2307747301");
    module.restart();
    module.say("\r\nOK\r\n".getBytes(ISO_8859_1));
    module.settle();
    time.advance(Duration.ZERO);
    module.say(ControlMessage.test((byte) 2).frame());
    module.settle();
    time.advance(Duration.ZERO);
    assertThat(module.heard()).containsExactly("control 2307747302");
    assertThatThrownBy(() -> read(channel)).hasMessageContaining("gives back what it is sent");
  }

  @Test
  void read_whenTheQuestionComesBack_endsAtOnce() {
    Multiplexer mux = started();
    Transport channel = opened(mux, 1);
    module.restart();
    module.say("\r\nOK\r\n".getBytes(ISO_8859_1));
    module.settle();
    time.advance(Duration.ZERO);
    module.say(ControlMessage.test((byte) 1).frame());
    module.settle();
    time.advance(Duration.ZERO);
    assertThat(module.heard()).containsExactly("control 2307747301");
    assertThatThrownBy(() -> read(channel)).hasMessageContaining("gives back what it is sent");
  }

  @Test
  void read_whenADamagedFrameHoldsText_asksAndGoesOn() throws IOException {
    Multiplexer mux = started();
    Transport channel = opened(mux, 1);
    byte[] text = "\r\n+CEREG: 1\r\n".getBytes(ISO_8859_1);
    byte[] bad = MuxFrame.information(1, text, 0, text.length);
    bad[2] ^= 1;
    module.say(bad);
    pass(5);
    assertThat(module.heard()).containsExactly("control 2307747301");
    module.sayOn(1, "kept");
    assertThat(read(channel)).isEqualTo("kept");
  }

  @Test
  void atChannel_whenOverTheMultiplexer_isADialogueOfItsOwn() {
    Multiplexer mux = started();
    try (AtChannel one = AtChannel.open(opened(mux, 1), at());
        AtChannel two = AtChannel.open(opened(mux, 2), at())) {
      CompletableFuture<String> model = one.submit(Identification.MODEL);
      CompletableFuture<String> maker = two.submit(Identification.MANUFACTURER);
      assertThat(module.heard()).containsExactly("1:AT+CGMM\r", "2:AT+CGMI\r");
      module.sayOn(2, "\r\nu-blox\r\n\r\nOK");
      module.sayOn(1, "\r\nSARA-R510M8S\r\n\r\nO");
      module.sayOn(2, "\r\n");
      module.sayOn(1, "K\r\n");
      assertThat(model.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo("SARA-R510M8S");
      assertThat(maker.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo("u-blox");
    }
  }

  private ChannelOptions at() {
    return ChannelOptions.builder().scheduler(time).build();
  }
}
