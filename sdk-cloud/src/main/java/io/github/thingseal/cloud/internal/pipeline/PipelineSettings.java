package io.github.thingseal.cloud.internal.pipeline;

import io.github.thingseal.cloud.auth.AuthorizationScheme;
import io.github.thingseal.cloud.auth.CredentialsProvider;
import io.github.thingseal.cloud.internal.concurrent.Time;
import io.github.thingseal.cloud.internal.concurrent.Workers;
import io.github.thingseal.cloud.listener.CallListener;
import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.cloud.resilience.AdaptiveRateLimitSettings;
import io.github.thingseal.cloud.resilience.BulkheadSettings;
import io.github.thingseal.cloud.resilience.CircuitBreakerSettings;
import io.github.thingseal.cloud.resilience.RateLimitSettings;
import io.github.thingseal.cloud.resilience.RetryBudgetSettings;
import io.github.thingseal.cloud.resilience.RetrySettings;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline is built from; guards that are null are off. Requests of blocking calls are sent
 * on the threads of their callers only if all that the client does can be ended by an interrupt.
 */
public record PipelineSettings(
    OkHttpClient client,
    Runnable releaseClient,
    boolean sendsOnCallersThreads,
    HttpUrl baseUrl,
    int maxAnswerBytes,
    String correlationHeader,
    Duration callTimeout,
    Operation signIn,
    @Nullable Refresh refresh,
    CredentialsProvider credentials,
    AuthorizationScheme scheme,
    RetrySettings retry,
    @Nullable RetryBudgetSettings retryBudget,
    @Nullable BulkheadSettings bulkhead,
    @Nullable RateLimitSettings rateLimit,
    @Nullable AdaptiveRateLimitSettings adaptiveRateLimit,
    @Nullable CircuitBreakerSettings circuitBreaker,
    List<CallListener> listeners,
    DoubleSupplier random,
    Workers workers,
    Time time) {
  /**
   * How tokens are refreshed.
   *
   * @param operation the operation
   * @param header the header that carries the refresh token
   */
  public record Refresh(Operation operation, String header) {}
}
