package io.github.thingseal.testkit.internal.module;

import io.github.thingseal.testkit.Air;
import io.github.thingseal.testkit.DigitCase;
import io.github.thingseal.testkit.RootOfTrust;
import io.github.thingseal.testkit.RotFirmware;
import io.github.thingseal.testkit.SealStateReply;
import io.github.thingseal.testkit.internal.module.clock.ModuleClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What a module is built with.
 *
 * @param identity what it says of itself
 * @param firmware what model and firmware can do
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
    Firmware firmware,
    RootOfTrust rootOfTrust,
    Optional<Air> air,
    ModuleClock clock,
    Optional<Path> storage,
    SecureRandom random,
    Delays delays,
    Optional<Duration> powerOnAgain,
    boolean waitsForClient,
    Traits traits) {

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
   * @param promptBlank whether a blank follows the prompt
   * @param digitCase the case of hexadecimal digits
   * @param quotedRotUid whether the RoTPublicUID is in quotes
   * @param pemCrLf whether PEM has CR LF line ends
   * @param rotFirmware what AT+USECFW finds
   */
  public record Traits(
      SealStateReply sealState,
      int longestPlaintext,
      boolean promptBlank,
      DigitCase digitCase,
      boolean quotedRotUid,
      boolean pemCrLf,
      RotFirmware rotFirmware) {
    /** Digits in the case of the firmware, given the case that was seen. */
    public String hex(String digits, DigitCase seen) {
      DigitCase wanted = digitCase == DigitCase.AS_SEEN ? seen : digitCase;
      return wanted == DigitCase.UPPER
          ? digits.toUpperCase(Locale.ROOT)
          : digits.toLowerCase(Locale.ROOT);
    }
  }
}
