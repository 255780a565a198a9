package io.github.thingseal.at.module;

import static io.github.thingseal.at.command.network.AuthenticatePdpContext.Form.PASSWORD_FIRST;
import static io.github.thingseal.at.module.Capability.CHIP_TO_CHIP_V2;
import static io.github.thingseal.at.module.Capability.E2E_DECRYPTION;
import static io.github.thingseal.at.module.Capability.E2E_FILES;
import static io.github.thingseal.at.module.Capability.E2E_V2;
import static io.github.thingseal.at.module.Capability.ROOT_OF_TRUST;
import static io.github.thingseal.at.module.Capability.ZERO_TOUCH_PROVISIONING;

import io.github.thingseal.at.command.device.SetUartPowerSaving;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * The families of modules. A constant is all that the SDK knows of its family. Where the products
 * of a family differ, the more patient number holds. Evidence: published (ubxlib's tables), but for
 * {@link #UNKNOWN}.
 */
public enum ModuleFamily {
  /** SARA-R500S, SARA-R510S, SARA-R510M8S. */
  SARA_R5(
      List.of("SARA-R50", "SARA-R51"),
      data -> {
        data.pacing = Duration.ofMillis(20);
        data.restartLevel = 16;
        data.restartWait = Duration.ofSeconds(15);
        data.powerDownWait = Duration.ofSeconds(20);
        data.heartbeatInterval = Duration.ofHours(24);
        data.heartbeatTimeLimit = Duration.ofMinutes(5);
        data.hasPsdProfiles = true;
        data.activatesPsdProfiles = true;
        data.uartPowerSaving = SetUartPowerSaving.timed(1300);
        data.since.put(E2E_V2, new ProductVersion(1, 'B', 0));
        data.since.put(CHIP_TO_CHIP_V2, new ProductVersion(0, 'B', 1));
      }),

  /**
   * SARA-R410M. Product version 02B has no root of trust; 63B, 73B and 83B have one, of others
   * nothing is known.
   */
  SARA_R410M(
      List.of("SARA-R410M"),
      data -> {
        data.restartWait = Duration.ofSeconds(5);
        data.cellInfoMode = OptionalInt.of(5);
        data.authenticationForm = PASSWORD_FIRST;
        data.uartPowerSaving = SetUartPowerSaving.byActivity();
        data.capabilities = EnumSet.of(ROOT_OF_TRUST, E2E_DECRYPTION, E2E_FILES);
        data.withoutRootOfTrust = OptionalInt.of(2);
      }),

  /** SARA-R412M. Product version 02B has no root of trust; of others nothing is known. */
  SARA_R412M(
      List.of("SARA-R412M"),
      data -> {
        data.restartWait = Duration.ofSeconds(10);
        data.cellInfoMode = OptionalInt.of(5);
        data.authenticationForm = PASSWORD_FIRST;
        data.uartPowerSaving = SetUartPowerSaving.byActivity();
        data.capabilities = EnumSet.of(ROOT_OF_TRUST, E2E_DECRYPTION, E2E_FILES);
        data.withoutRootOfTrust = OptionalInt.of(2);
      }),

  /** SARA-R422, SARA-R422S, SARA-R422M8S. */
  SARA_R422(
      List.of("SARA-R422"),
      data -> {
        data.restartWait = Duration.ofSeconds(10);
        data.cellInfoMode = OptionalInt.of(2);
        data.authenticationForm = PASSWORD_FIRST;
        data.hasPsdProfiles = true;
        data.listsFilesBeforeImport = true;
        data.uartPowerSaving = SetUartPowerSaving.byActivity();
        data.capabilities = EnumSet.of(ROOT_OF_TRUST, E2E_DECRYPTION, E2E_FILES);
      }),

  /** LARA-R6001, LARA-R6401, LARA-R6801. */
  LARA_R6(
      List.of("LARA-R6"),
      data -> {
        data.restartWait = Duration.ofSeconds(10);
        data.cellInfoMode = OptionalInt.of(2);
        data.authenticationForm = PASSWORD_FIRST;
        data.uartPowerSaving = SetUartPowerSaving.byActivity();
        data.capabilities =
            EnumSet.of(ROOT_OF_TRUST, E2E_DECRYPTION, E2E_FILES, E2E_V2, ZERO_TOUCH_PROVISIONING);
      }),

  /** Any other module: driven with the most patient numbers, and trusted to refuse on its own. */
  UNKNOWN(List.of(), data -> {});

  /** Within what time a module that is awake answers {@code AT}. */
  static final Duration RESPONSE_LIMIT = Duration.ofSeconds(3);

  @SuppressWarnings("ImmutableEnumChecker") // Filled by the constant, and never after.
  final FamilyData data;

  ModuleFamily(List<String> models, Consumer<FamilyData> facts) {
    data = new FamilyData(models);
    facts.accept(data);
  }

  /**
   * {@return the family of a model, {@link #UNKNOWN} if it is none of those above}
   *
   * @param model what {@code AT+CGMM} answers, such as {@code SARA-R510M8S}
   */
  public static ModuleFamily ofModel(String model) {
    Arguments.required(model, "model");
    String name = model.trim().toUpperCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(family -> family.data.models.stream().anyMatch(name::startsWith))
        .findFirst()
        .orElse(UNKNOWN);
  }

  /**
   * {@return the least time between two heartbeats, 24 h for SARA-R5, 5 min for all others: the
   * module refuses one that comes earlier}
   */
  public Duration heartbeatInterval() {
    return data.heartbeatInterval;
  }

  /**
   * {@return the form of {@code AT+UPSV} that lets its UART sleep after about 6 s: timed for
   * SARA-R5, by activity for the others, off if the family is not known}
   */
  public SetUartPowerSaving uartPowerSaving() {
    return data.uartPowerSaving;
  }
}
