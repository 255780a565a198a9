package io.github.thingseal.at.channel;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports the dialogue to the log and the listeners, without its secrets. */
final class Transcript {
  private static final Logger LOG = LoggerFactory.getLogger(Transcript.class);

  private final String port;
  private final List<ChannelListener> listeners;
  private final Set<String> secretPrefixes;
  private final List<TranscriptRecorder> recorders;

  /** There only if someone records: it copies and redacts each byte. */
  private final @Nullable WireTap wire;

  Transcript(String port, ChannelOptions options) {
    this.port = port;
    this.listeners = options.listeners();
    this.secretPrefixes = options.secretPrefixes();
    this.recorders =
        listeners.stream()
            .filter(TranscriptRecorder.class::isInstance)
            .map(TranscriptRecorder.class::cast)
            .toList();
    this.wire =
        recorders.isEmpty()
            ? null
            : new WireTap(text -> tell(recorders, recorder -> recorder.received(text)));
  }

  /** Whether bytes are copied and redacted, for a recorder. */
  boolean copiesBytes() {
    return wire != null;
  }

  /** What is reported by the byte; see {@link #sent(String)} for the log. */
  void wireSent(byte[] line, boolean secret) {
    if (wire != null) {
      wireSent(wire, WireTap.command(line, secret));
    }
  }

  void wirePayload(int lengthBytes) {
    if (wire != null) {
      wireSent(wire, WireTap.payload(lengthBytes));
    }
  }

  private void wireSent(WireTap tap, String text) {
    tap.flush();
    tell(recorders, recorder -> recorder.sent(text));
  }

  void wireHeard(byte[] block, int length) {
    if (wire != null) {
      wire.heard(block, length);
    }
  }

  void wireLine(ReceivedLine line, boolean secret) {
    if (wire != null) {
      wire.line(line, secret || secretPrefixes.contains(line.prefix()));
    }
  }

  void wirePrompt() {
    if (wire != null) {
      wire.prompt();
    }
  }

  void noise() {
    tell(ChannelListener::onNoise);
  }

  void sent(String line) {
    LOG.debug("{} > {}", port, line);
    tell(listener -> listener.onSent(line));
  }

  void sentPayload(int lengthBytes) {
    sent("<" + lengthBytes + " bytes>");
  }

  void received(ReceivedLine line, boolean secret) {
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

  private static String show(ReceivedLine line, boolean redacted) {
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

  void portLost(String reason) {
    tell(listener -> listener.onPortLost(reason));
  }

  void closed(String reason) {
    if (wire != null) {
      wire.flush();
    }
    LOG.debug("{} is closed: {}", port, reason);
    tell(listener -> listener.onClosed(reason));
  }

  private void tell(Consumer<ChannelListener> event) {
    tell(listeners, event);
  }

  private <L> void tell(List<L> told, Consumer<L> event) {
    for (L listener : told) {
      try {
        event.accept(listener);
      } catch (Throwable e) {
        LOG.warn("{}: a channel listener threw", port, e);
      }
    }
  }
}
