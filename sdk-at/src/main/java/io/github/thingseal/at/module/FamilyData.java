package io.github.thingseal.at.module;

import io.github.thingseal.at.command.device.SetUartPowerSaving;
import io.github.thingseal.at.command.network.AuthenticatePdpContext;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is known of a family, said by its constant and by nothing else. What a constant leaves out
 * is as for a module that is not known: the most patient number, and no capability is refused.
 */
final class FamilyData {
  final List<String> models;

  Duration pacing = Duration.ofMillis(100);
  int restartLevel = 15;
  Duration restartWait = Duration.ofSeconds(15);
  Duration powerDownWait = Duration.ofSeconds(35);
  Duration heartbeatInterval = Duration.ofMinutes(5);
  Duration heartbeatTimeLimit = Duration.ofSeconds(150);
  OptionalInt cellInfoMode = OptionalInt.empty();
  AuthenticatePdpContext.Form authenticationForm = AuthenticatePdpContext.Form.USER_FIRST;
  boolean hasPsdProfiles;
  boolean activatesPsdProfiles;
  boolean listsFilesBeforeImport;
  SetUartPowerSaving uartPowerSaving = SetUartPowerSaving.off();

  private final Map<Capability, ProductVersion> since = new EnumMap<>(Capability.class);
  private Set<Capability> capabilities = EnumSet.allOf(Capability.class);
  private OptionalInt withoutRootOfTrust = OptionalInt.empty();

  private FamilyData(List<String> models) {
    this.models = models;
  }

  /** A family by what the names of its models begin with. */
  static FamilyData models(String... beginnings) {
    return new FamilyData(List.of(beginnings));
  }

  /** The pause between a response and the next command. */
  FamilyData pacingMillis(int millis) {
    pacing = Duration.ofMillis(millis);
    return this;
  }

  /** The level of {@code AT+CFUN} that restarts it, and how long that takes from the {@code OK}. */
  FamilyData restart(int level, int seconds) {
    restartLevel = level;
    restartWait = Duration.ofSeconds(seconds);
    return this;
  }

  /** How long it takes from the {@code OK} to a power-off until it is off. */
  FamilyData powerDownSeconds(int seconds) {
    powerDownWait = Duration.ofSeconds(seconds);
    return this;
  }

  /** The least time between two heartbeats, and how long one may take. */
  FamilyData heartbeat(Duration interval, Duration timeLimit) {
    heartbeatInterval = interval;
    heartbeatTimeLimit = timeLimit;
    return this;
  }

  /** The mode of {@code AT+UCGED} for it. */
  FamilyData cellInfoMode(int mode) {
    cellInfoMode = OptionalInt.of(mode);
    return this;
  }

  /** {@code AT+UAUTHREQ} expects the password before the user. */
  FamilyData passwordFirst() {
    authenticationForm = AuthenticatePdpContext.Form.PASSWORD_FIRST;
    return this;
  }

  /** A PDP context is mapped to a profile for the module's own clients ({@code AT+UPSD}). */
  FamilyData mapsPsdProfiles() {
    hasPsdProfiles = true;
    return this;
  }

  /** Such a profile is activated, too ({@code AT+UPSDA}). */
  FamilyData activatesPsdProfiles() {
    activatesPsdProfiles = true;
    return mapsPsdProfiles();
  }

  /** A fresh module imports no credential before {@code AT+ULSTFILE} was sent once. */
  FamilyData listsFilesBeforeImport() {
    listsFilesBeforeImport = true;
    return this;
  }

  /** The form of {@code AT+UPSV} that lets its UART sleep. */
  FamilyData uartPowerSaving(SetUartPowerSaving command) {
    uartPowerSaving = command;
    return this;
  }

  /** What it can do, instead of everything. */
  FamilyData capabilities(Capability... all) {
    capabilities = EnumSet.copyOf(List.of(all));
    return this;
  }

  /** A capability that comes with a product version; one that is not known may have it. */
  FamilyData since(ProductVersion version, Capability capability) {
    since.put(capability, version);
    return this;
  }

  /** The number of the product version that has no root of trust. */
  FamilyData withoutRootOfTrust(int number) {
    withoutRootOfTrust = OptionalInt.of(number);
    return this;
  }

  /** What a product version can do; what the sources leave open is left to the module to refuse. */
  Set<Capability> capabilities(Optional<ProductVersion> version) {
    Set<Capability> present = EnumSet.copyOf(capabilities);
    version.ifPresent(
        known -> {
          if (withoutRootOfTrust.equals(OptionalInt.of(known.number()))) {
            present.clear();
          }
          present.removeIf(each -> since.containsKey(each) && known.compareTo(since.get(each)) < 0);
        });
    return Collections.unmodifiableSet(present);
  }
}
