package io.github.thingseal.testkit.internal.module.line;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.github.thingseal.core.TransientException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that serves all pseudo-terminals of the process. It starts with the first of them and
 * ends with the last; a pipe wakes it.
 */
final class PtyLoop implements Runnable {
  static final short POLL_IN = 0x1;
  static final short POLL_OUT = 0x4;

  private static final Logger LOG = LoggerFactory.getLogger(PtyLoop.class);
  private static final Object LOCK = new Object();
  private static final int DESCRIPTOR_BYTES = 8;
  private static final int EVENTS_OFFSET = 4;
  private static final int RETURNED_OFFSET = 6;
  private static final int INTERRUPTED = 4;
  private static final int BUFFER_BYTES = 8192;
  private static final long JOIN_MILLIS = 10;
  private static final int LINGER_POLL_MILLIS = 10;
  private static final int FOR_EVER = -1;

  private static @Nullable PtyLoop running;

  /** The loop that was started last; its thread may outlive its last line by a moment. */
  private static @Nullable PtyLoop latest;

  private final Posix posix;
  private final int wakeRead;
  private final int wakeWrite;
  private final Memory buffer = new Memory(BUFFER_BYTES);
  private final Memory wakeByte = new Memory(1);
  private final List<PtyLine> lines = new ArrayList<>();
  private List<PtyLine> polled = List.of();
  private Memory descriptors = new Memory(DESCRIPTOR_BYTES);
  private ByteBuffer view = descriptors.getByteBuffer(0, DESCRIPTOR_BYTES);
  private boolean changed = true;
  private boolean waking;
  private boolean lingering;
  private @Nullable Thread thread;

  private PtyLoop(Posix posix, int[] wake) {
    this.posix = posix;
    this.wakeRead = wake[0];
    this.wakeWrite = wake[1];
  }

  /** Serves a pseudo-terminal from now on. */
  static void add(Posix posix, PtyLine line) {
    synchronized (LOCK) {
      PtyLoop loop = running;
      if (loop == null) {
        int[] wake = new int[2];
        if (posix.pipe(wake) < 0) {
          throw new TransientException(
              "The simulated module could not make a pipe: error " + Native.getLastError());
        }
        loop = new PtyLoop(posix, wake);
        Thread thread = new Thread(loop, "thingseal-module-pty");
        thread.setDaemon(true);
        loop.thread = thread;
        running = loop;
        latest = loop;
        thread.start();
      }
      loop.lines.add(line);
      loop.changed = true;
      wake();
    }
  }

  /** Has it look at its lines again: one has something to write, or is closed. */
  static void wake() {
    synchronized (LOCK) {
      if (running != null && !isOwnThread()) {
        running.writeWakeByte();
      }
    }
  }

  /** Waits until the thread is gone, if it has no line left. */
  static void awaitEnd() throws InterruptedException {
    Thread ending = endingThread();
    while (ending != null && ending.isAlive()) {
      ending.join(JOIN_MILLIS);
      ending = endingThread();
    }
  }

  private static @Nullable Thread endingThread() {
    synchronized (LOCK) {
      PtyLoop loop = latest;
      return loop != null && loop.lines.isEmpty() ? loop.thread : null;
    }
  }

  static boolean isOwnThread() {
    synchronized (LOCK) {
      return running != null && Thread.currentThread() == running.thread;
    }
  }

  private void writeWakeByte() {
    if (waking) {
      return;
    }
    waking = true;
    if (PosixStream.write(wakeWrite, Pointer.nativeValue(wakeByte), 1) < 0) {
      LOG.warn("The thread of the pseudo-terminals could not be woken");
    }
  }

  @Override
  public void run() {
    while (prepare()) {
      int ready =
          PosixStream.poll(Pointer.nativeValue(descriptors), polled.size() + 1L, pollMillis());
      if (ready < 0 && Native.getLastError() != INTERRUPTED) {
        LOG.error("The pseudo-terminals cannot be waited for: error {}", Native.getLastError());
        polled.forEach(PtyLine::hangUp);
      } else {
        serve();
      }
    }
  }

  /** Nothing wakes it when the client of a closed line has read the rest. */
  private int pollMillis() {
    return lingering ? LINGER_POLL_MILLIS : FOR_EVER;
  }

  /** Drops lines that are closed; false when none is left. */
  private boolean prepare() {
    lingering = false;
    for (PtyLine line : polled) {
      if (line.isClosed()) {
        finish(line);
      }
    }
    synchronized (LOCK) {
      if (lines.isEmpty()) {
        running = null;
        posix.close(wakeRead);
        posix.close(wakeWrite);
        return false;
      }
      if (changed) {
        changed = false;
        polled = List.copyOf(lines);
        int size = (polled.size() + 1) * DESCRIPTOR_BYTES;
        descriptors = new Memory(size);
        view = descriptors.getByteBuffer(0, size);
        view.putInt(0, wakeRead).putShort(EVENTS_OFFSET, POLL_IN);
      }
    }
    view.putShort(RETURNED_OFFSET, (short) 0);
    for (int i = 0; i < polled.size(); i++) {
      int offset = (i + 1) * DESCRIPTOR_BYTES;
      PtyLine line = polled.get(i);
      view.putInt(offset, line.descriptor());
      view.putShort(offset + EVENTS_OFFSET, line.wantedEvents());
      view.putShort(offset + RETURNED_OFFSET, (short) 0);
    }
    return true;
  }

  private void finish(PtyLine line) {
    if (line.isAwaited()) {
      lingering = true;
    } else {
      forget(line);
      line.finish();
    }
  }

  private void forget(PtyLine line) {
    synchronized (LOCK) {
      lines.remove(line);
      changed = true;
    }
  }

  private void serve() {
    if (view.getShort(RETURNED_OFFSET) != 0) {
      synchronized (LOCK) {
        PosixStream.read(wakeRead, Pointer.nativeValue(buffer), BUFFER_BYTES);
        waking = false;
      }
    }
    for (int i = 0; i < polled.size(); i++) {
      short events = view.getShort((i + 1) * DESCRIPTOR_BYTES + RETURNED_OFFSET);
      if (events != 0) {
        polled.get(i).ready(events, buffer);
      }
    }
  }
}
