package io.github.thingseal.examples.coappsk;

import io.github.thingseal.core.secret.SecretBytes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.exception.ConnectorException;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.PskPublicInformation;
import org.eclipse.californium.scandium.dtls.PskSecretResult;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;
import org.eclipse.californium.scandium.util.SecretUtil;

/** A device's CoAPS client, which has the key that its module made. */
final class PskClient {
  private static final long PATIENCE_MILLIS = 120_000;

  private final InetSocketAddress server;
  private final int retransmissions;

  /** A client that sends a flight of the handshake again so many times before it gives up. */
  PskClient(InetSocketAddress server, int retransmissions) {
    this.server = server;
    this.retransmissions = retransmissions;
  }

  /** Connects, sends a reading and returns the answer. */
  String send(byte[] identity, SecretBytes key, String reading) throws RefusedException {
    CoapEndpoint endpoint = endpoint(identity, key);
    CoapClient client =
        new CoapClient("coaps", server.getHostString(), server.getPort(), PskServer.READINGS);
    client.setEndpoint(endpoint);
    client.setTimeout(PATIENCE_MILLIS);
    try {
      CoapResponse response =
          client.post(reading.getBytes(StandardCharsets.UTF_8), MediaTypeRegistry.TEXT_PLAIN);
      if (response == null) {
        throw new RefusedException("no answer");
      }
      return response.getResponseText();
    } catch (ConnectorException | IOException e) {
      throw new RefusedException(String.valueOf(deepest(e).getMessage()));
    } finally {
      client.shutdown();
      endpoint.destroy();
    }
  }

  private CoapEndpoint endpoint(byte[] identity, SecretBytes key) {
    Configuration configuration = Dtls.configuration();
    configuration.set(DtlsConfig.DTLS_MAX_RETRANSMISSIONS, retransmissions);
    SecretKey secret = key.expose(bytes -> SecretUtil.create(bytes, PskSecretResult.ALGORITHM_PSK));
    PskPublicInformation name =
        new PskPublicInformation(HexFormat.of().formatHex(identity), identity);
    DtlsConnectorConfig dtls =
        DtlsConnectorConfig.builder(configuration)
            .setAdvancedPskStore(new AdvancedSinglePskStore(name, secret))
            .build();
    return CoapEndpoint.builder()
        .setConfiguration(configuration)
        .setConnector(new DTLSConnector(dtls))
        .build();
  }

  private static Throwable deepest(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : deepest(cause);
  }
}
