package io.github.thingseal.examples.kafkaunprotect;

import io.github.thingseal.cloud.SecurityServices;
import io.github.thingseal.cloud.SecurityServicesBuilder;
import io.github.thingseal.cloud.cache.KeyCacheSettings;
import io.github.thingseal.cloud.e2e.E2eUnprotector;
import io.github.thingseal.cloud.resilience.BulkheadSettings;
import java.security.cert.X509Certificate;
import java.time.Duration;

/** The SDK's client of the service, and the unprotector that stands on it. */
final class ServiceClient implements AutoCloseable {
  private final SecurityServices services;
  private final SdkOpener opener;

  /** Opens a client; nothing is asked yet. */
  ServiceClient(
      SecurityServicesBuilder builder, Sizes sizes, Duration callTimeout, Counters counters) {
    this.services =
        builder
            .callTimeout(callTimeout)
            .bulkhead(new BulkheadSettings(sizes.lookUps(), callTimeout))
            .build();
    E2eUnprotector unprotector =
        E2eUnprotector.builder(
                identity -> {
                  counters.lookUp();
                  return services.e2e().uplink(identity);
                })
            .cache(
                KeyCacheSettings.standard()
                    .withMaxEntries(sizes.cachedKeys())
                    .withLookupsAtOnce(sizes.lookUps()))
            .build();
    this.opener = new SdkOpener(unprotector);
  }

  static SecurityServicesBuilder builder(ServiceAccess access) {
    return SecurityServices.builder()
        .baseUrl(access.url())
        .credentials(access.credentials())
        .trustedCertificates(access.authorities().toArray(X509Certificate[]::new));
  }

  MessageOpener opener() {
    return opener;
  }

  @Override
  public void close() {
    opener.close();
    services.close();
  }
}
