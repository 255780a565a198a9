package io.github.thingseal.testkit.internal.module.core;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.SimulatedModuleEvent;
import io.github.thingseal.testkit.SimulatedModuleEvent.Kind;
import io.github.thingseal.testkit.SimulatedModuleLine;
import io.github.thingseal.testkit.SimulatedModuleState;
import io.github.thingseal.testkit.SimulatedModuleState.Power;
import io.github.thingseal.testkit.internal.module.DeviceSettings;
import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import io.github.thingseal.testkit.internal.module.ModuleConfig;
import io.github.thingseal.testkit.internal.module.dialogue.AtPort;
import io.github.thingseal.testkit.internal.module.dialogue.CommandTable;
import io.github.thingseal.testkit.internal.module.dialogue.DialogueText;
import io.github.thingseal.testkit.internal.module.dialogue.PortHost;
import io.github.thingseal.testkit.internal.module.fault.FaultSet;
import io.github.thingseal.testkit.internal.module.line.Line;
import io.github.thingseal.testkit.internal.module.line.LineHost;
import io.github.thingseal.testkit.internal.module.line.ModemLines;
import io.github.thingseal.testkit.internal.module.memory.NonVolatileMemory;
import io.github.thingseal.testkit.internal.module.radio.Radio;
import io.github.thingseal.testkit.internal.module.security.SecureElement;
import io.github.thingseal.testkit.internal.module.security.TlsSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The module behind its ports: power, time, and one lock under which everything happens. The thread
 * that brings bytes or turns the time does the work; observers are notified after the lock is
 * released.
 */
public final class ModuleCore implements LineHost, PortHost, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModuleCore.class);
  private static final Duration POWER_DOWN = Duration.ofMillis(500);
  private static final String GREETING = "greeting";

  /** What SARA-R410M and SARA-R412M put around it; evidence: the vendor's C library. */
  private static final String BEFORE_ODD_GREETING = "\r\n\r";

  private final ReentrantLock lock = new ReentrantLock();
  private final ModuleConfig config;
  private final NonVolatileMemory memory;
  private final List<Consumer<SimulatedModuleEvent>> observers = new CopyOnWriteArrayList<>();
  private final List<Consumer<SimulatedModuleLine>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicInteger portsSoFar = new AtomicInteger();
  private final Deque<Runnable> news = new ArrayDeque<>();
  private final Set<Timer> timers = new HashSet<>();
  private final List<AtPort> ports = new ArrayList<>();
  private final List<PortWire> wires = new ArrayList<>();
  private final DeviceSettings settings;
  private final Radio radio;
  private final SecureElement secureElement;
  private final DeepSleep deepSleep;
  private final CommandTable commands = new CommandTable();
  private final DialogueText dialogueText;

  private FaultSet faults;
  private Power power = Power.OFF;
  private Instant receivedAt = Instant.EPOCH;
  private boolean telling;
  private boolean closed;

  /** Builds a module without power. */
  public ModuleCore(ModuleConfig config, List<CommandGroup> groups, FaultSet faults) {
    this.config = config;
    this.faults = faults;
    this.memory = NonVolatileMemory.open(config.storage(), config.rootOfTrust().uid().hex());
    this.settings = new DeviceSettings(config, memory);
    this.secureElement = new SecureElement(this, this::isConnected);
    this.radio = new Radio(this, secureElement::connectionChanged);
    this.deepSleep = new DeepSleep(this);
    groups.forEach(group -> group.addTo(commands, this));
    this.dialogueText = new DialogueText(commands.names());
    try {
      requireKnown(faults);
    } catch (InvalidInputException e) {
      memory.close();
      throw e;
    }
  }

  /** A fault of a command that there is not would never happen. */
  private void requireKnown(FaultSet wanted) {
    List<String> unknown = wanted.commands().stream().filter(name -> !commands.has(name)).toList();
    if (!unknown.isEmpty()) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "%s has no command %s, so a fault of it would never happen; it has %s",
              config.identity().model(),
              String.join(", ", unknown),
              String.join(", ", commands.names())));
    }
  }

  /** Does something under the lock, then sends what came of it and notifies the observers. */
  public void enter(Runnable task) {
    lock.lock();
    try {
      if (!closed) {
        task.run();
        ports.forEach(AtPort::flush);
      }
    } finally {
      lock.unlock();
    }
    tellNews();
  }

  /** Attaches a line as one more AT port; the result takes its bytes. */
  @Override
  public Receiver attach(Line line) {
    PortWire wire = new PortWire(this, line);
    AtPort port = wire.port();
    enter(
        () -> {
          wires.add(wire);
          ports.add(port);
          port.reset();
          port.boot(settings.autobauds(), "", Optional.empty());
          leaveInMultiplexer(wire);
        });
    return (bytes, length) -> enterSafely(() -> receive(wire, bytes, length));
  }

  /** Does something to the wire of a line, if it is still attached. */
  @Override
  public void control(Line line, Consumer<ModemLines> action) {
    onWire(line, action::accept);
  }

  private void onWire(Line line, Consumer<PortWire> action) {
    enter(() -> wires.stream().filter(wire -> wire.line() == line).findFirst().ifPresent(action));
  }

  @Override
  public void disconnected(Line line) {
    onWire(line, PortWire::clientGone);
  }

  /** The wire whose AT port this is; a channel of the multiplexer is none. */
  public Optional<PortWire> wire(AtPort port) {
    return wires.stream().filter(wire -> wire.port() == port).findFirst();
  }

  List<PortWire> wires() {
    return wires;
  }

  private boolean isConnected() {
    return radio.isConnected();
  }

  private void leaveInMultiplexer(PortWire wire) {
    if (faults.isMultiplexedBefore()) {
      wire.multiplexStale();
    }
  }

  /** The threads of lines outlive what goes wrong in the module. */
  private void enterSafely(Runnable task) {
    try {
      enter(task);
    } catch (RuntimeException e) {
      LOG.error("The simulated module failed on what it received", e);
    }
  }

  /** Detaches a line that will not come back. */
  @Override
  public void detach(Line line) {
    onWire(
        line,
        wire -> {
          wires.remove(wire);
          wire.detach();
        });
  }

  private void receive(PortWire wire, byte[] bytes, int length) {
    if (power == Power.ON && length > 0) {
      receivedAt = config.clock().now();
      radio.clientSpoke();
      wire.receive(bytes, length);
    }
  }

  /** Gives it power. */
  public void powerOn() {
    enter(this::startBoot);
  }

  /** Takes the power away. */
  public void powerOff() {
    enter(this::cutPower);
  }

  /** Changes what goes wrong; refuses faults of commands that there are not. */
  public void faults(FaultSet wanted) {
    requireKnown(wanted);
    enter(
        () -> {
          faults = wanted;
          ports.forEach(port -> port.cutReplyAfter(wanted.closesAfterBytes()));
          wires.forEach(this::leaveInMultiplexer);
        });
  }

  /** Sends a URC on every port. */
  public void urc(String text) {
    enter(() -> urcNow(text));
  }

  /** Reports a TLS session with a profile, if the profile resumes sessions. */
  public void tlsSession(int profile) {
    enter(() -> new TlsSessions(settings, config.random()).linesOf(profile).forEach(this::urcNow));
  }

  /** Adds an observer. */
  public void observe(Consumer<SimulatedModuleEvent> observer) {
    observers.add(observer);
  }

  /** Adds a listener to what is said on the ports. */
  public void listen(Consumer<SimulatedModuleLine> listener) {
    listeners.add(listener);
  }

  /** How the module stands. */
  public SimulatedModuleState state() {
    lock.lock();
    try {
      return secureElement.state(power, radio.isConnected());
    } finally {
      lock.unlock();
    }
  }

  /** Sends a heartbeat as if its time had come; empty if the module cannot send any now. */
  public Optional<Air.Verdict> heartbeat() {
    List<Air.Verdict> verdicts = new ArrayList<>();
    enter(() -> secureElement.heartbeatOnDemand().ifPresent(verdicts::add));
    return verdicts.stream().findFirst();
  }

  @Override
  public FaultSet faults() {
    return faults;
  }

  @Override
  public ModuleConfig config() {
    return config;
  }

  @Override
  public Instant receivedAt() {
    return receivedAt;
  }

  @Override
  public NonVolatileMemory memory() {
    return memory;
  }

  @Override
  public DeviceSettings settings() {
    return settings;
  }

  public Radio radio() {
    return radio;
  }

  public SecureElement secureElement() {
    return secureElement;
  }

  public DeepSleep deepSleep() {
    return deepSleep;
  }

  @Override
  public CommandTable commands() {
    return commands;
  }

  @Override
  public List<AtPort> ports() {
    return ports;
  }

  /** Runs a task later, unless the power goes before. */
  @Override
  public Runnable schedule(Duration delay, Runnable task) {
    Timer timer = new Timer(task);
    timer.cancel = clock().schedule(delay, () -> enter(timer));
    timers.add(timer);
    return timer::stop;
  }

  /** Switches off as AT+CPWROFF does. */
  public void shutDown() {
    schedule(
        POWER_DOWN,
        () -> {
          cutPower();
          config
              .powerOnAgain()
              .ifPresent(delay -> clock().schedule(delay, () -> enter(this::startBoot)));
        });
  }

  /** Restarts as AT+CFUN=16 does. */
  @Override
  public void reboot() {
    schedule(
        POWER_DOWN,
        () -> {
          cutPower();
          startBoot();
        });
  }

  @Override
  public int nextPortNumber() {
    return portsSoFar.incrementAndGet();
  }

  @Override
  public void said(int port, SimulatedModuleLine.Kind kind, Function<DialogueText, String> text) {
    if (!listeners.isEmpty()) {
      SimulatedModuleLine line =
          new SimulatedModuleLine(port, kind, text.apply(dialogueText), clock().now());
      news.add(() -> listeners.forEach(listener -> listener.accept(line)));
    }
  }

  @Override
  public void report(Kind kind, int phase) {
    SimulatedModuleEvent event = new SimulatedModuleEvent(kind, phase, clock().now());
    news.add(() -> observers.forEach(observer -> observer.accept(event)));
  }

  private void urcNow(String text) {
    if (power == Power.ON) {
      ports.forEach(port -> port.urc(text));
    }
  }

  private void startBoot() {
    if (power == Power.OFF) {
      power = Power.BOOTING;
      secureElement.firstPowerOn();
      report(Kind.POWERED_ON, 0);
      Duration delay = config.delays().boot();
      if (delay.isZero()) {
        booted();
      } else {
        schedule(delay, this::booted);
      }
    }
  }

  private void booted() {
    power = Power.ON;
    secureElement.start();
    settings.reset();
    String noise = faults.bootNoise();
    Optional<String> greeting = memory.text(GREETING);
    boolean odd = config.firmware().has(Trait.ODD_GREETING);
    String first =
        noise + (odd ? greeting.map(text -> BEFORE_ODD_GREETING + text + "\r\n").orElse("") : "");
    for (AtPort port : ports) {
      port.reset();
      port.boot(settings.autobauds(), first, odd ? Optional.empty() : greeting);
    }
    radio.boot();
    deepSleep.boot();
    report(Kind.BOOTED, 0);
  }

  private void cutPower() {
    if (power == Power.OFF) {
      return;
    }
    power = Power.OFF;
    List.copyOf(timers).forEach(Timer::stop);
    radio.powerLost();
    wires.forEach(PortWire::powerLost);
    ports.forEach(AtPort::reset);
    report(Kind.POWERED_OFF, 0);
  }

  /** One thread at a time notifies, so that observers hear things in order. */
  private void tellNews() {
    while (!lock.isHeldByCurrentThread()) {
      List<Runnable> batch = takeNews();
      if (batch.isEmpty()) {
        return;
      }
      try {
        batch.forEach(Runnable::run);
      } finally {
        doneTelling();
      }
    }
  }

  private List<Runnable> takeNews() {
    lock.lock();
    try {
      if (telling || news.isEmpty()) {
        return List.of();
      }
      telling = true;
      List<Runnable> batch = List.copyOf(news);
      news.clear();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void doneTelling() {
    lock.lock();
    try {
      telling = false;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the power away, ends the lines, stops the clock. */
  @Override
  public void close() {
    enter(this::cutPower);
    List<Line> ending = takeLines();
    ending.forEach(Line::close);
    clock().close();
    memory.close();
  }

  private List<Line> takeLines() {
    lock.lock();
    try {
      closed = true;
      List<Line> taken = wires.stream().map(PortWire::line).toList();
      wires.clear();
      ports.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** A task that is forgotten once it ran or was stopped. */
  private final class Timer implements Runnable {
    private final Runnable task;
    private Runnable cancel = () -> {};
    private boolean over;

    Timer(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      if (!over) {
        over = true;
        timers.remove(this);
        task.run();
      }
    }

    void stop() {
      over = true;
      timers.remove(this);
      cancel.run();
    }
  }

  /** Names the model and the root of trust. */
  @Override
  public String toString() {
    return config.identity().model() + ", " + config.rootOfTrust().uid();
  }
}
