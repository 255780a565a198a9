package io.github.thingseal.at.module;

import static io.github.thingseal.at.module.Capability.CHIP_TO_CHIP;
import static io.github.thingseal.at.module.Capability.CHIP_TO_CHIP_V2;
import static io.github.thingseal.at.module.Capability.E2E_DECRYPTION;
import static io.github.thingseal.at.module.Capability.E2E_FILES;
import static io.github.thingseal.at.module.Capability.E2E_V2;
import static io.github.thingseal.at.module.Capability.LOCAL_DATA_PROTECTION;
import static io.github.thingseal.at.module.Capability.ROOT_OF_TRUST;
import static io.github.thingseal.at.module.Capability.ROT_FIRMWARE_UPDATE;
import static io.github.thingseal.at.module.Capability.ZERO_TOUCH_PROVISIONING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FamilyCapabilitiesTest {
  @ParameterizedTest
  @CsvSource({
    "SARA-R510M8S-00B-00,0,B,0",
    "SARA-R510M8S-00B-01,0,B,1",
    "SARA-R510S-01B-00,1,B,0",
    "SARA-R410M-02B,2,B,0",
    "SARA-R410M-63B-01,63,B,1"
  })
  void productVersion_whenNamed_isRead(String product, int number, char letter, int revision) {
    assertThat(ProductVersion.ofProduct(product))
        .contains(new ProductVersion(number, letter, revision));
  }

  @Test
  void productVersion_whenNotNamed_isEmpty() {
    assertThat(ProductVersion.ofProduct("SARA-R510M8S")).isEmpty();
    assertThat(ProductVersion.ofProduct("")).isEmpty();
  }

  @Test
  void saraR5_byFirmware_hasE2eV2From01bOn() {
    assertThat(capabilities(ModuleFamily.SARA_R5, "SARA-R510M8S-00B-00"))
        .doesNotContain(E2E_V2, CHIP_TO_CHIP_V2)
        .contains(ROOT_OF_TRUST, ZERO_TOUCH_PROVISIONING, CHIP_TO_CHIP)
        .contains(LOCAL_DATA_PROTECTION, ROT_FIRMWARE_UPDATE);
    assertThat(capabilities(ModuleFamily.SARA_R5, "SARA-R510M8S-00B-01"))
        .doesNotContain(E2E_V2)
        .contains(CHIP_TO_CHIP, CHIP_TO_CHIP_V2);
    assertThat(capabilities(ModuleFamily.SARA_R5, "SARA-R510M8S-01B-00"))
        .hasSize(Capability.values().length);
    assertThat(capabilities(ModuleFamily.SARA_R5, "SARA-R510M8S"))
        .hasSize(Capability.values().length);
  }

  @Test
  void saraR41_byProductVersion_hasARootOfTrustOrNot() {
    assertThat(capabilities(ModuleFamily.SARA_R410M, "SARA-R410M-02B")).isEmpty();
    assertThat(capabilities(ModuleFamily.SARA_R412M, "SARA-R412M-02B-03")).isEmpty();
    assertThat(capabilities(ModuleFamily.SARA_R410M, "SARA-R410M-63B"))
        .containsExactlyInAnyOrder(ROOT_OF_TRUST, E2E_DECRYPTION, E2E_FILES);
    assertThat(capabilities(ModuleFamily.SARA_R410M, "SARA-R410M-83B-00"))
        .containsExactlyInAnyOrder(ROOT_OF_TRUST, E2E_DECRYPTION, E2E_FILES);
  }

  @Test
  void saraR41_whenNothingIsKnownOfItsVersion_isLeftToSayItself() {
    for (String product : List.of("SARA-R412M-03B-00", "SARA-R410M-52B", "SARA-R410M")) {
      assertThat(capabilities(ModuleFamily.SARA_R410M, product))
          .containsExactlyInAnyOrder(ROOT_OF_TRUST, E2E_DECRYPTION, E2E_FILES);
    }
  }

  @Test
  void others_whenKnown_haveWhatTheirConstantsSay() {
    assertThat(capabilities(ModuleFamily.SARA_R422, "SARA-R422-00B"))
        .containsExactlyInAnyOrder(ROOT_OF_TRUST, E2E_DECRYPTION, E2E_FILES);
    assertThat(capabilities(ModuleFamily.LARA_R6, "LARA-R6001-00B"))
        .containsExactlyInAnyOrder(
            ROOT_OF_TRUST, E2E_DECRYPTION, E2E_FILES, E2E_V2, ZERO_TOUCH_PROVISIONING);
    assertThat(capabilities(ModuleFamily.UNKNOWN, "?")).hasSize(Capability.values().length);
  }

  private static Set<Capability> capabilities(ModuleFamily family, String product) {
    Optional<ProductVersion> version = ProductVersion.ofProduct(product);
    return family.data.capabilities(version);
  }
}
