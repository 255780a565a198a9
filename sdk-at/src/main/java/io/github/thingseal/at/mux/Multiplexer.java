package io.github.thingseal.at.mux;

import io.github.thingseal.at.channel.Scheduler;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.internal.line.PortReader;
import io.github.thingseal.at.internal.mux.StaleMultiplexer;
import io.github.thingseal.at.transport.NothingWrittenException;
import io.github.thingseal.at.transport.PortUnusableException;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.at.transport.TransportUnavailableException;
import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Multiplexing on a port, from its start until it ends. Owns the port and the thread that reads it.
 */
final class Multiplexer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Multiplexer.class);

  /** How often one that waits to write looks whether it still has a reason to. */
  private static final long TURN_MILLIS = 50;

  /** How many answers of ours may wait for a module that takes none. */
  private static final int MAX_LATER = 64;

  private static final String CLOSED = "the multiplexer was closed";

  private final Transport port;
  private final MuxOptions options;
  private final Scheduler scheduler;
  private final Retransmission requests;
  private final MuxReader frames;
  private final PortReader reader;
  private final ReentrantLock writing = new ReentrantLock(true);
  private final MuxStart start;
  private final LivenessProbe liveness;
  private final Map<Integer, MuxChannel> channels =
      new ConcurrentSkipListMap<>(Comparator.reverseOrder());
  private final Map<Integer, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> closedDown = new CompletableFuture<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final Deque<byte[]> later = new ArrayDeque<>();
  private final LongAdder droppedBytes = new LongAdder();

  private volatile boolean allStopped;
  private volatile @Nullable String lostBecause;

  private Multiplexer(Transport port, MuxOptions options) {
    this.port = port;
    this.options = options;
    this.scheduler = options.scheduler;
    this.requests = Retransmission.of(options);
    this.start = new MuxStart(port.name(), options, this::send);
    this.liveness = new LivenessProbe(options, this::send, this::lose);
    this.frames = new MuxReader(options, start, this::take, liveness::doubt, this::lose);
    this.reader = new PortReader(port, "thingseal-mux-reader", frames);
  }

  /** Starts multiplexing, and waits for it. A port where this fails is closed. */
  static Multiplexer open(Transport port, MuxOptions options) {
    Multiplexer mux = new Multiplexer(port, options);
    return mux.result(mux.start(), "AT+CMUX", () -> mux.shutDown("opening it was interrupted"));
  }

  /** Starts multiplexing: waits for an answer, says {@code AT+CMUX}, opens the control channel. */
  static CompletableFuture<Multiplexer> start(Transport port, MuxOptions options) {
    return new Multiplexer(port, options).start();
  }

  /** Opens a channel, and waits for it. */
  Transport channel(int dlci) {
    CompletableFuture<Transport> opening = openChannel(dlci);
    return result(opening, "SABM", () -> abandon(opening));
  }

  /** Closes the channel should it be opened yet. */
  private static void abandon(CompletableFuture<Transport> opening) {
    CompletableFuture<Void> unused = opening.thenAccept(Transport::close);
  }

  long damagedFrames() {
    return frames.damagedFrames();
  }

  long droppedBytes() {
    return droppedBytes.sum();
  }

  @Override
  public void close() {
    if (closing.compareAndSet(false, true) && lostBecause == null && start.isFramed()) {
      channels.values().forEach(channel -> channel.close(CLOSED));
      // Again and again: what first reaches a sleeping UART is lost.
      requests.start(
          () -> send(StaleMultiplexer.closeDown()), closedDown, () -> noAnswer("The close-down"));
      awaitClosedDown();
    }
    shutDown(CLOSED);
  }

  /** A thread that is interrupted does not wait. */
  private void awaitClosedDown() {
    try {
      closedDown.get();
    } catch (ExecutionException e) {
      LOG.debug("{}: {}", port.name(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // Starting, and opening channels.

  private CompletableFuture<Multiplexer> start() {
    reader.start();
    return start
        .run()
        .thenCompose(framed -> ask(0))
        .thenApply(opened -> this)
        .whenComplete(
            (done, error) -> {
              if (error != null) {
                shutDown("multiplexing did not start");
              }
            });
  }

  private TransportUnavailableException noAnswer(String question) {
    return MuxStart.noAnswer(port.name(), question);
  }

  CompletableFuture<Transport> openChannel(int dlci) {
    if (dlci < 1 || dlci > MuxFrame.MAX_DLCI) {
      throw new InvalidInputException("A channel is 1 to " + MuxFrame.MAX_DLCI + ", not " + dlci);
    }
    String reason = lostBecause;
    if (reason != null) {
      return CompletableFuture.failedFuture(lost(reason));
    }
    MuxChannel channel = new MuxChannel(this, port.name(), dlci, options);
    if (channels.putIfAbsent(dlci, channel) != null) {
      throw new InvalidInputException(channel + " is open; close it first, or take another one");
    }
    return ask(dlci)
        .thenCompose(answered -> MuxStart.after(scheduler, options.settleTime))
        .<Transport>thenApply(settled -> channel)
        .whenComplete(
            (opened, error) -> {
              if (error != null) {
                channel.end("it was never opened");
                forget(channel);
              }
            });
  }

  /** Asks for a channel, and for the control channel first of all. */
  private CompletableFuture<Void> ask(int dlci) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    awaited.put(dlci, answer);
    String lost = lostBecause;
    if (lost != null) {
      answer.completeExceptionally(lost(lost));
      return answer;
    }
    requests.start(
        () -> send(MuxFrame.request(dlci, MuxFrame.SABM)),
        answer,
        () -> noAnswer("The request for channel " + dlci));
    return answer;
  }

  private <T> T result(CompletableFuture<T> future, String asked, Runnable onInterrupt) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      onInterrupt.run();
      throw new CommandInterruptedException(
          asked, true, "Interrupted while multiplexing on " + port.name() + " was being opened");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  // What channels ask for.

  /** Waits for another thread that writes, unless nothing is to be written any more. */
  private void write(byte[] frame, BooleanSupplier ended) throws IOException {
    awaitTurn(ended);
    try {
      requireWanted(ended);
      writeNow(frame);
    } finally {
      writing.unlock();
    }
  }

  /** Not ended by an interrupt, which would pass for the end of the port. */
  private void awaitTurn(BooleanSupplier ended) throws NothingWrittenException {
    boolean interrupted = false;
    boolean mine = false;
    try {
      while (!mine) {
        requireWanted(ended);
        try {
          mine = writing.tryLock(TURN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void writeNow(byte[] frame) throws IOException {
    try {
      port.write(frame, 0, frame.length);
    } catch (IOException | RuntimeException e) {
      lose("writing failed: " + e.getMessage());
      throw e;
    }
  }

  private void requireWanted(BooleanSupplier ended) throws NothingWrittenException {
    String lost = lostBecause;
    if (lost != null || ended.getAsBoolean()) {
      throw new NothingWrittenException(lost == null ? "the channel was closed" : lost);
    }
  }

  void writeInformation(byte[] frame, BooleanSupplier ended) throws IOException {
    write(frame, ended);
    liveness.spoke();
  }

  boolean isLost() {
    return lostBecause != null;
  }

  /** Whether the module asked us to pause all channels. */
  boolean areAllStopped() {
    return allStopped;
  }

  void pause(int dlci, boolean stopped) {
    sendLater(ControlMessage.modemStatus(dlci, stopped).frame());
  }

  /**
   * Does not wait for the thread that writes: that may be the one for whose sake the channel
   * closes.
   */
  void release(MuxChannel channel) {
    forget(channel);
    byte[] frame = MuxFrame.request(channel.dlci(), MuxFrame.DISC);
    if (lostBecause == null && writing.isLocked()) {
      scheduler.execute(() -> send(frame));
    } else if (lostBecause == null) {
      send(frame);
    }
  }

  private void forget(MuxChannel channel) {
    boolean unused = channels.remove(channel.dlci(), channel);
  }

  /** A channel that is full had no room for them. */
  void dropped(int bytes) {
    droppedBytes.add(bytes);
  }

  /** Says what is to be answered in some time; a line that does not even take it is lost. */
  private void send(byte[] frame) {
    Scheduler.Scheduled watch =
        scheduler.executeAfter(writeLimit(), () -> lose("the line takes no bytes"));
    sendPatiently(frame);
    watch.cancel();
  }

  /** Ends before the last attempt does, so that the reason given is the line, not the answer. */
  private Duration writeLimit() {
    Duration limit = options.answerLimit;
    return limit.multipliedBy(options.attempts).minus(limit.dividedBy(2));
  }

  private void sendPatiently(byte[] frame) {
    try {
      write(frame, () -> false);
    } catch (IOException e) {
      LOG.debug("{}: the multiplexer could not write", port.name(), e);
    }
  }

  /** Leaves writing to the scheduler: the reader must not wait for a module that waits for it. */
  private void sendLater(byte[] frame) {
    synchronized (later) {
      if (later.size() == MAX_LATER) {
        // The module asks without end, and takes no answers.
        return;
      }
      later.add(frame);
      if (later.size() > 1) {
        return;
      }
    }
    scheduler.execute(this::sendAllLater);
  }

  /** One thread for all; a frame is there until it was sent. */
  private void sendAllLater() {
    byte[] frame;
    synchronized (later) {
      frame = later.peek();
    }
    while (frame != null) {
      sendPatiently(frame);
      synchronized (later) {
        later.remove();
        frame = later.peek();
      }
    }
  }

  // What comes.

  private void take(int dlci, int type, byte[] bytes, int offset, int length) {
    liveness.heard();
    switch (type) {
      case MuxFrame.UIH -> information(dlci, bytes, offset, length);
      case MuxFrame.UA -> complete(dlci, null);
      case MuxFrame.DM -> absent(dlci);
      case MuxFrame.DISC -> disconnected(dlci);
      default -> sendLater(MuxFrame.answer(dlci, MuxFrame.DM));
    }
  }

  private void information(int dlci, byte[] bytes, int offset, int length) {
    if (dlci == 0) {
      int end = offset + length;
      int i = offset;
      while (i < end) {
        ControlMessage message = ControlMessage.read(bytes, i, end);
        liveness.heard(message);
        control(message);
        i += message.length();
      }
    } else {
      MuxChannel channel = channels.get(dlci);
      if (channel != null) {
        channel.receive(bytes, offset, length);
      }
    }
  }

  private void complete(int dlci, @Nullable RuntimeException denial) {
    CompletableFuture<Void> answer = awaited.remove(dlci);
    if (answer != null) {
      // Completed elsewhere, so that what depends on it does not hold up the reader.
      scheduler.execute(
          () -> {
            boolean unused =
                denial == null ? answer.complete(null) : answer.completeExceptionally(denial);
          });
    }
  }

  /** The module does not have the channel: for us, or any more. */
  private void absent(int dlci) {
    if (!awaited.containsKey(dlci)) {
      ended(dlci);
      return;
    }
    String message = "The module at " + port.name() + " does not have channel " + dlci + " for us";
    complete(dlci, new PortUnusableException(message, null));
  }

  private void disconnected(int dlci) {
    sendLater(MuxFrame.answer(dlci, MuxFrame.UA));
    if (dlci == 0) {
      endedByModule();
    } else {
      ended(dlci);
    }
  }

  private void ended(int dlci) {
    MuxChannel channel = channels.get(dlci);
    if (channel != null) {
      channel.end(null);
      forget(channel);
    }
  }

  private void control(ControlMessage message) {
    if (!message.isCommand()) {
      if (message.type() == ControlMessage.CLOSE_DOWN) {
        closedDown.complete(null);
      }
      return;
    }
    sendLater(message.answer().frame());
    switch (message.type()) {
      case ControlMessage.MODEM_STATUS -> {
        MuxChannel channel = channels.get(message.dlci());
        if (channel != null) {
          channel.stop(message.stops());
        }
      }
      case ControlMessage.FLOW_ON, ControlMessage.FLOW_OFF -> {
        allStopped = message.type() == ControlMessage.FLOW_OFF;
        channels.values().forEach(MuxChannel::wake);
      }
      case ControlMessage.CLOSE_DOWN -> endedByModule();
      default -> {}
    }
  }

  // The end.

  private void endedByModule() {
    scheduler.execute(() -> lose("the module ended multiplexing"));
  }

  /** Ends everything that is pending; only the first reason counts. */
  private void lose(String reason) {
    synchronized (this) {
      if (lostBecause != null) {
        return;
      }
      lostBecause = reason;
    }
    LOG.debug("{}: multiplexing ends: {}", port.name(), reason);
    channels.values().forEach(channel -> channel.end(reason));
    start.fail(lost(reason));
    awaited.values().forEach(answer -> answer.completeExceptionally(lost(reason)));
    closedDown.complete(null);
    port.close();
  }

  private TransportUnavailableException lost(String reason) {
    return new TransportUnavailableException(
        "Multiplexing on " + port.name() + " ended: " + reason + ". Open the port again", null);
  }

  private void shutDown(String reason) {
    lose(reason);
    reader.join();
  }
}
