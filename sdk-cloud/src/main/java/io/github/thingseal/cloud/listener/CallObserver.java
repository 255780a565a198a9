package io.github.thingseal.cloud.listener;

import io.github.thingseal.cloud.error.Attempt;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Map;

/**
 * Follows one call. Methods are called in the order of events, on threads of the services, and hold
 * up the call: they return quickly and do not wait for another call. What they throw is logged and
 * changes nothing.
 */
public interface CallObserver {
  /**
   * A request is about to be sent: it has had its turn.
   *
   * @param number which one of the call, from 1
   */
  default void attemptStarted(int number) {}

  /**
   * Headers for each request of the call, such as those that carry on a trace. A header is sent if
   * its name has only letters, digits and hyphens, and its value only visible ASCII characters and
   * blanks. Others are left out, and so are headers that the SDK sets itself or that have a meaning
   * in HTTP.
   *
   * @return the headers; none unless overridden
   */
  default Map<String, String> requestHeaders() {
    return Map.of();
  }

  /**
   * A request was answered or failed. An attempt that is under way when the call is cancelled or
   * its time limit passes ends with the call, without this.
   *
   * @param attempt what came of it
   */
  default void attemptEnded(Attempt attempt) {
    Arguments.required(attempt, "attempt");
  }

  /**
   * The call is over; the last event. Its caller gets the outcome afterwards.
   *
   * @param result how it ended
   */
  default void callEnded(CallResult result) {
    Arguments.required(result, "result");
  }
}
