package io.github.thingseal.examples.coappsk;

import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;

/** What server and client have in common. */
final class Dtls {
  private static final int RETRANSMISSION_MILLIS = 200;

  private Dtls() {}

  /** DTLS 1.2 with two of the cipher suites that the modules know. */
  static Configuration configuration() {
    CoapConfig.register();
    DtlsConfig.register();
    Configuration configuration = Configuration.createStandardWithoutFile();
    configuration.set(DtlsConfig.DTLS_RECOMMENDED_CIPHER_SUITES_ONLY, false);
    configuration.setAsList(
        DtlsConfig.DTLS_CIPHER_SUITES,
        CipherSuite.TLS_PSK_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_PSK_WITH_AES_128_CBC_SHA256);
    configuration.set(
        DtlsConfig.DTLS_RETRANSMISSION_TIMEOUT, RETRANSMISSION_MILLIS, TimeUnit.MILLISECONDS);
    return configuration;
  }
}
