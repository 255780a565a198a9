package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.SetCommand;
import io.github.thingseal.core.Done;
import io.github.thingseal.core.e2e.E2eVersion;
import io.github.thingseal.core.internal.arguments.Arguments;

/**
 * {@code AT+USECOPCMD="e2e_enc",0|1}: the format to encrypt in from now on. Whether it outlives a
 * restart is not public. Evidence: published.
 */
public final class SetE2eVersion extends SetCommand implements SecurityCommand<Done> {
  /**
   * Sets the format.
   *
   * @param version the format
   */
  public SetE2eVersion(E2eVersion version) {
    super(
        "AT+USECOPCMD=\"e2e_enc\","
            + (Arguments.required(version, "version") == E2eVersion.V2 ? 1 : 0));
  }
}
