package io.github.thingseal.testkit.internal.module;

import io.github.thingseal.testkit.internal.module.Firmware.Trait;
import io.github.thingseal.testkit.internal.module.memory.NonVolatileMemory;
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
public final class DeviceSettings {
  public static final String BAUD_RATE = "IPR";
  public static final int FACTORY_BAUD_RATE = 115_200;

  private static final String STORED_SLEEP = "profile.UPSV";
  private static final String STORED_SLEEP_FRAMES = "profile.UPSV.frames";
  private static final int DEFAULT_SLEEP_FRAMES = 2000;
  private static final long FRAME_MICROS = 4615;
  private static final Duration FIXED_IDLE = Duration.ofSeconds(6);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yy/MM/dd,HH:mm:ss", Locale.ROOT);
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private final ModuleConfig config;
  private final NonVolatileMemory memory;
  private final Map<String, Integer> untilPowerOff = new HashMap<>();
  private final Map<String, String> textsUntilPowerOff = new HashMap<>();
  private Duration clockOffset = Duration.ZERO;
  private int quarters;
  private int sleepMode;
  private int sleepFrames = DEFAULT_SLEEP_FRAMES;

  public DeviceSettings(ModuleConfig config, NonVolatileMemory memory) {
    this.config = config;
    this.memory = memory;
  }

  /** The power came: back to what is stored. */
  public void reset() {
    untilPowerOff.clear();
    textsUntilPowerOff.clear();
    clockOffset = Duration.ZERO;
    quarters = 0;
    restore();
  }

  public void restore() {
    sleepMode = memory.number(STORED_SLEEP, 0);
    sleepFrames = memory.number(STORED_SLEEP_FRAMES, DEFAULT_SLEEP_FRAMES);
  }

  public void store() {
    memory.put(STORED_SLEEP, sleepMode).put(STORED_SLEEP_FRAMES, sleepFrames);
  }

  public int volatileNumber(String name, int otherwise) {
    return untilPowerOff.getOrDefault(name, otherwise);
  }

  public void putVolatile(String name, int value) {
    untilPowerOff.put(name, value);
  }

  public Optional<String> volatileText(String name) {
    return Optional.ofNullable(textsUntilPowerOff.get(name));
  }

  public void putVolatileText(String name, String value) {
    textsUntilPowerOff.put(name, value);
  }

  public int sleepMode() {
    return sleepMode;
  }

  public int sleepFrames() {
    return sleepFrames;
  }

  public void sleep(int mode, int frames) {
    sleepMode = mode;
    sleepFrames = frames;
  }

  public int defaultSleepFrames() {
    return DEFAULT_SLEEP_FRAMES;
  }

  /** How long the line must be idle for its UART to sleep; modes 2 and 3 hang on wires. */
  public Optional<Duration> uartIdleTimeout() {
    Duration frames = Duration.ofNanos(sleepFrames * FRAME_MICROS * 1000);
    return switch (sleepMode) {
      case 1 -> Optional.of(frames);
      case 4 -> Optional.of(config.firmware().has(Trait.TIMED_UART_SLEEP) ? frames : FIXED_IDLE);
      default -> Optional.empty();
    };
  }

  /** The speed of the line; 0 while it is guessed. */
  public int baudRate() {
    int factory = config.firmware().has(Trait.AUTOBAUD) ? 0 : FACTORY_BAUD_RATE;
    return memory.number(BAUD_RATE, factory);
  }

  public boolean autobauds() {
    return baudRate() == 0;
  }

  /** The local time with its zone, in quarters of an hour. */
  public String clock() {
    Instant local = config.clock().now().plus(clockOffset).plus(QUARTER.multipliedBy(quarters));
    return CLOCK.format(local.atOffset(ZoneOffset.UTC))
        + String.format(Locale.ROOT, "%+03d", quarters);
  }

  public void setClock(LocalDateTime local, int zoneQuarters) {
    quarters = zoneQuarters;
    Instant time = local.toInstant(ZoneOffset.UTC).minus(QUARTER.multipliedBy(zoneQuarters));
    clockOffset = Duration.between(config.clock().now(), time);
  }
}
