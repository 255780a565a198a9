package io.github.thingseal.at.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalHintsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "AT+USECDEVINFO?                | bootstrap has succeeded",
        "AT+USECDEVINFO=\"AgbCt\",\"1\" | data connection",
        "AT+USECDEVINFO=\"AgbCt\",\"1\" | sealed already",
        "at+usecconn                    | too recent",
        "AT+USECPSK=16                  | sealed module",
        "AT+USECE2EDATAENC=44           | sealed module",
        "AT+USECE2EDATADEC=44           | protected for this module",
        "AT+USECE2EFILEENC=\"a\"        | assumed",
        "AT+USECDATAENC=3               | assumed",
        "AT+USECDATADEC=35              | only what this module encrypted",
        "AT+USECDATADEC=35              | assumed",
        "AT+USECC2C=0,\"00010203\"      | before bootstrap",
        "AT+USECC2C=0,\"00010203\"      | 8 pairings",
        "AT+USECC2C=1,\"00010203\"      | pairing of this very module",
        "AT+USECC2C=4,\"0001\",\"02\"   | pairing just before",
        "AT+USECDEVCERT=0               | chip-to-chip session",
        "AT+USECOPCMD=\"e2e_enc\",1     | one version",
      })
  void of_saysWhatThisCommandRequires(String line, String hint) {
    assertThat(RefusalHints.of(line)).contains(hint).doesNotContain("00010203", "AgbCt");
  }

  /** What leads astray is worse than nothing. */
  @Test
  void of_aPairing_asksForNoSealedModule() {
    assertThat(RefusalHints.of("AT+USECC2C=0,\"00\"")).doesNotContain("sealed");
    assertThat(RefusalHints.of("AT+USECC2C=1,\"00\"")).doesNotContain("sealed");
    assertThat(RefusalHints.of("AT+USECDEVINFO=\"a\",\"b\"")).doesNotContain("requires a sealed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AT+COPS=0", "AT+USECROTUID", "AT+USECMNG=3", "AT+USECC2C=2", "", "AT"})
  void of_whatIsKnownToRequireNothing_isEmpty(String line) {
    assertThat(RefusalHints.of(line)).isEmpty();
  }
}
