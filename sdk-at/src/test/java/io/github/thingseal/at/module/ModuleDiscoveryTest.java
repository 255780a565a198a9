package io.github.thingseal.at.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.thingseal.at.channel.Scheduler;
import io.github.thingseal.at.command.CommandInterruptedException;
import io.github.thingseal.at.transport.PortUnusableException;
import io.github.thingseal.at.transport.SerialTransport;
import io.github.thingseal.at.transport.StreamTransport;
import io.github.thingseal.at.transport.TcpTransport;
import io.github.thingseal.at.transport.Transport;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SimulatedModule;
import io.github.thingseal.testkit.SimulatedModuleModel;
import io.github.thingseal.testkit.SimulatedModulePort;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ModuleDiscoveryTest {
  private static final List<String> LINES = List.of("memory", "tcp", "pty", "stream");

  private final RootOfTrust rootOfTrust =
      RootOfTrust.derive(SecretBytes.takeFrom(new byte[32]), RotPublicUid.of("0a04f008003c9623"));
  private final Map<String, SimulatedModule> attached = new HashMap<>();
  private final Set<String> stillOpen = ConcurrentHashMap.newKeySet();

  @AfterEach
  void detach() {
    attached.values().forEach(SimulatedModule::close);
    rootOfTrust.close();
  }

  @Test
  void probe_whenModulesAreAttached_reportsPortModelFamilyAndImei() {
    attach("ttyB", SimulatedModuleModel.SARA_R422, "357520070120767");
    attach("ttyA", SimulatedModuleModel.SARA_R510M8S, "357862090123456");

    assertThat(discovery(Duration.ofMinutes(1)).probe(List.of("ttyB", "missing", "ttyA")))
        .containsExactly(
            new DiscoveredModule("ttyA", "SARA-R510M8S", ModuleFamily.SARA_R5, "357862090123456"),
            new DiscoveredModule("ttyB", "SARA-R422", ModuleFamily.SARA_R422, "357520070120767"));
  }

  @Test
  void probe_whenNoOneAnswers_leavesThePortOut() {
    attach("ttyS", SimulatedModuleModel.SARA_R510M8S, "357862090123456")
        .faults(List.of(ModuleFault.silence(ModuleFault.ANY_COMMAND)));

    assertThat(discovery(Duration.ofMillis(5)).probe(List.of("ttyS"))).isEmpty();
  }

  @Test
  void probe_whenAModuleWasLeftMultiplexing_findsIt() {
    SimulatedModule module =
        SimulatedModule.builder(rootOfTrust)
            .virtualTime(Instant.EPOCH)
            .bootTime(Duration.ZERO)
            .faults(List.of(ModuleFault.staleMux()))
            .build();
    attached.put("ttyM", module);

    try (SharedTime time = SharedTime.started(module)) {
      ModuleDiscovery discovery = new ModuleDiscovery(this::open, Duration.ofSeconds(1), time);
      assertThat(discovery.probe(List.of("ttyM"))).hasSize(1);
    }
  }

  /**
   * More ports than it asks at once, so that those that hang would hold up the modules. They hang
   * until every module has been found: this machine may be too slow for any limit.
   */
  @Test
  @Timeout(120)
  void probe_atACrowdOfPorts_findsAllModulesAndNothingElse() throws Exception {
    List<String> ports = new ArrayList<>();
    List<DiscoveredModule> modules = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      for (NoModule kind : NoModule.values()) {
        ports.add(kind + "." + round);
      }
      ports.add("missing" + round);
      for (String line : LINES) {
        String port = line + round;
        String imei = "35786209012345" + modules.size() % 10;
        attach(port, SimulatedModuleModel.SARA_R510M8S, imei);
        ports.add(port);
        modules.add(new DiscoveredModule(port, "SARA-R510M8S", ModuleFamily.SARA_R5, imei));
      }
    }
    ports.addAll(List.of("missing", "SILENT.3"));
    assertThat(ports).hasSizeGreaterThanOrEqualTo(40);

    LongLimits limits = new LongLimits();
    CountDownLatch unasked = new CountDownLatch(modules.size());
    ModuleDiscovery discovery =
        new ModuleDiscovery(
            name -> {
              Transport port = open(name);
              return attached.containsKey(name) ? new Counted(port, unasked::countDown) : port;
            },
            LongLimits.LIMIT,
            limits);
    CompletableFuture<List<DiscoveredModule>> found =
        CompletableFuture.supplyAsync(
            () -> discovery.probe(ports), task -> new Thread(task).start());
    unasked.await();
    limits.end();

    assertThat(found.get()).containsExactlyInAnyOrderElementsOf(modules);
    assertThat(stillOpen).isEmpty();
  }

  @Test
  @Timeout(120)
  void probe_whenInterrupted_endsAndClosesThePorts() {
    Thread caller = Thread.currentThread();
    ModuleDiscovery patient =
        new ModuleDiscovery(
            name -> {
              Transport port = open(name);
              caller.interrupt();
              return port;
            },
            Duration.ofHours(1),
            Scheduler.system());
    assertThatThrownBy(() -> patient.probe(List.of("SILENT.1", "SILENT.2")))
        .isInstanceOf(CommandInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    await().atMost(Duration.ofSeconds(100)).until(stillOpen::isEmpty);
  }

  @Test
  void probe_whenAPortsDriverFails_findsTheOthers() {
    attach("ttyA", SimulatedModuleModel.SARA_R510M8S, "357862090123456");
    ModuleDiscovery discovery =
        new ModuleDiscovery(
            name -> {
              if (name.startsWith("bad")) {
                throw new IllegalStateException("a driver with a fault");
              }
              return open(name);
            },
            Duration.ofMinutes(1),
            Scheduler.system());
    assertThat(discovery.probe(List.of("bad", "ttyA"))).hasSize(1);
  }

  @Test
  void probe_whenThereAreNoPorts_findsNothing() {
    assertThat(discovery(Duration.ofMinutes(1)).probe(List.of())).isEmpty();
  }

  @Test
  void ubloxUsbPorts_onAnyMachine_areAmongItsPorts() {
    assertThat(SerialTransport.ubloxUsbPorts()).isSubsetOf(SerialTransport.availablePorts());
  }

  private SimulatedModule attach(String port, SimulatedModuleModel model, String imei) {
    SimulatedModule module =
        SimulatedModule.builder(rootOfTrust)
            .model(model)
            .imei(imei)
            .bootTime(Duration.ZERO)
            .build();
    attached.put(port, module);
    return module;
  }

  private ModuleDiscovery discovery(Duration patience) {
    return new ModuleDiscovery(this::open, patience, Scheduler.system());
  }

  private Transport open(String name) {
    int dot = name.indexOf('.');
    if (dot > 0) {
      stillOpen.add(name);
      return NoModule.valueOf(name.substring(0, dot)).at(name, () -> stillOpen.remove(name));
    }
    SimulatedModule module = attached.get(name);
    if (module == null) {
      throw new PortUnusableException("There is no serial port " + name, null);
    }
    if (name.startsWith("tcp")) {
      return TcpTransport.connect("127.0.0.1", module.listenTcp(0));
    }
    if (name.startsWith("pty") && SimulatedModule.isPtyAvailable()) {
      return SerialTransport.of(module.openPty());
    }
    SimulatedModulePort port = module.openStreams();
    return StreamTransport.of(name, port.input(), port.output());
  }

  /** A port that says once that it is closed. */
  private static final class Counted implements Transport {
    private final Transport port;
    private final Runnable whenClosed;
    private final AtomicBoolean closed = new AtomicBoolean();

    Counted(Transport port, Runnable whenClosed) {
      this.port = port;
      this.whenClosed = whenClosed;
    }

    @Override
    public String name() {
      return port.name();
    }

    @Override
    public int read(byte[] buffer) throws IOException {
      return port.read(buffer);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      port.write(bytes, offset, length);
    }

    @Override
    public void close() {
      port.close();
      if (closed.compareAndSet(false, true)) {
        whenClosed.run();
      }
    }
  }
}
