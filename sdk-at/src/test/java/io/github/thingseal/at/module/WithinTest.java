package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.thingseal.at.command.DeadlineExceededException;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskSize;
import io.github.thingseal.testkit.ModuleFault;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time limits of calls on the facade, in virtual time. */
@Timeout(120)
class WithinTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final byte[] READING = {1, 2, 3};

  private final ModuleBench bench = ModuleBench.of(Wiring.PLAIN, true, List.of());
  private final SecurityModule module = bench.module;

  WithinTest() {
    bench.settle();
    bench.forgetSent();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void latency(String command, Duration latency) {
    bench.silicon.faults(List.of(ModuleFault.delay(command, latency)));
  }

  private static DeadlineExceededException exceeded(ThrowingCallable call) {
    DeadlineExceededException failure = catchThrowableOfType(DeadlineExceededException.class, call);
    assertThat(failure).isNotNull();
    return failure;
  }

  private void worksAgain() {
    bench.silicon.faults(List.of());
    bench.settle(Duration.ofMinutes(3));
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
  }

  @Test
  void within_whenTheModuleIsSilent_endsTheCallAndSaysWhatMayHaveHappened() {
    latency("+USECE2EDATAENC", Duration.ofSeconds(100));

    DeadlineExceededException failure =
        exceeded(() -> module.within(LIMIT, () -> module.e2e().encrypt(READING)));

    assertThat(failure.mayHaveBeenCarriedOut()).isFalse();
    assertThat(failure).hasMessageContainingAll("PT20S", ModuleBench.LINE, "AT+USECE2EDATAENC=…");
    worksAgain();
  }

  /** Only questions were sent, which leave nothing in doubt. */
  @ParameterizedTest
  @ValueSource(strings = {"+USECDEVINFO", "+USECROTUID"})
  void within_whenAQuestionBeforeASealIsNotAnswered_saysThatNoSealWasSent(String question) {
    latency(question, Duration.ofSeconds(100));

    DeadlineExceededException failure =
        exceeded(
            () ->
                module.within(
                    LIMIT, () -> module.sealing().seal(ModuleBench.PROFILE, ModuleBench.SERIAL)));

    assertThat(failure.mayHaveBeenCarriedOut()).isFalse();
    assertThat(failure)
        .hasMessageStartingWith("AT+USECDEVINFO=… was not sent: ")
        .hasMessageContaining("can be repeated")
        .hasMessageNotContaining("look at the module's state");
    assertThat(bench.countSent("AT+USECDEVINFO=")).isZero();
    worksAgain();
  }

  @Test
  void within_whenAnswerComesInTime_returnsIt() {
    latency("+USECPSK", Duration.ofSeconds(15));

    try (Psk psk = module.within(LIMIT, () -> module.psk().generate(PskSize.BYTES_16))) {
      assertThat(psk.key().lengthBytes()).isEqualTo(16);
    }
    latency("+USECPSK", Duration.ofSeconds(60));
    try (Psk psk = module.psk().generate(PskSize.BYTES_16)) {
      assertThat(psk.key().lengthBytes()).isEqualTo(16);
    }
  }

  @Test
  void within_whenAnswerIsLate_leavesItToNoOtherCommand() {
    latency("+USECPSK", Duration.ofSeconds(25));

    DeadlineExceededException failure =
        exceeded(() -> module.within(LIMIT, () -> module.psk().generate(PskSize.BYTES_16)));

    assertThat(failure.mayHaveBeenCarriedOut()).isTrue();
    assertThat(module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
  }

  @Test
  void within_whenPowerOffTakesLonger_neverTakesItsEndForSilence() {
    latency(ModuleFault.ANY_COMMAND, Duration.ofSeconds(2));

    exceeded(() -> module.within(Duration.ofSeconds(5), module.power()::off));
  }

  @Test
  void within_whenAWaitHasALongerLimit_endsIt() {
    bench.silicon.faults(List.of(ModuleFault.result("+CEREG", "+CME ERROR: 3")));

    exceeded(() -> module.within(LIMIT, () -> module.network().connect(Duration.ofMinutes(3))));
  }

  @Test
  void within_whenLimitIsNotPositive_isRefused() {
    assertThatThrownBy(() -> module.within(Duration.ZERO, () -> module.network().signal()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("limit must be longer than zero");
    assertThat(bench.countSent("AT+CSQ")).isZero();
  }
}
