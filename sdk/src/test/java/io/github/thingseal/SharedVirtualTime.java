package io.github.thingseal;

import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.Scheduler;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModulePort;
import io.github.thingseal.testsupport.VirtualClock;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** One virtual time for drivers and the simulated modules at the ends of their lines. */
public final class SharedVirtualTime extends VirtualClock implements Scheduler {
  private static final String CLOUD = "io.github.thingseal.cloud.";
  private static final List<String> CLOUD_THREADS =
      List.of("thingseal-cloud", "thingseal-events", "thingseal-service", "OkHttp", "Okio");
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private final List<SimulatedModule> modules = new CopyOnWriteArrayList<>();
  private final List<WatchedStreams> lines = new CopyOnWriteArrayList<>();

  /** Begins to pass, for the thread that calls and those that ask for the time. */
  public SharedVirtualTime() {
    super(Thread.currentThread());
    start();
  }

  /** Builds a module that lives in this time. */
  public SimulatedModule build(SimulatedModule.Builder module) {
    SimulatedModule built = module.virtualTime(START.plusNanos(nanoTime())).build();
    modules.add(built);
    return built;
  }

  /** A line to a module, which is quiet before any time passes. */
  public Transport line(SimulatedModule module) {
    SimulatedModulePort port = module.openStreams();
    return line(port.input(), port.output());
  }

  /** A line of two streams, which is quiet before any time passes. */
  public Transport line(InputStream input, OutputStream output) {
    WatchedStreams watched = new WatchedStreams(input, output);
    lines.add(watched);
    return StreamTransport.of("bench", watched.input(), watched.output());
  }

  /** Options of a channel in this time: that an idle thread was given a task cannot be seen. */
  public ChannelOptions.Builder channel() {
    return ChannelOptions.builder()
        .scheduler(this)
        .executor(task -> new Thread(task, "virtual-time-worker").start());
  }

  @Override
  public Scheduled schedule(Runnable task, Duration delay) {
    Runnable takeBack = after(delay, task);
    return takeBack::run;
  }

  @Override
  protected void pass(Duration step) {
    modules.forEach(module -> module.advance(step));
  }

  @Override
  protected Optional<Duration> untilNextEvent() {
    return modules.stream()
        .flatMap(module -> module.nextEvent().stream())
        .min(Comparator.naturalOrder())
        .map(next -> Duration.between(START.plusNanos(nanoTime()), next));
  }

  /** The service does nothing but for a client, and a client of it only for who waits for it. */
  @Override
  protected boolean takesPart(Thread thread) {
    return CLOUD_THREADS.stream().noneMatch(thread.getName()::startsWith);
  }

  /** What the service takes is no time of the modules. */
  @Override
  protected boolean isBusy(Thread thread) {
    return super.isBusy(thread)
        || (LockSupport.getBlocker(thread) != null
            && Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith(CLOUD)));
  }

  @Override
  protected boolean isIdle() {
    return lines.stream().allMatch(WatchedStreams::isIdle);
  }
}
