package io.github.thingseal.cloud.listener;

import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.function.BiConsumer;

/**
 * Is notified of every call to the service, sign-ins included, in values that hold no secret.
 * Metrics and traces for Micrometer and OpenTelemetry are built on it; {@link #audit} makes an
 * audit log of it. Used by many threads at once.
 *
 * <p>A sign-in is a call of its own: many calls may wait for one.
 */
@FunctionalInterface
public interface CallListener {
  /**
   * A call begins. Called on the thread of its caller, whose context a trace may take up.
   *
   * @param call the call
   * @return who follows it, one for each call
   */
  CallObserver callStarted(CallInfo call);

  /**
   * An audit hook: hands over every call once it is over, whatever came of it.
   *
   * @param record takes the call and its result
   * @return the listener
   */
  static CallListener audit(BiConsumer<CallInfo, CallResult> record) {
    Arguments.required(record, "record");
    return call -> {
      Arguments.required(call, "call");
      return new CallObserver() {
        @Override
        public void callEnded(CallResult result) {
          record.accept(call, Arguments.required(result, "result"));
        }
      };
    };
  }
}
