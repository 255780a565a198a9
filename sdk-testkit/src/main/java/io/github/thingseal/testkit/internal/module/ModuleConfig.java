package io.github.thingseal.testkit.internal.module;

import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.SealStateReply;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/**
 * What a module is built with.
 *
 * @param identity what it says of itself
 * @param abilities what model and firmware can do
 * @param rootOfTrust its secrets; not closed by the module
 * @param air the way to the service; without one there is no network
 * @param clock its time; closed with the module
 * @param storage the folder of its memory
 * @param random the source of keys' identities and noise
 * @param delays how long things take
 * @param powerOnAgain how long after AT+CPWROFF someone switches it on again
 * @param waitsForClient whether it looks for a network only once a client has spoken
 * @param traits in what firmwares differ
 */
public record ModuleConfig(
    Identity identity,
    Abilities abilities,
    RootOfTrust rootOfTrust,
    Optional<Air> air,
    ModuleClock clock,
    Optional<Path> storage,
    SecureRandom random,
    Delays delays,
    Optional<Duration> powerOnAgain,
    boolean waitsForClient,
    Traits traits) {

  ModuleFamily family() {
    return abilities.family();
  }

  /**
   * What a module says of itself.
   *
   * @param model as AT+CGMM answers
   * @param product as ATI answers
   * @param revision as AT+CGMR answers
   * @param application as ATI9 answers
   * @param imei 15 digits
   * @param imsi digits
   * @param iccid digits
   */
  public record Identity(
      String model,
      String product,
      String revision,
      String application,
      String imei,
      String imsi,
      String iccid) {}

  /**
   * What model and firmware can do.
   *
   * @param family of the model
   * @param rootOfTrust the security commands at all
   * @param e2eV2 format 2 of end-to-end messages, and the choice of it
   * @param featureAuthorisation AT+USECAFA
   * @param dailyHeartbeat one heartbeat a day instead of one in five minutes
   * @param autobaud whether the speed of the line is guessed from the first AT
   * @param timedUartSleep modes 1 and 2 of AT+UPSV; otherwise 0, 3 and 4 only
   * @param remembersUdconf whether AT+UDCONF outlives the power
   * @param longForms the longer answers to AT+CEREG? and AT+UMNOPROF? that SARA-R5 was seen to give
   * @param c2cVersion of chip-to-chip sessions, 1 or 2; 0 for none
   * @param zeroTouch AT+USECDEVCERT
   * @param unlistedDefect whether no credential can be imported before AT+ULSTFILE was used once
   */
  public record Abilities(
      ModuleFamily family,
      boolean rootOfTrust,
      boolean e2eV2,
      boolean featureAuthorisation,
      boolean dailyHeartbeat,
      boolean autobaud,
      boolean timedUartSleep,
      boolean remembersUdconf,
      boolean longForms,
      int c2cVersion,
      boolean zeroTouch,
      boolean unlistedDefect) {}

  /**
   * How long things take.
   *
   * @param boot from power to the first answer
   * @param registration from radio on to registered
   * @param bootstrap all four phases
   * @param sealing from the accepted command to the sealed module
   */
  public record Delays(
      Duration boot, Duration registration, Duration bootstrap, Duration sealing) {}

  /**
   * In what firmwares differ, or what no source says.
   *
   * @param sealState what AT+USECDEVINFO? does until bootstrap has succeeded
   * @param longestPlaintext how many bytes are encrypted at once
   */
  public record Traits(SealStateReply sealState, int longestPlaintext) {}
}
