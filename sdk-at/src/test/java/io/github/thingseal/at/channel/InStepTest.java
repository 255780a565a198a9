package io.github.thingseal.at.channel;

import static io.github.thingseal.at.channel.ScriptedModem.ok;
import static io.github.thingseal.at.channel.ScriptedModem.text;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.at.command.AtCommand;
import io.github.thingseal.at.command.AtError;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.FixedCommand;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.ResultInDoubtException;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.command.device.ReadFunctionality;
import io.github.thingseal.at.command.device.SetFunctionality;
import io.github.thingseal.at.command.network.ReadCellInfo;
import io.github.thingseal.at.command.network.ReadExtendedErrors;
import io.github.thingseal.at.command.network.ReadPdpContexts;
import io.github.thingseal.at.command.network.ReadSignalQuality;
import io.github.thingseal.at.command.network.SignalQuality;
import io.github.thingseal.at.command.security.ReadRotPublicUid;
import io.github.thingseal.core.ThingsealException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A result belongs to its command, whatever result codes come besides. */
@Timeout(120)
class InStepTest {
  private static final List<String> CALLS =
      List.of(
          "NO CARRIER",
          "BUSY",
          "NO ANSWER",
          "NO DIALTONE",
          "DISCONNECT",
          "SIM DROP",
          "CR",
          "RING",
          "CONNECT",
          "CONNECT 9600");
  private static final List<String> NUMERIC_CALLS = List.of("3", "6", "7", "8", "14");
  private static final List<String> RESULTS =
      List.of(
          "OK",
          "0",
          "ERROR",
          "4",
          "+CME ERROR: 50",
          "+CME ERROR: SIM busy",
          "+CMS ERROR: 500",
          "ABORTED",
          "Command aborted",
          "3000",
          "NOT SUPPORT",
          "INVALID COMMAND LINE");

  private static final AtCommand<?> OFFLINE = RawCommand.of("AT+CFUN=0");
  private static final String REFUSAL = "+CME ERROR: 3";
  private static final AtCommand<?> ENCRYPT =
      RawCommand.builder("AT+USECE2EDATAENC=3")
          .reply(ReplyShape.binary("+USECE2EDATAENC"))
          .payload(new byte[] {'a', 'b', 'c'})
          .loggedInFull()
          .build();

  private final ScriptedModem modem = new ScriptedModem();

  @AfterEach
  void close() {
    modem.close();
  }

  private static Throwable failureOf(CompletableFuture<?> future) {
    return requireNonNull(requireNonNull(catchThrowable(future::join)).getCause());
  }

  /** The next command gets its own answers, a refusal and a value. */
  private static void assertInStep(ScriptedModem modem) {
    modem.on("AT+CFUN=0", text(REFUSAL));
    modem.on("AT+CSQ", ok("+CSQ: 21,98"));
    assertThat(failureOf(modem.run(OFFLINE)))
        .isInstanceOfSatisfying(
            CommandRejectedException.class, e -> assertThat(e.error().text()).isEqualTo(REFUSAL));
    assertThat(modem.run(new ReadSignalQuality()).join()).isEqualTo(new SignalQuality(21, 98));
  }

  @Test
  void submit_whenACallEndsThatNoOneMade_getsItsOwnAnswer() {
    List<String> heard = new ArrayList<>();
    modem.channel.subscribe("NO CARRIER", line -> heard.add(line.text(0)));
    modem.on("AT+CSQ", text("NO CARRIER") + ok("+CSQ: 20,99"));

    assertThat(modem.run(new ReadSignalQuality()).join()).isEqualTo(new SignalQuality(20, 99));
    assertThat(heard).containsExactly("NO CARRIER");
    assertInStep(modem);
    assertThat(modem.sent).containsExactly("AT+CSQ", "AT+CFUN=0", "AT+CSQ");
  }

  private enum Moment {
    BETWEEN,
    FIRST,
    AMID,
    AFTER
  }

  @TestFactory
  Stream<DynamicTest> newsOfACall_wheneverTheyCome_areForSubscribersAndEndNothing() {
    return Stream.concat(CALLS.stream(), NUMERIC_CALLS.stream())
        .flatMap(
            line ->
                Stream.of(Moment.values())
                    .map(
                        moment ->
                            DynamicTest.dynamicTest(
                                line + " " + moment, () -> checkNews(line, moment))));
  }

  private static void checkNews(String line, Moment moment) {
    try (ScriptedModem modem = new ScriptedModem()) {
      boolean numeric = Character.isDigit(line.charAt(0));
      checkQuery(modem, line, moment);
      if (!numeric) {
        // Where the result codes are words, a number is a part of what was asked for.
        checkModel(modem, line, moment);
      }
      checkPayload(modem, line, moment);
      assertInStep(modem);
      assertThat(modem.unsolicited).containsOnly(line).hasSize(numeric ? 2 : 3);
      assertThat(modem.sent).doesNotContain("AT+CMEE?");
    }
  }

  private static void checkQuery(ScriptedModem modem, String line, Moment moment) {
    modem.on("AT+CSQ", around(line, moment, "+CSQ: 20,99"));
    if (moment == Moment.BETWEEN) {
      modem.say(line);
    }
    assertThat(modem.run(new ReadSignalQuality()).join()).isEqualTo(new SignalQuality(20, 99));
  }

  private static void checkModel(ScriptedModem modem, String line, Moment moment) {
    modem.on("AT+CGMM", around(line, moment, "SARA-R510M8S"));
    if (moment == Moment.BETWEEN) {
      modem.say(line);
    }
    assertThat(modem.run(Identification.MODEL).join()).isEqualTo("SARA-R510M8S");
  }

  private static void checkPayload(ScriptedModem modem, String line, Moment moment) {
    String before = moment == Moment.FIRST ? text(line) : "";
    modem.on("AT+USECE2EDATAENC=3", before + "\r\n>");
    modem.on("abc", around(line, moment == Moment.FIRST ? Moment.BETWEEN : moment, WINDOW));
    if (moment == Moment.BETWEEN) {
      modem.say(line);
    }
    assertThat(modem.run(ENCRYPT)).isCompletedWithValueMatching(value -> value != null);
  }

  private static final String WINDOW = "+USECE2EDATAENC: 4,\"\r\nOK\"";

  private static String around(String line, Moment moment, String info) {
    return switch (moment) {
      case BETWEEN -> ok(info);
      case FIRST -> text(line) + ok(info);
      case AMID -> text(info, line, "OK");
      case AFTER -> ok(info) + text(line);
    };
  }

  @TestFactory
  Stream<DynamicTest> resultCodes_wheneverTheyCome_leaveNoAnswerToTheNextCommand() {
    return RESULTS.stream()
        .flatMap(
            line ->
                Stream.of(Moment.values())
                    .map(
                        moment ->
                            DynamicTest.dynamicTest(
                                line + " " + moment, () -> checkResult(line, moment))));
  }

  private static void checkResult(String line, Moment moment) {
    for (AtCommand<?> command :
        List.of(new ReadSignalQuality(), Identification.MODEL, ENCRYPT, SetFunctionality.FULL)) {
      try (ScriptedModem modem = new ScriptedModem()) {
        modem.on("AT+CSQ", around(line, moment, "+CSQ: 20,99"));
        modem.on("AT+CGMM", around(line, moment, "SARA-R510M8S"));
        modem.on("AT+CFUN=1", moment == Moment.FIRST ? text(line, "OK") : ok() + text(line));
        modem.on("AT+USECE2EDATAENC=3", (moment == Moment.FIRST ? text(line) : "") + "\r\n>");
        modem.on("abc", around(line, moment == Moment.FIRST ? Moment.BETWEEN : moment, WINDOW));
        if (moment == Moment.BETWEEN) {
          modem.say(line);
        }
        CompletableFuture<?> result = modem.run(command);
        assertThat(result).isDone();
        if (result.isCompletedExceptionally()) {
          assertThat(failureOf(result)).isInstanceOf(ThingsealException.class);
          assertThat(moment).isNotIn(Moment.BETWEEN, Moment.AFTER);
        }
        assertInStep(modem);
      }
    }
  }

  @Test
  void submit_whenOkComesBeforeTheInformation_takesTheInformationAllTheSame() {
    modem.on("AT+CSQ", text("OK") + ok("+CSQ: 20,99"));

    assertThat(modem.run(new ReadSignalQuality()).join()).isEqualTo(new SignalQuality(20, 99));
    assertInStep(modem);
  }

  @Test
  void submit_whenOkComesBeforeARefusal_isRefused() {
    modem.on("AT+CSQ", text("OK", "+CME ERROR: 10"));

    assertThat(failureOf(modem.run(new ReadSignalQuality())))
        .isInstanceOfSatisfying(
            CommandRejectedException.class, e -> assertThat(e.error().code()).hasValue(10));
    assertInStep(modem);
  }

  @Test
  void submit_whenThereIsNoInformation_isToldOnceTheModuleWasAsked() {
    modem.on("AT+CSQ", ok());
    modem.on("AT+CGDCONT?", ok());

    assertThat(failureOf(modem.run(new ReadSignalQuality())))
        .isInstanceOf(UnexpectedReplyException.class);
    assertThat(modem.run(new ReadPdpContexts()).join()).isEmpty();
    assertThat(modem.sent).containsExactly("AT+CSQ", "AT+CMEE?", "AT+CGDCONT?", "AT+CMEE?");
  }

  @Test
  void submit_whenOkComesWithoutInformationAndNothingMore_isInDoubt() {
    modem.on("AT+CSQ", ok());
    modem.on("AT+CMEE?", "");

    assertThat(failureOf(modem.run(new ReadSignalQuality())))
        .isInstanceOfSatisfying(
            ResultInDoubtException.class, e -> assertThat(e.mayHaveBeenCarriedOut()).isTrue())
        .hasMessageContaining("may belong to something else");
  }

  @Test
  void submit_whenAnErrorComesBehindTheInformation_isInDoubt() {
    modem.on("AT+CSQ", text("+CSQ: 20,99", "ERROR", "OK"));

    assertThat(failureOf(modem.run(new ReadSignalQuality())))
        .isInstanceOf(ResultInDoubtException.class);
    assertInStep(modem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"OK", "ERROR", "+CME ERROR: 3", "+CMS ERROR: 500", "ABORTED"})
  void submit_afterAResultThatNoOneAskedFor_isSentOnceTheModuleWasAsked(String line) {
    modem.say(line);
    assertInStep(modem);
    assertThat(modem.sent).containsExactly("AT+CMEE?", "AT+CFUN=0", "AT+CSQ");
    assertThat(modem.unsolicited).isNotEmpty();
  }

  @Test
  void submit_onALineThatRepeatsEverything_getsItsOwnAnswers() {
    modem.on("AT+CSQ", ok("+CSQ: 20,99") + ok("+CSQ: 20,99"));
    modem.on("AT+CMEE?", ok("+CMEE: 2") + ok("+CMEE: 2"));
    modem.on("AT+CFUN=0", text(REFUSAL, REFUSAL));
    for (int i = 0; i < 5; i++) {
      assertThat(modem.run(new ReadSignalQuality()).join()).isEqualTo(new SignalQuality(20, 99));
      assertThat(failureOf(modem.run(OFFLINE))).isInstanceOf(CommandRejectedException.class);
    }
  }

  @Test
  void submit_whenResultCodesNeverStop_failsInTheEnd() {
    modem.on("AT+CMEE?", ok("+CMEE: 2") + text("OK"));
    modem.say("OK");
    assertThat(failureOf(modem.run(OFFLINE)))
        .isInstanceOfSatisfying(
            CommandTimeoutException.class, e -> assertThat(e.mayHaveBeenCarriedOut()).isFalse())
        .hasMessageContaining("does not stop");
    assertThat(modem.sent).containsOnly("AT+CMEE?").hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+CMS ERROR: 500", "ABORTED"})
  void submit_afterAnErrorOfAnotherKindThanItsOwn_isSentOnceTheModuleWasAsked(String line) {
    modem.on("AT+CFUN=1", text(line));
    assertThat(failureOf(modem.run(SetFunctionality.FULL)))
        .isInstanceOf(CommandRejectedException.class);
    assertInStep(modem);
    assertThat(modem.sent).containsExactly("AT+CFUN=1", "AT+CMEE?", "AT+CFUN=0", "AT+CSQ");
  }

  @Test
  void submit_afterAnErrorOfShortMessages_isSentAtOnce() {
    modem.on("AT+CMGL", text("+CMS ERROR: 500"));
    assertThat(failureOf(modem.run(RawCommand.of("AT+CMGL"))))
        .isInstanceOf(CommandRejectedException.class);
    assertInStep(modem);
    assertThat(modem.sent).doesNotContain("AT+CMEE?");
  }

  @Test
  void submit_whenOneOfSeveralIsRefused_isRefused() {
    modem.on("AT+CSQ;+CREG?", text("+CSQ: 20,99", "+CME ERROR: 3"));

    assertThat(failureOf(modem.run(RawCommand.of("AT+CSQ;+CREG?"))))
        .isInstanceOf(CommandRejectedException.class);
  }

  @Test
  void submit_whenOkComesInsteadOfThePrompt_wasNotCarriedOut() {
    modem.on("AT+USECE2EDATAENC=3", ok() + "\r\n>");

    assertThat(failureOf(modem.run(ENCRYPT)))
        .isInstanceOfSatisfying(
            ResultInDoubtException.class, e -> assertThat(e.mayHaveBeenCarriedOut()).isFalse());
    modem.pass(Duration.ofSeconds(24));
    assertThat(modem.sent).containsExactly("AT+USECE2EDATAENC=3");
    assertInStep(modem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ATD*99***1#", "ATDT123;", "ATA", "ATO", "ATE0D123", "at+csq;d5", "AT O1"})
  void submit_whenItDials_endsWithTheResultOfTheCall(String line) {
    modem.on(line, text("NO CARRIER"));

    assertThat(failureOf(modem.run(RawCommand.of(line))))
        .isInstanceOfSatisfying(
            CommandRejectedException.class,
            e -> assertThat(e.error().kind()).isEqualTo(AtError.Kind.NO_CARRIER));
    assertThat(modem.unsolicited).isEmpty();
    assertInStep(modem);
  }

  @Test
  void submit_whenItDialsAndIsConnected_saysSo() {
    modem.on("ATD*99***1#", text("CONNECT 150000000"));

    assertThat(modem.run(RawCommand.of("ATD*99***1#")).join())
        .singleElement()
        .extracting(info -> info.text(0))
        .isEqualTo("CONNECT 150000000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ATE0", "ATV1", "AT&D0", "ATS0=0", "AT+COPS=0;+CSQ", "AT+X=\";D\"", "ATX4"})
  void submit_whenItDoesNotDial_hasNothingToDoWithCalls(String line) {
    modem.on(line, text("BUSY") + ok());

    assertThat(modem.run(RawCommand.of(line))).isCompleted();
    assertThat(modem.unsolicited).containsExactly("BUSY");
  }

  @Test
  void numbers_whereTheModuleWritesWords_areNoResultCodes() {
    modem.on("AT+CGACT?", ok("+CGACT: 1,1", "4", "0"));
    assertThat(modem.run(FixedCommand.ATTENTION)).isCompleted();

    assertThat(modem.run(RawCommand.of("AT+CGACT?")).join()).hasSize(3);
    assertInStep(modem);
  }

  @Test
  void numbers_whereTheModuleWritesThem_areResultCodes() {
    modem.on("ATV0", "0\r");
    modem.on("AT+CMEE?", "+CMEE: 2\r\n0\r");
    modem.on("AT+CFUN=1", "3\r2\r0\r");
    modem.on("AT+CFUN=4", "4\r");
    assertThat(modem.run(FixedCommand.ATTENTION)).isCompleted();
    assertThat(modem.run(RawCommand.of("ATV0"))).isCompleted();
    List<String> ended = new ArrayList<>();
    modem.channel.subscribe("NO CARRIER", line -> ended.add(line.text(0)));

    assertThat(modem.run(SetFunctionality.FULL)).isCompleted();
    assertThat(failureOf(modem.run(SetFunctionality.RADIO_OFF)))
        .isInstanceOf(CommandRejectedException.class);
    assertThat(modem.unsolicited).containsExactly("3", "2");
    assertThat(ended).containsExactly("3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"^HCSQ: \"LTE\",40,45", "%CNTI: 0,LTE", "#QSS: 1", "*PSUTTZ: 1", "$QCSQ: 3"})
  void prefixes_ofOtherVendors_areUnsolicited(String line) {
    List<String> heard = new ArrayList<>();
    String prefix = line.substring(0, line.indexOf(':'));
    modem.channel.subscribe(prefix, info -> heard.add(info.prefix()));
    modem.on("AT+CGMM", text(line) + ok("SARA-R510M8S"), text("SARA-R510M8S", line, "OK"));

    assertThat(modem.run(Identification.MODEL).join()).isEqualTo("SARA-R510M8S");
    assertThat(modem.run(Identification.MODEL).join()).isEqualTo("SARA-R510M8S");
    assertThat(heard).containsExactly(prefix, prefix);
  }

  @Test
  void model_whenAModuleSaysThatItHasBooted_isNotThat() {
    modem.on("AT+CGMM", ok("Module has booted."), ok("SARA-R510M8S", "Module has booted."));

    assertThat(failureOf(modem.run(Identification.MODEL)))
        .isInstanceOf(UnexpectedReplyException.class);
    assertThat(modem.run(Identification.MODEL).join()).isEqualTo("SARA-R510M8S");
    assertThat(modem.unsolicited).containsExactly("Module has booted.", "Module has booted.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Module has booted.", "NO DIAL TONE", "Call Ready", "no carrier", "%"})
  void news_amidAReply_isNoPartOfIt(String news) {
    Map<AtCommand<?>, String> infos =
        Map.of(
            Identification.MANUFACTURER,
            "u-blox",
            Identification.REVISION,
            "L0.0.00.00.05.06 [Feb 03 2018 13:00:41]",
            Identification.VERSIONS,
            "02.05,A00.01",
            Identification.PIN_STATE,
            "+CPIN: READY",
            new ReadFunctionality(),
            "+CFUN: 1",
            new ReadExtendedErrors(),
            "+CEER: \"SM\",36,\"failed\"",
            new ReadCellInfo(),
            "+UCGED: 2\r\n6,4,001,01\r\n2525,5",
            new ReadRotPublicUid(),
            "+USECROTUID: \"0002000087654321\"");
    infos.forEach(
        (command, info) -> {
          modem.on(command.line(), ok(info), text(news) + ok(info), text(info, news, "OK"));
          Object value = modem.run(command).join();

          assertThat(modem.run(command).join()).isEqualTo(value);
          assertThat(modem.run(command).join()).isEqualTo(value);
        });
    assertThat(modem.unsolicited).containsOnly(news).hasSize(2 * infos.size());
  }

  @Test
  void numbers_whereTheModuleWritesThem_refuseWhatIsAnsweredWithoutAPrefix() {
    modem.on("ATV0", "0\r");
    modem.on("AT+CMEE?", "+CMEE: 2\r\n0\r");
    assertThat(modem.run(RawCommand.of("ATV0"))).isCompleted();

    for (AtCommand<?> command :
        List.of(Identification.MODEL, Identification.IMSI, RawCommand.of("AT+CGSN"))) {
      modem.on(command.line(), "3\r4\r");
      assertThat(failureOf(modem.run(command))).isInstanceOf(CommandRejectedException.class);
    }
  }

  @Test
  void names_whenThePatternWantsThem_areAnAnswerThoughTheyLookLikePrefixes() {
    modem.on("AT+CLAC", ok("+CSQ", "&F", "+CGMM"));

    assertThat(
            modem
                .run(
                    RawCommand.builder("AT+CLAC")
                        .reply(ReplyShape.bare(Pattern.compile(".*")))
                        .build())
                .join())
        .extracting(line -> line.text(0))
        .containsExactly("+CSQ", "&F", "+CGMM");
  }
}
