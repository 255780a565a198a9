package io.github.thingseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testsupport.ApiDump;
import io.github.thingseal.testsupport.ExportedTypes;
import io.github.thingseal.testsupport.ExtremeValues;
import io.github.thingseal.testsupport.NullRefusals;
import io.github.thingseal.testsupport.Samples;
import io.github.thingseal.testsupport.SerializedFields;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for everything that the module exports. */
class PublicApiTest {
  private static final List<Class<?>> TYPES = ExportedTypes.ofModuleOf(SimulatedModule.class);

  private final ModuleBench bench = ModuleBench.booted();
  private final SimulatedServices services = SimulatedServices.start();
  private final Samples samples = new Samples();

  PublicApiTest() {
    samples
        .with(RootOfTrust.class, bench.rootOfTrust)
        .with(RotPublicUid.class, bench.rootOfTrust.uid())
        .with(SecretBytes.class, SecretBytes.copyOf(new byte[16]))
        .with(PskIdentity.class, PskIdentity.fromHex("11010008003f9720f38c30c88428"))
        .with(KeyIdentity.class, KeyIdentity.fromHex("11010008003f97203b08c787d1b20000"))
        .with(ServiceFault.class, ServiceFault.status(500))
        .with(ProfileSettings.class, ProfileSettings.named("x").build())
        .with(ModuleFault.class, ModuleFault.silence("AT"))
        .with(X509Certificate.class, services.certificate())
        .with(SecureRandom.class, new SecureRandom())
        .with(Clock.class, Clock.systemUTC())
        .with(Path.class, Path.of("missing"));
  }

  @AfterEach
  void stop() {
    services.close();
    bench.close();
  }

  @Test
  void api_whenComparedWithItsPage_isTheSame() {
    String made = ApiDump.of(SimulatedModule.class);

    assertThat(made)
        .as("if the change is wanted: -Dtest=PublicApiTest -Dthingseal.update=true")
        .isEqualTo(ApiDump.committed("sdk-testkit", made));
  }

  @Test
  void call_whenAnArgumentIsNull_isRefusedByItsName() {
    bench.read();

    assertThat(
            new NullRefusals(TYPES, InvalidInputException.class, samples)
                .on(
                    bench.module,
                    bench.port,
                    services,
                    services.air(),
                    services.portal(),
                    ProfileSettings.named("x"),
                    SimulatedServices.builder(),
                    SimulatedModule.builder(bench.rootOfTrust),
                    TranscriptModule.of("thingseal-transcript 1\n", (name, length) -> new byte[0]))
                .unchanged(() -> services.requests().size() + bench.read())
                .faults())
        .isEmpty();
  }

  @Test
  void call_whenAnArgumentIsExtreme_endsWellOrIsRefused() {
    assertThat(
            new ExtremeValues(TYPES, ThingsealException.class, samples)
                .on(ProfileSettings.Builder.class, () -> ProfileSettings.named("x"))
                .on(Portal.class, services::portal)
                .faults())
        .isEmpty();
  }

  @Test
  void exceptions_whenSerialized_keepTheirFields() {
    assertThat(new SerializedFields(samples).losses(TYPES)).isEmpty();
  }
}
