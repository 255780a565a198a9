package io.github.thingseal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.command.security.SealState;
import io.github.thingseal.at.module.SecurityModule;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.core.SealPermission;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.production.ProductionLine;
import io.github.thingseal.production.SealingJournal;
import io.github.thingseal.production.Station;
import io.github.thingseal.testkit.SealStateReply;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModuleEvent.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The main job with each firmware: until bootstrap, two of them do not report the state. */
@Timeout(120)
class OnboardingOfSilentFirmwareTest {
  private static final byte[] READING = {21, 5};

  @ParameterizedTest
  @EnumSource(SealStateReply.class)
  void run_fromTheBoxToADecryptedMessage(SealStateReply untilBootstrapped) {
    try (Bench bench = new Bench(untilBootstrapped);
        SecurityServices services = bench.openServices();
        SecurityModule module = bench.openModule()) {
      // Powered on, it may have been online before its radio was switched off.
      bench.events.clear();
      OnboardingPlan plan = onboarding(bench, services, module).dryRun();
      assertThat(plan.steps()).containsExactly(OnboardingStep.values());
      assertThat(plan.state().isKnown()).isEqualTo(untilBootstrapped == SealStateReply.ZEROS);
      assertThat(plan.toString().contains("does not report its state"))
          .isEqualTo(untilBootstrapped != SealStateReply.ZEROS);
      assertThat(bench.count(Kind.CONNECTED)).isZero();

      OnboardedDevice device =
          onboarding(bench, services, module).run(SealPermission.GRANTED, progress -> {});

      assertThat(device.device().isSealedWith(bench.profile, bench.serial)).isTrue();
      assertThat(bench.count(Kind.SEALED)).isOne();
      assertThat(module.sealing().state()).isEqualTo(new SealState(true, true, true));
      E2eMessage message = module.e2e().encrypt(READING);
      assertThat(services.e2e().unprotect(message)).isEqualTo(READING);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "ZEROS", mode = EnumSource.Mode.EXCLUDE)
  void run_whenPermissionIsWithheld_stopsBeforeSealing(SealStateReply untilBootstrapped) {
    try (Bench bench = new Bench(untilBootstrapped);
        SecurityServices services = bench.openServices();
        SecurityModule module = bench.openModule()) {
      assertThatThrownBy(
              () ->
                  onboarding(bench, services, module).run(SealPermission.WITHHELD, progress -> {}))
          .isInstanceOf(SealingNotPermittedException.class);
      assertThat(bench.count(Kind.SEALED)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "ZEROS", mode = EnumSource.Mode.EXCLUDE)
  void run_whenClone_isRefusedAndNotSealed(SealStateReply untilBootstrapped) {
    try (Bench bench = new Bench(untilBootstrapped);
        SecurityServices services = bench.openServices();
        SecurityModule module = bench.openModule()) {
      onboarding(bench, services, module).run(SealPermission.GRANTED, progress -> {});
      try (SimulatedModule counterfeit = bench.silicon(bench.service, untilBootstrapped);
          SecurityModule clone = bench.openModule(counterfeit)) {
        assertThatThrownBy(
                () ->
                    Onboarding.builder(clone, services, bench.profile, bench.serial)
                        .bootstrapLimit(Duration.ofMinutes(1))
                        .build()
                        .run(SealPermission.GRANTED, progress -> {}))
            .isInstanceOf(DeviceConflictException.class)
            .hasMessageContaining("clone");
        assertThat(clone.sealing().state().isBootstrapped()).isFalse();
      }
      assertThat(bench.count(Kind.SEALED)).isOne();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "ZEROS", mode = EnumSource.Mode.EXCLUDE)
  void run_onAProductionLine(SealStateReply untilBootstrapped, @TempDir Path folder) {
    try (Bench bench = new Bench(untilBootstrapped);
        SecurityServices services = bench.openServices();
        SealingJournal journal = SealingJournal.open(folder.resolve("line.journal"))) {
      ProductionLine line =
          ProductionLine.builder(services, bench.profile, journal)
              .moduleOptions(bench.options())
              .progress((station, seen) -> bench.service.airReachable(true))
              .build();
      Station station = new Station("bench", () -> bench.line(bench.silicon));

      assertThat(line.run(List.of(station), List.of(bench.serial), SealPermission.GRANTED))
          .singleElement()
          .satisfies(result -> assertThat(result.failure()).isEmpty());

      assertThat(bench.count(Kind.SEALED)).isOne();
      assertThat(journal.latest(bench.uid).orElseThrow().serial()).isEqualTo(bench.serial);
    }
  }

  private static Onboarding onboarding(
      Bench bench, SecurityServices services, SecurityModule module) {
    return Onboarding.builder(module, services, bench.profile, bench.serial).build();
  }
}
