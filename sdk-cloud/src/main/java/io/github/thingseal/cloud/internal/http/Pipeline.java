package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.cloud.auth.AuthorizationScheme;
import io.github.thingseal.cloud.error.CallRejectedException;
import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.cloud.error.NotAuthorizedException;
import io.github.thingseal.cloud.internal.auth.AccessToken;
import io.github.thingseal.cloud.internal.auth.SignIn;
import io.github.thingseal.cloud.internal.auth.TokenSource;
import io.github.thingseal.core.InvalidInputException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;

/** The way of every call: token, retry, guards, exchange; now or on a thread of the pool. */
public final class Pipeline implements AutoCloseable {
  private final Time time;
  private final Exchange exchange;
  private final Guards guards;
  private final Retrier retrier;
  private final AuthorizationScheme scheme;
  private final TokenSource tokens;
  private final CallOptions defaults;
  private final ThreadPoolExecutor workers;
  private final Runnable releaseClient;
  private final Set<CallControl> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Pipeline(PipelineSettings settings) {
    this.time = settings.time();
    this.exchange =
        new Exchange(settings.client(), settings.baseUrl(), settings.maxAnswerBytes(), time);
    this.guards =
        new Guards(settings.bulkhead(), settings.rateLimit(), settings.circuitBreaker(), time);
    this.retrier = new Retrier(settings.retry(), settings.random());
    this.scheme = settings.scheme();
    this.defaults = new CallOptions(settings.callTimeout(), settings.retry().maxAttempts());
    this.tokens =
        new TokenSource(
            new SignIn(settings.signIn(), settings.credentials(), time, this::sendSignIn), time);
    this.workers = Workers.pool();
    this.releaseClient = settings.releaseClient();
  }

  /** The options of a call that sets none. */
  public CallOptions defaults() {
    return defaults;
  }

  /** Makes the call on this thread. */
  public <T> T execute(ApiRequest<T> request, CallOptions options) {
    CallControl control = new CallControl(time, options.timeout());
    return run(request, options, control);
  }

  /** Makes the call on a thread of the pool. Whatever ends the future ends the call. */
  public <T> CompletableFuture<T> submit(ApiRequest<T> request, CallOptions options) {
    requireOpen();
    CompletableFuture<T> future = new CompletableFuture<>();
    CallControl control = new CallControl(time, options.timeout());
    var unused = future.whenComplete((value, failure) -> control.cancel());
    Submission<T> submission =
        new Submission<>(future, () -> run(request, options, control), request, control);
    try {
      workers.execute(submission);
    } catch (RejectedExecutionException e) {
      String name = request.operation().name();
      future.completeExceptionally(
          new CallRejectedException(
              name + " was not sent: the services are closed",
              FailureDetails.withoutAnswer(name),
              e));
    }
    return future;
  }

  /** Signs in now, unless there is a token. */
  public void authenticate() {
    requireOpen();
    CallControl control = new CallControl(time, defaults.timeout());
    underWay.add(control);
    try {
      tokens.get(control);
    } finally {
      underWay.remove(control);
    }
  }

  /** Ends every call and the threads, and forgets the token. */
  @Override
  public void close() {
    closed = true;
    for (Runnable waiting : workers.shutdownNow()) {
      ((Submission<?>) waiting).abandon();
    }
    underWay.forEach(CallControl::cancel);
    tokens.close();
    releaseClient.run();
  }

  private <T> T run(ApiRequest<T> request, CallOptions options, CallControl control) {
    underWay.add(control);
    try {
      requireOpen();
      Renewal renewal = new Renewal();
      return retrier.run(
          request.operation(),
          options.maxAttempts(),
          control,
          attempt -> authorized(request, control, attempt, renewal));
    } finally {
      underWay.remove(control);
    }
  }

  /** A request that was refused with 401 was not carried out, so it may be sent again. */
  private <T> T authorized(
      ApiRequest<T> request, CallControl control, int attempt, Renewal renewal) {
    AccessToken token = tokens.get(control);
    try {
      return guarded(request, token, control, attempt);
    } catch (NotAuthorizedException e) {
      if (renewal.done) {
        throw e;
      }
      renewal.done = true;
      tokens.drop(token);
      return guarded(request, tokens.get(control), control, attempt);
    }
  }

  private <T> T guarded(
      ApiRequest<T> request, AccessToken token, CallControl control, int attempt) {
    return guards.around(
        request.operation().name(),
        control,
        () ->
            exchange.send(
                request,
                scheme.prefix() + token.exposeText(),
                token::exposeForRedaction,
                control,
                attempt));
  }

  private <T> T sendSignIn(ApiRequest<T> request, String secret, CallControl control) {
    return retrier.run(
        request.operation(),
        defaults.maxAttempts(),
        control,
        attempt ->
            guards.around(
                request.operation().name(),
                control,
                () -> exchange.send(request, "", () -> List.of(secret), control, attempt)));
  }

  private void requireOpen() {
    if (closed) {
      throw new InvalidInputException("The services are closed; build new ones");
    }
  }

  /** Whether a call has had its one renewal of the token. */
  private static final class Renewal {
    private boolean done;
  }
}
