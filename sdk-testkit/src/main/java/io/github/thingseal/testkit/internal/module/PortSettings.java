package io.github.thingseal.testkit.internal.module;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a host sets on one AT port; gone with the power unless stored by AT&W. */
final class PortSettings {
  private static final String PREFIX = "profile.";

  /** ATE, ATV, ATQ, AT&C, AT&D, AT&K with the factory's values, in the order of {@link #values}. */
  static final List<String> STORED = List.of("E", "V", "Q", "&C", "&D", "&K");

  private static final int[] FACTORY = {1, 1, 0, 1, 1, 3};

  private final int[] values = FACTORY.clone();
  private final Map<Registration, Integer> registrationUrcs = new EnumMap<>(Registration.class);
  private final Map<String, Integer> registers = new HashMap<>();
  private int cmee;
  private int signallingUrc;
  private int packetUrc;

  /** The commands that report the registration. */
  enum Registration {
    CREG,
    CGREG,
    CEREG
  }

  boolean echo() {
    return value("E") == 1;
  }

  boolean verbose() {
    return value("V") == 1;
  }

  boolean quiet() {
    return value("Q") == 1;
  }

  int value(String name) {
    return values[STORED.indexOf(name)];
  }

  void value(String name, int value) {
    values[STORED.indexOf(name)] = value;
  }

  int cmee() {
    return cmee;
  }

  void cmee(int mode) {
    this.cmee = mode;
  }

  /** A setting that is not stored, by its name. */
  int register(String name, int factory) {
    return registers.getOrDefault(name, factory);
  }

  void keepRegister(String name, int value) {
    registers.put(name, value);
  }

  int urcMode(Registration of) {
    return registrationUrcs.getOrDefault(of, 0);
  }

  void urcMode(Registration of, int mode) {
    registrationUrcs.put(of, mode);
  }

  int signallingUrc() {
    return signallingUrc;
  }

  void signallingUrc(int mode) {
    this.signallingUrc = mode;
  }

  int packetUrc() {
    return packetUrc;
  }

  void packetUrc(int mode) {
    this.packetUrc = mode;
  }

  /** Back to the factory's values: AT&F. */
  void factory() {
    System.arraycopy(FACTORY, 0, values, 0, values.length);
    registrationUrcs.clear();
    registers.clear();
    cmee = 0;
    signallingUrc = 0;
    packetUrc = 0;
  }

  /** Back to the stored profile: power-on and ATZ. */
  void restore(NonVolatileMemory memory) {
    factory();
    STORED.forEach(name -> value(name, memory.number(PREFIX + name, value(name))));
  }

  /** Keeps the profile: AT&W. */
  void store(NonVolatileMemory memory) {
    STORED.forEach(name -> memory.put(PREFIX + name, Integer.toString(value(name))));
    memory.save();
  }
}
