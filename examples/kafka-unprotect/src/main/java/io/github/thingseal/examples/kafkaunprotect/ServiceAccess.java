package io.github.thingseal.examples.kafkaunprotect;

import io.github.thingseal.cloud.auth.CredentialsProvider;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * How the service is reached.
 *
 * @param url its base URL
 * @param credentials access key and secret
 * @param authorities certificates to trust besides the platform's
 */
record ServiceAccess(
    String url, CredentialsProvider credentials, List<X509Certificate> authorities) {
  ServiceAccess {
    authorities = List.copyOf(authorities);
  }
}
