package io.github.thingseal.testkit.internal.module;

import io.github.thingseal.testkit.SimulatedModuleEvent.Kind;
import io.github.thingseal.testkit.internal.module.PortSettings.Registration;
import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Registration, attachment and the packet data context. */
final class Radio {
  static final int MINIMUM = 0;
  static final int FULL = 1;
  static final int OFF = 4;
  static final int AUTOMATIC = 0;
  static final int DEREGISTER = 2;

  private static final String FUNCTIONALITY = "CFUN";

  private final ModuleCore core;
  private boolean registered;
  private boolean attached;
  private final PacketContexts contexts;
  private final SortedSet<Integer> active = new TreeSet<>();
  private int selection = AUTOMATIC;
  private boolean waitsForClient;
  private Runnable search = Radio::nothing;

  Radio(ModuleCore core) {
    this.core = core;
    this.contexts = new PacketContexts(core.memory());
    this.waitsForClient = core.config().waitsForClient();
  }

  /** A client has spoken: it has had the chance to do something before bootstrap. */
  void clientSpoke() {
    if (waitsForClient) {
      waitsForClient = false;
      update();
    }
  }

  PacketContexts contexts() {
    return contexts;
  }

  void boot() {
    selection = AUTOMATIC;
    update();
  }

  void powerLost() {
    core.ports().forEach(AtPort::hangUp);
    search = Radio::nothing;
    registered = false;
    packetService(false, Set.of());
  }

  int functionality() {
    return core.memory().number(FUNCTIONALITY, FULL);
  }

  void functionality(int level) {
    core.memory().put(FUNCTIONALITY, level).save();
    update();
  }

  int selection() {
    return selection;
  }

  void select(int mode) {
    selection = mode;
    update();
  }

  boolean isRegistered() {
    return registered;
  }

  boolean isAttached() {
    return attached;
  }

  boolean isActive(int context) {
    return active.contains(context);
  }

  /** Whether the service can be spoken to. */
  boolean isConnected() {
    return registered && attached && !active.isEmpty();
  }

  /** 1 home, 2 searching, 0 not registered. */
  int status() {
    if (registered) {
      return 1;
    }
    return isWanted() ? 2 : 0;
  }

  /** Attaches or detaches; false without network. */
  boolean attach(boolean wanted) {
    if (wanted && !registered) {
      return false;
    }
    attachOrDetach(wanted);
    return true;
  }

  /** Switches contexts; false without network. */
  boolean activate(Collection<Integer> ids, boolean wanted) {
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
  void deactivate(int id) {
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
        port.urc("+" + of + ": " + NetworkCommands.registration(core, of, mode));
      }
    }
    if (port.settings().signallingUrc() == 1) {
      port.urc("+CSCON: " + (registered ? 1 : 0));
    }
  }

  private void packetService(boolean attach, Set<Integer> activate) {
    boolean connectedBefore = attached && !active.isEmpty();
    Set<Integer> before = Set.copyOf(active);
    attached = attach;
    active.clear();
    active.addAll(activate);
    for (int id = 1; id <= PacketContexts.HIGHEST; id++) {
      if (before.contains(id) != active.contains(id)) {
        reportContext(id);
      }
    }
    core.ports().forEach(AtPort::contextsChanged);
    boolean connectedNow = attach && !active.isEmpty();
    if (connectedBefore != connectedNow) {
      core.tell(connectedNow ? Kind.CONNECTED : Kind.DISCONNECTED, 0);
      core.secureElement().connectionChanged();
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
