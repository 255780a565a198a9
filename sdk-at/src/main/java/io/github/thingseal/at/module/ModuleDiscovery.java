package io.github.thingseal.at.module;

import io.github.thingseal.at.channel.AtChannel;
import io.github.thingseal.at.channel.ChannelOptions;
import io.github.thingseal.at.channel.Scheduler;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.command.CommandRejectedException;
import io.github.thingseal.at.command.RawCommand;
import io.github.thingseal.at.command.device.Identification;
import io.github.thingseal.at.internal.mux.StaleMultiplexer;
import io.github.thingseal.at.internal.probe.Probe;
import io.github.thingseal.at.mux.MultiplexedPort;
import io.github.thingseal.at.transport.SerialTransport;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the modules that are attached to this machine, by asking at serial ports.
 *
 * <p>A probe opens the port and sends {@code AT}, {@code ATE0}, {@code AT+CGMM} and {@code
 * AT+CGSN}. After an {@code AT} without answer it also sends the eight bytes that close a
 * {@linkplain MultiplexedPort multiplexer} which no one closed, and {@code AT+CMEE?}. Any other
 * device at the port must tolerate that. Where that is not wanted, choose the ports ({@link
 * SerialTransport#ubloxUsbPorts()} lists those of u-blox's own USB devices) and give them to {@link
 * #probe}.
 */
public final class ModuleDiscovery {
  private static final Logger LOG = LoggerFactory.getLogger(ModuleDiscovery.class);
  private static final int AT_TRIES = 3;
  private static final int MAX_THREADS = 32;

  private final Function<String, Transport> opener;
  private final ChannelOptions options;
  private final Duration patience;

  ModuleDiscovery(Function<String, Transport> opener, Duration patience, Scheduler scheduler) {
    this.opener = opener;
    this.options = ChannelOptions.builder().resync(1, patience).scheduler(scheduler).build();
    this.patience = patience;
  }

  /** {@return a discovery with 115,200 bit/s that waits for each answer at most 1 s} */
  public static ModuleDiscovery standard() {
    return new ModuleDiscovery(SerialTransport::of, Duration.ofSeconds(1), Scheduler.system());
  }

  /**
   * Asks at all serial ports of this machine.
   *
   * @return the modules that answered, in the order of their ports' names
   * @throws CommandInterruptedException if this thread is interrupted meanwhile
   * @throws io.github.thingseal.at.transport.PortUnusableException if the serial library cannot be
   *     loaded
   */
  public List<DiscoveredModule> probeAll() {
    return probe(SerialTransport.availablePorts());
  }

  /**
   * Asks at some ports, up to 32 at once. A port that cannot be opened, that takes no bytes, or at
   * which no module answers, is left out.
   *
   * @param ports the names of the ports
   * @return the modules that answered, in the order of their ports' names
   * @throws CommandInterruptedException if this thread is interrupted meanwhile
   */
  public List<DiscoveredModule> probe(List<String> ports) {
    Arguments.requiredElements(ports, "ports");
    ExecutorService workers =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(MAX_THREADS, ports.size())),
            task -> {
              Thread thread = new Thread(task, "thingseal-discovery");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<CompletableFuture<Optional<DiscoveredModule>>> pending = new ArrayList<>();
      for (String port : ports) {
        pending.add(CompletableFuture.supplyAsync(() -> probe(port), workers));
      }
      workers.shutdown();
      boolean unused = workers.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      return pending.stream()
          .map(CompletableFuture::join)
          .flatMap(Optional::stream)
          .sorted(Comparator.comparing(DiscoveredModule::port))
          .toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandInterruptedException(
          "AT", true, "Interrupted while asking at which of " + ports + " there are modules");
    } finally {
      workers.shutdownNow();
    }
  }

  private Optional<DiscoveredModule> probe(String port) {
    try (Transport transport = opener.apply(port);
        AtChannel channel = AtChannel.open(transport, options)) {
      awaitAnswer(channel, transport);
      ask(channel, "ATE0");
      String model = channel.execute(Identification.MODEL);
      return Optional.of(
          new DiscoveredModule(
              port, model, ModuleFamily.ofModel(model), channel.execute(Identification.IMEI)));
    } catch (ThingsealException e) {
      LOG.debug("No module at {}: {}", port, e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("{} cannot be asked", port, e);
    }
    return Optional.empty();
  }

  /**
   * A module that adapts to the speed, or sleeps, misses the first one; one that a program left in
   * multiplexing hears none.
   */
  private void awaitAnswer(AtChannel channel, Transport transport) {
    for (int attempt = 1; attempt < AT_TRIES; attempt++) {
      try {
        ask(channel, Probe.ATTENTION.line());
        return;
      } catch (ThingsealException e) {
        LOG.trace("No answer in attempt {}", attempt, e);
        if (attempt == 1) {
          StaleMultiplexer.close(transport, patience, options.scheduler());
        }
      }
    }
    ask(channel, Probe.ATTENTION.line());
  }

  /** An error is an answer, too. */
  private void ask(AtChannel channel, String line) {
    try {
      channel.execute(RawCommand.builder(line).timeLimit(patience).build());
    } catch (CommandRejectedException e) {
      LOG.debug("A module refuses {}: {}", line, e.getMessage());
    }
  }
}
