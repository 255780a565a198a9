package io.github.thingseal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.module.SecurityModule;
import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.testkit.SimulatedModule;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LicenceTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        ThingsealException.class,
        SecurityModule.class,
        SecurityServices.class,
        Onboarding.class,
        SimulatedModule.class
      })
  void everyArtifact_bringsTheLicence(Class<?> member) throws Exception {
    URL artifact = member.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader alone = new URLClassLoader(new URL[] {artifact}, null);
        InputStream licence = alone.getResourceAsStream("META-INF/LICENSE")) {
      assertThat(licence).isNotNull();
      assertThat(new String(licence.readAllBytes(), StandardCharsets.UTF_8))
          .contains("Apache License", "Version 2.0");
    }
  }
}
