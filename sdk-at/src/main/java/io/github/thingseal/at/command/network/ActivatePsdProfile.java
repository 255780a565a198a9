package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.SetCommand;
import io.github.thingseal.at.internal.text.Numbers;
import java.time.Duration;

/**
 * {@code AT+UPSDA=<profile>,3}: activates a profile of the module's own clients. {@code OK} says
 * that it was accepted; {@link PsdActivation#URC} says within 3 s whether it is done. SARA-R5.
 * Evidence: published; the time limit is that of {@link ActivatePdpContext}.
 */
public final class ActivatePsdProfile extends SetCommand {
  /**
   * Activates a profile.
   *
   * @param profile its number, 0 or more
   */
  public ActivatePsdProfile(int profile) {
    super("AT+UPSDA=" + Numbers.atLeast(0, profile, "profile") + ",3");
  }

  @Override
  public Duration timeLimit() {
    return Duration.ofSeconds(150);
  }

  @Override
  public boolean secret() {
    return false;
  }
}
