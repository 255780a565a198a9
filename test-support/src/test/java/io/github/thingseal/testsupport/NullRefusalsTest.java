package io.github.thingseal.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NullRefusalsTest {
  @Test
  void faults_areThoseThatAcceptLeakConfuseOrActFirst() {
    assertThat(refusals(Door.class).on(Door.good("a", "door")).faults())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("Door.accepts(String) name is accepted"),
            line ->
                assertThat(line).startsWith("Door.confuses(String) name ends in").contains("nome"),
            line -> assertThat(line).startsWith("Door.leaks(String) name ends in java.lang.NullP"),
            line -> assertThat(line).startsWith("Door.opensFirst(String) name was refused after"),
            line -> assertThat(line).isEqualTo("Door.takesElements(List) names[] is accepted"));
  }

  @Test
  void faults_whenThereIsNoObject_saySo() {
    assertThat(refusals(Door.class).faults())
        .containsExactly("There is no object of " + Door.class.getName());
    assertThat(refusals(Door.class).withoutObject(Door.class, "in this test").faults()).isEmpty();
  }

  @Test
  void faults_whenAnExceptionOfTheRuleIsNone_nameIt() {
    assertThat(
            refusals(Door.class)
                .withoutObject(Door.class, "in this test")
                .withoutObject(Door.Guest.class, "not among the types")
                .except("Door.good(String,String) name", "it is refused")
                .faults())
        .containsExactly(
            "Listed in vain: Door.good(String,String) name",
            "Listed in vain: interface " + Door.Guest.class.getName());
  }

  @Test
  void losses_areFieldsThatAreNotSerialized() {
    assertThat(new SerializedFields(new Samples()).losses(List.of(Door.class, Door.Refused.class)))
        .singleElement()
        .asString()
        .contains("Refused.lost() returns null instead of [x]");
  }

  private static NullRefusals refusals(Class<?> type) {
    return new NullRefusals(List.of(type), Door.Refused.class, new Samples())
        .unchanged(Door.OPENED::get);
  }
}
