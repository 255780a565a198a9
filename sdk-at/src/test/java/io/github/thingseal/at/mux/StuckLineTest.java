package io.github.thingseal.at.mux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.thingseal.at.channel.AtChannel;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.Scheduler;
import io.github.thingseal.at.channel.VirtualScheduler;
import io.github.thingseal.at.command.ChannelClosedException;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.at.transport.TransportUnavailableException;
import io.github.thingseal.testsupport.Waits;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A port that takes no bytes any more, and threads that are interrupted while they wait for it. */
@Timeout(120)
class StuckLineTest {
  private static final Duration STEP = Duration.ofMillis(50);

  private final VirtualScheduler time = new VirtualScheduler();
  private final FramedModule module = new FramedModule();
  private final BlockingPort port = new BlockingPort(module);
  private final Threads threads = new Threads(time);
  private final MuxOptions options = MuxOptions.builder().scheduler(threads).build();

  @AfterEach
  void close() {
    port.close();
  }

  private <T> CompletableFuture<T> passUntilDone(CompletableFuture<T> future) {
    while (!future.isDone()) {
      module.settle();
      await(() -> !threads.areBusy());
      time.advance(STEP);
    }
    return future;
  }

  private Multiplexer started() {
    return passUntilDone(Multiplexer.start(port, options)).join();
  }

  private AtChannel at(Multiplexer mux, int dlci) {
    Transport channel = passUntilDone(mux.openChannel(dlci)).join();
    return AtChannel.open(channel, ChannelOptions.builder().scheduler(threads).build());
  }

  /** Calls on a thread of its own while time passes here. */
  private Throwable failure(Runnable call) {
    return passUntilDone(threads.failure(call::run)).join();
  }

  @Test
  void execute_whenAnotherChannelIsStuckInThePort_endsAndSaysThatNothingWasSent() {
    Multiplexer mux = started();
    AtChannel first = at(mux, 1);
    AtChannel second = at(mux, 2);
    port.block();
    CompletableFuture<Throwable> stuck = threads.failure(() -> first.execute(Identification.MODEL));
    port.awaitWriter();

    assertThat(failure(() -> second.execute(Identification.IMEI)))
        .isInstanceOfSatisfying(
            ChannelClosedException.class, e -> assertThat(e.wasSent()).isFalse());
    assertThat(passUntilDone(stuck).join()).isInstanceOf(ChannelClosedException.class);
    assertThat(failure(mux::close)).isNull();
  }

  @Test
  void close_whenAChannelIsStuckInThePort_returns() {
    Multiplexer mux = started();
    AtChannel first = at(mux, 1);
    port.block();
    CompletableFuture<Throwable> stuck = threads.failure(() -> first.execute(Identification.MODEL));
    port.awaitWriter();

    assertThat(failure(mux::close)).isNull();
    assertThat(passUntilDone(stuck).join()).isInstanceOf(ChannelClosedException.class);
  }

  @Test
  void close_whenThePortTakesNoBytes_returns() {
    Multiplexer mux = started();
    port.block();

    assertThat(failure(mux::close)).isNull();
    assertThat(module.isClosed()).isTrue();
  }

  @Test
  void channel_whenThePortTakesNoBytes_saysSo() {
    Multiplexer mux = started();
    port.block();

    assertThat(failure(() -> mux.channel(1)))
        .isInstanceOf(TransportUnavailableException.class)
        .hasMessageContaining("takes no bytes");
  }

  @Test
  void open_whenThePortTakesNoBytes_saysSo() {
    port.block();

    assertThat(failure(() -> Multiplexer.open(port, options)))
        .isInstanceOf(TransportUnavailableException.class)
        .hasMessageContaining("takes no bytes");
    assertThat(module.isClosed()).isTrue();
  }

  @Test
  void open_whenInterrupted_endsAtOnceAndClosesThePort() throws InterruptedException {
    module.fallSilent(true);
    assertEndsWhenInterrupted(() -> Multiplexer.open(port, options), () -> !heardNothing());
    assertThat(module.isClosed()).isTrue();
  }

  @Test
  void channel_whenInterrupted_endsAtOnceAndLeavesTheChannelFree() throws InterruptedException {
    Multiplexer mux = started();
    module.fallSilent(true);
    heardNothing();
    assertEndsWhenInterrupted(() -> mux.channel(1), () -> !heardNothing());

    module.fallSilent(false);
    for (int i = 0; i < 100; i++) {
      module.settle();
      await(() -> !threads.areBusy());
      time.advance(STEP);
    }
    assertThat(passUntilDone(mux.openChannel(1))).isCompleted();
  }

  @Test
  void close_whenInterrupted_endsAtOnce() throws InterruptedException {
    Multiplexer mux = started();
    module.fallSilent(true);
    heardNothing();
    AtomicBoolean flag = new AtomicBoolean();
    Thread closing =
        new Thread(
            () -> {
              mux.close();
              flag.set(Thread.currentThread().isInterrupted());
            });
    closing.start();
    await(() -> !heardNothing());
    closing.interrupt();
    closing.join(TimeUnit.SECONDS.toMillis(120));
    assertThat(flag).isTrue();
    assertThat(module.isClosed()).isTrue();
  }

  @Test
  void write_whenItsThreadIsInterrupted_writesAndKeepsTheInterrupt() throws IOException {
    Transport channel = passUntilDone(started().openChannel(1)).join();
    Thread.currentThread().interrupt();
    channel.write("x".getBytes(ISO_8859_1), 0, 1);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(module.heard()).contains("1:x");
  }

  @Test
  void write_whenItsThreadIsInterruptedWhileTheModuleHoldsIt_writesOnceItMay()
      throws InterruptedException {
    Transport channel = passUntilDone(started().openChannel(1)).join();
    module.control(0xE3, 0x05, 0x07, 0x8F);
    module.settle();
    time.advance(STEP);
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              Throwable unused =
                  catchThrowable(() -> channel.write("x".getBytes(ISO_8859_1), 0, 1));
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    writer.start();
    await(() -> writer.getState() == Thread.State.WAITING);
    writer.interrupt();
    module.control(0xE3, 0x05, 0x07, 0x8D);
    module.settle();
    writer.join(TimeUnit.SECONDS.toMillis(120));

    assertThat(module.heard()).contains("1:x");
    assertThat(interrupted).isTrue();
  }

  @Test
  void close_whenItsThreadIsInterrupted_endsMultiplexingOnTheModuleToo() {
    Multiplexer mux = started();
    heardNothing();
    Thread.currentThread().interrupt();
    mux.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(heardNothing()).isFalse();
  }

  @Test
  void write_whenAllAndOneAreStopped_waitsForBothToBeLetGo() {
    Multiplexer mux = started();
    Transport channel = passUntilDone(mux.openChannel(1)).join();
    module.control(0x63, 0x01);
    module.control(0xE3, 0x05, 0x07, 0x8D);
    module.settle();
    time.advance(STEP);
    heardNothing();
    CompletableFuture<Throwable> written =
        threads.failure(() -> channel.write("x".getBytes(ISO_8859_1), 0, 1));
    module.control(0xE3, 0x05, 0x07, 0x8F);
    module.control(0xA3, 0x01);
    module.settle();
    time.advance(STEP);
    assertThat(module.heard()).noneMatch(line -> line.equals("1:x"));

    module.control(0xE3, 0x05, 0x07, 0x8D);
    assertThat(passUntilDone(written).join()).isNull();
    assertThat(module.heard()).contains("1:x");
  }

  private boolean heardNothing() {
    return module.heard().isEmpty();
  }

  private static void await(BooleanSupplier condition) {
    Waits.until(condition);
  }

  private static void assertEndsWhenInterrupted(Runnable call, BooleanSupplier waiting)
      throws InterruptedException {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    AtomicBoolean flag = new AtomicBoolean();
    Thread caller =
        new Thread(
            () -> {
              Throwable thrown = catchThrowable(call::run);
              flag.set(Thread.currentThread().isInterrupted());
              failure.complete(thrown);
            });
    caller.start();
    await(waiting);
    caller.interrupt();
    caller.join(TimeUnit.SECONDS.toMillis(120));
    assertThat(failure.join()).isInstanceOf(CommandInterruptedException.class);
    assertThat(flag).isTrue();
  }

  /** Virtual time, in which what may block has threads of its own; those that wait are not busy. */
  private static final class Threads implements Scheduler {
    private final VirtualScheduler time;
    private final CallingThreads calling = new CallingThreads();

    Threads(VirtualScheduler time) {
      this.time = time;
    }

    CompletableFuture<Throwable> failure(ThrowingCallable call) {
      return calling.failure(call);
    }

    boolean areBusy() {
      return calling.areBusy();
    }

    @Override
    public long nanoTime() {
      return time.nanoTime();
    }

    @Override
    public Scheduled schedule(Runnable task, Duration delay) {
      return time.schedule(task, delay);
    }

    @Override
    public void execute(Runnable task) {
      calling.execute(task);
    }
  }

  /** Takes no bytes once it was blocked, until it is closed. */
  private static final class BlockingPort implements Transport {
    private final FramedModule module;
    private boolean blocked;
    private boolean writing;
    private boolean closed;

    BlockingPort(FramedModule module) {
      this.module = module;
    }

    synchronized void block() {
      blocked = true;
    }

    synchronized void awaitWriter() {
      try {
        while (!writing) {
          wait();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      awaitFree();
      module.write(bytes, offset, length);
    }

    private synchronized void awaitFree() throws IOException {
      try {
        while (blocked && !closed) {
          writing = true;
          notifyAll();
          wait();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (closed) {
        throw new IOException("the port was closed");
      }
    }

    @Override
    public String name() {
      return module.name();
    }

    @Override
    public int read(byte[] buffer) throws IOException {
      return module.read(buffer);
    }

    @Override
    public void close() {
      synchronized (this) {
        closed = true;
        notifyAll();
      }
      module.close();
    }
  }
}
