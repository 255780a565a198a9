package io.github.thingseal.examples.coappsk;

import io.github.thingseal.cloud.psk.PskStore;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.ConnectionListener;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.Connection;
import org.eclipse.californium.scandium.dtls.Handshaker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A CoAPS server on loopback that takes readings from devices whose keys the service recovers. */
final class PskServer implements AutoCloseable {
  static final String READINGS = "readings";

  private static final Logger LOG = LoggerFactory.getLogger(PskServer.class);

  private final ServicePskStore store;
  private final CoapServer server;
  private final CoapEndpoint endpoint;

  private PskServer(ServicePskStore store, CoapServer server, CoapEndpoint endpoint) {
    this.store = store;
    this.server = server;
    this.endpoint = endpoint;
  }

  /** Starts on a free port; the keys stay the caller's to close. */
  static PskServer start(PskStore keys) {
    return start(keys, Runtime.getRuntime().availableProcessors());
  }

  /** Starts with so many threads for all handshakes. */
  static PskServer start(PskStore keys, int threads) {
    Configuration configuration = Dtls.configuration();
    configuration.set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, threads);
    ServicePskStore store = new ServicePskStore(keys);
    DtlsConnectorConfig dtls =
        DtlsConnectorConfig.builder(configuration)
            .setAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .setAdvancedPskStore(store)
            .setConnectionListener(new WrongKeys())
            .build();
    CoapEndpoint endpoint =
        CoapEndpoint.builder()
            .setConfiguration(configuration)
            .setConnector(new DTLSConnector(dtls))
            .build();
    CoapServer server = new CoapServer(configuration);
    server.addEndpoint(endpoint);
    server.add(new Readings());
    server.start();
    return new PskServer(store, server, endpoint);
  }

  InetSocketAddress address() {
    return endpoint.getAddress();
  }

  @Override
  public void close() {
    server.destroy();
    store.close();
  }

  /** Takes readings, and answers who sent them. */
  private static final class Readings extends CoapResource {
    Readings() {
      super(READINGS);
    }

    @Override
    public void handlePOST(CoapExchange exchange) {
      String device =
          exchange.advanced().getRequest().getSourceContext().getPeerIdentity().getName();
      LOG.info("Reading of device with PSK identity {}: {}", device, exchange.getRequestText());
      exchange.respond(ResponseCode.CHANGED, "noted for " + device);
    }
  }

  /** Logs clients whose identity is known, but whose key is another one. */
  private static final class WrongKeys implements ConnectionListener {
    private final AtomicReference<@Nullable InetSocketAddress> last = new AtomicReference<>();

    /**
     * Leaves the connection open: who only pretends to be the client must not end its handshake.
     */
    @Override
    public boolean onConnectionMacError(Connection connection) {
      InetSocketAddress client = connection.getPeerAddress();
      Handshaker handshake = connection.getOngoingHandshake();
      if (handshake != null && !client.equals(last.getAndSet(client))) {
        Principal identity = handshake.getSession().getPeerIdentity();
        LOG.warn(
            "Handshake refused, PSK identity {}: the key of the client at {} is another one",
            identity == null ? "unknown" : identity.getName(),
            client);
      }
      return false;
    }

    @Override
    public void onConnectionEstablished(Connection connection) {}

    @Override
    public void onConnectionRemoved(Connection connection) {}

    @Override
    public boolean onConnectionUpdatesSequenceNumbers(Connection connection, boolean writes) {
      return false;
    }

    @Override
    public void beforeExecution(Connection connection) {}

    @Override
    public void updateExecution(Connection connection) {}

    @Override
    public void afterExecution(Connection connection) {}
  }
}
