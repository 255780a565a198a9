package io.github.thingseal.testkit.internal.module;

import io.github.thingseal.testkit.SimulatedModuleEvent.Kind;
import io.github.thingseal.testkit.internal.module.PortSettings.Registration;

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
  private boolean contextActive;
  private int selection = AUTOMATIC;
  private Runnable search = Radio::nothing;

  Radio(ModuleCore core) {
    this.core = core;
  }

  void boot() {
    selection = AUTOMATIC;
    update();
  }

  void powerLost() {
    search = Radio::nothing;
    registered = false;
    packetService(false, false);
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

  boolean isContextActive() {
    return contextActive;
  }

  /** Whether the service can be spoken to. */
  boolean isConnected() {
    return registered && attached && contextActive;
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
    packetService(wanted, wanted);
    return true;
  }

  /** Switches the context; false without network. */
  boolean activate(boolean wanted) {
    if (wanted && !attached) {
      return false;
    }
    packetService(attached, wanted);
    return true;
  }

  private boolean isWanted() {
    return functionality() == FULL && selection != DEREGISTER;
  }

  private void update() {
    search.run();
    search = Radio::nothing;
    if (!isWanted()) {
      setRegistered(false);
    } else if (!registered && core.config().air().isPresent()) {
      search = core.schedule(core.config().delays().registration(), () -> setRegistered(true));
    }
  }

  private void setRegistered(boolean now) {
    if (registered == now) {
      return;
    }
    registered = now;
    core.ports().forEach(this::reportRegistration);
    packetService(now, now);
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

  private void packetService(boolean attach, boolean activate) {
    boolean connectedBefore = attached && contextActive;
    boolean activeBefore = contextActive;
    attached = attach;
    contextActive = activate;
    if (activeBefore != activate) {
      reportContext();
    }
    boolean connectedNow = attach && activate;
    if (connectedBefore != connectedNow) {
      core.tell(connectedNow ? Kind.CONNECTED : Kind.DISCONNECTED, 0);
      core.secureElement().connectionChanged();
    }
  }

  private void reportContext() {
    String text = "+CGEV: ME PDN " + (contextActive ? "ACT" : "DEACT") + " 1";
    for (AtPort port : core.ports()) {
      if (port.settings().packetUrc() > 0) {
        port.urc(text);
      }
    }
  }

  private static void nothing() {}
}
