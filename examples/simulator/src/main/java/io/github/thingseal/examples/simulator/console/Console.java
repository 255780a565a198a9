package io.github.thingseal.examples.simulator.console;

import com.sun.net.httpserver.HttpServer;
import io.github.thingseal.core.TransientException;
import io.github.thingseal.testkit.SimulatedServices;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The console: a page on loopback that does what the vendor's customers do in a web portal, and
 * shows the simulated modules at work.
 *
 * <p>It keeps a bounded part of what was said on the modules' ports. {@link #close()} ends its port
 * and its threads; modules and service stay.
 */
public final class Console implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int MAX_WAITING = 100;

  private final HttpServer server;
  private final ExecutorService threads;

  private Console(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Serves the console.
   *
   * @param services the service that it is the portal of
   * @param rack the modules that it shows
   * @param port the TCP port, 0 for any that is free
   * @return the running console
   * @throws TransientException if the port is taken
   */
  public static Console open(SimulatedServices services, Rack rack, int port) {
    HttpServer server = bound(port);
    ExecutorService threads =
        new ThreadPoolExecutor(
            THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), named());
    Sessions sessions = new Sessions();
    RequestGuard guard = new RequestGuard(server.getAddress().getPort(), sessions);
    server.createContext("/", new ConsoleHandler(guard, routes(services, rack, sessions)));
    server.setExecutor(threads);
    server.start();
    return new Console(server, threads);
  }

  private static HttpServer bound(int port) {
    try {
      // Head and body of an answer are two writes, which must not wait for each other; and no
      // client
      // keeps a thread by being slow.
      System.setProperty("sun.net.httpserver.nodelay", "true");
      System.setProperty("sun.net.httpserver.maxReqTime", "30");
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new TransientException(
          "Port "
              + port
              + " on loopback cannot be opened ("
              + e.getMessage()
              + "): choose another, or 0 for any",
          e);
    }
  }

  private static Routes routes(SimulatedServices services, Rack rack, Sessions sessions) {
    Routes routes = new Routes();
    routes.change(
        RequestGuard.SESSION_PATH, request -> Json.object().put("token", sessions.open()));
    new ServiceApi(services).addTo(routes);
    new ThingsApi(services.portal()).addTo(routes);
    new ProfilesApi(services.portal()).addTo(routes);
    new WhitelistApi(services.portal()).addTo(routes);
    new KeysApi(services.portal()).addTo(routes);
    new AuthoritiesApi(services.portal()).addTo(routes);
    new EventsApi(services.portal()).addTo(routes);
    new ModulesApi(rack).addTo(routes);
    return routes;
  }

  private static ThreadFactory named() {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "thingseal-console-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * The address of the page.
   *
   * @return such as {@code http://127.0.0.1:40123/}
   */
  public URI url() {
    String address = InetAddress.getLoopbackAddress().getHostAddress();
    String host = address.contains(":") ? "[" + address + "]" : address;
    return URI.create("http://" + host + ":" + server.getAddress().getPort() + "/");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
