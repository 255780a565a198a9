package io.github.thingseal.libcrypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.testsupport.ExportedTypes;
import io.github.thingseal.testsupport.ExtremeValues;
import io.github.thingseal.testsupport.NullRefusals;
import io.github.thingseal.testsupport.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for all that the module exports. Native code would read and write beyond arrays. */
class PublicApiTest {
  private static final List<Class<?>> TYPES = ExportedTypes.ofModuleOf(LibcryptoEngine.class);

  private final Samples samples = new Samples();

  @Test
  void call_whenAnArgumentIsNull_isRefusedByItsName() {
    assertThat(
            new NullRefusals(TYPES, InvalidInputException.class, samples)
                .on(new LibcryptoEngine())
                .faults())
        .isEmpty();
  }

  @Test
  void call_whenAnArgumentIsExtreme_endsWellOrIsRefused() {
    assertThat(
            new ExtremeValues(TYPES, ThingsealException.class, samples)
                .on(LibcryptoEngine.class, LibcryptoEngine::new)
                .faults())
        .isEmpty();
  }
}
