package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.SettingCommand;
import io.github.thingseal.at.internal.text.Numbers;

/**
 * {@code AT+UPSD=<profile>,<option>,<value>}: maps a PDP context to one of the profiles that the
 * module's own clients use. SARA-R5 and SARA-R422. Evidence: published.
 */
public final class SetPsdProfile implements SettingCommand {
  private static final int PROTOCOL = 0;
  private static final int CONTEXT = 100;
  private static final int IPV4 = 0;

  private final int profile;
  private final int option;
  private final int value;

  private SetPsdProfile(int profile, int option, int value) {
    this.profile = Numbers.atLeast(0, profile, "profile");
    this.option = option;
    this.value = value;
  }

  /**
   * {@return the command that makes a profile speak IPv4}
   *
   * @param profile its number, 0 or more
   */
  public static SetPsdProfile ipv4(int profile) {
    return new SetPsdProfile(profile, PROTOCOL, IPV4);
  }

  /**
   * {@return the command that says which PDP context a profile uses}
   *
   * @param profile its number, 0 or more
   * @param contextId the number of the context, 1 or more
   */
  public static SetPsdProfile context(int profile, int contextId) {
    Numbers.atLeast(1, contextId, "contextId");
    return new SetPsdProfile(profile, CONTEXT, contextId);
  }

  @Override
  public String line() {
    return "AT+UPSD=" + profile + "," + option + "," + value;
  }

  /** Other options hold passwords, these do not. */
  @Override
  public boolean secret() {
    return false;
  }

  @Override
  public String toString() {
    return "SetPsdProfile[" + profile + ", " + option + ", " + value + "]";
  }
}
