package io.github.thingseal.at.module;

import io.github.thingseal.at.command.device.SetUartPowerSaving;
import io.github.thingseal.at.command.network.AuthenticatePdpContext;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The families of modules, and in what they differ. Where the products of a family differ, the more
 * patient number holds. Evidence: published (ubxlib's tables), but for {@link #UNKNOWN}.
 */
public enum ModuleFamily {
  /** SARA-R500S, SARA-R510S, SARA-R510M8S. */
  SARA_R5(20, 16, 6, 15, 20, OptionalInt.empty()),
  /** SARA-R410M. */
  SARA_R410M(100, 15, 6, 5, 35, OptionalInt.of(5)),
  /** SARA-R412M. */
  SARA_R412M(100, 15, 6, 10, 35, OptionalInt.of(5)),
  /** SARA-R422, SARA-R422S, SARA-R422M8S. */
  SARA_R422(100, 15, 5, 10, 35, OptionalInt.of(2)),
  /** LARA-R6001, LARA-R6401, LARA-R6801. */
  LARA_R6(100, 15, 10, 10, 35, OptionalInt.of(2)),
  /** Any other module: driven with the most patient numbers, and trusted to refuse on its own. */
  UNKNOWN(100, 15, 10, 15, 35, OptionalInt.empty());

  private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(3);
  private static final int UART_IDLE_GSM_FRAMES = 1300;

  private final int pacingMillis;
  private final int restartLevel;
  private final int bootSeconds;
  private final int restartSeconds;
  private final int powerDownSeconds;
  private final OptionalInt cellInfoMode;

  ModuleFamily(
      int pacingMillis,
      int restartLevel,
      int bootSeconds,
      int restartSeconds,
      int powerDownSeconds,
      OptionalInt cellInfoMode) {
    this.pacingMillis = pacingMillis;
    this.restartLevel = restartLevel;
    this.bootSeconds = bootSeconds;
    this.restartSeconds = restartSeconds;
    this.powerDownSeconds = powerDownSeconds;
    this.cellInfoMode = cellInfoMode;
  }

  /**
   * Returns the family of a model.
   *
   * @param model what {@code AT+CGMM} answers, such as {@code SARA-R510M8S}
   * @return the family, {@link #UNKNOWN} if it is none of those above
   */
  public static ModuleFamily ofModel(String model) {
    Arguments.required(model, "model");
    String name = model.trim().toUpperCase(Locale.ROOT);
    if (name.startsWith("SARA-R50") || name.startsWith("SARA-R51")) {
      return SARA_R5;
    }
    if (name.startsWith("SARA-R410M")) {
      return SARA_R410M;
    }
    if (name.startsWith("SARA-R412M")) {
      return SARA_R412M;
    }
    if (name.startsWith("SARA-R422")) {
      return SARA_R422;
    }
    return name.startsWith("LARA-R6") ? LARA_R6 : UNKNOWN;
  }

  /**
   * The pause between a response and the next command.
   *
   * @return 20 or 100 ms
   */
  public Duration pacing() {
    return Duration.ofMillis(pacingMillis);
  }

  /**
   * Within what time a module that is awake answers {@code AT}.
   *
   * @return 3 s
   */
  public Duration responseLimit() {
    return RESPONSE_LIMIT;
  }

  /**
   * The level of {@code AT+CFUN} that restarts it.
   *
   * @return 15 or 16
   */
  public int restartLevel() {
    return restartLevel;
  }

  /**
   * How long it takes from power-on until it can be spoken to.
   *
   * @return 5 to 10 s
   */
  public Duration bootWait() {
    return Duration.ofSeconds(bootSeconds);
  }

  /**
   * How long it takes from the {@code OK} to a restart until it can be spoken to.
   *
   * @return 5 to 15 s
   */
  public Duration restartWait() {
    return Duration.ofSeconds(restartSeconds);
  }

  /**
   * How long it takes from the {@code OK} to a power-off until it is off.
   *
   * @return 20 or 35 s
   */
  public Duration powerDownWait() {
    return Duration.ofSeconds(powerDownSeconds);
  }

  /**
   * For how long its power pin is pulled to turn it on.
   *
   * @return 300 or 1500 ms
   */
  public Duration powerOnPull() {
    return Duration.ofMillis(this == SARA_R5 || this == UNKNOWN ? 1500 : 300);
  }

  /**
   * For how long its power pin is pulled to turn it off.
   *
   * @return 2 s
   */
  public Duration powerOffPull() {
    return Duration.ofSeconds(2);
  }

  /**
   * For how long its reset pin is pulled.
   *
   * @return 150 ms for SARA-R5 and LARA-R6, 16.5 s for SARA-R4 and where it is not known
   */
  public Duration resetPull() {
    return Duration.ofMillis(this == SARA_R5 || this == LARA_R6 ? 150 : 16_500);
  }

  /**
   * How long it must be awake before it is turned off again.
   *
   * @return 10 or 30 s
   */
  public Duration minimumAwake() {
    return Duration.ofSeconds(this == SARA_R5 ? 10 : 30);
  }

  /**
   * Whether it detects the baud rate from the first {@code AT} by default; it says nothing before
   * that.
   *
   * @return true for SARA-R5
   */
  public boolean detectsBaudRate() {
    return this == SARA_R5;
  }

  /**
   * The least time between two heartbeats; the module refuses one that comes earlier.
   *
   * @return 24 h for SARA-R5, 5 min for all others
   */
  public Duration heartbeatInterval() {
    return this == SARA_R5 ? Duration.ofHours(24) : Duration.ofMinutes(5);
  }

  /**
   * How long a heartbeat may take: ubxlib's 150 s, but SARA-R5 is said to block for up to 5
   * minutes.
   *
   * @return 150 or 300 s
   */
  public Duration heartbeatTimeLimit() {
    return Duration.ofSeconds(this == SARA_R5 ? 300 : 150);
  }

  /**
   * The mode of {@code AT+UCGED} for it.
   *
   * @return 2 or 5, or empty if the command is not for it
   */
  public OptionalInt cellInfoMode() {
    return cellInfoMode;
  }

  /**
   * In which order {@code AT+UAUTHREQ} expects user and password. That of SARA-R5 is taken where
   * the family is not known.
   *
   * @return password first for SARA-R4 and LARA-R6
   */
  public AuthenticatePdpContext.Form authenticationForm() {
    return this == SARA_R5 || this == UNKNOWN
        ? AuthenticatePdpContext.Form.USER_FIRST
        : AuthenticatePdpContext.Form.PASSWORD_FIRST;
  }

  /**
   * Whether a PDP context is mapped to a profile for the module's own clients ({@code AT+UPSD}).
   *
   * @return true for SARA-R5 and SARA-R422
   */
  public boolean hasPsdProfiles() {
    return this == SARA_R5 || this == SARA_R422;
  }

  /**
   * Whether such a profile is activated, too ({@code AT+UPSDA}).
   *
   * @return true for SARA-R5
   */
  public boolean activatesPsdProfiles() {
    return this == SARA_R5;
  }

  /**
   * The form of {@code AT+UPSV} that lets its UART sleep after about 6 s.
   *
   * @return timed for SARA-R5, by activity for the others; off if the family is not known
   */
  public SetUartPowerSaving uartPowerSaving() {
    return switch (this) {
      case SARA_R5 -> SetUartPowerSaving.timed(UART_IDLE_GSM_FRAMES);
      case SARA_R410M, SARA_R412M, SARA_R422, LARA_R6 -> SetUartPowerSaving.byActivity();
      case UNKNOWN -> SetUartPowerSaving.off();
    };
  }
}
