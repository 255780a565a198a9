package io.github.thingseal.at.channel;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the dialogue to the log and the listeners, without its secrets. */
final class Transcript {
  private static final Logger LOG = LoggerFactory.getLogger(AtChannel.class);

  private final String port;
  private final List<ChannelListener> listeners;

  Transcript(String port, List<ChannelListener> listeners) {
    this.port = port;
    this.listeners = listeners;
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
    received(show(line, secret || line.hasWindow()));
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

  void timedOut(String command, int consecutive) {
    LOG.warn("{} did not answer {} in time, {} in a row", port, command, consecutive);
    tell(listener -> listener.onTimeout(command, consecutive));
  }

  void closed(String reason) {
    LOG.debug("{} is closed: {}", port, reason);
    tell(listener -> listener.onClosed(reason));
  }

  private void tell(Consumer<ChannelListener> event) {
    for (ChannelListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException e) {
        LOG.warn("{}: a channel listener threw", port, e);
      }
    }
  }
}
