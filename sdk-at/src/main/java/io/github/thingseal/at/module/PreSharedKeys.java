package io.github.thingseal.at.module;

import io.github.thingseal.at.command.security.GeneratePsk;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskSize;

/** Pre-shared keys that the module makes and the service recovers from their identity. */
public final class PreSharedKeys extends ModulePart {
  PreSharedKeys(ModuleContext context) {
    super(context);
  }

  /**
   * Generates a fresh key. The module must be sealed, with the feature active. Evidence: published.
   *
   * @param size the size of the key
   * @return the key with its identity; the caller closes it
   * @throws CapabilityAbsentException if the module has no root of trust; nothing was sent
   * @throws io.github.thingseal.at.command.CommandRejectedException if the module refused
   * @throws io.github.thingseal.at.command.UnexpectedReplyException if what came is no such key
   */
  public Psk generate(PskSize size) {
    Arguments.required(size, "size");
    return context.execute(Capability.ROOT_OF_TRUST, new GeneratePsk(size));
  }
}
