package io.github.thingseal.testkit.internal.module.mux;

import io.github.thingseal.testkit.internal.module.dialogue.PortHost;
import io.github.thingseal.testkit.internal.module.dialogue.UartSleep;
import io.github.thingseal.testkit.internal.module.fault.FaultEffect.Framing;
import io.github.thingseal.testkit.internal.module.fault.FrameDamage;
import io.github.thingseal.testkit.internal.module.line.Line;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The module's end of 27.010: control on channel 0, an AT port on each of 1 to 3, GNSS on 4. */
public final class Multiplexer implements MuxReceiver.Sink {
  /** The port that the multiplexer is on. */
  public interface Wire extends Line {
    /** Ends the multiplexer. */
    void demultiplex();
  }

  /** The most bytes in a frame, unless AT+CMUX says otherwise. */
  public static final int DEFAULT_INFO = 31;

  private static final int CONTROL = 0;
  private static final int AT_CHANNELS = 3;
  private static final int GNSS = 4;
  private static final Duration SETTLING = Duration.ofMillis(100);
  private static final byte[] NO_INFO = {};
  private static final byte[] POSITION =
      "$GNRMC,,V,,,,,,,,,,N,V*37\r\n".getBytes(StandardCharsets.US_ASCII);

  private final PortHost core;
  private final Wire wire;
  private final int maxInfo;
  private final MuxReceiver receiver = new MuxReceiver(this);
  private final MuxControl control = new MuxControl();
  private final Map<Integer, MuxChannel> channels = new TreeMap<>();
  private final FrameDamage damage;
  private final Instant startedAt;
  private Instant lastStray = Instant.EPOCH;
  private boolean untouched = true;
  private boolean dead;
  private boolean stale;
  private boolean gnssOpen;

  public Multiplexer(PortHost core, Wire wire, UartSleep sleep, int maxInfo) {
    this.core = core;
    this.wire = wire;
    this.maxInfo = maxInfo;
    this.startedAt = core.clock().now();
    this.damage =
        new FrameDamage(
            number -> core.faults().frame(Framing.MULTIPLEXER, number), core.config().random());
    for (int dlci = 1; dlci <= AT_CHANNELS; dlci++) {
      MuxChannel channel = new MuxChannel(core, this, sleep, dlci);
      channels.put(dlci, channel);
      core.ports().add(channel.port());
    }
  }

  public void receive(byte received) {
    if (untouched) {
      untouched = false;
      boolean soon = Duration.between(startedAt, core.clock().now()).compareTo(SETTLING) < 0;
      dead = soon && core.faults().hangsWhenHurried();
    }
    if (!dead) {
      receiver.accept(received, core.receivedAt());
    }
  }

  /** Forgets its channels. */
  public void close() {
    channels
        .values()
        .forEach(
            channel -> {
              channel.shut();
              core.ports().remove(channel.port());
            });
  }

  /** What a host sees that does not know of the multiplexer: positions of the GNSS receiver. */
  public void strayFrame() {
    stale = true;
    lastStray = core.clock().now();
    send(GNSS, false, MuxFrame.UIH | MuxFrame.FINAL, POSITION);
  }

  @Override
  public void junk() {
    boolean quiet = Duration.between(lastStray, core.clock().now()).compareTo(SETTLING) >= 0;
    if (stale && quiet) {
      strayFrame();
    }
  }

  @Override
  public void frame(int dlci, int type, byte[] info) {
    switch (type) {
      case MuxFrame.SABM -> open(dlci);
      case MuxFrame.DISC -> disconnect(dlci);
      case MuxFrame.UIH -> data(dlci, info);
      default -> {
        // UA and DM answer commands, and the module gives none.
      }
    }
  }

  private void open(int dlci) {
    if (dlci > GNSS) {
      respond(dlci, MuxFrame.DM);
      return;
    }
    stale = false;
    respond(dlci, MuxFrame.UA);
    gnssOpen |= dlci == GNSS;
    channel(dlci).ifPresent(MuxChannel::open);
  }

  private void disconnect(int dlci) {
    if (!isOpen(dlci)) {
      respond(dlci, MuxFrame.DM);
      return;
    }
    respond(dlci, MuxFrame.UA);
    if (dlci == CONTROL) {
      wire.demultiplex();
    } else if (dlci == GNSS) {
      gnssOpen = false;
    } else {
      channel(dlci).ifPresent(MuxChannel::shut);
    }
  }

  private boolean isOpen(int dlci) {
    return switch (dlci) {
      case CONTROL -> true;
      case GNSS -> gnssOpen;
      default -> channel(dlci).filter(MuxChannel::isOpen).isPresent();
    };
  }

  private void data(int dlci, byte[] info) {
    if (dlci == CONTROL) {
      control.answers(info).forEach(answer -> sendInfo(CONTROL, answer));
      if (control.isOver()) {
        wire.demultiplex();
      }
    } else if (!isOpen(dlci)) {
      respond(dlci, MuxFrame.DM);
    } else {
      channel(dlci).ifPresent(channel -> channel.receive(info));
    }
  }

  private Optional<MuxChannel> channel(int dlci) {
    return Optional.ofNullable(channels.get(dlci));
  }

  /** Sends what a channel says, in as many frames as it takes. */
  void sendData(int dlci, byte[] bytes) {
    for (int start = 0; start < bytes.length; start += maxInfo) {
      int length = Math.min(maxInfo, bytes.length - start);
      byte[] info = new byte[length];
      System.arraycopy(bytes, start, info, 0, length);
      sendInfo(dlci, info);
    }
  }

  /** Reports to the host that a channel is gone. */
  void respondDisconnected(int dlci) {
    respond(dlci, MuxFrame.DM);
  }

  private void sendInfo(int dlci, byte[] info) {
    send(dlci, false, MuxFrame.UIH, info);
  }

  private void respond(int dlci, int type) {
    send(dlci, true, type | MuxFrame.FINAL, NO_INFO);
  }

  private void send(int dlci, boolean response, int type, byte[] info) {
    damage.apply(MuxFrame.encode(dlci, response, type, info), frame -> frame).forEach(wire::send);
  }
}
