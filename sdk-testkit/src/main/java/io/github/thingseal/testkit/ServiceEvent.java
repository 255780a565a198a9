package io.github.thingseal.testkit;

import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened in the account, as {@code /event/list} reports it.
 *
 * @param position its position in the account's events, 1 for the first
 * @param type such as {@code Bootstrapped} or {@code CloneRejected}
 * @param at when it happened
 * @param device the device that it is about, if it is about one
 * @param detail human-readable details; may be empty
 */
public record ServiceEvent(
    long position, String type, Instant at, Optional<RotPublicUid> device, String detail) {
  /**
   * Checks that nothing is null.
   *
   * @param position its position in the account's events
   * @param type such as {@code Bootstrapped}
   * @param at when it happened
   * @param device the device that it is about
   * @param detail human-readable details
   */
  public ServiceEvent {
    Arguments.required(type, "type");
    Arguments.required(at, "at");
    Arguments.required(device, "device");
    Arguments.required(detail, "detail");
  }
}
