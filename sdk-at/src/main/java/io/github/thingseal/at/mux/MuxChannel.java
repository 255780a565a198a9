package io.github.thingseal.at.mux;

import io.github.thingseal.at.internal.line.ByteQueue;
import io.github.thingseal.at.transport.EndNotWrittenException;
import io.github.thingseal.at.transport.NothingWrittenException;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.io.IOException;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/** One channel. What comes waits in a bounded queue; a channel that is full drops frames. */
final class MuxChannel implements Transport {
  private final Multiplexer mux;
  private final int dlci;
  private final String name;
  private final int capacity;
  private final ByteQueue queue = new ByteQueue();

  /** Whether the module was asked to pause. */
  private boolean pausing;

  /** Whether the module asked us to pause this channel. */
  private boolean stopped;

  private boolean ended;
  private @Nullable String lostBecause;

  MuxChannel(Multiplexer mux, String port, int dlci, MuxOptions options) {
    this.mux = mux;
    this.dlci = dlci;
    this.name = port + "#" + dlci;
    this.capacity = options.bufferBytes;
  }

  int dlci() {
    return dlci;
  }

  @Override
  public String name() {
    return name;
  }

  /** Takes what a frame carried; never waits. */
  void receive(byte[] bytes, int offset, int length) {
    boolean pause = false;
    synchronized (this) {
      if (ended) {
        return;
      }
      if (queue.size() + length > capacity) {
        mux.dropped(length);
        return;
      }
      queue.add(bytes, offset, length);
      if (!pausing && queue.size() > capacity / 2) {
        pausing = true;
        pause = true;
      }
      notifyAll();
    }
    if (pause) {
      mux.pause(dlci, true);
    }
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    Arguments.required(buffer, "buffer");
    boolean resume = false;
    int taken;
    synchronized (this) {
      awaitBytes();
      if (queue.size() == 0) {
        if (lostBecause != null) {
          throw new IOException(lostBecause);
        }
        return -1;
      }
      taken = queue.moveTo(buffer);
      if (pausing && queue.size() < capacity / 4) {
        pausing = false;
        resume = true;
      }
    }
    if (resume) {
      mux.pause(dlci, false);
    }
    return taken;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Arguments.required(bytes, "bytes");
    int end = offset + length;
    for (int i = offset; i < end; i += MuxFrame.MAX_INFO_BYTES) {
      int part = Math.min(MuxFrame.MAX_INFO_BYTES, end - i);
      try {
        awaitGo();
        mux.writeInformation(MuxFrame.information(dlci, bytes, i, part), this::isEnded);
      } catch (NothingWrittenException e) {
        // Of this frame, that is.
        throw i == offset ? e : new EndNotWrittenException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Not ended by an interrupt, which would pass for the end of the port. */
  private synchronized void awaitGo() throws NothingWrittenException {
    boolean interrupted = false;
    while ((stopped || mux.areAllStopped()) && !ended) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (ended) {
      throw new NothingWrittenException(lostBecause == null ? name + " is closed" : lostBecause);
    }
  }

  private synchronized boolean isEnded() {
    return ended;
  }

  private synchronized void awaitBytes() throws InterruptedIOException {
    try {
      while (queue.size() == 0 && !ended) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted on " + name);
    }
  }

  synchronized void stop(boolean stop) {
    stopped = stop;
    notifyAll();
  }

  /** Looks again whether it may write. */
  synchronized void wake() {
    notifyAll();
  }

  /** No more comes. What waits can still be read. */
  synchronized void end(@Nullable String because) {
    if (!ended) {
      ended = true;
      lostBecause = because;
      notifyAll();
    }
  }

  @Override
  public void close() {
    close(null);
  }

  /** Closes it with a reason, which its readers get. */
  void close(@Nullable String because) {
    boolean open;
    synchronized (this) {
      open = !ended;
      end(because);
      queue.clear();
    }
    if (open) {
      mux.release(this);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
