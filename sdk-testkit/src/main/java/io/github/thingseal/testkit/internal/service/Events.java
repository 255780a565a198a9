package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.testkit.ServiceEvent;
import java.util.List;
import java.util.Optional;

/** What has happened in the account, within {@link Cloud#exclusively}. */
public final class Events {
  /** A service that runs for weeks must not keep them all. */
  static final int CAPACITY = 10_000;

  private final Cloud cloud;

  Events(Cloud cloud) {
    this.cloud = cloud;
  }

  /** The events that are kept, oldest first. */
  public List<ServiceEvent> list() {
    return register().values();
  }

  Page<ServiceEvent> page(Page.Request wanted) {
    return register().page(wanted, event -> true);
  }

  void add(String type, String detail) {
    add(type, Optional.empty(), detail);
  }

  void add(String type, RotPublicUid device, String detail) {
    add(type, Optional.of(device), detail);
  }

  private void add(String type, Optional<RotPublicUid> device, String detail) {
    Register<Long, ServiceEvent> register = register();
    long position = register.last() + 1;
    register.put(position, new ServiceEvent(position, type, cloud.now(), device, detail));
    if (register.size() > CAPACITY) {
      register.remove(register.numbered().firstKey());
    }
    cloud.change();
  }

  private Register<Long, ServiceEvent> register() {
    return cloud.ledger().events();
  }
}
