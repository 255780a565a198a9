package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.core.e2e.E2eVersion;

/**
 * {@code AT+USECOPCMD="e2e_enc"}: the format that a module encrypts in. Modules that have one
 * format only may answer with an error; it is V1 then. Evidence: published.
 */
public record ReadE2eVersion()
    implements SecurityCommand<E2eVersion>, RepeatableCommand<E2eVersion> {
  static final String OPTION = "\"e2e_enc\"";

  @Override
  public String line() {
    return "AT+USECOPCMD=" + OPTION;
  }

  /** 0 is V1, 1 is V2. */
  @Override
  public Answer<E2eVersion> answer() {
    return Answer.line("+USECOPCMD", 2, 2, line -> line.flag(1) ? E2eVersion.V2 : E2eVersion.V1);
  }
}
