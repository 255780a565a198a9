package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.SettingCommand;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * {@code AT+USECOPCMD="e2e_enc",0|1}: the format to encrypt in from now on. Whether it outlives a
 * restart is not public. Evidence: published.
 *
 * @param version the format
 */
public record SetE2eVersion(E2eVersion version) implements SecurityCommand<Done>, SettingCommand {
  /**
   * Checks that nothing is null.
   *
   * @param version the format
   */
  public SetE2eVersion {
    Arguments.required(version, "version");
  }

  @Override
  public String line() {
    return "AT+USECOPCMD=" + ReadE2eVersion.OPTION + "," + (version == E2eVersion.V2 ? 1 : 0);
  }
}
