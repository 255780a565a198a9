package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.cloud.transport.ProxySettings;
import io.github.thingseal.core.secret.SecretBytes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Sends a client through a proxy. */
public final class Proxies {
  private static final String HEADER = "Proxy-Authorization";

  private Proxies() {}

  /** Sets the proxy. */
  public static void use(OkHttpClient.Builder client, ProxySettings settings) {
    if (settings.kind() == ProxySettings.Kind.SOCKS5) {
      // The JDK's own SOCKS takes a user from a global authenticator only.
      client.proxy(Proxy.NO_PROXY).dns(SocksSocket.Names.INSTANCE);
      client.socketFactory(new PromptSockets(() -> new SocksSocket(settings)));
      return;
    }
    // Not resolved here: the address is looked up again for each connection.
    client.proxy(
        new Proxy(
            Proxy.Type.HTTP, InetSocketAddress.createUnresolved(settings.host(), settings.port())));
    if (!settings.user().isEmpty()) {
      client.proxyAuthenticator((route, response) -> authorized(response.request(), settings));
    }
  }

  /** The same settings with a copy of the password. */
  public static ProxySettings copyOf(ProxySettings settings) {
    if (settings.user().isEmpty()) {
      return settings;
    }
    try (SecretBytes password = SecretBytes.takeFrom(settings.exposePassword())) {
      return settings.withCredentials(settings.user(), password);
    }
  }

  /** Null, which is to give up, if the proxy has refused the same once. */
  @SuppressWarnings("NullAway")
  private static Request authorized(Request request, ProxySettings settings) throws IOException {
    if (request.header(HEADER) != null) {
      return null;
    }
    byte[] password = ProxyPassword.expose(settings);
    try {
      String text = new String(password, StandardCharsets.UTF_8);
      return request
          .newBuilder()
          .header(HEADER, Credentials.basic(settings.user(), text, StandardCharsets.UTF_8))
          .build();
    } finally {
      Arrays.fill(password, (byte) 0);
    }
  }
}
