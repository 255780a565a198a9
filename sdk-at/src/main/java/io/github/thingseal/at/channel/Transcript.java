package io.github.thingseal.at.channel;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports the dialogue to the log and the listeners, without its secrets. */
final class Transcript {
  private static final Logger LOG = LoggerFactory.getLogger(AtChannel.class);

  private final String port;
  private final List<ChannelListener> listeners;
  private final Set<String> secretPrefixes;
  private final WireTap wire = new WireTap(bytes -> tell(l -> l.onWireReceived(bytes)));

  Transcript(String port, ChannelOptions options) {
    this.port = port;
    this.listeners = options.listeners();
    this.secretPrefixes = options.secretPrefixes();
  }

  /** What is reported by the byte; see {@link #sent(String)} for the log. */
  void wireSent(byte[] line, boolean secret) {
    if (!listeners.isEmpty()) {
      wire.flush();
      tell(listener -> listener.onWireSent(WireTap.command(line, secret)));
    }
  }

  void wirePayload(int lengthBytes) {
    if (!listeners.isEmpty()) {
      wire.flush();
      tell(listener -> listener.onWireSent(WireTap.payload(lengthBytes)));
    }
  }

  void wireHeard(byte[] block, int length) {
    if (!listeners.isEmpty()) {
      wire.heard(block, length);
    }
  }

  void wireLine(RawLine line, boolean secret) {
    if (!listeners.isEmpty()) {
      wire.line(line, secret || secretPrefixes.contains(line.prefix()));
    }
  }

  void wirePrompt() {
    if (!listeners.isEmpty()) {
      wire.prompt();
    }
  }

  void sent(String line) {
    LOG.debug("{} > {}", port, line);
    tell(listener -> listener.onSent(line));
  }

  void sentPayload(int lengthBytes) {
    sent("<" + lengthBytes + " bytes>");
  }

  void received(RawLine line, boolean secret) {
    if (listeners.isEmpty() && !LOG.isDebugEnabled()) {
      return;
    }
    boolean redacted = secret || line.hasWindow() || secretPrefixes.contains(line.prefix());
    received(show(line, redacted));
  }

  void received(String text) {
    LOG.debug("{} < {}", port, text);
    tell(listener -> listener.onReceived(text));
  }

  private static String show(RawLine line, boolean redacted) {
    if (!redacted) {
      return CommandLine.printable(line.text());
    }
    String prefix = line.hasPrefix() ? line.prefix() + ": " : "";
    return prefix + "<" + line.length() + " bytes>";
  }

  void completed(String command, Duration took, String outcome) {
    LOG.debug("{} {} took {} ms: {}", port, command, took.toMillis(), outcome);
    tell(listener -> listener.onCompleted(command, took, outcome));
  }

  void echoed(String command) {
    tell(listener -> listener.onEcho(command));
  }

  void greeted() {
    tell(ChannelListener::onGreeting);
  }

  void timedOut(String command, int consecutive) {
    LOG.warn("{} did not answer {} in time, {} in a row", port, command, consecutive);
    tell(listener -> listener.onTimeout(command, consecutive));
  }

  void closed(String reason) {
    wire.flush();
    LOG.debug("{} is closed: {}", port, reason);
    tell(listener -> listener.onClosed(reason));
  }

  private void tell(Consumer<ChannelListener> event) {
    for (ChannelListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (Throwable e) {
        LOG.warn("{}: a channel listener threw", port, e);
      }
    }
  }
}
