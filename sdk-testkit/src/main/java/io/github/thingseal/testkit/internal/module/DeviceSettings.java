package io.github.thingseal.testkit.internal.module;

import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Settings of the whole module: those that go with the power, and access to those that stay. */
final class DeviceSettings {
  static final String BAUD_RATE = "IPR";
  static final int FACTORY_BAUD_RATE = 115_200;

  private static final String STORED_SLEEP = "profile.UPSV";
  private static final String STORED_SLEEP_FRAMES = "profile.UPSV.frames";
  private static final int DEFAULT_SLEEP_FRAMES = 2000;
  private static final long FRAME_MICROS = 4615;
  private static final Duration FIXED_IDLE = Duration.ofSeconds(6);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yy/MM/dd,HH:mm:ss", Locale.ROOT);
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private final ModuleCore core;
  private final Map<String, Integer> untilPowerOff = new HashMap<>();
  private final Map<String, String> textsUntilPowerOff = new HashMap<>();
  private Duration clockOffset = Duration.ZERO;
  private int quarters;
  private int sleepMode;
  private int sleepFrames = DEFAULT_SLEEP_FRAMES;

  DeviceSettings(ModuleCore core) {
    this.core = core;
  }

  /** The power came: back to what is stored. */
  void reset() {
    untilPowerOff.clear();
    textsUntilPowerOff.clear();
    clockOffset = Duration.ZERO;
    quarters = 0;
    restore();
  }

  void restore() {
    sleepMode = core.memory().number(STORED_SLEEP, 0);
    sleepFrames = core.memory().number(STORED_SLEEP_FRAMES, DEFAULT_SLEEP_FRAMES);
  }

  void store() {
    core.memory().put(STORED_SLEEP, sleepMode).put(STORED_SLEEP_FRAMES, sleepFrames);
  }

  int volatileNumber(String name, int otherwise) {
    return untilPowerOff.getOrDefault(name, otherwise);
  }

  void putVolatile(String name, int value) {
    untilPowerOff.put(name, value);
  }

  Optional<String> volatileText(String name) {
    return Optional.ofNullable(textsUntilPowerOff.get(name));
  }

  void putVolatileText(String name, String value) {
    textsUntilPowerOff.put(name, value);
  }

  int sleepMode() {
    return sleepMode;
  }

  int sleepFrames() {
    return sleepFrames;
  }

  void sleep(int mode, int frames) {
    sleepMode = mode;
    sleepFrames = frames;
  }

  int defaultSleepFrames() {
    return DEFAULT_SLEEP_FRAMES;
  }

  /** How long the line must be idle for its UART to sleep; modes 2 and 3 hang on wires. */
  Optional<Duration> uartIdleTimeout() {
    Duration frames = Duration.ofNanos(sleepFrames * FRAME_MICROS * 1000);
    return switch (sleepMode) {
      case 1 -> Optional.of(frames);
      case 4 ->
          Optional.of(core.config().firmware().has(Trait.TIMED_UART_SLEEP) ? frames : FIXED_IDLE);
      default -> Optional.empty();
    };
  }

  /** The speed of the line; 0 while it is guessed. */
  int baudRate() {
    int factory = core.config().firmware().has(Trait.AUTOBAUD) ? 0 : FACTORY_BAUD_RATE;
    return core.memory().number(BAUD_RATE, factory);
  }

  boolean autobauds() {
    return baudRate() == 0;
  }

  /** The local time with its zone, in quarters of an hour. */
  String clock() {
    Instant local = core.clock().now().plus(clockOffset).plus(QUARTER.multipliedBy(quarters));
    return CLOCK.format(local.atOffset(ZoneOffset.UTC)) + String.format("%+03d", quarters);
  }

  void setClock(LocalDateTime local, int zoneQuarters) {
    quarters = zoneQuarters;
    Instant time = local.toInstant(ZoneOffset.UTC).minus(QUARTER.multipliedBy(zoneQuarters));
    clockOffset = Duration.between(core.clock().now(), time);
  }
}
