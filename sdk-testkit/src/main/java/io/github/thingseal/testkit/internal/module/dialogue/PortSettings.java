package io.github.thingseal.testkit.internal.module.dialogue;

import io.github.thingseal.testkit.internal.module.data.EscapeSequence;
import io.github.thingseal.testkit.internal.module.memory.NonVolatileMemory;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a host sets on one AT port; gone with the power unless stored by AT&W. */
public final class PortSettings {
  private static final String PREFIX = "profile.";

  /** ATE, ATV, ATQ, AT&C, AT&D, AT&K with the factory's values, in the order of {@link #values}. */
  public static final List<String> STORED = List.of("E", "V", "Q", "&C", "&D", "&K");

  /** S registers with the factory's values. */
  public static final Map<String, Integer> REGISTERS =
      Map.of("S0", 0, "S2", 43, "S6", 2, "S7", 60, "S8", 2, "S10", 1, "S12", 50);

  private static final String ESCAPE_CHARACTER = "S2";
  private static final String ESCAPE_GUARD = "S12";
  private static final int GUARD_UNIT_MILLIS = 20;
  private static final int[] FACTORY = {1, 1, 0, 1, 1, 3};

  private final int[] values = FACTORY.clone();
  private final Map<Registration, Integer> registrationUrcs = new EnumMap<>(Registration.class);
  private final Map<String, Integer> registers = new HashMap<>();
  private int cmee;
  private int signallingUrc;
  private int packetUrc;

  /** The commands that report the registration. */
  public enum Registration {
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

  public int value(String name) {
    return values[STORED.indexOf(name)];
  }

  public void value(String name, int value) {
    values[STORED.indexOf(name)] = value;
  }

  public int cmee() {
    return cmee;
  }

  public void cmee(int mode) {
    this.cmee = mode;
  }

  /** How the host escapes from data. */
  EscapeSequence.Settings escape() {
    Duration guard = Duration.ofMillis((long) register(ESCAPE_GUARD) * GUARD_UNIT_MILLIS);
    return new EscapeSequence.Settings(register(ESCAPE_CHARACTER), guard);
  }

  private int register(String name) {
    return register(name, REGISTERS.getOrDefault(name, 0));
  }

  /** A setting that is not stored, by its name. */
  public int register(String name, int factory) {
    return registers.getOrDefault(name, factory);
  }

  public void keepRegister(String name, int value) {
    registers.put(name, value);
  }

  public int urcMode(Registration of) {
    return registrationUrcs.getOrDefault(of, 0);
  }

  public void urcMode(Registration of, int mode) {
    registrationUrcs.put(of, mode);
  }

  public int signallingUrc() {
    return signallingUrc;
  }

  public void signallingUrc(int mode) {
    this.signallingUrc = mode;
  }

  public int packetUrc() {
    return packetUrc;
  }

  public void packetUrc(int mode) {
    this.packetUrc = mode;
  }

  /** Back to the factory's values: AT&F. */
  public void factory() {
    System.arraycopy(FACTORY, 0, values, 0, values.length);
    registrationUrcs.clear();
    registers.clear();
    cmee = 0;
    signallingUrc = 0;
    packetUrc = 0;
  }

  /** Back to the stored profile: power-on and ATZ. */
  public void restore(NonVolatileMemory memory) {
    factory();
    STORED.forEach(name -> value(name, memory.number(PREFIX + name, value(name))));
  }

  /** Keeps the profile: AT&W. */
  public void store(NonVolatileMemory memory) {
    STORED.forEach(name -> memory.put(PREFIX + name, Integer.toString(value(name))));
    memory.save();
  }
}
