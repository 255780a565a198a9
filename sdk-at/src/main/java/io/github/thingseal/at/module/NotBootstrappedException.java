package io.github.thingseal.at.module;

import io.github.thingseal.at.command.security.SealState;
import io.github.thingseal.core.TransientException;

/**
 * A module was not sealed because it did not report that it is bootstrapped; nothing was sent. Wait
 * with {@link Sealing#awaitBootstrapped}.
 */
public final class NotBootstrappedException extends TransientException {
  private static final long serialVersionUID = 1L;

  NotBootstrappedException(String module, SealState state) {
    super(
        String.format(
            "The module at %s was not sealed: a module has to report that it is bootstrapped (1,0,1)"
                + " first, and its state is %s. Nothing was sent. Bring it online, call"
                + " awaitBootstrapped, and seal it then",
            module, state));
  }
}
