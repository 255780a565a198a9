package io.github.thingseal.at.command;

import io.github.thingseal.core.e2e.E2eVersion;
import java.util.List;

/**
 * {@code AT+USECOPCMD="e2e_enc",0|1}: the format to encrypt in from now on. Whether it outlives a
 * restart is not public. Evidence: published.
 *
 * @param version the format
 */
public record SetE2eVersion(E2eVersion version) implements SecurityCommand<Done> {
  @Override
  public String line() {
    return "AT+USECOPCMD=" + ReadE2eVersion.OPTION + "," + (version == E2eVersion.V2 ? 1 : 0);
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
