package io.github.thingseal.testkit.internal.module.radio;

import io.github.thingseal.testkit.SimulatedModuleEvent.Kind;
import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import io.github.thingseal.testkit.internal.module.dialogue.AtPort;
import io.github.thingseal.testkit.internal.module.dialogue.PortHost;
import io.github.thingseal.testkit.internal.module.dialogue.PortSettings.Registration;
import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Registration, attachment and the packet data context. */
public final class Radio {
  public static final int MINIMUM = 0;
  public static final int FULL = 1;
  public static final int OFF = 4;
  public static final int AUTOMATIC = 0;
  static final int DEREGISTER = 2;

  private static final String FUNCTIONALITY = "CFUN";

  private final PortHost core;
  private final Runnable connectionChanged;
  private final RadioTechnologies technologies;
  private final RegistrationReport report;
  private boolean registered;
  private boolean attached;
  private final PacketContexts contexts;
  private final SortedSet<Integer> active = new TreeSet<>();
  private int selection = AUTOMATIC;
  private boolean waitsForClient;
  private Runnable search = Radio::nothing;

  public Radio(PortHost core, Runnable connectionChanged) {
    this.core = core;
    this.connectionChanged = connectionChanged;
    this.technologies = new RadioTechnologies(core.memory(), core.config().firmware());
    this.report = new RegistrationReport(this, core.config().firmware().has(Trait.LONG_FORMS));
    this.contexts = new PacketContexts(core.memory());
    this.waitsForClient = core.config().waitsForClient();
  }

  /** A client has spoken: it has had the chance to do something before bootstrap. */
  public void clientSpoke() {
    if (waitsForClient) {
      waitsForClient = false;
      update();
    }
  }

  public PacketContexts contexts() {
    return contexts;
  }

  /** The technologies and bands that it may use. */
  public RadioTechnologies technologies() {
    return technologies;
  }

  /** What it says of the registration. */
  public RegistrationReport report() {
    return report;
  }

  public void boot() {
    selection = AUTOMATIC;
    update();
  }

  public void powerLost() {
    core.ports().forEach(AtPort::hangUp);
    search = Radio::nothing;
    registered = false;
    packetService(false, Set.of());
  }

  public int functionality() {
    return core.memory().number(FUNCTIONALITY, FULL);
  }

  public void functionality(int level) {
    core.memory().put(FUNCTIONALITY, level).save();
    update();
  }

  public int selection() {
    return selection;
  }

  public void select(int mode) {
    selection = mode;
    update();
  }

  public boolean isRegistered() {
    return registered;
  }

  public boolean isAttached() {
    return attached;
  }

  public boolean isActive(int context) {
    return active.contains(context);
  }

  /** Whether the service can be reached. */
  public boolean isConnected() {
    return registered && attached && !active.isEmpty();
  }

  /** 1 home, 2 searching, 0 not registered. */
  public int status() {
    if (registered) {
      return 1;
    }
    return isWanted() ? 2 : 0;
  }

  /** Attaches or detaches; false without network. */
  public boolean attach(boolean wanted) {
    if (wanted && !registered) {
      return false;
    }
    attachOrDetach(wanted);
    return true;
  }

  /** Switches contexts; false without network. */
  public boolean activate(Collection<Integer> ids, boolean wanted) {
    if (wanted && !attached) {
      return false;
    }
    Set<Integer> all = new TreeSet<>(active);
    if (wanted) {
      all.addAll(ids);
    } else {
      all.removeAll(ids);
    }
    packetService(attached, all);
    return true;
  }

  /** Switches one context off; no effect if it is. */
  public void deactivate(int id) {
    activate(Set.of(id), false);
  }

  /** Attaching brings a bearer along. */
  private void attachOrDetach(boolean wanted) {
    if (wanted) {
      contexts.defineDefault();
      Set<Integer> all = new TreeSet<>(active);
      all.add(PacketContexts.DEFAULT);
      packetService(true, all);
    } else {
      packetService(false, Set.of());
    }
  }

  private boolean isWanted() {
    return functionality() == FULL && selection != DEREGISTER;
  }

  private void update() {
    search.run();
    search = Radio::nothing;
    if (!isWanted()) {
      setRegistered(false);
    } else if (!registered && !waitsForClient && core.config().air().isPresent()) {
      search = core.schedule(core.config().delays().registration(), () -> setRegistered(true));
    }
  }

  private void setRegistered(boolean now) {
    if (registered == now) {
      return;
    }
    registered = now;
    core.ports().forEach(this::reportRegistration);
    attachOrDetach(now);
  }

  private void reportRegistration(AtPort port) {
    for (Registration of : Registration.values()) {
      int mode = port.settings().urcMode(of);
      if (mode > 0) {
        port.urc("+" + of + ": " + report.unsolicited(of, mode));
      }
    }
    if (port.settings().signallingUrc() == 1) {
      port.urc("+CSCON: " + (registered ? 1 : 0));
    }
  }

  private void packetService(boolean attach, Set<Integer> activate) {
    boolean connectedBefore = attached && !active.isEmpty();
    Set<Integer> before = new TreeSet<>(active);
    attached = attach;
    active.clear();
    active.addAll(activate);
    for (int id = 1; id <= PacketContexts.HIGHEST; id++) {
      if (before.contains(id) != active.contains(id)) {
        reportContext(id);
      }
    }
    core.ports().forEach(port -> port.contextsChanged(this::isActive));
    boolean connectedNow = attach && !active.isEmpty();
    if (connectedBefore != connectedNow) {
      core.report(connectedNow ? Kind.CONNECTED : Kind.DISCONNECTED, 0);
      connectionChanged.run();
    }
  }

  private void reportContext(int id) {
    String text = "+CGEV: ME PDN " + (isActive(id) ? "ACT " : "DEACT ") + id;
    for (AtPort port : core.ports()) {
      if (port.settings().packetUrc() > 0) {
        port.urc(text);
      }
    }
  }

  private static void nothing() {}
}
