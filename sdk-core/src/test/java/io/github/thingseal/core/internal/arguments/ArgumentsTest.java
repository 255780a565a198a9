package io.github.thingseal.core.internal.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration YEAR = Duration.ofDays(365);

  @Test
  void required_whenNull_namesTheParameter() {
    assertThat(Arguments.required("x", "name")).isEqualTo("x");
    assertRefused(() -> Arguments.required(null, "name"), "name is null; pass a value");
  }

  @Test
  void requiredElements_whenAnElementIsNull_namesItsPlace() {
    assertThat(Arguments.requiredElements(List.of("x"), "names")).containsExactly("x");
    assertRefused(
        () -> Arguments.requiredElements(Arrays.asList("x", null), "names"),
        "names[1] is null; pass a value");
    assertRefused(
        () -> Arguments.requiredElements(new String[] {null}, "names"),
        "names[0] is null; pass a value");
    assertRefused(
        () -> Arguments.requiredElements((String[]) null, "names"), "names is null; pass a value");
  }

  @Test
  void sortedCopy_hasNaturalOrderInEveryRun() {
    List<TimeUnit> reversed = new ArrayList<>(List.of(TimeUnit.values()));
    Collections.reverse(reversed);
    Set<TimeUnit> copy = Arguments.sortedCopy(reversed, "units");
    reversed.clear();
    assertThat(copy).containsExactly(TimeUnit.values());
    assertThatThrownBy(copy::clear).isInstanceOf(UnsupportedOperationException.class);
    assertRefused(() -> Arguments.sortedCopy(null, "units"), "units is null; pass a value");
  }

  @Test
  void returned_whenNull_namesTheMethod() {
    assertThat(Arguments.returned("x", "Source.open")).isEqualTo("x");
    assertRefused(
        () -> Arguments.returned(null, "Source.open"), "Source.open returned null; return a value");
  }

  @Test
  void notNegative_whenForever_isAYear() {
    assertThat(Arguments.notNegative(Duration.ZERO, "pause")).isZero();
    assertThat(Arguments.notNegative(SECOND, "pause")).isEqualTo(SECOND);
    assertThat(Arguments.notNegative(ChronoUnit.FOREVER.getDuration(), "pause")).isEqualTo(YEAR);
    assertRefused(
        () -> Arguments.notNegative(SECOND.negated(), "pause"),
        "pause must not be negative, but is PT-1S");
  }

  @Test
  void positive_whenZero_isRefused() {
    assertThat(Arguments.positive(SECOND, "limit")).isEqualTo(SECOND);
    assertRefused(
        () -> Arguments.positive(Duration.ZERO, "limit"),
        "limit must be longer than zero, but is PT0S");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(InvalidInputException.class).hasMessage(message);
  }
}
