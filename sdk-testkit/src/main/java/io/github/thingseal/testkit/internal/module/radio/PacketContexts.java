package io.github.thingseal.testkit.internal.module.radio;

import io.github.thingseal.testkit.internal.module.memory.NonVolatileMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The contexts that {@code +CGDCONT} defines; each number is one of its own, and outlives power.
 */
public final class PacketContexts {
  /** The one that the network gives at registration. */
  public static final int DEFAULT = 1;

  /** Assumed for all families. */
  public static final int HIGHEST = 8;

  private static final String KEY = "context.";
  private static final String NETWORKS_ACCESS_POINT = "default";

  private final NonVolatileMemory memory;

  PacketContexts(NonVolatileMemory memory) {
    this.memory = memory;
  }

  /**
   * One of them.
   *
   * @param id its number
   * @param type such as IP
   * @param accessPoint as the host gave it; empty for that of the network
   */
  public record Context(int id, String type, String accessPoint) {
    public boolean hasIpV4() {
      return type.equals("IP") || type.equals("IPV4V6");
    }

    public boolean hasIpV6() {
      return type.startsWith("IPV");
    }

    /** The access point in use. */
    public String usedAccessPoint() {
      return accessPoint.isEmpty() ? NETWORKS_ACCESS_POINT : accessPoint;
    }

    /** The addresses in use, one for each protocol, in the dotted form of 3GPP TS 27.007. */
    public List<String> addresses() {
      List<String> addresses = new ArrayList<>();
      if (hasIpV4()) {
        addresses.add("192.168.20." + (id + 1));
      }
      if (hasIpV6()) {
        addresses.add("32.1.13.184.0.0.0.0.0.0.0.0.0.0.0." + (id + 1));
      }
      return addresses;
    }
  }

  public Optional<Context> find(int id) {
    return memory
        .text(KEY + id)
        .map(text -> text.split(",", 2))
        .map(parts -> new Context(id, parts[0], parts[1]));
  }

  /** In the order of their numbers. */
  public List<Context> all() {
    List<Context> defined = new ArrayList<>();
    for (int id = 1; id <= HIGHEST; id++) {
      find(id).ifPresent(defined::add);
    }
    return defined;
  }

  public void define(Context context) {
    memory.put(KEY + context.id(), context.type() + "," + context.accessPoint()).save();
  }

  /** The network gives a bearer to a module that defined none. */
  void defineDefault() {
    if (find(DEFAULT).isEmpty()) {
      define(new Context(DEFAULT, "IP", NETWORKS_ACCESS_POINT));
    }
  }

  public void clear(int id) {
    memory.remove(KEY + id).save();
  }
}
