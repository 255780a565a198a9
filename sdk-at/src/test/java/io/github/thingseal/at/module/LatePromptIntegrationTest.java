package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.CommandTimeoutException;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.command.tls.CredentialName;
import io.github.thingseal.at.command.tls.CredentialType;
import io.github.thingseal.testkit.ModuleFault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A module that asks for a payload when its command was given up long ago. */
@Timeout(120)
class LatePromptIntegrationTest {
  private static final Duration IMPORT_LIMIT = Duration.ofSeconds(10);
  private static final Duration ENCRYPT_LIMIT = Duration.ofSeconds(150);

  private static ModuleBench bench(Wiring wiring, String command, Duration latency) {
    ModuleBench bench = ModuleBench.of(wiring, true, List.of());
    bench.silicon.faults(List.of(ModuleFault.delay(command, latency)));
    bench.forgetSent();
    return bench;
  }

  private static void assertUnanswered(ModuleBench bench, Runnable command) {
    assertThatThrownBy(command::run)
        .isInstanceOfSatisfying(
            CommandTimeoutException.class, e -> assertThat(e.mayHaveBeenCarriedOut()).isFalse());
    bench.strikeNoMore();
  }

  @ParameterizedTest
  @EnumSource(Wiring.class)
  void execute_whenThePromptIsALittleLate_hasItsOwnReplyAndNothingWasImported(Wiring wiring) {
    try (ModuleBench bench = bench(wiring, "+USECMNG", IMPORT_LIMIT.plusSeconds(3))) {
      assertUnanswered(
          bench,
          () ->
              bench
                  .module
                  .credentialStore()
                  .store(
                      CredentialType.CA_CERTIFICATE,
                      CredentialName.of("late"),
                      bench.certificatePem()));

      assertThat(bench.module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
      assertThat(bench.module.credentialStore().list()).isEmpty();
      assertThat(bench.module.rotPublicUid()).isEqualTo(ModuleBench.UID);
      // Once to be in step again, and once because a list without lines might be another's OK.
      assertThat(bench.countSent("AT+CMEE?")).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 7", "5, 7", "9, 7", "10, 7", "44, 7", "44, 13", "300, 7", "5, 12"})
  void execute_whenThePromptMeetsAQuestion_hasItsOwnReply(int lengthBytes, int secondsLate) {
    try (ModuleBench bench =
        bench(Wiring.PLAIN, "+USECE2EDATAENC", ENCRYPT_LIMIT.plusSeconds(secondsLate))) {
      assertUnanswered(bench, () -> bench.module.e2e().encrypt(new byte[lengthBytes]));

      assertThat(bench.module.execute(Identification.IMEI)).isEqualTo(ModuleBench.IMEI);
      assertThat(bench.module.rotPublicUid()).isEqualTo(ModuleBench.UID);
      assertThat(bench.countSent("AT+USECE2EDATAENC")).isEqualTo(1);
    }
  }
}
