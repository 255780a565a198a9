package io.github.thingseal.testkit.internal.service;

import io.github.thingseal.core.id.RotPublicUid;
import java.util.Collection;
import java.util.List;

/** The modules that may be provisioned, within {@link Cloud#exclusively}. */
public final class Whitelist {
  private final Cloud cloud;

  Whitelist(Cloud cloud) {
    this.cloud = cloud;
  }

  /** The modules in the order of their adding. */
  public List<RotPublicUid> list() {
    return cloud.ledger().whitelist().values();
  }

  /** Adds modules; one that is listed stays where it is. */
  public void add(Collection<RotPublicUid> uids) {
    uids.forEach(uid -> cloud.ledger().whitelist().put(uid, uid));
    cloud.change();
  }

  /** Removes modules; one that is not listed is no error. */
  public void remove(Collection<RotPublicUid> uids) {
    uids.forEach(cloud.ledger().whitelist()::remove);
    cloud.change();
  }

  Page<RotPublicUid> page(Page.Request wanted) {
    return cloud.ledger().whitelist().page(wanted, uid -> true);
  }

  boolean has(RotPublicUid uid) {
    return cloud.ledger().whitelist().contains(uid);
  }
}
