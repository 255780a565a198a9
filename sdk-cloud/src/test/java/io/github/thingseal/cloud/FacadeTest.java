package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.cloud.e2e.WatchedEngine;
import io.github.thingseal.core.e2e.E2eCipher;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What facade and groups of operations say of themselves. */
class FacadeTest {
  private static final String URL = "https://services.example/v1";

  @Test
  void toString_ofFacadeAndGroups_namesTheServiceAndNoCredentials() throws Exception {
    try (SecurityServices services =
        SecurityServices.builder()
            .baseUrl(URL + "/")
            .credentials(Credentials.of("key", "hush"))
            .build()) {
      List<Method> groups =
          Arrays.stream(SecurityServices.class.getMethods())
              .filter(method -> method.getParameterCount() == 0)
              .filter(method -> method.getReturnType().getSimpleName().endsWith("Operations"))
              .toList();

      assertThat(groups).hasSize(9);
      for (Method group : groups) {
        assertThat(group.invoke(services))
            .hasToString(group.getReturnType().getSimpleName() + "[" + URL + "]");
      }
      assertThat(services).hasToString("SecurityServices[" + URL + "]");
    }
  }

  @Test
  void close_overwritesTheKeysThatTheCipherKeeps() {
    WatchedEngine engine = new WatchedEngine();
    SecurityServices services =
        SecurityServices.builder()
            .baseUrl(URL)
            .credentials(Credentials.of("key", "hush"))
            .cipher(E2eCipher.standard().withEngine(engine))
            .build();
    assertThat(engine.wipes()).isZero();

    services.close();

    assertThat(engine.wipes()).isEqualTo(1);
  }
}
