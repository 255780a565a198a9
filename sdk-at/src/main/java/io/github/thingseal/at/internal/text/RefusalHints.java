package io.github.thingseal.at.internal.text;

import java.util.List;

/**
 * What each command of the root of trust requires, for messages about one that was refused: its
 * error does not say. Evidence: published where a hint does not call it derived or assumed.
 */
public final class RefusalHints {
  private static final String SEALED =
      " requires a sealed module (AT+USECDEVINFO? answers 1,1,1) whose feature is active at the"
          + " service";

  private static final String UNPUBLISHED = "This command (assumed: it is not published)";

  private static final List<Hint> HINTS =
      List.of(
          new Hint(
              "AT+USECDEVINFO?",
              "Some firmware answers so until bootstrap has succeeded (derived): is the module on"
                  + " the whitelist, and online?"),
          new Hint(
              "AT+USECDEVINFO",
              "Sealing requires an active data connection: is the radio on, and the module"
                  + " registered? A module that is sealed already refuses it, too"),
          new Hint(
              "AT+USECCONN",
              "A heartbeat requires connectivity, a sealed module (derived), and that the last one was"
                  + " not too recent"),
          new Hint("AT+USECPSK", "A pre-shared key" + SEALED),
          new Hint("AT+USECE2EDATAENC", "End-to-end encryption" + SEALED),
          new Hint(
              "AT+USECE2EDATADEC",
              UNPUBLISHED + SEALED + ", and takes only what was protected for this module"),
          new Hint("AT+USECE2EFILE", UNPUBLISHED + SEALED),
          new Hint(
              "AT+USECDATADEC",
              UNPUBLISHED
                  + SEALED
                  + ", and takes only what this module encrypted with AT+USECDATAENC"),
          new Hint("AT+USECDATAENC", UNPUBLISHED + SEALED),
          new Hint(
              "AT+USECC2C=0",
              "A module takes 8 pairings, before bootstrap only: after it only if the service"
                  + " authorises the feature LocalC2CKeyPairing for the device"),
          new Hint(
              "AT+USECC2C=4",
              "A confirmation requires the TE secret and the keys of the pairing just before"
                  + " (derived)"),
          new Hint(
              "AT+USECC2C=1",
              "A session requires the TE secret of a pairing of this very module (derived) and,"
                  + " once the module has bootstrapped, the feature in its device profile"),
          new Hint(
              "AT+USECDEVCERT",
              "Zero touch provisioning"
                  + SEALED
                  + ", and an open chip-to-chip session if that feature is active"),
          new Hint(
              "AT+USECOPCMD=\"e2e_enc\"",
              "A module that knows one version of end-to-end messages may refuse this"));

  private RefusalHints() {}

  /**
   * {@return a sentence without the full stop; empty for a command about which nothing is known}
   *
   * @param line the command line; nothing of its parameters is in the sentence
   */
  public static String of(String line) {
    return HINTS.stream()
        .filter(hint -> line.regionMatches(true, 0, hint.command, 0, hint.command.length()))
        .map(Hint::text)
        .findFirst()
        .orElse("");
  }

  /**
   * What a command requires.
   *
   * @param command the beginning of its line; the first one that fits counts
   */
  private record Hint(String command, String text) {}
}
