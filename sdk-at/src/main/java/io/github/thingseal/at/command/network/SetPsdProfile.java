package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.SetCommand;
import io.github.thingseal.at.internal.text.Numbers;

/**
 * {@code AT+UPSD=<profile>,<option>,<value>}: maps a PDP context to one of the profiles that the
 * module's own clients use. SARA-R5 and SARA-R422. Evidence: published.
 */
public final class SetPsdProfile extends SetCommand {
  private SetPsdProfile(int profile, String optionAndValue) {
    super("AT+UPSD=" + Numbers.atLeast(0, profile, "profile") + "," + optionAndValue);
  }

  /**
   * {@return the command that makes a profile speak IPv4}
   *
   * @param profile its number, 0 or more
   */
  public static SetPsdProfile ipv4(int profile) {
    return new SetPsdProfile(profile, "0,0");
  }

  /**
   * {@return the command that says which PDP context a profile uses}
   *
   * @param profile its number, 0 or more
   * @param contextId the number of the context, 1 or more
   */
  public static SetPsdProfile context(int profile, int contextId) {
    return new SetPsdProfile(profile, "100," + Numbers.atLeast(1, contextId, "contextId"));
  }

  /** Other options hold passwords, these do not. */
  @Override
  public boolean secret() {
    return false;
  }
}
