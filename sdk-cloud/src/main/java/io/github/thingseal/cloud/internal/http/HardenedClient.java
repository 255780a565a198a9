package io.github.thingseal.cloud.internal.http;

import java.util.concurrent.Executor;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** What no hook may undo. */
public final class HardenedClient {
  private HardenedClient() {}

  /**
   * Turns off what would send a request, with its token, a second time or elsewhere, and what would
   * delay a request regardless of its time limit. The builder is left as it is: the hook may hand
   * out the same one again.
   */
  public static OkHttpClient harden(OkHttpClient.Builder builder, Executor workers) {
    OkHttpClient given = builder.build();
    OkHttpClient.Builder hardened = given.newBuilder();
    if (!given.interceptors().isEmpty()) {
      hardened.addInterceptor(DecodedBody::intercept);
    }
    return hardened
        .dispatcher(new Dispatcher())
        .dns(new CancellableDns(given.dns(), workers))
        .followRedirects(false)
        .followSslRedirects(false)
        .addNetworkInterceptor(RetryAfter::bound)
        .addNetworkInterceptor(PromptSockets::promptOverSocks)
        .build();
  }
}
