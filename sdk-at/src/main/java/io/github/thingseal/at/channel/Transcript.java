package io.github.thingseal.at.channel;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports the dialogue to the log and the listeners, without its secrets. */
final class Transcript {
  private static final Logger LOG = LoggerFactory.getLogger(Transcript.class);

  private final String port;
  private final List<ChannelListener> listeners;
  private final Set<String> secretPrefixes;

  /** One for each that records: they copy and redact each byte. */
  private final List<WireTap> taps;

  Transcript(String port, ChannelOptions options) {
    this.port = port;
    this.listeners = options.values.listeners;
    this.secretPrefixes = options.values.secretPrefixes;
    this.taps =
        listeners.stream()
            .filter(TranscriptRecorder.class::isInstance)
            .map(recorder -> new WireTap(((TranscriptRecorder) recorder)::record))
            .toList();
  }

  /** Whether bytes are copied and redacted, for a recorder. */
  boolean copiesBytes() {
    return !taps.isEmpty();
  }

  /** A block came, in which nothing was found yet. */
  void heard(byte[] block, int length) {
    taps.forEach(tap -> tap.heard(block, length));
  }

  /** Reports what is shown of a line to the log and the listeners, its bytes to recorders. */
  void sent(String shown, byte[] line, boolean secret) {
    sent(shown);
    taps.forEach(tap -> tap.sent(WireTap.command(line, secret)));
  }

  void sentPayload(int lengthBytes) {
    sent("<" + lengthBytes + " bytes>");
    taps.forEach(tap -> tap.sent(WireTap.payload(lengthBytes)));
  }

  private void sent(String shown) {
    LOG.debug("{} > {}", port, shown);
    tell(listener -> listener.onSent(shown));
  }

  void received(ReceivedLine line, boolean secret) {
    if (isWatched()) {
      found(line, secret);
      received(show(line, secret || line.hasWindow() || hasSecretPrefix(line)));
    }
  }

  void received(ReceivedLine line, ResultCode result) {
    if (isWatched()) {
      found(line, result.isRedacted());
      received(CommandLine.printable(result.text()));
    }
  }

  private boolean isWatched() {
    return !listeners.isEmpty() || LOG.isDebugEnabled();
  }

  private void found(ReceivedLine line, boolean secret) {
    taps.forEach(tap -> tap.line(line, secret || hasSecretPrefix(line)));
  }

  private boolean hasSecretPrefix(ReceivedLine line) {
    return secretPrefixes.contains(line.prefix());
  }

  /** What may be a prompt came; listeners hear of it only if it is one. */
  void prompt() {
    taps.forEach(WireTap::prompt);
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

  void timedOut(String command, int consecutive) {
    LOG.warn("{} did not answer {} in time, {} in a row", port, command, consecutive);
    tell(listener -> listener.onTimeout(command, consecutive));
  }

  void closed(String reason) {
    taps.forEach(WireTap::flush);
    LOG.debug("{} is closed: {}", port, reason);
    tell(listener -> listener.onClosed(reason));
  }

  /** Reports what only the listeners have to know. */
  void tell(Consumer<ChannelListener> event) {
    for (ChannelListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (Throwable e) {
        LOG.warn("{}: a channel listener threw", port, e);
      }
    }
  }
}
