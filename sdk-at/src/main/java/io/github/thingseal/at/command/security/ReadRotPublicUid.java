package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.core.id.RotPublicUid;

/**
 * {@code AT+USECROTUID}: the identity of the root of trust. Evidence: published; quotes around it
 * are not, so it is read with and without, its digits in either case.
 */
public final class ReadRotPublicUid extends SecurityQuery<RotPublicUid> {
  /** Asks for the identity. */
  public ReadRotPublicUid() {
    super("AT+USECROTUID", Answer.line("+USECROTUID", 1, 1, line -> RotPublicUid.of(line.text(0))));
  }
}
