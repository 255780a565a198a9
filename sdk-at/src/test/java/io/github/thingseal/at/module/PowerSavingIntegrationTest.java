package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.thingseal.at.c2c.C2cKeys;
import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.command.device.ReadUartPowerSaving;
import io.github.thingseal.at.command.device.SetUartPowerSaving;
import io.github.thingseal.at.mux.MultiplexedPort;
import io.github.thingseal.at.mux.MuxOptions;
import io.github.thingseal.at.transport.FlowControl;
import io.github.thingseal.at.transport.PortUnusableException;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.testkit.SimulatedModuleModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver wakes a simulated module whose UART sleeps; both were written apart. */
@Timeout(120)
class PowerSavingIntegrationTest {
  private static final String IMEI = "357862090123456";
  private static final Duration LONG = Duration.ofMinutes(1);

  static Stream<Arguments> allModes() {
    return Stream.of(
        Arguments.of(SimulatedModuleModel.SARA_R510M8S, SetUartPowerSaving.timed(1300)),
        Arguments.of(SimulatedModuleModel.SARA_R510M8S, SetUartPowerSaving.byActivity()),
        Arguments.of(SimulatedModuleModel.SARA_R510M8S, SetUartPowerSaving.byRts()),
        Arguments.of(SimulatedModuleModel.SARA_R510M8S, SetUartPowerSaving.byDtr()),
        Arguments.of(SimulatedModuleModel.SARA_R422, SetUartPowerSaving.byActivity()),
        Arguments.of(SimulatedModuleModel.SARA_R422, SetUartPowerSaving.byDtr()),
        Arguments.of(SimulatedModuleModel.LARA_R6001, SetUartPowerSaving.byActivity()));
  }

  private static void assertWoken(SleepyBench bench, SecurityModule module) {
    assertThat(module.execute(Identification.IMEI)).isEqualTo(IMEI);
    assertThat(bench.timeouts.get()).isZero();
  }

  @Test
  void sleepingUart_thatNoOneWakes_losesTheCommand() throws Exception {
    try (SleepyBench bench = new SleepyBench(SimulatedModuleModel.SARA_R510M8S);
        SecurityModule module = bench.open(bench.options())) {
      module.execute(RawCommand.of("AT+UPSV=1,1300"));
      bench.pass(LONG);

      assertThatThrownBy(() -> module.execute(Identification.IMEI))
          .isInstanceOf(CommandTimeoutException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("allModes")
  void execute_whenTheUartSleeps_wakesIt(SimulatedModuleModel model, SetUartPowerSaving saving)
      throws Exception {
    try (SleepyBench bench = new SleepyBench(model);
        SecurityModule module = bench.open(bench.options().uartPowerSaving(saving))) {
      for (int i = 0; i < 3; i++) {
        bench.pass(LONG);
        assertWoken(bench, module);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("allModes")
  void execute_whenSavingWasTurnedOnLater_wakesIt(
      SimulatedModuleModel model, SetUartPowerSaving saving) throws Exception {
    try (SleepyBench bench = new SleepyBench(model);
        SecurityModule module = bench.open(bench.options())) {
      module.power().saveUartPower(saving);
      assertThat(module.execute(new ReadUartPowerSaving()).mode())
          .isEqualTo(saving.setting().mode());
      bench.pass(LONG);
      assertWoken(bench, module);
    }
  }

  @ParameterizedTest
  @MethodSource("allModes")
  void execute_manyInARow_wakeOnce(SimulatedModuleModel model, SetUartPowerSaving saving)
      throws Exception {
    try (SleepyBench bench = new SleepyBench(model);
        SecurityModule module = bench.open(bench.options().uartPowerSaving(saving))) {
      bench.pass(LONG);
      bench.forget();
      List<CompletableFuture<String>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        answers.add(module.submit(Identification.IMEI));
      }
      assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(IMEI));

      boolean byLine = saving.setting().mode() == 2 || saving.setting().mode() == 3;
      assertThat(bench.line.countSent("AT\r")).isEqualTo(byLine ? 0 : 2);
      assertThat(bench.lineChanges.stream().filter(change -> change.endsWith(" on")))
          .hasSize(byLine ? 1 : 0);
      assertThat(bench.line.countSent("AT+CGSN")).isEqualTo(20);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 217, 1300, 2000, 65_000})
  void execute_afterAnyPause_neverLosesACommand(int gsmFrames) throws Exception {
    try (SleepyBench bench = new SleepyBench(SimulatedModuleModel.SARA_R510M8S);
        SecurityModule module =
            bench.open(bench.options().uartPowerSaving(SetUartPowerSaving.timed(gsmFrames)))) {
      Duration sleepsAfter = Duration.ofNanos(4_615_000L * gsmFrames);
      for (int twelfths = 6; twelfths <= 18; twelfths++) {
        bench.pass(sleepsAfter.multipliedBy(twelfths).dividedBy(12));
        assertWoken(bench, module);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("allModes")
  void unsolicitedLine_whileTheUartSleeps_isHeardAndTheNextCommandWorks(
      SimulatedModuleModel model, SetUartPowerSaving saving) throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    try (SleepyBench bench = new SleepyBench(model);
        SecurityModule module = bench.open(bench.options().uartPowerSaving(saving))) {
      module.subscribe("+UTEST", line -> heard.add(line.text(0)));
      bench.pass(LONG);
      bench.silicon.urc("+UTEST: asleep");
      bench.pass(Duration.ofSeconds(1));
      if (!saving.equals(SetUartPowerSaving.byRts())) {
        assertThat(heard.poll()).isEqualTo("asleep");
        heard.add("asleep");
      }
      assertWoken(bench, module);
      bench.pass(Duration.ofSeconds(1));

      assertThat(heard.poll()).isEqualTo("asleep");
    }
  }

  @ParameterizedTest
  @MethodSource("allModes")
  void chipToChipSession_acrossSleep_goesOn(SimulatedModuleModel model, SetUartPowerSaving saving)
      throws Exception {
    assumeThat(model).as("chip-to-chip is for it").isEqualTo(SimulatedModuleModel.SARA_R510M8S);
    try (SleepyBench bench = new SleepyBench(model);
        SecurityModule module = bench.open(bench.options().uartPowerSaving(saving));
        C2cKeys keys = module.c2c().pair()) {
      bench.pass(LONG);
      module.c2c().open(keys);
      for (int i = 0; i < 3; i++) {
        bench.pass(LONG);
        assertWoken(bench, module);
      }
      assertThat(module.c2c().damagedFrames()).isZero();
      assertThat(module.c2c().forgedFrames()).isZero();
      bench.pass(LONG);
      module.c2c().close();
      assertWoken(bench, module);
    }
  }

  @ParameterizedTest
  @MethodSource("allModes")
  void reset_whenSavingWasTurnedOn_savesAgain(SimulatedModuleModel model, SetUartPowerSaving saving)
      throws Exception {
    try (SleepyBench bench = new SleepyBench(model);
        SecurityModule module = bench.open(bench.options())) {
      module.power().saveUartPower(saving);
      bench.pass(LONG);
      module.power().reset();
      assertThat(module.execute(new ReadUartPowerSaving()).mode())
          .isEqualTo(saving.setting().mode());
      bench.pass(LONG);
      assertWoken(bench, module);
    }
  }

  @ParameterizedTest
  @MethodSource("allModes")
  void open_whenTheUartSleepsFromBefore_wakesIt(
      SimulatedModuleModel model, SetUartPowerSaving saving) throws Exception {
    try (SleepyBench bench = new SleepyBench(model)) {
      bench.say(saving.line() + "\r");
      bench.silicon.advance(LONG);
      try (SecurityModule second = bench.open(bench.options())) {
        assertThat(second.execute(new ReadUartPowerSaving()).mode()).isZero();
        assertWoken(bench, second);
      }
    }
  }

  /** A machine with much to do may pause for longer than a UART stays awake. */
  @ParameterizedTest
  @CsvSource({
    "40, AT+CMEE?",
    "217, AT+CMEE?",
    "40, ATE0",
    "40, AT+CGMM",
    "217, AT+CMEE=2",
    "1300, AT+CGMM",
    "65000, AT+UPSV"
  })
  void open_whenTheUartFallsAsleepMeanwhile_wakesItAgain(int gsmFrames, String beginning)
      throws Exception {
    try (SleepyBench bench = new SleepyBench(SimulatedModuleModel.SARA_R510M8S)) {
      bench.say(SetUartPowerSaving.timed(gsmFrames).line() + "\r");
      bench.silicon.advance(LONG);
      AtomicBoolean paused = new AtomicBoolean();
      bench.line.beforeSending(
          text -> {
            if (text.startsWith(beginning) && paused.compareAndSet(false, true)) {
              bench.silicon.advance(Duration.ofMinutes(6));
            }
          });
      try (SecurityModule second = bench.open(bench.options())) {
        assertThat(paused).isTrue();
        assertThat(second.execute(new ReadUartPowerSaving()).mode()).isZero();
        assertWoken(bench, second);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("allModes")
  void off_whenTheUartSleeps_turnsTheModuleOff(
      SimulatedModuleModel model, SetUartPowerSaving saving) throws Exception {
    try (SleepyBench bench = new SleepyBench(model);
        SecurityModule module = bench.open(bench.options().uartPowerSaving(saving))) {
      bench.pass(LONG);
      module.power().off();

      assertThat(bench.line.countSent("AT+CPWROFF")).isEqualTo(1);
      assertThat(bench.line.countSent("AT\r")).isPositive();
    }
  }

  @Test
  void saveUartPower_whenTurnedOff_wakesNoMore() throws Exception {
    try (SleepyBench bench = new SleepyBench(SimulatedModuleModel.SARA_R510M8S);
        SecurityModule module =
            bench.open(bench.options().uartPowerSaving(SetUartPowerSaving.byDtr()))) {
      bench.pass(LONG);
      module.power().saveUartPower(SetUartPowerSaving.timed(1300));
      bench.pass(LONG);
      module.power().saveUartPower(SetUartPowerSaving.off());
      bench.pass(LONG);
      bench.forget();
      assertWoken(bench, module);

      assertThat(bench.line.countSent("AT\r")).isZero();
      assertThat(bench.lineChanges).isEmpty();
    }
  }

  @Test
  void saveUartPower_byALineThatThePortDoesNotHave_isRefusedAndNothingSent() {
    try (SleepyBench bench = new SleepyBench(SimulatedModuleModel.SARA_R510M8S);
        SecurityModule module =
            bench.open(
                StreamTransport.of(SleepyBench.LINE, bench.port.input(), bench.port.output()),
                ModuleOptions.builder())) {
      assertThatThrownBy(() -> module.power().saveUartPower(SetUartPowerSaving.byDtr()))
          .isInstanceOf(PortUnusableException.class)
          .hasMessageContainingAll(SleepyBench.LINE, "DTR");
      assertThatThrownBy(() -> module.submit(SetUartPowerSaving.byRts()))
          .isInstanceOf(PortUnusableException.class)
          .hasMessageContainingAll(SleepyBench.LINE, "RTS");
      assertThat(module.execute(new ReadUartPowerSaving()).mode()).isZero();
    }
  }

  @Test
  void open_withSavingByALineThatThePortDoesNotHave_isRefused() {
    try (SleepyBench bench = new SleepyBench(SimulatedModuleModel.SARA_R510M8S)) {
      ModuleOptions options =
          ModuleOptions.builder().uartPowerSaving(SetUartPowerSaving.byRts()).build();

      assertThatThrownBy(
              () ->
                  SecurityModule.open(
                      StreamTransport.of(SleepyBench.LINE, bench.port.input(), bench.port.output()),
                      options))
          .isInstanceOf(PortUnusableException.class)
          .hasMessageContainingAll(SleepyBench.LINE, "RTS");
    }
  }

  @Test
  void saving_byRtsThatControlsTheFlow_isRefused() {
    ModuleOptions.Builder options =
        ModuleOptions.builder()
            .flowControl(FlowControl.RTS_CTS)
            .uartPowerSaving(SetUartPowerSaving.byRts());
    assertThatThrownBy(options::build)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("RTS");
    ModuleUnderTest test =
        new ModuleUnderTest(
            FakeDialogue.saraR5(), ModuleOptions.builder().flowControl(FlowControl.RTS_CTS));
    test.dialogue.forget();
    assertThatThrownBy(() -> test.module.power().saveUartPower(SetUartPowerSaving.byRts()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("RTS");
    assertThat(test.dialogue.sent()).isEmpty();
  }

  @Test
  void channels_ofAMultiplexer_whenTheUartSleeps_wakeIt() throws Exception {
    try (SleepyBench bench = new SleepyBench(SimulatedModuleModel.SARA_R510M8S);
        MultiplexedPort mux = MultiplexedPort.of(() -> bench.line, muxOptions(bench));
        SecurityModule first =
            bench.openOn(mux.channel(1).open(), bench.options().uartSleeps(true));
        SecurityModule second =
            bench.openOn(mux.channel(2).open(), bench.options().uartSleeps(true))) {
      for (int i = 0; i < 3; i++) {
        bench.pass(LONG);
        assertWoken(bench, first);
        assertWoken(bench, second);
      }
    }
  }

  @Test
  void multiplexer_openedOnASleepingModuleThatStillMultiplexes_startsAnew() throws Exception {
    try (SleepyBench bench = new SleepyBench(SimulatedModuleModel.SARA_R510M8S)) {
      bench.say("AT+UPSV=1,1300\r");
      bench.say("AT+CMUX=0,0,,128\r");
      bench.silicon.advance(LONG);

      try (MultiplexedPort mux = MultiplexedPort.of(() -> bench.line, muxOptions(bench));
          SecurityModule module = bench.openOn(mux.channel(1).open(), bench.options())) {
        assertWoken(bench, module);
      }
    }
  }

  private static MuxOptions muxOptions(SleepyBench bench) {
    return MuxOptions.builder().scheduler(bench.time).build();
  }
}
