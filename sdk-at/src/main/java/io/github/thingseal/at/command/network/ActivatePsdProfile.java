package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.SettingCommand;
import io.github.thingseal.at.internal.text.Numbers;
import java.time.Duration;

/**
 * {@code AT+UPSDA=<profile>,3}: activates a profile of the module's own clients. {@code OK} says
 * that it was accepted; {@link PsdActivation#URC} says within 3 s whether it is done. SARA-R5.
 * Evidence: published; the time limit is that of {@link ActivatePdpContext}.
 *
 * @param profile its number, 0 or more
 */
public record ActivatePsdProfile(int profile) implements SettingCommand {
  private static final Duration TIME_LIMIT = Duration.ofSeconds(150);

  /**
   * Checks the number.
   *
   * @param profile its number, 0 or more
   */
  public ActivatePsdProfile {
    Numbers.atLeast(0, profile, "profile");
  }

  @Override
  public String line() {
    return "AT+UPSDA=" + profile + ",3";
  }

  @Override
  public Duration timeLimit() {
    return TIME_LIMIT;
  }

  @Override
  public boolean secret() {
    return false;
  }
}
