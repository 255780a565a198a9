package io.github.thingseal.at.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineCommandTest {
  private static final Limits USUAL = new Limits(Duration.ofSeconds(1), Optional.empty());

  private record Limits(Duration time, Optional<Duration> turn) {}

  /** Everything that a class may decide for each of its commands. */
  private static final class Adjustable extends SetCommand {
    private final Limits limits;
    private final List<Boolean> marks;

    Adjustable(String line, Limits limits, boolean secret, boolean repeatable, boolean abortable) {
      super(line);
      this.limits = limits;
      this.marks = List.of(secret, repeatable, abortable);
    }

    @Override
    public Duration timeLimit() {
      return limits.time();
    }

    @Override
    public Optional<Duration> waitLimit() {
      return limits.turn();
    }

    @Override
    public boolean secret() {
      return marks.get(0);
    }

    @Override
    public boolean repeatable() {
      return marks.get(1);
    }

    @Override
    public boolean abortable() {
      return marks.get(2);
    }
  }

  private static Adjustable usual() {
    return new Adjustable("AT+X", USUAL, false, false, false);
  }

  @Test
  void equals_whenNothingDiffers_isTrue() {
    assertThat(usual()).isEqualTo(usual()).hasSameHashCodeAs(usual());
  }

  @Test
  void equals_whenTheyBehaveDifferently_isFalse() {
    Limits longer = new Limits(Duration.ofSeconds(2), Optional.empty());
    Limits impatient = new Limits(USUAL.time(), Optional.of(Duration.ofSeconds(2)));
    assertThat(
            List.of(
                new Adjustable("AT+Y", USUAL, false, false, false),
                new Adjustable("AT+X", longer, false, false, false),
                new Adjustable("AT+X", impatient, false, false, false),
                new Adjustable("AT+X", USUAL, true, false, false),
                new Adjustable("AT+X", USUAL, false, true, false),
                new Adjustable("AT+X", USUAL, false, false, true)))
        .doesNotContain(usual());
  }
}
