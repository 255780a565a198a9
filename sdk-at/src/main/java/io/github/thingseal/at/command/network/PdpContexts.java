package io.github.thingseal.at.command.network;

import io.github.thingseal.core.InvalidInputException;

/** What the commands for PDP contexts have in common. */
final class PdpContexts {
  private PdpContexts() {}

  static void requireId(int contextId) {
    if (contextId < 1) {
      throw new InvalidInputException("PDP contexts are numbered from 1, not " + contextId);
    }
  }
}
