package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.core.e2e.AeadEngine;
import io.github.thingseal.core.e2e.E2eCipher;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
    AtomicInteger wipes = new AtomicInteger();
    SecurityServices services =
        SecurityServices.builder()
            .baseUrl(URL)
            .credentials(Credentials.of("key", "hush"))
            .cipher(E2eCipher.standard().withEngine(new CountingEngine(wipes)))
            .build();
    assertThat(wipes).hasValue(0);

    services.close();

    assertThat(wipes).hasValue(1);
  }

  /** Counts how often its keys are overwritten. */
  private record CountingEngine(AtomicInteger wipes) implements AeadEngine {
    @Override
    public void seal(byte[] key, byte[] nonce, int tag, byte[] plain, byte[] to, int offset) {
      throw new UnsupportedOperationException("Nothing is protected here");
    }

    @Override
    public boolean open(
        byte[] key, byte[] nonce, int tag, byte[] from, int offset, int length, byte[] plain) {
      return false;
    }

    @Override
    public void wipeIdleKeys() {
      wipes.incrementAndGet();
    }
  }
}
