package io.github.thingseal.at.mux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.thingseal.at.transport.Transport;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A module at the other end of a port, which multiplexes; written from the frame format. */
final class FramedModule implements Transport {
  private final Deque<byte[]> toHost = new ArrayDeque<>();
  private final List<String> heard = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private final Set<Integer> denied = new HashSet<>();
  private final OtherThreads others = new OtherThreads();
  private boolean framed;
  private boolean readerWaits;
  private boolean closed;
  private boolean silent;
  private boolean refusesWrites;
  private boolean stopsAfterFrame;
  private int toLose;
  private String startAnswer = "\r\nOK\r\n";

  @Override
  public String name() {
    return "port";
  }

  @Override
  public synchronized int read(byte[] buffer) throws IOException {
    readerWaits = true;
    notifyAll();
    await(() -> !toHost.isEmpty() || closed);
    readerWaits = false;
    if (toHost.isEmpty()) {
      return -1;
    }
    byte[] block = toHost.remove();
    System.arraycopy(block, 0, buffer, 0, block.length);
    return block.length;
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (closed || refusesWrites) {
      throw new IOException("no writing here");
    }
    if (toLose > 0) {
      toLose--;
    } else if ((bytes[offset] & 0xFF) == 0xF9) {
      frame(bytes, offset, length);
    } else {
      text(new String(bytes, offset, length, ISO_8859_1));
    }
  }

  private void text(String text) {
    line.append(text);
    if (text.endsWith("\r")) {
      String command = line.toString().strip();
      line.setLength(0);
      heard.add(command);
      if (!silent) {
        boolean starts = command.startsWith("AT+CMUX");
        framed |= starts;
        say((command + "\r" + (starts ? startAnswer : "\r\nOK\r\n")).getBytes(ISO_8859_1));
      }
    }
  }

  private void frame(byte[] bytes, int offset, int length) {
    int dlci = (bytes[offset + 1] & 0xFF) >> 2;
    int type = bytes[offset + 2] & 0xEF;
    int header = (bytes[offset + 3] & 1) == 0 ? 5 : 4;
    String info = new String(bytes, offset + header, length - header - 2, ISO_8859_1);
    if (type == 0xEF && dlci > 0) {
      heard.add(dlci + ":" + info);
      if (stopsAfterFrame) {
        control(0xE3, 0x05, dlci << 2 | 3, 0x8F);
        awaitRead();
      }
    } else if (type == 0xEF) {
      heard.add("control " + HexFormat.of().formatHex(info.getBytes(ISO_8859_1)));
    } else {
      heard.add(String.format("%02X %d", type, dlci));
    }
    if (silent || !framed) {
      return;
    }
    if (type == 0x2F || type == 0x43) {
      unnumbered(dlci, denied.contains(dlci) ? 0x1F : 0x73);
    } else if (dlci == 0 && type == 0xEF && info.charAt(0) == 0x23) {
      sayOn(0, (char) 0x21 + info.substring(1));
    } else if (dlci == 0 && type == 0xEF && info.charAt(0) == 0xC3) {
      framed = false;
      control(0xC1, 0x01);
    }
  }

  /** Starts again, and hears commands instead of frames. */
  synchronized void restart() {
    framed = false;
  }

  synchronized void deny(int dlci) {
    denied.add(dlci);
  }

  synchronized void refuse(String answer) {
    startAnswer = answer;
  }

  /** Stops each channel as soon as a frame has come on it. */
  synchronized void stopAfterFrame() {
    stopsAfterFrame = true;
  }

  /** Sleeps, so that so many writes are lost. */
  synchronized void loseNext(int writes) {
    toLose = writes;
  }

  synchronized void refuseWrites() {
    refusesWrites = true;
  }

  synchronized void fallSilent(boolean value) {
    silent = value;
  }

  void unnumbered(int dlci, int control) {
    byte[] frame = {(byte) 0xF9, (byte) (dlci << 2 | 3), (byte) control, 1, 0, (byte) 0xF9};
    frame[4] = Fcs8.of(frame, 1, 3);
    say(frame);
  }

  void control(int... values) {
    StringBuilder text = new StringBuilder();
    for (int value : values) {
      text.append((char) value);
    }
    sayOn(0, text.toString());
  }

  /** Sends on a channel; the responder's frames are no commands. */
  void sayOn(int dlci, String text) {
    byte[] info = text.getBytes(ISO_8859_1);
    byte[] frame = MuxFrame.information(dlci, info, 0, info.length);
    frame[1] &= ~2;
    int header = info.length > 127 ? 4 : 3;
    frame[frame.length - 2] = Fcs8.of(frame, 1, header);
    say(frame);
  }

  synchronized void say(byte[] block) {
    toHost.add(block.clone());
    notifyAll();
  }

  /** Waits until what was said is read, and no thread is in the middle of anything. */
  void settle() {
    awaitRead();
    others.settle();
    awaitRead();
  }

  private synchronized void awaitRead() {
    await(() -> closed || (toHost.isEmpty() && readerWaits));
  }

  synchronized List<String> heard() {
    List<String> all = List.copyOf(heard);
    heard.clear();
    return all;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  private synchronized void await(BooleanSupplier condition) {
    try {
      while (!condition.getAsBoolean()) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
