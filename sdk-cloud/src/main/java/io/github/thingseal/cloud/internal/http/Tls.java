package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** TLS of today: whom the client trusts, and the certificate that it shows. */
public final class Tls {
  /** TLS 1.2 and 1.3 with forward secrecy and authenticated encryption; no RSA key exchange. */
  public static final ConnectionSpec MODERN = ConnectionSpec.RESTRICTED_TLS;

  private Tls() {}

  /** Sets whom the client trusts besides the platform's, and what it shows of itself. */
  public static void configure(
      OkHttpClient.Builder client,
      List<X509Certificate> trusted,
      @Nullable PrivateKey key,
      List<X509Certificate> chain) {
    try {
      X509TrustManager trust = trusted.isEmpty() ? trustManager(null) : trust(trusted);
      KeyManager[] keys = key == null ? null : keyManagers(key, chain);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, new TrustManager[] {trust}, null);
      client.sslSocketFactory(context.getSocketFactory(), trust);
    } catch (GeneralSecurityException | IOException e) {
      throw new InvalidInputException("The certificates or the private key cannot be used", e);
    }
  }

  private static X509TrustManager trust(List<X509Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    int number = 0;
    for (X509Certificate certificate : trustManager(null).getAcceptedIssuers()) {
      store.setCertificateEntry("platform-" + number++, certificate);
    }
    for (X509Certificate certificate : certificates) {
      store.setCertificateEntry("added-" + number++, certificate);
    }
    return trustManager(store);
  }

  private static KeyManager[] keyManagers(PrivateKey key, List<X509Certificate> chain)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    char[] none = new char[0]; // The store never leaves the memory.
    store.setKeyEntry("client", key, none, chain.toArray(new X509Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, none);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }

  private static X509TrustManager trustManager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager found) {
        return found;
      }
    }
    throw new GeneralSecurityException("The platform has no X.509 trust manager");
  }
}
