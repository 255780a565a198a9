package io.github.thingseal.cloud.internal.pipeline;

import io.github.thingseal.cloud.auth.AuthorizationScheme;
import io.github.thingseal.cloud.error.CallCancelledException;
import io.github.thingseal.cloud.error.FailureDetails;
import io.github.thingseal.cloud.internal.auth.AccessToken;
import io.github.thingseal.cloud.internal.auth.SignIn;
import io.github.thingseal.cloud.internal.auth.TokenAnswers;
import io.github.thingseal.cloud.internal.auth.TokenRefresh;
import io.github.thingseal.cloud.internal.auth.TokenSource;
import io.github.thingseal.cloud.internal.call.ApiRequest;
import io.github.thingseal.cloud.internal.call.CallControl;
import io.github.thingseal.cloud.internal.call.CallOptions;
import io.github.thingseal.cloud.internal.call.CallerThreadExecutor;
import io.github.thingseal.cloud.internal.call.CorrelationIds;
import io.github.thingseal.cloud.internal.call.Observers;
import io.github.thingseal.cloud.internal.call.Secrets;
import io.github.thingseal.cloud.internal.concurrent.Senders;
import io.github.thingseal.cloud.internal.concurrent.Time;
import io.github.thingseal.cloud.internal.concurrent.Workers;
import io.github.thingseal.cloud.internal.futures.Outcomes;
import io.github.thingseal.cloud.internal.http.Authorization;
import io.github.thingseal.cloud.internal.http.HttpSender;
import io.github.thingseal.cloud.internal.http.SegmentWiper;
import io.github.thingseal.cloud.internal.http.ServiceClock;
import io.github.thingseal.cloud.internal.http.TokenRefused;
import io.github.thingseal.cloud.internal.http.Watchdog;
import io.github.thingseal.cloud.internal.resilience.AdmissionControl;
import io.github.thingseal.cloud.internal.resilience.Retrier;
import io.github.thingseal.cloud.internal.resilience.RetryBudget;
import io.github.thingseal.cloud.listener.CallInfo;
import io.github.thingseal.cloud.listener.CallListener;
import io.github.thingseal.cloud.listener.CallObserver;
import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.cloud.resilience.RetryBudgetSettings;
import io.github.thingseal.core.InvalidInputException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way of every call: token, retry, admission, HTTP. A request takes a thread while it is under
 * way, what waits takes none. {@link #execute} lends its thread to the requests of its call.
 */
public final class Pipeline implements AutoCloseable {
  private final Time time;
  private final Workers workers;
  private final ServiceClock clock;
  private final HttpSender http;
  private final AdmissionControl admission;
  private final Retrier retrier;
  private final AuthorizationScheme scheme;
  private final Operation signIn;
  private final TokenSource tokens;
  private final CallOptions defaults;
  private final List<CallListener> listeners;
  private final Runnable releaseClient;
  private final boolean sendsOnCallersThreads;
  private final Senders senders = new Senders();
  private final Set<CallControl<?>> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Needs nothing until it is first used. */
  public Pipeline(PipelineSettings settings) {
    this.time = settings.time();
    this.clock = new ServiceClock(time);
    this.workers = settings.workers();
    this.http =
        new HttpSender(
            settings.client(),
            settings.baseUrl(),
            settings.maxAnswerBytes(),
            settings.correlationHeader(),
            time,
            clock);
    this.admission =
        new AdmissionControl(
            settings.bulkhead(),
            settings.rateLimit(),
            settings.adaptiveRateLimit(),
            settings.circuitBreaker(),
            time);
    RetryBudgetSettings budget = settings.retryBudget();
    this.retrier =
        new Retrier(
            settings.retry(),
            budget == null ? null : new RetryBudget(budget, time),
            settings.random());
    this.scheme = settings.scheme();
    this.signIn = settings.signIn();
    this.defaults = new CallOptions(settings.callTimeout(), settings.retry().maxAttempts(), "");
    this.listeners = settings.listeners();
    this.tokens = new TokenSource(new Tokens(settings), clock);
    this.releaseClient = settings.releaseClient();
    this.sendsOnCallersThreads = settings.sendsOnCallersThreads();
  }

  /** Where calls go; holds no credentials. */
  public String baseUrl() {
    return http.baseUrl();
  }

  /** Time as calls see it. */
  public Time time() {
    return time;
  }

  /** The options of a call that sets none. */
  public CallOptions defaults() {
    return defaults;
  }

  /** Makes the call, and lets this thread wait for it. */
  public <T> T execute(ApiRequest<T> request, CallOptions options) {
    requireOpen();
    requireNotInterrupted(request.operation().name());
    CallerThreadExecutor here = new CallerThreadExecutor();
    return here.awaitOutcomeOf(call(request, options, sendsOnCallersThreads ? here : senders));
  }

  /** Makes the call. Whatever ends the future ends the call. */
  public <T> CompletableFuture<T> submit(ApiRequest<T> request, CallOptions options) {
    // The caller's stages may take their time, or wait for another call: not on a thread of the
    // HTTP client or of the timers.
    return submit(request, options, workers);
  }

  /**
   * As {@link #submit}, for stages of the SDK's own, which wait for nothing and run no code of a
   * caller's: the thread that has the answer completes the future.
   */
  public <T> CompletableFuture<T> submitInside(ApiRequest<T> request, CallOptions options) {
    return submit(request, options, senders::finish);
  }

  private <T> CompletableFuture<T> submit(
      ApiRequest<T> request, CallOptions options, Executor stages) {
    requireOpen();
    CallControl<T> control = call(request, options, senders);
    CompletableFuture<T> future = new CompletableFuture<>();
    var unused = future.whenComplete((value, failure) -> control.cancel());
    control.whenOver((value, failure) -> stages.execute(() -> complete(future, value, failure)));
    return future;
  }

  /** Signs in now, unless there is a token, and lets this thread wait for it. */
  public void authenticate() {
    requireOpen();
    requireNotInterrupted(signIn.name());
    CallControl<TokenSource.Grant> waiting =
        begin(
            info(signIn, "", defaults),
            null,
            defaults.timeout(),
            senders,
            control -> control.await("the sign-in", tokens.get()));
    new CallerThreadExecutor().awaitOutcomeOf(waiting);
  }

  /** Ends every call and the threads, and forgets the token. */
  @Override
  public void close() {
    closed = true;
    tokens.close();
    underWay.forEach(CallControl::cancel);
    time.close();
    senders.close();
    workers.close();
    releaseClient.run();
    Watchdog.letGo();
    SegmentWiper.wipeAll();
  }

  private <T> CallControl<T> call(ApiRequest<T> request, CallOptions options, Executor sender) {
    CallInfo call = info(request.operation(), request.subject(), options);
    return begin(
        call,
        Observers.of(listeners, call),
        options.timeout(),
        sender,
        control -> series(request, options, control));
  }

  /** The request, and those that follow from its answer. */
  private <T> CompletableFuture<T> series(
      ApiRequest<T> request, CallOptions options, CallControl<T> control) {
    Renewal renewal = new Renewal();
    CompletableFuture<T> answer =
        retrier.run(
            request.operation(),
            options.maxAttempts(),
            control,
            () -> authorized(request, control, renewal));
    Function<T, Optional<ApiRequest.Following<T>>> following = request.following();
    return following == null
        ? answer
        : answer.thenComposeAsync(
            value -> afterAnswer(value, following.apply(value), options, control), workers);
  }

  private <T> CompletableFuture<T> afterAnswer(
      T answer,
      Optional<ApiRequest.Following<T>> following,
      CallOptions options,
      CallControl<T> control) {
    if (following.isEmpty()) {
      return CompletableFuture.completedFuture(answer);
    }
    ApiRequest.Following<T> next = following.get();
    return control
        .pauseOrTimeOut(next.reason(), next.pause())
        .thenCompose(over -> series(next.request(), options, control));
  }

  private CallInfo info(Operation operation, String subject, CallOptions options) {
    String id = options.correlationId();
    return new CallInfo(operation, subject, id.isEmpty() ? CorrelationIds.next() : id, time.now());
  }

  /** Begins what has a time limit, and is ended by {@link #close}. */
  private <T> CallControl<T> begin(
      CallInfo call,
      @Nullable CallObserver observer,
      Duration timeout,
      Executor sender,
      Function<CallControl<T>, CompletableFuture<T>> work) {
    CallControl<T> control =
        CallControl.begin(time, call, timeout, observer, sender, underWay::remove);
    underWay.add(control);
    if (control.isOver()) {
      underWay.remove(control);
    }
    if (closed) {
      control.cancel();
    }
    try {
      control.end(work.apply(control));
    } catch (RuntimeException | Error e) {
      control.end(CompletableFuture.failedFuture(e));
    }
    return control;
  }

  /** A request whose token was refused was not carried out, so it may be sent again. */
  private <T> CompletableFuture<T> authorized(
      ApiRequest<T> request, CallControl<T> control, Renewal renewal) {
    control.requireGoingOn();
    return control
        .await("the sign-in", tokens.get())
        .thenCompose(
            grant ->
                admitted(request, grant.token(), control)
                    .exceptionallyCompose(
                        failure -> {
                          if (!(Outcomes.unwrapped(failure) instanceof TokenRefused refused)) {
                            return CompletableFuture.failedFuture(failure);
                          }
                          if (!renewal.begin()) {
                            return CompletableFuture.failedFuture(refused.failure());
                          }
                          return control
                              .await("the sign-in", tokens.renew(grant))
                              .thenCompose(fresh -> admitted(request, fresh.token(), control))
                              .exceptionallyCompose(Pipeline::fail);
                        }));
  }

  private static <T> CompletableFuture<T> fail(Throwable failure) {
    return CompletableFuture.failedFuture(
        Outcomes.unwrapped(failure) instanceof TokenRefused refused ? refused.failure() : failure);
  }

  private <T> CompletableFuture<T> admitted(
      ApiRequest<T> request, AccessToken token, CallControl<T> control) {
    Authorization authorization =
        Authorization.ofToken(
            scheme.prefix() + token.exposeText(),
            token::exposeForRedaction,
            () -> !token.isValid(clock.now()));
    return admission.admit(control, false, () -> send(request, authorization, control));
  }

  private <T> CompletableFuture<T> sendSignIn(
      ApiRequest<T> request, String secret, CallControl<?> control) {
    return retrier.run(
        request.operation(),
        defaults.maxAttempts(),
        control,
        () ->
            admission.admit(
                control, true, () -> send(request, Authorization.none(secret), control)));
  }

  /** What gets its turn because {@link #close} ends another call is not sent any more. */
  private <T> CompletableFuture<T> send(
      ApiRequest<T> request, Authorization authorization, CallControl<?> control) {
    if (closed) {
      control.cancel();
    }
    return http.send(request, authorization, control);
  }

  private static <T> void complete(
      CompletableFuture<T> future, T value, @Nullable Throwable failure) {
    if (failure == null) {
      Secrets.wipeUnless(future.complete(value), value);
    } else {
      future.completeExceptionally(failure);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new InvalidInputException("The services are closed; build new ones");
    }
  }

  private static void requireNotInterrupted(String operation) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CallCancelledException(
          operation + " was not sent, because the thread is interrupted",
          FailureDetails.withoutAnswer(operation),
          null);
    }
  }

  /** Makes tokens by calls of their own, which belong to none of those that wait for them. */
  private final class Tokens implements TokenSource.TokenMaker {
    private final SignIn signInCall;
    private final @Nullable TokenRefresh refresh;

    Tokens(PipelineSettings settings) {
      PipelineSettings.Refresh by = settings.refresh();
      TokenAnswers answers = new TokenAnswers(clock, settings.random(), by != null);
      this.signInCall =
          new SignIn(signIn, settings.credentials(), answers, workers, Pipeline.this::sendSignIn);
      this.refresh =
          by == null
              ? null
              : new TokenRefresh(
                  by.operation(), settings.credentials(), answers, workers, sender(by.header()));
    }

    @Override
    public CompletableFuture<AccessToken> signIn() {
      return call(signIn, defaults.timeout(), signInCall::perform);
    }

    /** A refresh has one attempt and half the time, because a sign-in may have to follow it. */
    @Override
    public CompletableFuture<AccessToken> renew(AccessToken current) {
      TokenRefresh by = refresh;
      if (by == null || !by.canRenew(current)) {
        return signIn();
      }
      Duration half = defaults.timeout().dividedBy(2);
      return this.<AccessToken>call(by.operation(), half, control -> by.perform(current, control))
          .exceptionallyCompose(
              failure -> {
                if (closed) {
                  return CompletableFuture.failedFuture(failure);
                }
                by.failed(failure);
                return signIn();
              });
    }

    private <T> CompletableFuture<T> call(
        Operation operation, Duration limit, Function<CallControl<T>, CompletableFuture<T>> work) {
      CallInfo call = info(operation, "", defaults);
      return begin(call, Observers.of(listeners, call), limit, senders, work).outcome();
    }

    private TokenRefresh.Sender sender(String header) {
      return new TokenRefresh.Sender() {
        @Override
        public <T> CompletableFuture<T> send(
            ApiRequest<T> request, String token, List<String> secrets, CallControl<?> control) {
          Authorization authorization = Authorization.once(header, token, secrets);
          return admission.admit(
              control, true, () -> Pipeline.this.send(request, authorization, control));
        }
      };
    }
  }

  /** Whether a call has had its one renewal of the token. */
  private static final class Renewal {
    private boolean begun;

    synchronized boolean begin() {
      boolean first = !begun;
      begun = true;
      return first;
    }
  }
}
