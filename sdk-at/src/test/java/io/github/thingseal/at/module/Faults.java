package io.github.thingseal.at.module;

import io.github.thingseal.testkit.DigitCase;
import io.github.thingseal.testkit.FrameFault;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.RotFirmware;
import io.github.thingseal.testkit.UrcMoment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Everything that can go wrong with the simulated module, and in which firmwares are odd. */
final class Faults {
  private static final int C2C_FRAME_BYTES = 255;
  private static final int MUX_FRAME_BYTES = 128;

  private Faults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    all.addAll(variants());
    all.addAll(unsolicitedLines());
    all.addAll(wrongAnswers());
    all.addAll(noAnswers());
    all.addAll(lostLines());
    all.addAll(damagedFrames());
    return all;
  }

  /** Ways in which modules differ; none of them matters. */
  private static List<Fault> variants() {
    List<Fault> faults = new ArrayList<>();
    for (int size : List.of(1, 7)) {
      Fault pieces =
          Fault.of("replies in pieces of " + size, ModuleFault.fragments(size, Duration.ZERO));
      faults.add(size == 1 ? pieces.andEverywhere() : pieces);
    }
    faults.add(
        Fault.of("replies slowly, in pieces of 3", ModuleFault.fragments(3, Duration.ofMillis(5)))
            .andEverywhere());
    faults.add(Fault.trait("blank after the prompt", "promptBlank", b -> b.promptBlank(true)));
    for (DigitCase digits : DigitCase.values()) {
      faults.add(Fault.trait("digits " + digits, "hexDigits", b -> b.hexDigits(digits)));
    }
    faults.add(Fault.trait("quoted uid", "quotedRotUid", b -> b.quotedRotUid(true)));
    faults.add(Fault.of("OK to power-off lost", ModuleFault.loseResult("+CPWROFF")));
    faults.add(Fault.of("NULs at boot", ModuleFault.nulsAtBoot(50)).fromTheStart());
    faults.add(Fault.of("NULs at the next boot", ModuleFault.nulsAtBoot(50)));
    faults.add(Fault.trait("PEM with CR LF", "pemCrLf", b -> b.pemCrLf(true)).andEverywhere());
    for (RotFirmware state : RotFirmware.values()) {
      faults.add(
          Fault.trait("root of trust " + state, "rotFirmware", b -> b.rotFirmware(state))
              .amountsTo(
                  state == RotFirmware.FILE_ABSENT ? Situation.UPDATE_ABSENT : Situation.FINE));
    }
    faults.add(
        Fault.forCall(
                "as slow as allowed", call -> ModuleFault.delay(call.command(), call.almostLimit()))
            .andEverywhere());
    return faults;
  }

  /** Lines that no one asked for spoil nothing but the inside of a binary window. */
  private static List<Fault> unsolicitedLines() {
    List<Fault> faults = new ArrayList<>();
    for (UrcMoment moment : UrcMoment.values()) {
      faults.add(unsolicited("+X: \"open", moment, 1));
      faults.add(unsolicited("+CEREG: 1", moment, 300).andEverywhere());
    }
    for (String text :
        List.of(
            "+CEREG: 1,\"0001\",\"01a2d001\",7",
            "+UUPSMR: 1",
            "RING",
            "^HCSQ: \"LTE\",40",
            "%CNTI: 0,LTE")) {
      faults.add(unsolicited(text, UrcMoment.BEFORE_RESPONSE, 1));
    }
    for (String text : List.of("BUSY", "NO ANSWER", "NO DIALTONE", "DISCONNECT", "CONNECT", "3")) {
      faults.add(unsolicited(text, UrcMoment.BEFORE_RESPONSE, 1));
    }
    for (UrcMoment moment : UrcMoment.values()) {
      faults.add(unsolicited("NO CARRIER", moment, 2).andEverywhere());
    }
    faults.add(
        Fault.forCall(
            "prefix of the reply",
            call -> ModuleFault.urc(call.command() + ": 9", UrcMoment.BEFORE_RESPONSE, 3)));
    return faults;
  }

  private static Fault unsolicited(String text, UrcMoment moment, int times) {
    return Fault.of(times + " x " + text + " " + moment, ModuleFault.urc(text, moment, times))
        .amountsTo(moment == UrcMoment.INSIDE_BINARY ? Situation.WINDOW_DAMAGED : Situation.FINE);
  }

  private static List<Fault> wrongAnswers() {
    List<Fault> faults = new ArrayList<>();
    faults.add(answer("ERROR", Situation.REFUSED_WITHOUT_REASON).andEverywhere());
    faults.add(answer("+CME ERROR: 3", Situation.REFUSED));
    faults.add(answer("+CME ERROR: operation not allowed", Situation.REFUSED).andEverywhere());
    faults.add(answer("+CMS ERROR: 500", Situation.REFUSED));
    faults.add(answer("NO CARRIER", Situation.UNANSWERED));
    faults.add(answer("ABORTED", Situation.REFUSED));
    faults.add(answer("+CME ERROR: SIM busy", Situation.BUSY));
    faults.add(answer("OK", Situation.OK_ALONE).andEverywhere());
    faults.add(busy("SEC busy for an hour", Duration.ofHours(1), Situation.BUSY).andEverywhere());
    faults.add(
        busy("SEC busy for 10 s", Duration.ofSeconds(10), Situation.BUSY_FOR_A_WHILE)
            .andEverywhere());
    return faults;
  }

  private static Fault answer(String code, Situation situation) {
    return Fault.forCall(code, call -> ModuleFault.result(call.command(), code))
        .amountsTo(situation);
  }

  private static Fault busy(String name, Duration duration, Situation situation) {
    return Fault.planned(name, (call, sinceBoot) -> ModuleFault.secBusy(sinceBoot.plus(duration)))
        .amountsTo((call, wiring) -> call.security ? situation : Situation.FINE);
  }

  /** The module, or the line, swallows what was said; or the answer comes when no one waits. */
  private static List<Fault> noAnswers() {
    List<Fault> faults = new ArrayList<>();
    faults.add(
        Fault.forCall("silence", call -> ModuleFault.silence(call.command()))
            .amountsTo(Situation.UNANSWERED)
            .andEverywhere());
    faults.add(
        Fault.of("silence of everything", ModuleFault.silence(ModuleFault.ANY_COMMAND))
            .amountsTo(Situation.DEAF));
    for (int length : List.of(1, 31, 200, 5000)) {
      Fault garbage =
          Fault.forCall(
                  length + " bytes of garbage", call -> ModuleFault.garbage(call.command(), length))
              .amountsTo(Situation.UNANSWERED);
      faults.add(length == 200 ? garbage.andEverywhere() : garbage);
    }
    for (int seconds : List.of(1, 5, 170)) {
      Fault late =
          Fault.forCall(
                  seconds + " s too late",
                  call -> ModuleFault.delay(call.command(), call.limit.plusSeconds(seconds)))
              .amountsTo(Situation.DEAF);
      faults.add(seconds == 5 ? late.andEverywhere() : late);
    }
    for (int missing : List.of(1, 7, 9, 30)) {
      Fault cut =
          Fault.of(missing + " bytes missing", ModuleFault.truncatedBinary(missing))
              .amountsTo(Situation.WINDOW_DAMAGED);
      faults.add(missing == 9 ? cut.andEverywhere() : cut);
    }
    faults.add(
        restart("restart with a greeting")
            .after("AT+CSGT=1,\"" + ModuleBench.GREETING + "\";+IPR=115200;&W")
            .amountsTo((call, wiring) -> restarted(wiring))
            .andEverywhere());
    // A session is over with it, which is all that closing it wants.
    faults.add(
        restart("restart without a word")
            .amountsTo(
                (call, wiring) -> call.bringsSession ? Situation.FINE : Situation.UNANSWERED));
    faults.add(
        Fault.of("another speed", ModuleFault.hostBaudRate(9600))
            .after("AT+IPR=115200")
            .amountsTo(Situation.DEAF)
            .andEverywhere());
    return faults;
  }

  private static Situation restarted(Wiring wiring) {
    if (wiring.multiplexed) {
      return Situation.LINE_LOST;
    }
    return wiring.encrypted ? Situation.SESSION_LOST : Situation.RESTARTED;
  }

  private static Fault restart(String name) {
    return Fault.forCall(name, call -> ModuleFault.restart(call.command(), Duration.ofSeconds(2)));
  }

  private static List<Fault> lostLines() {
    List<Fault> faults = new ArrayList<>();
    for (int bytes : List.of(1, 3, 6, 17, 50)) {
      Fault cut =
          Fault.of("cut after " + bytes + " bytes", ModuleFault.disconnect(bytes))
              .amountsTo(
                  (call, wiring) ->
                      bytes < call.neededReplyBytes() ? Situation.LINE_LOST : Situation.FINE);
      faults.add(bytes == 3 ? cut.andEverywhere() : cut);
    }
    return faults;
  }

  private static List<Fault> damagedFrames() {
    List<Fault> faults = new ArrayList<>();
    for (FrameFault kind : FrameFault.values()) {
      faults.add(
          Fault.of("chip-to-chip frames " + kind, ModuleFault.c2cFrames(kind, 1))
              .amountsTo(
                  (call, wiring) ->
                      wiring.encrypted || call.bringsSession
                          ? situation(kind, call.replyBytes > C2C_FRAME_BYTES)
                          : Situation.FINE)
              .andEverywhere());
      if (kind != FrameFault.BAD_MAC) {
        faults.add(
            Fault.of("multiplexer frames " + kind, ModuleFault.muxFrames(kind, 1))
                .amountsTo(
                    (call, wiring) ->
                        wiring.multiplexed ? inMultiplexer(kind, call, wiring) : Situation.FINE)
                .andEverywhere());
      }
    }
    faults.add(
        Fault.of("multiplexer that must not be hurried", ModuleFault.muxDeadlock())
            .fromTheStart()
            .andEverywhere());
    faults.add(
        Fault.of("multiplexer of a former life", ModuleFault.staleMux())
            .fromTheStart()
            .andEverywhere());
    return faults;
  }

  /** A frame of a session outlives it if its first half comes twice, and then its second. */
  private static Situation inMultiplexer(FrameFault kind, FacadeCall call, Wiring wiring) {
    boolean session = wiring.encrypted || call.bringsSession;
    Situation situation =
        situation(kind, call.replyBytes > (session ? C2C_FRAME_BYTES : MUX_FRAME_BYTES));
    return session && situation == Situation.REPEATED_PIECES
        ? Situation.REPEATED_PIECES_OF_PIECES
        : situation;
  }

  private static Situation situation(FrameFault kind, boolean severalFrames) {
    return switch (kind) {
      case BAD_CHECKSUM, BAD_MAC, DROPPED -> Situation.DEAF;
      case DUPLICATED -> severalFrames ? Situation.REPEATED_PIECES : Situation.FINE;
      case NOISE_BEFORE -> Situation.FINE;
    };
  }
}
