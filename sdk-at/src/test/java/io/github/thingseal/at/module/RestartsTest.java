package io.github.thingseal.at.module;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.c2c.C2cTransport;
import io.github.thingseal.at.channel.Dialogue;
import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.ModuleRestartedException;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.command.device.SetFunctionality;
import io.github.thingseal.at.module.FakeDialogue.Answer;
import io.github.thingseal.at.module.ModuleOptions.Recovery;
import io.github.thingseal.core.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is done about the signs of a restart, with a module that answers by script. */
@Timeout(60)
class RestartsTest {
  private final List<String> done = new ArrayList<>();
  private final RestartWatch watch = new RestartWatch(new Recovery(3, this::recover));
  private final FakeDialogue dialogue = FakeDialogue.saraR5();
  private final C2cTransport line = new C2cTransport(new InMemoryModule());
  private final Session session =
      new Session(
          new Port(
              "port", dialogue, pause -> {}, wakeUp -> {}, failure -> {}, () -> {}, () -> line),
          new Pauses(new VirtualTime()));
  private final LineEncryption encryption =
      new LineEncryption(session, () -> line, Optional.empty());
  private final Restarts restarts =
      new Restarts(session, new StartUp(session, ModuleOptions.standard()), watch, encryption);
  private Runnable recovery = () -> done.add("power cycle");

  RestartsTest() {
    session.beforeCommands(restarts::beforeCommand);
    restarts.configure();
    dialogue.forget();
  }

  private void recover() {
    recovery.run();
  }

  @Test
  void execute_whenSoManyCommandsHadNoAnswer_recoversAndConfiguresOnce() {
    watch.onTimeout("AT", 1);
    watch.onTimeout("AT", 2);
    session.execute(Identification.MODEL);
    assertThat(dialogue.sent()).containsExactly("AT+CGMM");
    watch.onTimeout("AT", 3);
    session.execute(Identification.MODEL);
    session.execute(Identification.MODEL);
    assertThat(done).containsExactly("power cycle");
    assertThat(dialogue.sent()).containsOnlyOnce("ATE0");
  }

  @Test
  void execute_whenThereIsAnotherSign_recoversNothing() {
    watch.onEcho("AT");
    session.execute(Identification.MODEL);
    assertThat(done).isEmpty();
    assertThat(dialogue.sent()).contains("ATE0");
  }

  @Test
  void execute_whenSeveralThreadsWaitForIt_configuresOnce() throws Exception {
    List<Thread> waiting = new ArrayList<>();
    recovery =
        () -> {
          Thread other = new Thread(() -> session.execute(Identification.REVISION));
          waiting.add(other);
          other.start();
          while (other.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
          }
        };
    watch.onTimeout("AT", 3);
    session.execute(Identification.MODEL);
    waiting.get(0).join();

    assertThat(dialogue.sent()).containsOnlyOnce("ATE0").contains("AT+CGMR");
  }

  @Test
  void configure_whenInterruptedWhileSomebodyElseDoes_endsAndLeavesTheInterrupt() {
    restarts.switchEncryption(
        () -> {
          Thread other =
              new Thread(
                  () -> {
                    Thread.currentThread().interrupt();
                    assertThatThrownBy(restarts::configure)
                        .isInstanceOfSatisfying(
                            CommandInterruptedException.class,
                            e -> assertThat(e.mayHaveBeenCarriedOut()).isFalse())
                        .hasMessageContaining("port")
                        .hasMessageContaining("Nothing was sent");
                    done.add("interrupted " + Thread.currentThread().isInterrupted());
                  });
          other.start();
          joinOf(other);
        });
    assertThat(done).containsExactly("interrupted true");
  }

  private static void joinOf(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void configure_whenTheModuleEchoesMeanwhile_isNoNews() {
    List<RestartSign> news = new ArrayList<>();
    watch.tell(news::add);
    dialogue.on(
        "AT",
        command -> {
          watch.onEcho("AT");
          return List.of();
        });
    restarts.configure();
    assertThat(news).isEmpty();
    assertThat(watch.sign()).isEmpty();
    watch.onEcho("AT");
    assertThat(news).containsExactly(RestartSign.ECHO);
  }

  @Test
  void configure_whenItFails_letsSignsCountAgain() {
    dialogue.on("ATE0", FakeDialogue.closed(false));
    assertThatThrownBy(restarts::configure).hasMessageContaining("closed");
    watch.onEcho("AT");
    assertThat(watch.sign()).contains(RestartSign.ECHO);
  }

  @Test
  void expect_whenTheModuleGreets_isNoNews() {
    List<RestartSign> news = new ArrayList<>();
    watch.tell(news::add);
    restarts.expect(watch::onGreeting);
    watch.onGreeting();
    assertThat(news).isEmpty();
    assertThat(watch.sign()).isEmpty();

    restarts.configure();
    assertThat(restarts.isDueForCommand()).isFalse();
  }

  @Test
  void expect_whenTheModuleRefusesToRestart_letsSignsCountAgain() {
    assertThatThrownBy(
            () ->
                restarts.expect(
                    () -> {
                      throw new InvalidInputException("refused");
                    }))
        .isInstanceOf(InvalidInputException.class);
    watch.onGreeting();
    assertThat(watch.sign()).contains(RestartSign.GREETING);
  }

  @Test
  void switchEncryption_whenItIsOver_permitsNothingMore() {
    byte[] command = "AT+CGMM\r".getBytes(ISO_8859_1);
    List<Boolean> taken = new ArrayList<>();
    dialogue.on(
        "AT+CGMM",
        asked -> {
          taken.add(encryption.takes(command));
          return FakeDialogue.ok("SARA-R510M8S").to(asked);
        });
    restarts.switchEncryption(() -> session.execute(Identification.MODEL));
    assertThat(taken).containsExactly(true);
    assertThat(encryption.takes(command)).isFalse();
    restarts.configure();
    assertThat(taken).hasSizeGreaterThan(1).doesNotContain(false);
    assertThat(encryption.takes(command)).isFalse();
  }

  @Test
  void execute_whenTheRadioWasTurnedOnAgain_permitsNothingMore() {
    session.execute(SetFunctionality.FULL);
    watch.onEcho("AT");
    session.execute(Identification.MODEL);
    assertThat(dialogue.sent()).endsWith("AT+CFUN=1", "AT+CGMM");
    assertThat(encryption.takes("AT+CFUN=1\r".getBytes(ISO_8859_1))).isFalse();
  }

  @Test
  void switchEncryption_withinAnother_configuresNothing() {
    restarts.switchEncryption(
        () -> {
          watch.onEcho("AT");
          restarts.switchEncryption(() -> done.add("switched"));
          assertThat(dialogue.sent()).isEmpty();
        });
    assertThat(done).containsExactly("switched");
    session.execute(Identification.MODEL);
    assertThat(dialogue.sent()).contains("ATE0");
  }

  @Test
  void switchEncryption_whenAnotherThreadHasACommandAndNothingIsDue_holdsItUpNot() {
    restarts.switchEncryption(
        () -> {
          Thread other = new Thread(() -> session.execute(Identification.MODEL));
          other.start();
          joinOf(other);
        });
    assertThat(dialogue.sent()).containsExactly("AT+CGMM");
  }

  @Test
  void execute_whenThereWasNoise_asksOnceForTheErrorReports() {
    List<AtCommand<?>> asked = new ArrayList<>();
    dialogue.on(
        "AT+CMEE?",
        command -> {
          asked.add(command);
          return FakeDialogue.ok("+CMEE: 2").to(command);
        });
    watch.onNoise();
    session.execute(Identification.MODEL);
    session.execute(Identification.MODEL);
    assertThat(dialogue.sent()).containsExactly("AT+CMEE?", "AT+CGMM", "AT+CGMM");
    assertThat(asked)
        .singleElement()
        .satisfies(
            question -> {
              assertThat(question.reply()).isEqualTo(ReplyShape.prefixed("+CMEE", 1, 1));
              assertThat(question.timeLimit()).isEqualTo(session.family().responseLimit());
              assertThat(question.repeatable()).isTrue();
            });
  }

  @Test
  void execute_whenErrorReportsAreRefused_doesNotTakeTheirAbsenceForARestart() {
    dialogue.on("AT+CMEE=2", FakeDialogue.error("ERROR"));
    dialogue.on("AT+CMEE=1", FakeDialogue.error("ERROR"));
    restarts.configure();
    watch.onReceived("+CMEE: 0");
    assertThat(watch.sign()).isEmpty();
    dialogue.on("AT+CMEE=1", FakeDialogue.ok());
    restarts.configure();
    watch.onReceived("+CMEE: 0");
    assertThat(watch.sign()).contains(RestartSign.SETTINGS_LOST);
  }

  @Test
  void execute_whenThereWasNoiseAndASign_asksNothing() {
    watch.onNoise();
    watch.onEcho("AT");
    session.execute(Identification.MODEL);
    assertThat(dialogue.sent()).startsWith("AT", "ATE0").doesNotContain("AT+CMEE?");
  }

  static List<Answer> whatTellsNothing() {
    return List.of(
        FakeDialogue.error("ERROR"),
        FakeDialogue.error("+CME ERROR: SEC busy"),
        FakeDialogue.timeout(false),
        command -> {
          throw new ModuleRestartedException(command.line(), false, "it greets");
        },
        FakeDialogue.garbled());
  }

  @ParameterizedTest
  @MethodSource("whatTellsNothing")
  void execute_whenThereWasNoiseAndTheModuleDoesNotTell_goesOn(Answer answer) {
    dialogue.on("AT+CMEE?", answer);
    watch.onNoise();
    assertThat(session.execute(Identification.MODEL)).isEqualTo("SARA-R510M8S");
    assertThat(dialogue.sent()).containsExactly("AT+CMEE?", "AT+CGMM");
  }

  @Test
  void subscribers_whenOneThrowsOrHasLeft_areToldAllTheSame() throws Exception {
    BlockingQueue<RestartSign> heard = new LinkedBlockingQueue<>();
    List<RestartSign> left = new ArrayList<>();
    try (BackgroundWork background = new BackgroundWork("test")) {
      restarts.tellOn(background);
      Dialogue.Subscription leaving = restarts.subscribe(left::add);
      restarts.subscribe(
          sign -> {
            throw new UnsupportedOperationException("of a listener");
          });
      restarts.subscribe(heard::add);
      leaving.close();
      watch.onEcho("AT");
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(RestartSign.ECHO);
      assertThat(left).isEmpty();
    }
  }
}
