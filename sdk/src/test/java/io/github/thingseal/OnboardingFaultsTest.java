package io.github.thingseal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.at.channel.ChannelListener;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.module.ModuleOptions;
import io.github.thingseal.at.module.SealOutcomeUnknownException;
import io.github.thingseal.at.module.SecurityModule;
import io.github.thingseal.at.module.WaitExpiredException;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.core.SealPermission;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.SimulatedModuleEvent.Kind;
import io.github.thingseal.testkit.SimulatedModulePort;
import io.github.thingseal.testkit.UrcMoment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the line does at any step of an onboarding: sealed once, and known to be. */
@Timeout(120)
class OnboardingFaultsTest {
  private static final String SEAL = "AT+USECDEVINFO=";
  private static final String STATE = "AT+USECDEVINFO?";
  private static final String COMMAND = "+USECDEVINFO";
  private static final List<ModuleFault> NOTHING_IS_SUPPORTED =
      List.of(
          ModuleFault.result(COMMAND, "+CME ERROR: operation not supported"),
          ModuleFault.result("+USECROTUID", "+CME ERROR: operation not supported"));

  /** What goes wrong, from which command on, and what the onboarding makes of it. */
  @SuppressWarnings(
      "ImmutableEnumChecker") // Faults are immutable; the simulator does not annotate that.
  private enum Trouble {
    FIRST_QUESTION_REFUSED(
        "AT+USECROTUID",
        1,
        List.of(ModuleFault.result("+USECROTUID", "ERROR")),
        CommandRejectedException.class),
    LINE_CUT_BEFORE_ANYTHING("AT+USECROTUID", 1, cut(), ChannelClosedException.class),
    RADIO_REFUSED(
        "AT+CFUN=1",
        1,
        List.of(ModuleFault.result("+CFUN", "+CME ERROR: 3")),
        CommandRejectedException.class),
    LINE_CUT_AT_RADIO("AT+CFUN=1", 1, cut(), ChannelClosedException.class),
    REGISTRATION_UNANSWERED(
        "AT+CEREG?", 1, List.of(ModuleFault.silence("+CEREG")), WaitExpiredException.class),
    LINE_CUT_AT_REGISTRATION("AT+CEREG?", 1, cut(), ChannelClosedException.class),
    LINE_CUT_AT_BOOTSTRAP(STATE, 2, cut(), ChannelClosedException.class),
    BOOTSTRAP_REFUSED(
        STATE, 2, List.of(ModuleFault.result(COMMAND, "ERROR")), WaitExpiredException.class),
    IDENTITY_REFUSED_BEFORE_SEAL(
        "AT+USECROTUID",
        4,
        List.of(ModuleFault.result("+USECROTUID", "ERROR")),
        TransientException.class),
    SEAL_REFUSED(
        SEAL, 1, List.of(ModuleFault.result(COMMAND, "ERROR")), CommandRejectedException.class),
    SEAL_SWALLOWED(
        SEAL, 1, List.of(ModuleFault.silence(COMMAND)), SealOutcomeUnknownException.class),
    SEAL_ANSWERED_BY_GARBAGE(
        SEAL, 1, List.of(ModuleFault.garbage(COMMAND, 300)), SealOutcomeUnknownException.class),
    SEAL_ANSWERED_TOO_LATE(
        SEAL,
        1,
        List.of(ModuleFault.delay(COMMAND, Duration.ofSeconds(170))),
        SealOutcomeUnknownException.class),
    LINE_CUT_AT_SEAL(SEAL, 1, cut(), SealOutcomeUnknownException.class),
    FLOOD_AT_SEAL(
        SEAL, 1, List.of(ModuleFault.urc("+CEREG: 1", UrcMoment.BEFORE_RESPONSE, 500)), Void.class),
    REPLIES_BYTE_BY_BYTE(
        "AT+USECROTUID", 1, List.of(ModuleFault.fragments(1, Duration.ZERO)), Void.class);

    private final String line;
    private final int occurrence;
    private final List<ModuleFault> faults;
    private final Class<?> ending;

    Trouble(String line, int occurrence, List<ModuleFault> faults, Class<?> ending) {
      this.line = line;
      this.occurrence = occurrence;
      this.faults = faults;
      this.ending = ending;
    }

    private static List<ModuleFault> cut() {
      return List.of(ModuleFault.disconnect(3));
    }
  }

  private final Bench bench = new Bench();
  private final SecurityServices services = bench.openServices();
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final AtomicReference<Trouble> pending = new AtomicReference<>();

  @AfterEach
  void close() {
    services.close();
    bench.close();
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void run_whenLineOrModuleFailsAtAStep_sealsOnceAndTheNextRunFinishes(Trouble trouble) {
    try (SecurityModule module = open()) {
      bench.events.clear();
      pending.set(trouble);

      Throwable thrown = catchThrowable(() -> run(module));

      assertThat(pending.get()).as("the trouble that did not come").isNull();
      if (trouble.ending == Void.class) {
        assertThat(thrown).isNull();
      } else {
        assertThat(thrown).isInstanceOf(trouble.ending);
      }
      assertThat(sealsSent()).isLessThanOrEqualTo(1);
    }
    bench.silicon.faults(List.of());

    try (SecurityModule module = open()) {
      run(module);

      assertThat(onboarding(module).dryRun().steps()).containsExactly(OnboardingStep.VERIFY);
    }
    assertThat(bench.count(Kind.SEALED)).isOne();
  }

  @Test
  void run_whenTheStateIsRefusedDirectlyBeforeTheSeal_awaitsNoSeal() {
    try (SecurityModule module = open()) {
      assertThat(catchThrowable(() -> onboarding(module).run(SealPermission.WITHHELD, seen -> {})))
          .isInstanceOf(SealingNotPermittedException.class);
      sent.clear();

      Throwable thrown =
          catchThrowable(
              () ->
                  onboarding(module)
                      .run(
                          SealPermission.GRANTED,
                          seen -> {
                            if (seen.step() == OnboardingStep.SEAL) {
                              bench.silicon.faults(NOTHING_IS_SUPPORTED);
                              sent.clear();
                            }
                          }));

      assertThat(thrown).isInstanceOf(TransientException.class).hasMessageContaining("its state");
      assertThat(sent).containsOnly(STATE, "AT+USECROTUID").doesNotHaveDuplicates();
    }
  }

  @Test
  void run_whenTheSealOfAnEarlierRunIsNotReportedYet_waitsForIt() {
    try (SecurityModule module = open()) {
      assertThat(
              catchThrowable(
                  () ->
                      Onboarding.builder(module, services, bench.profile, bench.serial)
                          .sealLimit(Duration.ofMillis(1))
                          .build()
                          .run(SealPermission.GRANTED, seen -> {})))
          .isInstanceOf(WaitExpiredException.class);

      run(module);

      assertThat(sealsSent()).isOne();
      assertThat(bench.count(Kind.SEALED)).isOne();
    }
  }

  private long sealsSent() {
    return sent.stream().filter(line -> line.startsWith(SEAL)).count();
  }

  private void run(SecurityModule module) {
    onboarding(module).run(SealPermission.GRANTED, progress -> {});
  }

  private Onboarding onboarding(SecurityModule module) {
    return Onboarding.builder(module, services, bench.profile, bench.serial).build();
  }

  private SecurityModule open() {
    SimulatedModulePort port = bench.silicon.openStreams();
    ModuleOptions options =
        ModuleOptions.builder()
            .channel(bench.time.channel().listener(new Striker()).build())
            .build();
    SecurityModule module =
        SecurityModule.open(StreamTransport.of("bench", port.input(), port.output()), options);
    bench.service.airReachable(true);
    return module;
  }

  /** Lets the trouble begin with the command that it is for. */
  private final class Striker implements ChannelListener {
    private int seen;

    @Override
    public void onSent(String line) {
      sent.add(line);
      Trouble trouble = pending.get();
      if (trouble != null && line.startsWith(trouble.line) && ++seen == trouble.occurrence) {
        pending.set(null);
        bench.silicon.faults(trouble.faults);
      }
    }
  }
}
