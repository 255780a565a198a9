package io.github.thingseal.production;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A TCP port before that of a module, which outlives its clients and knows of every seal command
 * what became of it.
 */
final class SealRecordingProxy implements AutoCloseable {
  private static final String SEAL = "AT+USECDEVINFO=";

  /** Is asked at what cannot be undone, and says whether the client still lives. */
  interface Watcher {
    /** A seal command has left the client, and has not reached the module. */
    boolean sent();

    /** The module has answered a seal command, and the client does not know. */
    boolean answered(boolean accepted);
  }

  private final int modulePort;
  private final Watcher watcher;
  private final ServerSocket server;
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<Boolean> answers = new CopyOnWriteArrayList<>();

  SealRecordingProxy(int modulePort, Watcher watcher) throws IOException {
    this.modulePort = modulePort;
    this.watcher = watcher;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::serve);
  }

  int port() {
    return server.getLocalPort();
  }

  /** All that reached the module. */
  List<String> commands() {
    return commands;
  }

  long accepted() {
    return answers.stream().filter(accepted -> accepted).count();
  }

  long refused() {
    return answers.size() - accepted();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket module = new Socket(InetAddress.getLoopbackAddress(), modulePort);
        client.setTcpNoDelay(true);
        module.setTcpNoDelay(true);
        Passage passage = new Passage(client, module);
        start(() -> passage.carry(client, module, passage::toModule));
        start(() -> passage.carry(module, client, passage::toClient));
      } catch (IOException e) {
        // The port was closed, or the client went before it was served.
      }
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "seal-tap");
    thread.setDaemon(true);
    thread.start();
  }

  private interface Way {
    /** Looks at what goes this way; false if it must not arrive. */
    boolean passes(String text);
  }

  /** One client. */
  private final class Passage {
    private final Socket client;
    private final Socket module;
    private final StringBuilder line = new StringBuilder();
    private final StringBuilder answer = new StringBuilder();
    private boolean waiting;

    Passage(Socket client, Socket module) {
      this.client = client;
      this.module = module;
    }

    void carry(Socket from, Socket to, Way way) {
      byte[] buffer = new byte[4096];
      try (client;
          module) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
          if (!way.passes(new String(buffer, 0, length, StandardCharsets.ISO_8859_1))) {
            return;
          }
          out.write(buffer, 0, length);
        }
      } catch (IOException e) {
        // One of the two is gone, which ends it for the other.
      }
    }

    /** The driver writes a command at once, and the next one when this one was answered. */
    synchronized boolean toModule(String text) {
      line.append(text);
      int end = line.indexOf("\r");
      if (end < 0) {
        return true;
      }
      String command = line.substring(0, end);
      line.delete(0, end + 1);
      if (command.startsWith(SEAL)) {
        if (!watcher.sent()) {
          return false;
        }
        commands.add(command);
        waiting = true;
        answer.setLength(0);
      }
      return true;
    }

    synchronized boolean toClient(String text) {
      if (!waiting) {
        return true;
      }
      answer.append(text);
      boolean accepted = answer.indexOf("\r\nOK\r\n") >= 0;
      if (accepted || answer.indexOf("ERROR") >= 0) {
        waiting = false;
        answers.add(accepted);
        return watcher.answered(accepted);
      }
      return true;
    }
  }
}
