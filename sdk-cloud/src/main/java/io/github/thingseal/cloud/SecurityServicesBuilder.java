package io.github.thingseal.cloud;

import io.github.thingseal.cloud.auth.AuthorizationScheme;
import io.github.thingseal.cloud.auth.CredentialsProvider;
import io.github.thingseal.cloud.auth.TokenRefreshSettings;
import io.github.thingseal.cloud.internal.call.HeaderNames;
import io.github.thingseal.cloud.internal.concurrent.Durations;
import io.github.thingseal.cloud.internal.concurrent.SystemTime;
import io.github.thingseal.cloud.internal.concurrent.Time;
import io.github.thingseal.cloud.internal.concurrent.Workers;
import io.github.thingseal.cloud.internal.http.BaseUrl;
import io.github.thingseal.cloud.internal.http.HardenedClient;
import io.github.thingseal.cloud.internal.http.PromptSockets;
import io.github.thingseal.cloud.internal.http.Proxies;
import io.github.thingseal.cloud.internal.http.Tls;
import io.github.thingseal.cloud.internal.pipeline.Pipeline;
import io.github.thingseal.cloud.internal.pipeline.PipelineSettings;
import io.github.thingseal.cloud.listener.CallListener;
import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.cloud.operation.OperationCatalogue;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.cloud.resilience.AdaptiveRateLimitSettings;
import io.github.thingseal.cloud.resilience.BulkheadSettings;
import io.github.thingseal.cloud.resilience.CircuitBreakerSettings;
import io.github.thingseal.cloud.resilience.RateLimitSettings;
import io.github.thingseal.cloud.resilience.RetryBudgetSettings;
import io.github.thingseal.cloud.resilience.RetrySettings;
import io.github.thingseal.cloud.transport.ProxySettings;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.net.Socket;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import okhttp3.CertificatePinner;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Builds {@link SecurityServices}. */
public final class SecurityServicesBuilder {
  /** The base URL of the service (published). */
  public static final String DEFAULT_BASE_URL = "https://ssapi.services.u-blox.com/v1";

  /** The header with the correlation id of a call (assumed: the vendor published none). */
  public static final String DEFAULT_CORRELATION_HEADER = "X-Correlation-Id";

  private static final Pattern PIN = Pattern.compile("sha256/[A-Za-z0-9+/]{43}=");
  private static final int DEFAULT_MAX_ANSWER_BYTES = 1024 * 1024;

  private HttpUrl baseUrl = BaseUrl.parse(DEFAULT_BASE_URL);
  private @Nullable CredentialsProvider credentials;
  private AuthorizationScheme scheme = AuthorizationScheme.RAW;
  private @Nullable TokenRefreshSettings tokenRefresh;
  private Duration connectTimeout = Duration.ofSeconds(10);
  private Duration readTimeout = Duration.ofSeconds(10);
  private Duration callTimeout = Duration.ofSeconds(30);
  private int maxAnswerBytes = DEFAULT_MAX_ANSWER_BYTES;
  private List<X509Certificate> trusted = List.of();
  private @Nullable PrivateKey clientKey;
  private List<X509Certificate> clientChain = List.of();
  private List<String> pins = List.of();
  private @Nullable ProxySettings proxy;
  private @Nullable UnaryOperator<OkHttpClient.Builder> hook;
  private boolean isHookInterruptible;
  private String correlationHeader = DEFAULT_CORRELATION_HEADER;
  private final List<CallListener> listeners = new ArrayList<>();
  private OperationCatalogue catalogue = OperationCatalogue.standard();
  private RetrySettings retry = RetrySettings.standard();
  private @Nullable BulkheadSettings bulkhead = BulkheadSettings.standard();
  private @Nullable RetryBudgetSettings retryBudget = RetryBudgetSettings.standard();
  private @Nullable RateLimitSettings rateLimit;
  private @Nullable AdaptiveRateLimitSettings adaptiveRateLimit =
      AdaptiveRateLimitSettings.standard();
  private @Nullable CircuitBreakerSettings circuitBreaker = CircuitBreakerSettings.standard();
  private PskEncoding pskEncoding = PskEncoding.BASE64;
  private @Nullable E2eCipher cipher;
  private Clock clock = Clock.systemUTC();
  private @Nullable Time virtualTime;
  private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

  SecurityServicesBuilder() {}

  /**
   * Sets where the service is; {@value #DEFAULT_BASE_URL} unless set.
   *
   * @param url an {@code https} URL, or {@code http} to localhost, 127.0.0.1 or [::1]
   * @return this builder
   * @throws InvalidInputException if it is anything else
   */
  public SecurityServicesBuilder baseUrl(String url) {
    Arguments.required(url, "url");
    this.baseUrl = BaseUrl.parse(url);
    return this;
  }

  /**
   * Sets where the credentials come from. Must be set.
   *
   * @param provider such as {@code Credentials.fromEnvironment()} or {@code Credentials.of(…)}
   * @return this builder
   */
  public SecurityServicesBuilder credentials(CredentialsProvider provider) {
    this.credentials = Arguments.required(provider, "provider");
    return this;
  }

  /**
   * Sets how the token is sent: {@link AuthorizationScheme#RAW} unless set.
   *
   * @param authorizationScheme how
   * @return this builder
   */
  public SecurityServicesBuilder authorizationScheme(AuthorizationScheme authorizationScheme) {
    this.scheme = Arguments.required(authorizationScheme, "authorizationScheme");
    return this;
  }

  /**
   * Renews tokens ahead of their expiry by the refresh token that the sign-in answers, so that
   * access key and secret are sent less often. Off unless set: that there is a refresh token is
   * published, how it is used is derived and assumed, as {@link TokenRefreshSettings} says. {@link
   * #path} sets another path for {@link Operations#AUTHENTICATE_REFRESH}.
   *
   * <p>A refresh that is refused, malformed or slow costs one request: the client logs it and signs
   * in. If the service does not know the path, it is not tried again. The client signs in at once
   * where calls wait for a token, because the old one is about to expire, has expired or was
   * refused. It also does so when the credentials provider has another access key.
   *
   * @param settings how
   * @return this builder
   */
  public SecurityServicesBuilder tokenRefresh(TokenRefreshSettings settings) {
    this.tokenRefresh = Arguments.required(settings, "settings");
    return this;
  }

  /**
   * Renews tokens by signing in, as it is unless {@link #tokenRefresh} is set.
   *
   * @return this builder
   */
  public SecurityServicesBuilder withoutTokenRefresh() {
    this.tokenRefresh = null;
    return this;
  }

  /**
   * Sets how long connecting may take, TLS included; 10 s unless set.
   *
   * @param limit longer than zero
   * @return this builder
   * @throws InvalidInputException if it is not
   */
  public SecurityServicesBuilder connectTimeout(Duration limit) {
    Arguments.required(limit, "limit");
    this.connectTimeout = requirePositive("connectTimeout", limit);
    return this;
  }

  /**
   * Sets how long the service may be silent before an attempt is given up; 10 s unless set.
   *
   * @param limit longer than zero
   * @return this builder
   * @throws InvalidInputException if it is not
   */
  public SecurityServicesBuilder readTimeout(Duration limit) {
    Arguments.required(limit, "limit");
    this.readTimeout = requirePositive("readTimeout", limit);
    return this;
  }

  /**
   * Sets how long a whole call may take: sign-in, attempts and pauses together; 30 s unless set.
   * {@link ServiceCall#timeout} sets another limit for one call.
   *
   * @param limit longer than zero
   * @return this builder
   * @throws InvalidInputException if it is not
   */
  public SecurityServicesBuilder callTimeout(Duration limit) {
    Arguments.required(limit, "limit");
    this.callTimeout = requirePositive("callTimeout", limit);
    return this;
  }

  /**
   * Sets how large an answer may be, after decompression; 1 MiB unless set. A list of devices takes
   * about 300 bytes for each.
   *
   * @param bytes the size in bytes, 1 or more
   * @return this builder
   * @throws InvalidInputException if it is less
   */
  public SecurityServicesBuilder maxAnswerBytes(int bytes) {
    if (bytes < 1 || bytes == Integer.MAX_VALUE) {
      throw new InvalidInputException("An answer may have 1 byte to 2 GiB, not " + bytes);
    }
    this.maxAnswerBytes = bytes;
    return this;
  }

  /**
   * Trusts these certificates besides those that the platform trusts: a private CA, or the one of a
   * proxy or a simulator.
   *
   * @param certificates the certificates of authorities, or self-signed ones of servers
   * @return this builder
   */
  public SecurityServicesBuilder trustedCertificates(X509Certificate... certificates) {
    Arguments.requiredElements(certificates, "certificates");
    this.trusted = List.of(certificates);
    return this;
  }

  /**
   * Shows this certificate to a service, or a gateway before it, that asks for one (mutual TLS).
   *
   * @param key the private key of the first certificate
   * @param chain the certificate, and those of the authorities that stand behind it
   * @return this builder
   * @throws InvalidInputException if there is no certificate, or its key is of another algorithm
   */
  public SecurityServicesBuilder clientCertificate(PrivateKey key, X509Certificate... chain) {
    Arguments.required(key, "key");
    Arguments.requiredElements(chain, "chain");
    if (chain.length == 0 || !chain[0].getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
      throw new InvalidInputException(
          "A client certificate needs a certificate whose key is of the same algorithm");
    }
    this.clientKey = key;
    this.clientChain = List.of(chain);
    return this;
  }

  /**
   * Trusts the service only if a certificate of its chain has one of these keys, besides being
   * trusted as usual. Pin a spare one, too: a service that changes its only pinned key is lost.
   *
   * @param keys hashes of keys (SubjectPublicKeyInfo), such as {@code sha256/AAAA…=}
   * @return this builder
   * @throws InvalidInputException if one of them is malformed, or there is none
   */
  public SecurityServicesBuilder certificatePins(String... keys) {
    Arguments.requiredElements(keys, "keys");
    if (keys.length == 0 || !Arrays.stream(keys).allMatch(PIN.asMatchPredicate())) {
      throw new InvalidInputException(
          "A pin is sha256/ and the hash of a key in 44 characters of Base64");
    }
    this.pins = List.of(keys);
    return this;
  }

  /**
   * Goes through a proxy; none is used unless set, save the one that the system properties of Java
   * name ({@code https.proxyHost} and the like).
   *
   * @param settings the proxy; its password is copied when services are built
   * @return this builder
   */
  public SecurityServicesBuilder proxy(ProxySettings settings) {
    this.proxy = Arguments.required(settings, "settings");
    return this;
  }

  /**
   * Changes the HTTP client where no other method here does: interceptors, event listeners, DNS. To
   * use your own client with its pool of connections: {@code okHttpClient(ignored ->
   * mine.newBuilder())}. It then does not have the connect and read time limits and the trusted
   * certificates that are set here.
   *
   * <p>Applied last but for what is always so: redirects are not followed, OkHttp repeats no
   * request on its own, and its dispatcher holds none back; the bulkhead does.
   *
   * <p>With a hook, each request goes out on a thread of the services. Without one, that of {@link
   * ServiceCall#execute} goes out on the thread that waits for it. The reason is that code of a
   * hook may ignore an interrupt.
   *
   * <p>A hook can weaken the versions and cipher suites of TLS ({@code connectionSpecs}; by default
   * TLS 1.3, and TLS 1.2 with ephemeral keys and authenticated encryption). It can weaken whom TLS
   * trusts ({@code sslSocketFactory}, {@code hostnameVerifier}). An interceptor, an event listener,
   * a cache or a proxy for plain {@code http} sees API secret, token and keys. A client of one's
   * own brings all of these. What it logs or keeps is its own affair.
   *
   * @param change takes the builder with everything set, and returns the one to build
   * @return this builder
   */
  public SecurityServicesBuilder okHttpClient(UnaryOperator<OkHttpClient.Builder> change) {
    this.hook = Arguments.required(change, "change");
    return this;
  }

  /**
   * Sets which header sends the correlation id of a call; {@value #DEFAULT_CORRELATION_HEADER}
   * unless set.
   *
   * @param name the name of the header: letters, digits and hyphens
   * @return this builder
   * @throws InvalidInputException if it is anything else, or a header that has another meaning
   */
  public SecurityServicesBuilder correlationHeader(String name) {
    Arguments.required(name, "name");
    if (!HeaderNames.isFree(name)) {
      throw new InvalidInputException(
          "The correlation header needs a name of its own, of letters, digits and hyphens");
    }
    this.correlationHeader = name;
    return this;
  }

  /**
   * Sends no correlation id; exceptions, logs and listeners have it all the same.
   *
   * @return this builder
   */
  public SecurityServicesBuilder withoutCorrelationHeader() {
    this.correlationHeader = "";
    return this;
  }

  /**
   * Adds a listener that is called for every call: metrics, traces, or an audit log by {@link
   * CallListener#audit}. None unless added.
   *
   * @param added the listener
   * @return this builder
   */
  public SecurityServicesBuilder listener(CallListener added) {
    listeners.add(Arguments.required(added, "added"));
    return this;
  }

  /**
   * Sets the whole catalogue of operations, such as {@code OperationCatalogue.fromFile(…)}.
   *
   * @param operations the catalogue
   * @return this builder
   */
  public SecurityServicesBuilder catalogue(OperationCatalogue operations) {
    this.catalogue = Arguments.required(operations, "operations");
    return this;
  }

  /**
   * Sets the path of one operation.
   *
   * @param operation the operation, one of {@link Operations}
   * @param path its path below the base URL
   * @return this builder
   * @throws InvalidInputException if there is no such operation or the path is malformed
   */
  public SecurityServicesBuilder path(Operation operation, String path) {
    Arguments.required(operation, "operation");
    Arguments.required(path, "path");
    this.catalogue = catalogue.withPath(operation.name(), path);
    return this;
  }

  /**
   * Sets how often and when calls are repeated; {@link RetrySettings#off()} turns it off.
   *
   * @param settings the settings
   * @return this builder
   */
  public SecurityServicesBuilder retry(RetrySettings settings) {
    this.retry = Arguments.required(settings, "settings");
    return this;
  }

  /**
   * Sets how many repetitions all calls together may make; {@link RetryBudgetSettings#standard()}
   * unless set.
   *
   * @param settings the settings
   * @return this builder
   */
  public SecurityServicesBuilder retryBudget(RetryBudgetSettings settings) {
    this.retryBudget = Arguments.required(settings, "settings");
    return this;
  }

  /**
   * Turns the retry budget off: each call is repeated as {@link #retry} says, however many fail.
   *
   * @return this builder
   */
  public SecurityServicesBuilder withoutRetryBudget() {
    this.retryBudget = null;
    return this;
  }

  /**
   * Sets how the rate of requests follows status 429; {@link AdaptiveRateLimitSettings#standard()}
   * unless set.
   *
   * @param settings the settings
   * @return this builder
   */
  public SecurityServicesBuilder adaptiveRateLimit(AdaptiveRateLimitSettings settings) {
    this.adaptiveRateLimit = Arguments.required(settings, "settings");
    return this;
  }

  /**
   * Turns the adaptive rate limit off: a status 429 slows down the call that was refused only.
   *
   * @return this builder
   */
  public SecurityServicesBuilder withoutAdaptiveRateLimit() {
    this.adaptiveRateLimit = null;
    return this;
  }

  /**
   * Sets how many requests are sent at most per time. There is no fixed limit unless it is set: the
   * vendor published none, and the adaptive one learns what the service tolerates.
   *
   * @param settings the settings
   * @return this builder
   */
  public SecurityServicesBuilder rateLimit(RateLimitSettings settings) {
    this.rateLimit = Arguments.required(settings, "settings");
    return this;
  }

  /**
   * Turns the rate limit off, as it is unless it is set.
   *
   * @return this builder
   */
  public SecurityServicesBuilder withoutRateLimit() {
    this.rateLimit = null;
    return this;
  }

  /**
   * Sets when calls of an operation are rejected at once because the service fails at it.
   *
   * @param settings the settings
   * @return this builder
   */
  public SecurityServicesBuilder circuitBreaker(CircuitBreakerSettings settings) {
    this.circuitBreaker = Arguments.required(settings, "settings");
    return this;
  }

  /**
   * Turns the circuit breaker off.
   *
   * @return this builder
   */
  public SecurityServicesBuilder withoutCircuitBreaker() {
    this.circuitBreaker = null;
    return this;
  }

  /**
   * Sets how many requests are under way at once. Each of them takes a thread and a connection, or
   * a stream of one; calls that wait for their turn take none.
   *
   * @param settings the settings
   * @return this builder
   */
  public SecurityServicesBuilder bulkhead(BulkheadSettings settings) {
    this.bulkhead = Arguments.required(settings, "settings");
    return this;
  }

  /**
   * Turns the bulkhead off: every call is sent at once, on a thread of its own.
   *
   * @return this builder
   */
  public SecurityServicesBuilder withoutBulkhead() {
    this.bulkhead = null;
    return this;
  }

  /**
   * Sets how the service writes a pre-shared key; {@link PskEncoding#BASE64} unless set.
   *
   * @param encoding the encoding
   * @return this builder
   */
  public SecurityServicesBuilder pskEncoding(PskEncoding encoding) {
    this.pskEncoding = Arguments.required(encoding, "encoding");
    return this;
  }

  /**
   * Sets the cipher of {@link SecurityServices#e2e()}; {@link E2eCipher#standard()} unless set.
   *
   * @param e2eCipher the cipher
   * @return this builder
   */
  public SecurityServicesBuilder cipher(E2eCipher e2eCipher) {
    this.cipher = Arguments.required(e2eCipher, "e2eCipher");
    return this;
  }

  /**
   * Sets the clock that decides when a token expires, how long a {@code Retry-After} date is away
   * and how long the circuit breaker stays open; the system's unless set.
   *
   * @param clock the clock
   * @return this builder
   */
  public SecurityServicesBuilder clock(Clock clock) {
    this.clock = Arguments.required(clock, "clock");
    return this;
  }

  /**
   * For tests: as {@link #okHttpClient}, for a change that an interrupt ends, so that blocking
   * calls still send their requests on the threads of their callers.
   */
  SecurityServicesBuilder interruptibleOkHttpClient(UnaryOperator<OkHttpClient.Builder> change) {
    this.isHookInterruptible = true;
    return okHttpClient(change);
  }

  /** For tests that turn time and chance by hand. */
  SecurityServicesBuilder time(Time virtual, DoubleSupplier chance) {
    this.virtualTime = virtual;
    this.random = chance;
    return this;
  }

  /**
   * Builds the services. Nothing is sent yet.
   *
   * @return the services, which the caller closes
   * @throws InvalidInputException if there are no credentials, or a certificate cannot be used
   */
  public SecurityServices build() {
    return new SecurityServices(this);
  }

  OperationCatalogue catalogue() {
    return catalogue;
  }

  PskEncoding pskEncoding() {
    return pskEncoding;
  }

  /** The cipher that was set, or null. */
  @Nullable E2eCipher cipher() {
    return cipher;
  }

  Pipeline buildPipeline() {
    if (credentials == null) {
      throw new InvalidInputException(
          "There are no credentials: set credentials(Credentials.fromEnvironment()), fromFile(…) or"
              + " Credentials.of(…)");
    }
    ConnectionPool pool = new ConnectionPool();
    ProxySettings ownProxy = proxy == null ? null : Proxies.copyOf(proxy);
    Workers workers = new Workers();
    Time time = virtualTime == null ? new SystemTime(clock, workers) : virtualTime;
    return new Pipeline(
        new PipelineSettings(
            buildClient(pool, ownProxy, workers),
            () -> release(pool, ownProxy),
            hook == null || isHookInterruptible,
            baseUrl,
            maxAnswerBytes,
            correlationHeader,
            callTimeout,
            catalogue.get(Operations.AUTHENTICATE.name()),
            refresh(),
            credentials,
            scheme,
            retry,
            retryBudget,
            bulkhead,
            rateLimit,
            adaptiveRateLimit,
            circuitBreaker,
            List.copyOf(listeners),
            random,
            workers,
            time));
  }

  private PipelineSettings.@Nullable Refresh refresh() {
    return tokenRefresh == null
        ? null
        : new PipelineSettings.Refresh(
            catalogue.get(Operations.AUTHENTICATE_REFRESH.name()), tokenRefresh.header());
  }

  private static void release(ConnectionPool pool, @Nullable ProxySettings ownProxy) {
    pool.evictAll();
    if (ownProxy != null) {
      ownProxy.close();
    }
  }

  private OkHttpClient buildClient(
      ConnectionPool pool, @Nullable ProxySettings ownProxy, Workers workers) {
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .connectionPool(pool)
            .socketFactory(new PromptSockets(Socket::new))
            .connectionSpecs(List.of(baseUrl.isHttps() ? Tls.MODERN : ConnectionSpec.CLEARTEXT))
            .connectTimeout(Durations.forOkHttp(connectTimeout))
            .readTimeout(Durations.forOkHttp(readTimeout))
            .writeTimeout(Durations.forOkHttp(readTimeout));
    if (!trusted.isEmpty() || clientKey != null) {
      Tls.configure(builder, trusted, clientKey, clientChain);
    }
    if (!pins.isEmpty()) {
      builder.certificatePinner(pinner());
    }
    if (ownProxy != null) {
      Proxies.use(builder, ownProxy);
    }
    return HardenedClient.harden(hooked(builder), workers);
  }

  private OkHttpClient.Builder hooked(OkHttpClient.Builder builder) {
    return hook == null
        ? builder
        : Arguments.returned(hook.apply(builder), "The change of okHttpClient");
  }

  private CertificatePinner pinner() {
    return new CertificatePinner.Builder().add(baseUrl.host(), pins.toArray(new String[0])).build();
  }

  private static Duration requirePositive(String name, Duration limit) {
    if (limit.isZero() || limit.isNegative()) {
      throw new InvalidInputException(name + " must be longer than zero, not " + limit);
    }
    return limit;
  }
}
