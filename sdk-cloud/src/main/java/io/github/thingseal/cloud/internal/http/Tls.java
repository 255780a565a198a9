package io.github.thingseal.cloud.internal.http;

import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** TLS of today, with trust in what the platform trusts and in further certificates. */
public final class Tls {
  /** TLS 1.2 and 1.3 with forward secrecy and authenticated encryption; no RSA key exchange. */
  public static final ConnectionSpec MODERN = ConnectionSpec.RESTRICTED_TLS;

  private Tls() {}

  /** Adds certificates to what the client trusts. */
  public static void trust(OkHttpClient.Builder client, List<X509Certificate> certificates) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (X509Certificate certificate : trustManager(null).getAcceptedIssuers()) {
        store.setCertificateEntry("platform-" + number++, certificate);
      }
      for (X509Certificate certificate : certificates) {
        store.setCertificateEntry("added-" + number++, certificate);
      }
      X509TrustManager manager = trustManager(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {manager}, null);
      client.sslSocketFactory(context.getSocketFactory(), manager);
    } catch (GeneralSecurityException | IOException e) {
      throw new InvalidInputException("The certificates to trust cannot be used", e);
    }
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
