package io.github.thingseal.cloud.internal.http;

import java.io.IOException;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** What no hook may undo. */
public final class Clients {
  private Clients() {}

  /**
   * Turns off what would send a request, and with it its token, a second time or elsewhere, and
   * what would hold a request back without a look at its time limit. The builder is left as it is:
   * the hook may hand out the same one again.
   */
  public static OkHttpClient harden(OkHttpClient.Builder builder) {
    OkHttpClient.Builder hardened = builder.build().newBuilder();
    hardened.interceptors().add(0, Clients::typed);
    return hardened
        .dispatcher(dispatcher())
        .followRedirects(false)
        .followSslRedirects(false)
        .addInterceptor(DecodedBody::intercept)
        .addNetworkInterceptor(RetryAfter::bound)
        .build();
  }

  /** Each request under way takes a thread of OkHttp's; how many those are, the bulkhead says. */
  private static Dispatcher dispatcher() {
    Dispatcher dispatcher = new Dispatcher(Workers.pool("thingseal-cloud-http"));
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
    return dispatcher;
  }

  /** OkHttp chokes on some answers, and is Kotlin, which lets checked exceptions out undeclared. */
  private static Response typed(Interceptor.Chain chain) throws IOException {
    try {
      return chain.proceed(chain.request());
    } catch (IOException e) {
      throw e;
    } catch (Exception | Error e) {
      throw new ClientFault(e);
    }
  }
}
