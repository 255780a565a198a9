package io.github.thingseal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.module.ModuleOptions;
import io.github.thingseal.at.module.SecurityModule;
import io.github.thingseal.cloud.Device;
import io.github.thingseal.cloud.DeviceProfile;
import io.github.thingseal.cloud.DeviceState;
import io.github.thingseal.cloud.ReportedUid;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.production.ProductionLine;
import io.github.thingseal.production.SealingJournal;
import io.github.thingseal.testkit.SimulatedModuleEvent.Kind;
import io.github.thingseal.testsupport.ApiDump;
import io.github.thingseal.testsupport.ExportedTypes;
import io.github.thingseal.testsupport.ExtremeValues;
import io.github.thingseal.testsupport.NullRefusals;
import io.github.thingseal.testsupport.Samples;
import io.github.thingseal.testsupport.SerializedFields;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for everything that the module exports. */
class PublicApiTest {
  private static final List<Class<?>> TYPES = ExportedTypes.ofModuleOf(Onboarding.class);

  @TempDir private static Path folder;

  private final Bench bench = new Bench();
  private final SecurityServices services = bench.openServices();
  private final SecurityModule module = bench.openModule();
  private final SealingJournal journal = SealingJournal.open(folder.resolve("journal"));
  private final Samples samples = new Samples();

  PublicApiTest() {
    ReportedUid uid = new ReportedUid(bench.uid.hex());
    samples
        .with(SecurityServices.class, services)
        .with(SecurityModule.class, module)
        .with(SealingJournal.class, journal)
        .with(RotPublicUid.class, bench.uid)
        .with(Device.class, Device.builder(uid, DeviceState.OWNED).build())
        .with(DeviceProfile.class, DeviceProfile.builder(bench.profile, "Meters").build())
        .with(ThingsealException.class, new InvalidInputException("x"))
        .with(ModuleOptions.class, ModuleOptions.standard())
        .with(Path.class, folder.resolve("missing").resolve("journal"));
  }

  @AfterEach
  void close() {
    journal.close();
    module.close();
    services.close();
    bench.close();
  }

  @Test
  void api_whenComparedWithItsPage_isTheSame() {
    String made = ApiDump.of(Onboarding.class);

    assertThat(made)
        .as("if the change is wanted: -Dtest=PublicApiTest -Dthingseal.update=true")
        .isEqualTo(ApiDump.committed("sdk", made));
  }

  @Test
  void call_whenAnArgumentIsNull_isRefusedByItsName() {
    Onboarding.Builder onboarding =
        Onboarding.builder(module, services, bench.profile, bench.serial);
    ProductionLine.Builder line = ProductionLine.builder(services, bench.profile, journal);

    assertThat(
            new NullRefusals(TYPES, InvalidInputException.class, samples)
                .on(onboarding, onboarding.build(), line, line.build())
                .unchanged(this::whatWasDone)
                .faults())
        .isEmpty();
  }

  private List<Object> whatWasDone() {
    return List.of(bench.service.requests(), bench.count(Kind.CONNECTED), journal.latest());
  }

  @Test
  void call_whenAnArgumentIsExtreme_endsWellOrIsRefused() {
    assertThat(
            new ExtremeValues(TYPES, ThingsealException.class, samples)
                .on(
                    Onboarding.Builder.class,
                    () -> Onboarding.builder(module, services, bench.profile, bench.serial))
                .on(
                    ProductionLine.Builder.class,
                    () -> ProductionLine.builder(services, bench.profile, journal))
                .faults())
        .isEmpty();
  }

  @Test
  void exceptions_whenSerialized_keepTheirFields() {
    assertThat(new SerializedFields(samples).losses(TYPES)).isEmpty();
  }
}
