package io.github.thingseal.cloud.internal.call;

import io.github.thingseal.cloud.error.Attempt;
import io.github.thingseal.cloud.listener.CallInfo;
import io.github.thingseal.cloud.listener.CallListener;
import io.github.thingseal.cloud.listener.CallObserver;
import io.github.thingseal.cloud.listener.CallResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All who observe one call, one event at a time and none after the last one. What one of them
 * throws is logged, and reaches no one else.
 */
public final class Observers implements CallObserver {
  private static final Logger LOG = LoggerFactory.getLogger(Observers.class);

  /** Up to the length of the longest that is standardized, {@code baggage}. */
  private static final Pattern VALUE = Pattern.compile("[ -~]{1,8192}");

  private final List<CallObserver> observers;
  private boolean ended;

  private Observers(List<CallObserver> observers) {
    this.observers = observers;
  }

  /** Announces the call; null if no one listens. */
  public static @Nullable CallObserver of(List<CallListener> listeners, CallInfo call) {
    if (listeners.isEmpty()) {
      return null;
    }
    List<CallObserver> observers = new ArrayList<>(listeners.size());
    for (CallListener listener : listeners) {
      try {
        CallObserver observer = listener.callStarted(call);
        if (observer != null) {
          observers.add(observer);
        }
      } catch (RuntimeException | Error e) {
        warn(e);
      }
    }
    return new Observers(observers);
  }

  @Override
  public void attemptStarted(int number) {
    tell(observer -> observer.attemptStarted(number));
  }

  @Override
  public Map<String, String> requestHeaders() {
    Map<String, String> headers = new LinkedHashMap<>();
    tell(
        observer ->
            observer
                .requestHeaders()
                .forEach(
                    (name, value) -> {
                      if (HeaderNames.isFree(name) && VALUE.matcher(value).matches()) {
                        headers.put(name, value);
                      }
                    }));
    return headers;
  }

  @Override
  public void attemptEnded(Attempt attempt) {
    tell(observer -> observer.attemptEnded(attempt));
  }

  @Override
  public void callEnded(CallResult result) {
    tell(observer -> observer.callEnded(result));
    end();
  }

  private synchronized void end() {
    ended = true;
  }

  private synchronized void tell(Consumer<CallObserver> event) {
    if (ended) {
      return;
    }
    for (CallObserver observer : observers) {
      try {
        event.accept(observer);
      } catch (RuntimeException | Error e) {
        warn(e);
      }
    }
  }

  private static void warn(Throwable e) {
    LOG.warn("A listener of calls threw; the call goes on", e);
  }
}
