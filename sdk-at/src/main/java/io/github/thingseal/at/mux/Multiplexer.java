package io.github.thingseal.at.mux;

import io.github.thingseal.at.channel.Scheduler;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.internal.mux.StaleMultiplexer;
import io.github.thingseal.at.transport.NothingWrittenException;
import io.github.thingseal.at.transport.PortUnusableException;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.at.transport.TransportUnavailableException;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several channels over one port: 3GPP 27.010, basic option, UIH frames.
 *
 * <pre>{@code
 * try (Multiplexer mux = Multiplexer.open(SerialTransport.of("/dev/ttyUSB0"));
 *     SecurityModule module = SecurityModule.open(mux.channel(1));
 *     AtChannel watch = AtChannel.open(mux.channel(2))) {
 *   …
 * }
 * }</pre>
 *
 * <p>Each channel is a transport of its own: echo and error reports are set per channel. A channel
 * that no one reads holds up none of the others. What is damaged on the line is dropped and
 * {@linkplain #damagedFrames() counted}; the check covers the headers of frames, not what they
 * carry.
 *
 * <p>A module that restarts stops multiplexing without a word. It is asked when there are signs of
 * that (text outside of frames, or silence after something was sent, see {@link
 * MuxOptions.Builder#askAfterSilence}); if it does not answer, all channels end with that reason,
 * so that reading from them fails. {@link MultiplexedPort} opens them again.
 *
 * <p>On SARA-R5 channels 1 to 3 are AT and 4 is GNSS. Whether chip-to-chip works on a channel is
 * not known. A module whose UART sleeps is woken by each channel for itself, by traffic; control
 * lines are not handed on, since the channels share them.
 *
 * <p>Owns the port and one thread that reads it. Evidence: published (frames and start-up of ubxlib
 * and m-center), derived from 3GPP 27.010 where its control channel goes beyond that.
 */
public final class Multiplexer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Multiplexer.class);

  /** How often one that waits to write looks whether it still has a reason to. */
  private static final long TURN_MILLIS = 50;

  /** How many answers of ours may wait for a module that takes none. */
  private static final int MAX_LATER = 64;

  private static final String CLOSED = "the multiplexer was closed";

  private final Transport port;
  private final MuxOptions options;
  private final Scheduler scheduler;
  private final MuxReader reader;
  private final ReentrantLock writing = new ReentrantLock(true);
  private final MuxStart start;
  private final LivenessProbe liveness;
  private final Map<Integer, MuxChannel> channels = new ConcurrentHashMap<>();
  private final Map<Integer, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> closedDown = new CompletableFuture<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final Deque<byte[]> later = new ArrayDeque<>();

  private volatile boolean allStopped;
  private volatile @Nullable String lostBecause;
  private volatile long droppedByClosedChannels;

  private Multiplexer(Transport port, MuxOptions options) {
    this.port = port;
    this.options = options;
    this.scheduler = options.scheduler();
    this.start = new MuxStart(port.name(), options, this::send);
    this.liveness = new LivenessProbe(scheduler, options, this::send, this::lose);
    this.reader = new MuxReader(port, options, start, this::take, liveness::doubt, this::lose);
  }

  /**
   * Starts multiplexing with the default options; see {@link #open(Transport, MuxOptions)}.
   *
   * @param port leads to the module; closed with the multiplexer
   * @return the running multiplexer
   * @throws TransportUnavailableException if nothing answers, or the line is lost
   * @throws PortUnusableException if the module refuses
   * @throws CommandInterruptedException if this thread is interrupted meanwhile
   */
  public static Multiplexer open(Transport port) {
    return open(port, MuxOptions.defaults());
  }

  /**
   * Starts multiplexing: closes what may run from before, waits for the module to answer {@code
   * AT}, says {@code AT+CMUX}, opens the control channel. Take nothing else to the port before.
   *
   * @param port leads to the module; closed with the multiplexer, and also if this fails
   * @param options how it behaves
   * @return the running multiplexer
   * @throws TransportUnavailableException if nothing answers, or the line is lost
   * @throws PortUnusableException if the module refuses
   * @throws CommandInterruptedException if this thread is interrupted meanwhile
   */
  public static Multiplexer open(Transport port, MuxOptions options) {
    Arguments.required(port, "port");
    Arguments.required(options, "options");
    Multiplexer mux = new Multiplexer(port, options);
    return mux.result(mux.started(), "AT+CMUX", () -> mux.shutDown("opening it was interrupted"));
  }

  static CompletableFuture<Multiplexer> start(Transport port, MuxOptions options) {
    return new Multiplexer(port, options).started();
  }

  /**
   * Opens a channel and gives the module some time to send what it has stored for it.
   *
   * @param dlci which, 1 to 63
   * @return the channel; closing it leaves the others alone
   * @throws InvalidInputException if there is no such channel, or it is open
   * @throws TransportUnavailableException if the module does not answer, or the line is lost
   * @throws PortUnusableException if the module refuses
   * @throws CommandInterruptedException if this thread is interrupted meanwhile
   */
  public Transport channel(int dlci) {
    CompletableFuture<Transport> opening = openChannel(dlci);
    return result(opening, "SABM", () -> abandon(opening));
  }

  /** Closes the channel should it be opened yet. */
  private static void abandon(CompletableFuture<Transport> opening) {
    CompletableFuture<Void> unused = opening.thenAccept(Transport::close);
  }

  /**
   * How many frames were dropped because they came damaged.
   *
   * @return the number since multiplexing started
   */
  public long damagedFrames() {
    return reader.damagedFrames();
  }

  /**
   * How many bytes were dropped because a channel was not read.
   *
   * @return the number since multiplexing started
   */
  public long droppedBytes() {
    return droppedByClosedChannels
        + channels.values().stream().mapToLong(MuxChannel::dropped).sum();
  }

  /**
   * Ends multiplexing: closes all channels, sends the close-down until the module answers, as often
   * and as long as {@link MuxOptions.Builder#attempts} says, and closes the port. An interrupt ends
   * the wait for that answer. Closing twice does no harm.
   */
  @Override
  public void close() {
    if (closing.compareAndSet(false, true) && lostBecause == null && start.isFramed()) {
      channels.values().stream()
          .sorted(Comparator.comparing(MuxChannel::dlci).reversed())
          .forEach(channel -> channel.close(CLOSED));
      // Again and again: what first reaches a sleeping UART is lost.
      Retransmission.start(
          scheduler,
          options.attempts(),
          options.answerLimit(),
          () -> send(StaleMultiplexer.closeDown()),
          closedDown,
          () -> noAnswer("The close-down"));
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

  /**
   * Names the port.
   *
   * @return the name of its transport
   */
  @Override
  public String toString() {
    return port.name();
  }

  // Starting, and opening channels.

  private CompletableFuture<Multiplexer> started() {
    return start()
        .whenComplete(
            (done, error) -> {
              if (error != null) {
                shutDown("multiplexing did not start");
              }
            });
  }

  private CompletableFuture<Multiplexer> start() {
    reader.start();
    return start.run().thenCompose(framed -> ask(0)).thenApply(opened -> this);
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
    channel.stopAll(allStopped);
    if (channels.putIfAbsent(dlci, channel) != null) {
      throw new InvalidInputException(channel + " is open; close it first, or take another one");
    }
    CompletableFuture<Transport> opened =
        ask(dlci)
            .thenCompose(answered -> MuxStart.after(scheduler, options.settleTime()))
            .thenApply(x -> channel);
    return opened.whenComplete(
        (done, error) -> {
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
    Retransmission.start(
        scheduler,
        options.attempts(),
        options.answerLimit(),
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

  void write(byte[] frame) throws IOException {
    write(frame, () -> false);
  }

  /** Waits for another thread that writes, unless nothing is to be written any more. */
  private void write(byte[] frame, BooleanSupplier ended) throws IOException {
    awaitTurn(ended);
    try {
      port.write(frame, 0, frame.length);
    } catch (NothingWrittenException e) {
      lose("writing failed: " + e.getMessage());
      throw e;
    } catch (IOException | RuntimeException e) {
      lose("writing failed: " + e.getMessage());
      throw e;
    } finally {
      writing.unlock();
    }
  }

  private void awaitTurn(BooleanSupplier ended) throws IOException {
    try {
      requireWanted(ended);
      while (!writing.tryLock(TURN_MILLIS, TimeUnit.MILLISECONDS)) {
        requireWanted(ended);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NothingWrittenException("interrupted while another channel writes");
    }
    boolean wanted = false;
    try {
      requireWanted(ended);
      wanted = true;
    } finally {
      if (!wanted) {
        writing.unlock();
      }
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

  private synchronized void forget(MuxChannel channel) {
    if (channels.remove(channel.dlci(), channel)) {
      droppedByClosedChannels += channel.dropped();
    }
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
    return options
        .answerLimit()
        .multipliedBy(options.attempts())
        .minus(options.answerLimit().dividedBy(2));
  }

  private void sendPatiently(byte[] frame) {
    try {
      write(frame);
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
    if (awaited.containsKey(dlci)) {
      complete(dlci, denied(dlci));
    } else {
      ended(dlci);
    }
  }

  private PortUnusableException denied(int dlci) {
    return new PortUnusableException(
        "The module at " + port.name() + " does not have channel " + dlci + " for us");
  }

  private void disconnected(int dlci) {
    sendLater(MuxFrame.answer(dlci, MuxFrame.UA));
    if (dlci == 0) {
      loseLater("the module ended multiplexing");
      return;
    }
    ended(dlci);
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
    switch (message.type()) {
      case ControlMessage.MODEM_STATUS -> {
        MuxChannel channel = channels.get(message.dlci());
        if (channel != null) {
          channel.stop(message.stops());
        }
        sendLater(message.acknowledged().frame());
      }
      case ControlMessage.FLOW_ON, ControlMessage.FLOW_OFF -> {
        allStopped = message.type() == ControlMessage.FLOW_OFF;
        channels.values().forEach(channel -> channel.stopAll(allStopped));
        sendLater(message.acknowledged().frame());
      }
      case ControlMessage.TEST, ControlMessage.POWER_SAVING, ControlMessage.LINE_STATUS ->
          sendLater(message.acknowledged().frame());
      case ControlMessage.CLOSE_DOWN -> {
        sendLater(message.acknowledged().frame());
        loseLater("the module ended multiplexing");
      }
      default -> sendLater(message.notSupported().frame());
    }
  }

  // The end.

  private void loseLater(String reason) {
    scheduler.execute(() -> lose(reason));
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
