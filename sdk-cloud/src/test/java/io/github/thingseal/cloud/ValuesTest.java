package io.github.thingseal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.id.RotPublicUid;
import nl.jqno.equalsverifier.EqualsVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  @Test
  void equality_whenVerified_holds() {
    EqualsVerifier.forClass(Device.class).withNonnullFields(NONNULL).verify();
    EqualsVerifier.forClass(DetectedClone.class).withNonnullFields("rotPublicUid").verify();
    EqualsVerifier.forClass(SuspiciousDevice.class)
        .withNonnullFields("rotPublicUid", "reason")
        .verify();
  }

  private static final String[] NONNULL = {"rotPublicUid", "state"};

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\"b", "a\nb", "ä"})
  void feature_whenNameIsMalformed_isRefused(String name) {
    assertThatThrownBy(() -> Feature.of(name)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void openValues_whenUnknown_areKept() {
    assertThat(Feature.of("LocalC2C")).isEqualTo(Feature.LOCAL_C2C);
    assertThat(DeviceState.of("RETIRED")).hasToString("RETIRED");
    assertThatThrownBy(() -> DeviceState.of(" ")).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void reportedUid_whenInHexOfEitherCase_isTheModule() {
    RotPublicUid uid = RotPublicUid.of("0a04f008003c9623");

    assertThat(new ReportedUid("0A04F008003C9623").is(uid)).isTrue();
    assertThat(new ReportedUid("0A04F008003C9623").uid()).contains(uid);
    assertThat(new ReportedUid("0A:04").uid()).isEmpty();
    assertThat(new ReportedUid("0A:04").is(uid)).isFalse();
  }

  @Test
  void featureStatus_whenRequestedDiffers_isPending() {
    assertThat(new FeatureStatus(Feature.ZTP, false, true).pending()).isTrue();
    assertThat(new FeatureStatus(Feature.ZTP, true, true).pending()).isFalse();
  }
}
