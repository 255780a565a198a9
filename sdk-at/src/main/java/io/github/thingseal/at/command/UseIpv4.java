package io.github.thingseal.at.command;

import java.util.List;

/**
 * {@code AT+USECOPCMD="cfgipv4",4}: the security service uses IPv4. Evidence: the line is
 * published, its effect is derived from the name.
 */
public record UseIpv4() implements SecurityCommand<Done> {
  @Override
  public String line() {
    return "AT+USECOPCMD=\"cfgipv4\",4";
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.none();
  }

  @Override
  public Done read(List<InfoLine> lines) {
    return Done.OK;
  }

  @Override
  public boolean repeatable() {
    return true;
  }
}
