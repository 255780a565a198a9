package io.github.thingseal.cloud.internal.http;

import okhttp3.OkHttpClient;

/** What no hook may undo. */
public final class Clients {
  private Clients() {}

  /** Turns off what would send a request, and with it its token, a second time or elsewhere. */
  public static OkHttpClient harden(OkHttpClient.Builder builder) {
    return builder
        .followRedirects(false)
        .followSslRedirects(false)
        .addNetworkInterceptor(RetryAfter::bound)
        .build();
  }
}
