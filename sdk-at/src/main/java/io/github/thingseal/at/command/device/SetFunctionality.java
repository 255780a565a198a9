package io.github.thingseal.at.command.device;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.LineCommand;
import io.github.thingseal.at.internal.text.Numbers;
import io.github.thingseal.core.Done;
import java.time.Duration;

/**
 * {@code AT+CFUN=n}: radio on, radio off, restart. Leave a second or more between two of them. The
 * module remembers 4. Evidence: published.
 */
public final class SetFunctionality extends LineCommand<Done> {
  /** Radio on. */
  public static final SetFunctionality FULL = new SetFunctionality(1);

  /** Radio off, SIM on. */
  public static final SetFunctionality RADIO_OFF = new SetFunctionality(4);

  private static final int FIRST_RESTART = 10;

  private final int level;

  /**
   * Sets the level.
   *
   * @param level the number, 0 or more
   */
  public SetFunctionality(int level) {
    super("AT+CFUN=" + Numbers.atLeast(0, level, "level"), Answer.ok());
    this.level = level;
  }

  @Override
  public Duration timeLimit() {
    return Duration.ofSeconds(30);
  }

  /**
   * Radio on or off may be repeated; what restarts the module or turns it off (10 and above) not.
   */
  @Override
  public boolean repeatable() {
    return level < FIRST_RESTART;
  }
}
