package io.github.thingseal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.core.e2e.AeadEngine;
import io.github.thingseal.core.e2e.DownlinkParametersSource;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.e2e.ProtectionParametersSource;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.psk.PskSource;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testsupport.ApiDump;
import io.github.thingseal.testsupport.ExportedTypes;
import io.github.thingseal.testsupport.ExtremeValues;
import io.github.thingseal.testsupport.NullRefusals;
import io.github.thingseal.testsupport.Samples;
import io.github.thingseal.testsupport.SerializedFields;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for all that the module exports. */
class PublicApiTest {
  private static final List<Class<?>> TYPES = ExportedTypes.ofModuleOf(ThingsealException.class);

  private final Samples samples = new Samples();

  PublicApiTest() {
    samples
        .with(SecretBytes.class, SecretBytes.copyOf(bytes(16)))
        .with(SecureRandom.class, new SecureRandom())
        .with(RotPublicUid.class, RotPublicUid.of(bytes(8)))
        .with(PskIdentity.class, PskIdentity.of(bytes(16)))
        .with(KeyIdentity.class, KeyIdentity.of(bytes(16)))
        .with(ByteBuffer.class, ByteBuffer.allocate(64))
        .with(E2eMessage.class, E2eMessage.parse(bytes(32)))
        .with(ProtectionParameters.class, builder().build());
  }

  private static ProtectionParameters.Builder builder() {
    return ProtectionParameters.builder(
        KeyIdentity.of(bytes(16)), SecretBytes.copyOf(bytes(16)), SecretBytes.copyOf(bytes(13)));
  }

  /** The first byte says that it is of format V1. */
  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    bytes[0] = 0x10;
    return bytes;
  }

  @Test
  void api_whenComparedWithItsPage_isTheSame() {
    String made = ApiDump.of(ThingsealException.class);

    assertThat(made)
        .as("if the change is wanted: -Dtest=PublicApiTest -Dthingseal.update=true")
        .isEqualTo(ApiDump.committed("sdk-core", made));
  }

  @Test
  void call_whenAnArgumentIsNull_isRefusedByItsName() {
    assertThat(
            new NullRefusals(TYPES, InvalidInputException.class, samples)
                .on(E2eCipher.standard(), builder())
                .on(AeadEngine.jdk(), AeadEngine.bouncyCastle())
                .withoutObject(ProtectionParametersSource.class, "callers implement it")
                .withoutObject(DownlinkParametersSource.class, "callers implement it")
                .withoutObject(PskSource.class, "callers implement it")
                .faults())
        .isEmpty();
  }

  @Test
  void call_whenAnArgumentIsExtreme_endsWellOrIsRefused() {
    assertThat(
            new ExtremeValues(TYPES, ThingsealException.class, samples)
                .except("SecretBytes.random", "takes the memory that it is asked for")
                .on(ProtectionParameters.Builder.class, PublicApiTest::builder)
                .on(E2eCipher.class, E2eCipher::standard)
                .on(E2eMessage.class, () -> E2eMessage.parse(bytes(32)))
                .faults())
        .isEmpty();
  }

  @Test
  void exceptions_whenSerialized_keepTheirFields() {
    assertThat(new SerializedFields(samples).losses(TYPES)).isEmpty();
  }
}
