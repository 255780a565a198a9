package io.github.thingseal.core.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import java.util.Locale;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two texts that are sealed into a module: the profile and the serial number. */
class SealedTextTest {
  private static final String PROFILE = "AgbCtixjwqLjwV3VWpfPyz";

  @Test
  void of_takesWhatTheVendorShows() {
    assertThat(DeviceProfileUid.of(PROFILE).value()).isEqualTo(PROFILE);
    assertThat(DeviceSerialNumber.of("357520070120760").value()).isEqualTo("357520070120760");
  }

  @Test
  void of_takesEveryPrintableAsciiCharacterButQuoteAndComma() {
    for (char c = '!'; c <= '~'; c++) {
      if (c != '"' && c != ',') {
        String text = String.valueOf(c);
        assertThat(DeviceSerialNumber.of(text).value()).isEqualTo(text);
        assertThat(DeviceProfileUid.of(text).value()).isEqualTo(text);
      }
    }
  }

  @Test
  void of_refusesEveryOtherCharacterNamingItAndItsPlace() {
    for (int c = 0; c <= 0x17F; c++) {
      if (c > ' ' && c <= '~' && c != '"' && c != ',') {
        continue;
      }
      String text = "ab" + (char) c;
      String trouble = String.format(Locale.ROOT, "cannot hold U+%04X at position 2", c);
      assertThatThrownBy(() -> DeviceSerialNumber.of(text))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("A device serial number " + trouble);
      assertThatThrownBy(() -> DeviceProfileUid.of(text))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("A DeviceProfileUID " + trouble);
    }
  }

  @ParameterizedTest
  @CsvSource({"٣٥٧, U+0663", "３５７, U+FF13", "😀, U+1F600"})
  void of_whenNotAscii_namesTheWholeCharacter(String text, String name) {
    assertThatThrownBy(() -> DeviceSerialNumber.of(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cannot hold " + name + " at position 0");
  }

  @Test
  void of_whenTheDefaultLocaleHasOtherDigits_stillWritesLatinOnes() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThatThrownBy(() -> DeviceSerialNumber.of("abcdefgh\""))
          .hasMessageContaining("cannot hold U+0022 at position 8");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void ofSerialNumber_takesSixteenCharactersAndRefusesSeventeen() {
    assertThat(DeviceSerialNumber.of("1".repeat(16)).value()).hasSize(16);
    assertThatThrownBy(() -> DeviceSerialNumber.of("1".repeat(17)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("A device serial number has 1 to 16 characters, not 17");
    assertThatThrownBy(() -> DeviceSerialNumber.of(""))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("A device serial number has 1 to 16 characters, not 0");
  }

  @Test
  void ofProfile_takesSixtyFourCharactersAndRefusesMoreWithoutRepeatingThem() {
    assertThat(DeviceProfileUid.of("p".repeat(64)).value()).hasSize(64);
    assertThatThrownBy(() -> DeviceProfileUid.of("p".repeat(65)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("A DeviceProfileUID has 1 to 64 characters, not 65");
    assertThatThrownBy(() -> DeviceProfileUid.of("")).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> DeviceProfileUid.of(PROFILE + ","))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageNotContaining(PROFILE);
  }

  @Test
  void constructor_checksAsMuchAsTheFactory() {
    assertThatThrownBy(() -> new DeviceSerialNumber("a b"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new DeviceProfileUid("a,b")).isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "AgbCtixjwqLjwV3VWpfPyz, AgbC…",
    "abcdefghijklmnop, abcd…",
    "abcdefgh, ab…",
    "abcd, a…",
    "abc, …",
    "a, …"
  })
  void toString_ofAProfile_showsAQuarterAndNoMoreThanFourCharacters(String value, String shown) {
    assertThat(DeviceProfileUid.of(value)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "357520070120760", "A-1;2'3"})
  void toString_ofASerialNumber_isTheNumber(String value) {
    assertThat(DeviceSerialNumber.of(value)).hasToString(value);
  }

  static Class<?>[] types() {
    return new Class<?>[] {DeviceProfileUid.class, DeviceSerialNumber.class};
  }

  @ParameterizedTest
  @MethodSource("types")
  void equals_comparesTheText(Class<?> type) {
    EqualsVerifier.forClass(type)
        .withPrefabValues(String.class, "a", "b")
        .suppress(Warning.NULL_FIELDS)
        .verify();
  }
}
