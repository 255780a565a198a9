package io.github.thingseal.at.command.network;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Extended discontinuous reception, as bits of 3GPP 24.008.
 *
 * @param accessTechnology for which access technology; empty if the cell does not use it
 * @param requested the value that the module asked for
 * @param granted the value that the network grants
 * @param pagingWindow the paging time window
 */
public record Edrx(
    OptionalInt accessTechnology,
    Optional<String> requested,
    Optional<String> granted,
    Optional<String> pagingWindow) {
  /**
   * Checks that nothing is null.
   *
   * @param accessTechnology for which access technology
   * @param requested the value that the module asked for
   * @param granted the value that the network grants
   * @param pagingWindow the paging time window
   */
  public Edrx {
    Arguments.required(accessTechnology, "accessTechnology");
    Arguments.required(requested, "requested");
    Arguments.required(granted, "granted");
    Arguments.required(pagingWindow, "pagingWindow");
  }
}
