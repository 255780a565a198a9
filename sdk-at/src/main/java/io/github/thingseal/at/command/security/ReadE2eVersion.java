package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.internal.text.Echoes;
import io.github.thingseal.core.e2e.E2eVersion;

/**
 * {@code AT+USECOPCMD="e2e_enc"}: the format that a module encrypts in. Modules that have one
 * format only may answer with an error; it is V1 then. Evidence: published.
 */
public final class ReadE2eVersion extends SecurityQuery<E2eVersion> {
  /** Asks for the format: 0 is V1, 1 is V2. */
  public ReadE2eVersion() {
    super(
        "AT+USECOPCMD=\"e2e_enc\"",
        Answer.line(
            "+USECOPCMD",
            2,
            2,
            line ->
                Echoes.require(line, 0, "setting", "e2e_enc").flag(1)
                    ? E2eVersion.V2
                    : E2eVersion.V1));
  }
}
