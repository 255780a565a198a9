package io.github.thingseal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.at.module.SecurityModule;
import io.github.thingseal.cloud.FeatureStatus;
import io.github.thingseal.cloud.PricePlan;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.WhitelistPolicy;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.SealPermission;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.core.id.DeviceProfileUid;
import io.github.thingseal.core.id.DeviceSerialNumber;
import io.github.thingseal.testkit.ReceivedRequest;
import io.github.thingseal.testkit.ServiceFault;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModuleEvent.Kind;
import io.github.thingseal.testkit.SimulatedServices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnboardingTest {
  private final Bench bench = new Bench();
  private final SecurityServices services = bench.openServices();
  private SecurityModule module;

  @BeforeEach
  void openModule() {
    module = bench.openModule();
    bench.events.clear();
  }

  @AfterEach
  void close() {
    module.close();
    services.close();
    bench.close();
  }

  @Test
  void run_whenFactoryFresh_sealsOnceAndVerifies() {
    List<OnboardingStep> steps = new ArrayList<>();

    OnboardedDevice device =
        onboarding().run(SealPermission.GRANTED, progress -> steps.add(progress.step()));

    assertThat(device.rotPublicUid()).isEqualTo(bench.uid);
    assertThat(device.device().isSealedWith(bench.profile, bench.serial)).isTrue();
    assertThat(device.features()).isNotEmpty().allMatch(FeatureStatus::active);
    assertThat(module.sealing().state().isSealed()).isTrue();
    assertThat(bench.count(Kind.SEALED)).isOne();
    assertThat(steps).isSorted().containsOnlyOnce(OnboardingStep.SEAL);
    assertThat(Set.copyOf(steps)).containsExactlyInAnyOrder(OnboardingStep.values());
  }

  @Test
  void dryRun_whenFactoryFresh_reportsEveryStepAndChangesNothing() {
    OnboardingPlan plan = onboarding().dryRun();

    assertThat(plan.steps()).containsExactly(OnboardingStep.values());
    assertThat(plan.seals()).isTrue();
    assertThat(plan.toString())
        .contains(bench.uid.hex(), bench.serial.value(), "irreversible")
        .doesNotContain(bench.profile.value());
    assertThat(module.sealing().state()).hasToString("0,0,0");
    assertThat(bench.service.requests())
        .extracting(ReceivedRequest::path)
        .allMatch(path -> path.endsWith("/get") || path.endsWith("list") || path.endsWith("cate"));
    assertThat(bench.count(Kind.CONNECTED)).isZero();
  }

  @Test
  void run_whenPermissionWithheld_stopsBeforeSealingAndGoesOnWhenGranted() {
    assertThatThrownBy(() -> onboarding().run(SealPermission.WITHHELD, progress -> {}))
        .isInstanceOf(SealingNotPermittedException.class)
        .hasMessageContaining(bench.serial.value())
        .hasMessageContaining("GRANTED");
    assertThat(module.sealing().state()).hasToString("1,0,1");
    assertThat(onboarding().dryRun().steps())
        .containsExactly(
            OnboardingStep.CONNECT,
            OnboardingStep.SEAL,
            OnboardingStep.AWAIT_SEALED,
            OnboardingStep.VERIFY);

    onboarding().run(SealPermission.GRANTED, progress -> {});

    assertThat(bench.count(Kind.SEALED)).isOne();
    assertThat(bench.count(Kind.BOOTSTRAPPED)).isOne();
  }

  /** Code that is not checked for null hands it over: the one argument that must not be guessed. */
  @Test
  @SuppressWarnings("NullAway")
  void run_whenPermissionIsNull_isRefusedBeforeAnythingIsDone() {
    Onboarding onboarding = onboarding();
    int asked = bench.service.requests().size();

    assertThatThrownBy(() -> onboarding.run(null, progress -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("permission is null");
    assertThatThrownBy(() -> onboarding.run(SealPermission.GRANTED, null))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("progress is null");

    assertThat(bench.service.requests()).hasSize(asked);
    assertThat(bench.count(Kind.CONNECTED)).isZero();
    assertThat(module.sealing().state()).hasToString("0,0,0");
  }

  @Test
  @SuppressWarnings("NullAway")
  void builder_whenSerialIsNull_isRefusedBeforeTheModuleIsWhitelisted() {
    assertThatThrownBy(() -> Onboarding.builder(module, services, bench.profile, null))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("serial is null");
  }

  @Test
  void run_whenSealedAsAskedFor_verifiesOnly() {
    onboarding().run(SealPermission.GRANTED, progress -> {});
    assertThat(onboarding().dryRun().steps()).containsExactly(OnboardingStep.VERIFY);

    List<OnboardingStep> steps = new ArrayList<>();
    onboarding().run(SealPermission.WITHHELD, progress -> steps.add(progress.step()));

    assertThat(steps).containsExactly(OnboardingStep.VERIFY);
    assertThat(bench.count(Kind.SEALED)).isOne();
  }

  @Test
  void dryRun_whenTheAccountKnowsTheProfile_reportsItsPlanAndPolicy() {
    AccountProfile known = onboarding().dryRun().accountProfile();

    assertThat(known.result()).isEqualTo(AccountProfile.Result.KNOWN);
    assertThat(known.profile().orElseThrow().pricePlan()).contains(PricePlan.FLEX);
    assertThat(known.profile().orElseThrow().whitelistPolicy()).contains(WhitelistPolicy.REQUIRED);
    assertThat(onboarding().dryRun().toString())
        .contains("known to the account", "price plan Flex", "whitelist Required")
        .doesNotContain(bench.profile.value());
  }

  @Test
  void run_whenTheAccountDoesNotKnowTheProfile_isRefusedBeforeAnythingIsDone() {
    DeviceProfileUid wrong = DeviceProfileUid.of("WRONG-PROFILE");
    Onboarding onboarding = Onboarding.builder(module, services, wrong, bench.serial).build();

    assertThat(onboarding.dryRun().toString()).contains("unknown to the account");
    assertThatThrownBy(() -> onboarding.run(SealPermission.GRANTED, progress -> {}))
        .isInstanceOf(DeviceConflictException.class)
        .hasMessageContaining("unknown to this account")
        .hasMessageNotContaining(wrong.value());
    assertThat(bench.events).doesNotContain(Kind.CONNECTED, Kind.SEALED);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404})
  void run_whenTheServiceCannotBeAskedForProfiles_goesOn(int status) {
    bench.service.inject(ServiceFault.status(status).onPath("/profile/get"));
    bench.service.inject(ServiceFault.status(status).onPath("/profile/list"));

    AccountProfile profile = onboarding().dryRun().accountProfile();
    assertThat(profile.result()).isEqualTo(AccountProfile.Result.NOT_ASKED);
    assertThat(profile.toString()).contains("does not say", Integer.toString(status));

    onboarding().run(SealPermission.GRANTED, progress -> {});
    assertThat(bench.count(Kind.SEALED)).isOne();
  }

  @Test
  void dryRun_whenProfilesCanOnlyBeListed_findsIt() {
    bench.service.inject(ServiceFault.status(404).onPath("/profile/get"));

    assertThat(onboarding().dryRun().accountProfile().result())
        .isEqualTo(AccountProfile.Result.KNOWN);
  }

  @Test
  void dryRun_whenTheCheckIsTurnedOff_asksForNoProfile() {
    OnboardingPlan plan =
        Onboarding.builder(module, services, bench.profile, bench.serial)
            .withoutProfileCheck()
            .build()
            .dryRun();

    assertThat(plan.accountProfile().result()).isEqualTo(AccountProfile.Result.NOT_ASKED);
    assertThat(bench.service.requests())
        .extracting(ReceivedRequest::path)
        .noneMatch(path -> path.startsWith("/profile"));
  }

  @Test
  void run_whenSealedWithAnotherProfile_isRefused() {
    onboarding().run(SealPermission.GRANTED, progress -> {});
    DeviceProfileUid other = DeviceProfileUid.of("AgbCtixjwqLjwV3VWpfPyz");

    assertThatThrownBy(
            () ->
                Onboarding.builder(module, services, other, bench.serial)
                    .build()
                    .run(SealPermission.GRANTED, progress -> {}))
        .isInstanceOf(DeviceConflictException.class)
        .hasMessageContaining("cannot be undone")
        .hasMessageNotContaining(bench.profile.value())
        .hasMessageNotContaining(other.value());
  }

  @Test
  void run_whenSealedWithAnotherSerial_isRefused() {
    onboarding().run(SealPermission.GRANTED, progress -> {});

    assertThatThrownBy(
            () ->
                Onboarding.builder(module, services, bench.profile, DeviceSerialNumber.of("other"))
                    .build()
                    .run(SealPermission.GRANTED, progress -> {}))
        .isInstanceOf(DeviceConflictException.class)
        .hasMessageContaining("other");
  }

  @Test
  void run_whenSealedByAnotherOwner_isRefused() {
    onboarding().run(SealPermission.GRANTED, progress -> {});
    try (SimulatedServices foreign = SimulatedServices.start();
        SecurityServices strangers = Bench.openServices(foreign)) {
      assertThatThrownBy(
              () ->
                  Onboarding.builder(module, strangers, foreign.deviceProfile(), bench.serial)
                      .build()
                      .run(SealPermission.GRANTED, progress -> {}))
          .isInstanceOf(DeviceConflictException.class)
          .hasMessageContaining("another owner")
          .hasMessageContaining("Is the access key of the account")
          .hasMessageContaining("the vendor's support");
    }
  }

  @Test
  void run_whenClone_isRefusedAndNotSealed() {
    onboarding().run(SealPermission.GRANTED, progress -> {});
    try (SimulatedModule counterfeit = bench.silicon(bench.service);
        SecurityModule clone = bench.openModule(counterfeit)) {
      assertThatThrownBy(
              () ->
                  Onboarding.builder(clone, services, bench.profile, bench.serial)
                      .bootstrapLimit(Duration.ofMinutes(2))
                      .build()
                      .run(SealPermission.GRANTED, progress -> {}))
          .isInstanceOf(DeviceConflictException.class)
          .hasMessageContaining("clone");
      assertThat(clone.sealing().state()).hasToString("0,0,0");
    }
  }

  @Test
  void run_whenBootstrappedBeforeItWasWhitelisted_whitelistsBeforeSealing() {
    module.network().connect(Duration.ofMinutes(2));
    module.sealing().awaitBootstrapped(Duration.ofMinutes(5), (state, elapsed) -> {});

    OnboardedDevice device = onboarding().run(SealPermission.GRANTED, progress -> {});

    assertThat(device.device().blacklisted()).isFalse();
    assertThat(device.features()).isNotEmpty().allMatch(FeatureStatus::active);
  }

  @Test
  void run_whenSealedByHandWithoutWhitelist_isRefused() {
    module.network().connect(Duration.ofMinutes(2));
    module.sealing().awaitBootstrapped(Duration.ofMinutes(5), (state, elapsed) -> {});
    module.sealing().seal(bench.profile, bench.serial);
    module.sealing().awaitSealed(Duration.ofMinutes(4), (state, elapsed) -> {});

    assertThatThrownBy(() -> onboarding().run(SealPermission.GRANTED, progress -> {}))
        .isInstanceOf(DeviceConflictException.class)
        .hasMessageContaining("ALLOCATED")
        .hasMessageContaining("portal");
  }

  @Test
  void run_whenServiceIsDown_failsBeforeAnythingAndWorksLater() {
    bench.service.inject(ServiceFault.status(503).onPath("/device/get").times(9));
    assertThatThrownBy(() -> onboarding().run(SealPermission.GRANTED, progress -> {}))
        .isInstanceOf(TransientException.class);
    assertThat(bench.events).doesNotContain(Kind.CONNECTED, Kind.SEALED);

    bench.service.clearFaults();
    onboarding().run(SealPermission.GRANTED, progress -> {});
    assertThat(bench.count(Kind.SEALED)).isOne();
  }

  @Test
  void run_whenPowerFailsWhileSealing_goesOnWithoutASecondSeal() {
    assertThatThrownBy(
            () ->
                onboarding()
                    .run(
                        SealPermission.GRANTED,
                        progress -> {
                          if (progress.step() == OnboardingStep.AWAIT_SEALED) {
                            throw new IllegalStateException("the line operator pulled the plug");
                          }
                        }))
        .isInstanceOf(IllegalStateException.class);
    module.close();
    module = bench.openModule();

    OnboardedDevice device = onboarding().run(SealPermission.GRANTED, progress -> {});

    assertThat(device.device().isOwned()).isTrue();
    assertThat(bench.count(Kind.SEALED)).isOne();
  }

  @Test
  void run_whenAnEarlierSealingEndsInTheLastMoment_verifiesIt() {
    OnboardedDevice device =
        onboarding()
            .run(
                SealPermission.GRANTED,
                progress -> {
                  if (progress.step() == OnboardingStep.SEAL) {
                    module.sealing().seal(bench.profile, bench.serial);
                    module.sealing().awaitSealed(Duration.ofMinutes(4), (state, elapsed) -> {});
                  }
                });

    assertThat(device.device().isOwned()).isTrue();
    assertThat(bench.count(Kind.SEALED)).isOne();
  }

  @Test
  void builder_whenALimitIsNotPositive_isRefused() {
    Onboarding.Builder builder = Onboarding.builder(module, services, bench.profile, bench.serial);

    assertThatThrownBy(() -> builder.sealLimit(Duration.ZERO))
        .isInstanceOf(InvalidInputException.class);
  }

  private Onboarding onboarding() {
    return Onboarding.builder(module, services, bench.profile, bench.serial).build();
  }
}
