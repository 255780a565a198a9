package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.SettingCommand;
import io.github.thingseal.core.Done;

/**
 * {@code AT+USECOPCMD="cfgipv4",4}: the security service uses IPv4. Evidence: the line is
 * published, its effect is derived from the name.
 */
public record UseIpv4() implements SecurityCommand<Done>, SettingCommand {
  @Override
  public String line() {
    return "AT+USECOPCMD=\"cfgipv4\",4";
  }
}
