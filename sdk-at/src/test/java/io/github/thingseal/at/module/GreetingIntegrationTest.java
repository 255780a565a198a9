package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.channel.Scheduler;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.ModuleRestartedException;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.command.device.ReadUartPowerSaving;
import io.github.thingseal.at.command.device.SetUartPowerSaving;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.SimulatedModuleModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A simulated module greets when it has restarted, and the driver hears it. */
@Timeout(120)
class GreetingIntegrationTest {
  private static final String GREETING = "Module has booted.";
  private static final Duration RESTART = Duration.ofSeconds(30);

  @Test
  void restart_whenTheGreetingWasSet_isNoticedWithoutACommand() throws Exception {
    BlockingQueue<RestartSign> signs = new LinkedBlockingQueue<>();
    try (SleepyBench bench = new SleepyBench(SimulatedModuleModel.LARA_R6001);
        SecurityModule module = bench.open(bench.options().setGreeting(GREETING))) {
      module.onRestart(signs::add);
      for (int i = 0; i < 2; i++) {
        bench.forget();
        bench.silicon.powerCycle();
        bench.pass(RESTART);
        assertThat(signs.poll(60, TimeUnit.SECONDS)).isEqualTo(RestartSign.GREETING);
        assertThat(bench.line.countSent("AT")).isZero();

        assertThat(module.execute(Identification.MODEL)).isEqualTo("LARA-R6001");
        assertThat(bench.line.countSent("ATE0")).isEqualTo(1);
        assertThat(bench.line.countSent("AT+CSGT=1,\"" + GREETING + "\"")).isEqualTo(1);
      }
    }
  }

  @Test
  void restart_whenTheModuleDetectsItsBaudRate_isNoticedAtTheFirstCommand() throws Exception {
    BlockingQueue<RestartSign> signs = new LinkedBlockingQueue<>();
    try (SleepyBench bench = new SleepyBench(SimulatedModuleModel.SARA_R510M8S);
        SecurityModule module = bench.open(bench.options().setGreeting(GREETING))) {
      module.onRestart(signs::add);
      bench.silicon.powerCycle();
      bench.pass(RESTART);
      assertThat(signs).isEmpty();
      assertThat(module.execute(Identification.MODEL)).isEqualTo("SARA-R510M8S");

      assertThat(signs.poll(60, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void restart_whenACommandIsUnderWay_endsItAtTheGreeting() {
    try (SleepyBench bench = new SleepyBench(SimulatedModuleModel.LARA_R6001);
        SecurityModule module = bench.open(bench.options().setGreeting(GREETING))) {
      bench.silicon.faults(List.of(ModuleFault.silence("+USECROTUID")));
      Scheduler.Scheduled unused =
          bench.time.schedule(bench.silicon::powerCycle, Duration.ofSeconds(2));
      RawCommand command =
          RawCommand.builder("AT+USECROTUID").timeLimit(Duration.ofSeconds(150)).build();
      assertThatThrownBy(() -> module.execute(command))
          .isInstanceOf(ModuleRestartedException.class);

      bench.silicon.faults(List.of());
      assertThat(module.execute(Identification.MODEL)).isEqualTo("LARA-R6001");
      assertThat(bench.line.countSent("ATE0")).isEqualTo(1);
    }
  }

  @Test
  void restart_whileTheModuleIsAskedAboutNoise_isNoticedAndTheCommandWorks() throws Exception {
    try (SleepyBench bench = new SleepyBench(SimulatedModuleModel.LARA_R6001);
        SecurityModule module = bench.open(bench.options().setGreeting(GREETING))) {
      bench.silicon.urc("\u00f8");
      bench.pass(Duration.ofSeconds(1));
      bench.line.beforeSending(
          text -> {
            if (text.startsWith("AT+CMEE?")) {
              bench.line.beforeSending(later -> {});
              bench.silicon.powerCycle();
            }
          });
      assertThat(module.execute(Identification.MODEL)).isEqualTo("LARA-R6001");
      assertThat(bench.line.countSent("ATE0")).isEqualTo(1);
    }
  }

  @Test
  void restart_afterOneThatWasRefused_isNoticed() throws Exception {
    BlockingQueue<RestartSign> signs = new LinkedBlockingQueue<>();
    try (SleepyBench bench = new SleepyBench(SimulatedModuleModel.LARA_R6001);
        SecurityModule module = bench.open(bench.options().setGreeting(GREETING))) {
      module.onRestart(signs::add);
      bench.silicon.faults(List.of(ModuleFault.result("+CFUN", "ERROR")));
      assertThatThrownBy(() -> module.power().reset()).isInstanceOf(CommandRejectedException.class);
      bench.silicon.urc(GREETING);
      assertThat(signs.poll(60, TimeUnit.SECONDS)).isEqualTo(RestartSign.GREETING);
    }
  }

  @Test
  void restart_whenItWasAskedFor_isNoNews() throws Exception {
    BlockingQueue<RestartSign> signs = new LinkedBlockingQueue<>();
    try (SleepyBench bench = new SleepyBench(SimulatedModuleModel.LARA_R6001);
        SecurityModule module = bench.open(bench.options().setGreeting(GREETING))) {
      module.onRestart(signs::add);
      module.power().reset();
      assertThat(module.execute(Identification.MODEL)).isEqualTo("LARA-R6001");

      assertThat(signs).isEmpty();
    }
  }

  @Test
  void restart_whenSavingWasTurnedOn_savesAgain() throws Exception {
    BlockingQueue<RestartSign> signs = new LinkedBlockingQueue<>();
    try (SleepyBench bench = new SleepyBench(SimulatedModuleModel.LARA_R6001);
        SecurityModule module =
            bench.open(bench.options().setGreeting(GREETING).uartSleeps(true))) {
      module.onRestart(signs::add);
      module.power().saveUartPower(SetUartPowerSaving.byDtr());
      bench.silicon.powerCycle();
      bench.pass(RESTART);
      assertThat(signs.poll(60, TimeUnit.SECONDS)).isEqualTo(RestartSign.GREETING);
      assertThat(module.execute(new ReadUartPowerSaving()).mode()).isEqualTo(3);
    }
  }

  @Test
  void greeting_whenOnlyNamed_isNotSet() {
    try (SleepyBench bench = new SleepyBench(SimulatedModuleModel.LARA_R6001);
        SecurityModule module =
            bench.open(
                bench.options().channel(bench.channelOptions().greeting(GREETING).build()))) {
      assertThat(module.execute(RawCommand.builder("AT+CSGT?").reply(csgt()).build()))
          .first()
          .satisfies(line -> assertThat(line.integer(1)).isZero());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"with \"quotes\"", "with, comma", "with\rreturn", "non-ASCII \u00fc"})
  void setGreeting_whenNoCommandLineCanCarryIt_isRefusedAtOnce(String text) {
    ModuleOptions.Builder options = ModuleOptions.builder();

    assertThatThrownBy(() -> options.setGreeting(text)).isInstanceOf(InvalidInputException.class);
  }

  private static ReplyShape csgt() {
    return ReplyShape.prefixed("+CSGT", 1, 2);
  }
}
