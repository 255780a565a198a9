package io.github.thingseal.testkit.internal.module.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A PPP peer that has no network to offer. It lets the link control protocol of RFC 1661 open,
 * because it may only then end it with a reason, and ends it.
 */
final class PppRefusal {
  private static final String REASON = "the simulated network has no PPP peer";
  private static final int LCP_HIGH = 0xC0;
  private static final int LCP_LOW = 0x21;
  private static final int HEADER_BYTES = 4;
  private static final int CONFIGURE_REQUEST = 1;
  private static final int CONFIGURE_ACK = 2;
  private static final int TERMINATE_REQUEST = 5;
  private static final int TERMINATE_ACK = 6;
  private static final int CODE_REJECT = 7;
  private static final int HIGHEST_CODE = 11;
  private static final int OWN_REQUEST = 1;
  private static final int OWN_END = 2;
  private static final int OWN_REJECT = 3;
  private static final byte[] NOTHING = {};

  private final PppFrames frames = new PppFrames();
  private final Consumer<byte[]> output;
  private boolean hasAcknowledged;
  private boolean isAcknowledged;
  private boolean ending;
  private boolean over;

  PppRefusal(Consumer<byte[]> output) {
    this.output = output;
  }

  /** Whether the end has been requested; a host that does not acknowledge it is not waited for. */
  boolean isEnding() {
    return ending;
  }

  /** Whether the link is over. */
  boolean isOver() {
    return over;
  }

  void accept(byte received) {
    frames.accept(received).ifPresent(this::frame);
  }

  /** Until the link is open, packets of other protocols are discarded without a word. */
  private void frame(byte[] bytes) {
    boolean control =
        bytes.length >= 2 + HEADER_BYTES
            && (bytes[0] & 0xFF) == LCP_HIGH
            && (bytes[1] & 0xFF) == LCP_LOW;
    if (!control || over) {
      return;
    }
    int length = (bytes[4] & 0xFF) << 8 | (bytes[5] & 0xFF);
    if (length >= HEADER_BYTES && length <= bytes.length - 2) {
      packet(Arrays.copyOfRange(bytes, 2, 2 + length));
    }
  }

  private void packet(byte[] packet) {
    int code = packet[0] & 0xFF;
    int id = packet[1] & 0xFF;
    byte[] data = Arrays.copyOfRange(packet, HEADER_BYTES, packet.length);
    switch (code) {
      case CONFIGURE_REQUEST -> configure(id, data);
      case CONFIGURE_ACK -> isAcknowledged |= id == OWN_REQUEST;
      case TERMINATE_REQUEST -> {
        send(TERMINATE_ACK, id, NOTHING);
        over = true;
      }
      case TERMINATE_ACK -> over = ending;
      default -> {
        if (code == 0 || code > HIGHEST_CODE) {
          send(CODE_REJECT, OWN_REJECT, packet);
        }
      }
    }
    if (hasAcknowledged && isAcknowledged && !ending) {
      ending = true;
      send(TERMINATE_REQUEST, OWN_END, REASON.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void configure(int id, byte[] options) {
    if (ending || !areWellFormed(options)) {
      return;
    }
    hasAcknowledged = true;
    send(CONFIGURE_ACK, id, options);
    if (!isAcknowledged) {
      send(CONFIGURE_REQUEST, OWN_REQUEST, NOTHING);
    }
  }

  private static boolean areWellFormed(byte[] options) {
    int at = 0;
    while (at + 1 < options.length && (options[at + 1] & 0xFF) >= 2) {
      at += options[at + 1] & 0xFF;
    }
    return at == options.length;
  }

  private void send(int code, int id, byte[] data) {
    int length = HEADER_BYTES + data.length;
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    for (int b : List.of(LCP_HIGH, LCP_LOW, code, id, length >> 8, length & 0xFF)) {
      packet.write(b);
    }
    packet.writeBytes(data);
    output.accept(PppFrames.encode(packet.toByteArray()));
  }
}
