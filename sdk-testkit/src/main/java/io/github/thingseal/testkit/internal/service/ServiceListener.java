package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.TransientException;
import io.github.thingseal.testkit.ServiceFault.Effect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;

/** One port of the service, on loopback. */
public final class ServiceListener implements AutoCloseable {
  private final MockWebServer server;
  private final String scheme;

  private ServiceListener(MockWebServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
  }

  /** Serves HTTPS on a port, or on any if it is 0. */
  public static ServiceListener https(int port, SSLSocketFactory sockets, ServiceFront front) {
    MockWebServer server = new MockWebServer();
    server.useHttps(sockets);
    return started(new ServiceListener(server, "https"), port, front);
  }

  /** Serves HTTP on a port, or on any if it is 0. */
  public static ServiceListener http(int port, ServiceFront front) {
    return started(new ServiceListener(new MockWebServer(), "http"), port, front);
  }

  private static ServiceListener started(ServiceListener listener, int port, ServiceFront front) {
    MockWebServer server = listener.server;
    AcceptedSockets sockets = new AcceptedSockets();
    server.setServerSocketFactory(sockets);
    // Every fault shall look the same whatever the client prefers: one exchange at a time.
    server.setProtocols(List.of(Protocol.HTTP_1_1));
    server.setBodyLimit(ServiceFront.MAX_BODY_BYTES);
    server.setDispatcher(new Front(server, sockets, front));
    try {
      server.start(InetAddress.getLoopbackAddress(), port);
    } catch (IOException e) {
      throw new TransientException(
          "Port "
              + port
              + " on loopback cannot be opened ("
              + e.getMessage()
              + "): choose another, or 0 for any",
          e);
    }
    return listener;
  }

  /** The base URL, with the path that the published one has. */
  public URI url() {
    String address = InetAddress.getLoopbackAddress().getHostAddress();
    String host = address.contains(":") ? "[" + address + "]" : address;
    return URI.create(scheme + "://" + host + ":" + server.getPort() + Exchange.BASE);
  }

  @Override
  public void close() {
    server.close();
  }

  private static final class Front extends Dispatcher {
    private final MockWebServer server;
    private final AcceptedSockets sockets;
    private final ServiceFront front;

    Front(MockWebServer server, AcceptedSockets sockets, ServiceFront front) {
      this.server = server;
      this.sockets = sockets;
      this.front = front;
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
      forget();
      Exchange exchange = Exchange.of(request);
      Answer answer = front.answer(exchange);
      if (answer.effect().orElse(null) instanceof Effect.Disconnect cut && cut.abrupt()) {
        sockets.resetOnClose(request.getConnectionIndex());
      }
      return answer.toResponse(!exchange.method().equals("HEAD"), exchange.isLastOnConnection());
    }

    /** The server keeps every request, secrets and all, for somebody to take. */
    private void forget() throws InterruptedException {
      server.takeRequest(0, TimeUnit.NANOSECONDS);
    }
  }
}
